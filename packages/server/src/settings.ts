import type { Clock, Router } from '@vid/core';
import type { AdvanceSettings, JobStore, Journal, LimitOf, StoredJob } from '@vid/core/journal';
import type { VideoStorage } from '@vid/core/download';

/** Who sent the request; `undefined` or an error is answered with 401. */
export type OwnerOf = (request: Request) => string | undefined | Promise<string | undefined>;

/** The router of an owner: the services and keys that are theirs. */
export type RouterOf = (owner: string) => Router;

/** Which router pays, where jobs and videos are kept, and who may ask. */
export interface ServerSettings {
  /** One for all, or one for each owner: the same object each time, as it keeps the queues and what it has seen. */
  readonly router: Router | RouterOf;
  /** The journal and the jobs, such as `openSqlite` of `@vid/core/sqlite`. Whoever shares it shares the work. */
  readonly store: { readonly journal: Journal; readonly jobs: JobStore };
  /** Where videos are kept, such as `videoFolder` of `@vid/core/download`. */
  readonly videos: VideoStorage;
  /** Whose job a request makes or asks for; nobody sees those of others. Default: there is one owner. */
  readonly owner?: OwnerOf | undefined;
  /**
   * What a client must send as `Authorization: Bearer …`, where `owner` is not given: at least 16 characters of ASCII without
   * spaces, else `createServer` throws a `TypeError`. Default: nothing, which goes with loopback names only.
   */
  readonly token?: string | undefined;
  /**
   * What an owner may spend. Computed from the store, so it holds over restarts and for all servers that share one; a
   * request that does not fit is refused with `quota-exhausted`, 402. The router's own budget holds
   * besides. Default: that alone.
   */
  readonly budget?: LimitOf | undefined;
  /** Whether an owner may see what all owners spend. Default: nobody. */
  readonly seesAllSpending?: ((owner: string) => boolean | Promise<boolean>) | undefined;
  /** What services sign their webhooks with, by what stands behind `/webhooks/`: `'kling'`, or `'kling/official'`. */
  readonly webhookSecrets?: Readonly<Record<string, string>> | undefined;
  /**
   * The names by which the server is asked for, without a port, such as `videos.example.com`. Others than loopback names, here or
   * in `url`, need a `token` or an `owner`, else `createServer` throws a `TypeError`. Default: loopback names; they are always there.
   */
  readonly hosts?: readonly string[] | undefined;
  /** Pages of other servers that may use this one from a browser, such as `https://app.example.com`. Default: none. */
  readonly origins?: readonly string[] | undefined;
  /**
   * Where the server is from outside, for the links of its videos; its host is one of `hosts`. Default: the origin of the request,
   * and `basePath`.
   */
  readonly url?: string | undefined;
  /** Of all routes, such as `/api/vid`. Default: none. */
  readonly basePath?: string | undefined;
  /** The largest body of a request, in bytes; files are a third longer in it. Default: 32 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /**
   * `/v1/videos` and `/v1/models`, the shape of OpenAI, over the same jobs, owners and budgets. `aliases`: further names of models,
   * such as `{ 'sora-2': 'kling:kling-v2-6' }`. Default: it is there, without aliases; `false`: it is not.
   */
  readonly openai?: boolean | { readonly aliases?: Readonly<Record<string, string>> | undefined } | undefined;
  /** How often tasks are polled, of all owners or of one. Default: as often as their service likes. */
  readonly polling?: Polling | ((owner: string) => Polling) | undefined;
  /** How often what was refused for the moment is sent, and a download tried, at most. Default: as `createAdvance`. */
  readonly tries?: Pick<AdvanceSettings, 'submits' | 'downloads'> | undefined;
  /** Called with each job that this process has written, as it is now. Default: nobody. */
  readonly onChange?: ((stored: StoredJob) => void) | undefined;
  /** How often the store is asked for changes of other processes while somebody listens, in milliseconds. Default 500. */
  readonly changesMs?: number | undefined;
  /** Called with what is wrong with this program or its store. Default: `console.error`. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Default: the real clock. */
  readonly clock?: Clock | undefined;
}

type Polling = Pick<AdvanceSettings, 'intervalMs' | 'minIntervalMs'>;

/** What makes a server one that others may reach. */
export const waysToProtect = 'give createServer a "token" or an "owner"';

export const usualMaxBodyBytes = 32 * 1024 * 1024;

/** What every route of one server works with. */
export type Env = { Variables: { owner: string } };
