import type { McpServerFactory } from '@modelcontextprotocol/server';
import { bearerCheck, requireLoopback } from '@vid/core/journal';
import { createHost } from './host.ts';
import type { McpServerSettings } from './settings.ts';

/** vid as a server of the Model Context Protocol, for any number of connections. */
export interface VidMcpServer {
  /** For `serveStdio` and `createMcpHandler` of `@modelcontextprotocol/server`, and whatever else takes such a factory. */
  readonly server: McpServerFactory;
  /** Speaks over stdin and stdout until the client goes, then closes. Write nothing else to stdout. */
  serveStdio(): Promise<void>;
  /** Answers one HTTP request. Clients of the first protocol generation cannot be asked here: they need `maxCost`. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Begins nothing more, and waits for submits that are on their way. Jobs go on when a worker of the store starts again. */
  close(): Promise<void>;
}

/**
 * A server with the tools `vid_models`, `vid_plan`, `vid_submit`, `vid_status`, `vid_wait`, `vid_cancel` and `vid_download`. Goes
 * on with the jobs of the store, whether anybody connects or not.
 */
export function createMcpServer(settings: McpServerSettings): VidMcpServer {
  const { hosts = [], token } = settings;
  if (token === undefined) requireLoopback(hosts, 'give createMcpServer a "token"');
  const isAllowed = typeof token === 'string' ? bearerCheck(token) : () => true;
  const host = createHost(settings);
  const load = async () => {
    const { createFactory, createFetch, serveOverStdio } = await import('./serve.ts');
    const factory = createFactory(host);
    return { factory, http: createFetch(factory, host, isAllowed), serveOverStdio };
  };
  let loading: ReturnType<typeof load> | undefined;
  const loaded = () => (loading ??= load());
  const close = async () => {
    if (loading !== undefined) await (await loading).http.close();
    await host.close();
  };
  return {
    server: async (context) => (await loaded()).factory(context),
    async serveStdio() {
      const { factory, serveOverStdio } = await loaded();
      await serveOverStdio(factory, host.onError);
      await close();
    },
    fetch: async (request) => (await loaded()).http.fetch(request),
    close,
  };
}
