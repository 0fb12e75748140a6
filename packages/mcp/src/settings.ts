import type { Clock, Money, Router } from '@vid/core';
import type {
  AdvanceSettings,
  JobStore,
  JobWorkerSettings,
  Journal,
  LimitOf,
  StoredFile,
  StoreVideo,
} from '@vid/core/journal';

/**
 * Who agrees to a bill. `ask-or-limit`: the user, where the client can ask its user, else a limit; `ask`: the user and nobody
 * else; `limit`: a limit, nobody is asked. A limit is `maxCost` of the call or of these settings: a client shows its user what
 * a call says before it is made.
 */
export type Consent = 'ask-or-limit' | 'ask' | 'limit';

/** Which router pays, where jobs and videos are kept, and who agrees to a bill. */
export interface McpServerSettings {
  /** The services and keys that the tools may use. */
  readonly router: Router;
  /** The journal and the jobs, such as `openSqlite` of `@vid/core/sqlite`. Whoever shares it shares the work. */
  readonly store: { readonly journal: Journal; readonly jobs: JobStore };
  /** Where videos are kept, such as `videoFolder` of `@vid/core/download`. What has no `pathOf` needs `linkOf`. */
  readonly videos: {
    readonly storeVideo: StoreVideo;
    readonly pathOf?: (file: StoredFile) => string;
  };
  /** Whose the jobs are, where others share the store; theirs are not shown. Default: there is one owner. */
  readonly owner?: string | undefined;
  /** Default `'ask-or-limit'`. */
  readonly consent?: Consent | undefined;
  /** The most that one video may cost, whatever a call says. A price that is unknown, or in another currency without rates, is refused. Default: none. */
  readonly maxCost?: Money | undefined;
  /**
   * What the owner may spend in all. Computed from the store, so it holds over restarts and for all servers that share it; what
   * does not fit is refused with `quota-exhausted`. The router's own budget holds besides. Default: that alone.
   */
  readonly budget?: LimitOf | undefined;
  /** A folder of files that an agent may send along, as `file:` URLs. Default: none, links and bytes only. */
  readonly inputs?: string | URL | undefined;
  /** Where a client finds a stored video. Default: the `file:` URL, for clients of the same machine. */
  readonly linkOf?: ((file: StoredFile) => string) | undefined;
  /** How often tasks are polled. Default: as often as their service likes. */
  readonly polling?: Pick<AdvanceSettings, 'intervalMs' | 'minIntervalMs'> | undefined;
  /** Of the worker that goes on with the jobs of the store. `false`: another process has one. */
  readonly worker?: Pick<JobWorkerSettings, 'concurrency' | 'idleMs' | 'leaseMs'> | false | undefined;
  /**
   * What questions to the user are signed with, at least 32 bytes: the same for all processes that answer one address. Default:
   * a new one for this process.
   */
  readonly stateKey?: Uint8Array | string | undefined;
  /**
   * The names by which `fetch` is asked for, without a port, such as `mcp.example.com`. Others than loopback names need a `token`,
   * else `createMcpServer` throws a `TypeError`. Default: loopback names; they are always there.
   */
  readonly hosts?: readonly string[] | undefined;
  /**
   * What a client must send to `fetch` as `Authorization: Bearer …`: at least 16 characters of ASCII without spaces, else
   * `createMcpServer` throws a `TypeError`. `false`: nothing, under any name; whoever has `fetch` in an application of their own lets
   * nobody through to it who may not pay. Default: nothing, which goes with loopback names only.
   */
  readonly token?: string | false | undefined;
  /** Called with what is wrong with this program or its store. Default: `console.error`. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Of jobs and polls. Default: the real clock. */
  readonly clock?: Clock | undefined;
}
