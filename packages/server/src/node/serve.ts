import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { requireLoopback } from '@vid/core/journal';
import type { VideoServer } from '../create-server.ts';
import { waysToProtect } from '../settings.ts';

/** Where the server listens. */
export interface ListenOptions {
  /** 0 is any free port. Default 8787. */
  readonly port?: number | undefined;
  /** Where it listens. Default `127.0.0.1`: reachable from this machine only. */
  readonly host?: string | undefined;
  /** How long answers that are on their way may take when it closes, in milliseconds. Default 2 000. */
  readonly graceMs?: number | undefined;
}

/** A server that listens until it is closed. */
export interface Listening {
  /** Without a slash at the end. */
  readonly url: string;
  /** Takes no more requests, ends streams and downloads, and waits for paid requests that are on their way. */
  close(): Promise<void>;
}

/** Under which this machine reaches it. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** The listener's own kind of request is none to `new Request`, which an `owner` of the host's may call. */
function platformRequest({ url, method, headers, body, signal }: Request): Request {
  const hasBody = method !== 'GET' && method !== 'HEAD' && body !== null;
  // `duplex` is missing from the DOM's types.
  const init = { method, headers, signal, ...(hasBody && { body, duplex: 'half' }) };
  return new Request(url, init);
}

/**
 * Listens, and goes on with the jobs of the server's store; an application that has the server inside of it passes its own
 * `fetch`. Throws a `TypeError` where others than this machine could spend money without showing who they are, and what `listen` throws, such as `EADDRINUSE`.
 */
export async function serve(
  server: Pick<VideoServer, 'fetch' | 'isProtected' | 'startWorker' | 'close'>,
  { port = 8787, host = '127.0.0.1', graceMs = 2_000 }: ListenOptions = {},
): Promise<Listening> {
  if (!server.isProtected) requireLoopback([host], `${waysToProtect}, or listen on 127.0.0.1`);
  const listener = getRequestListener((request) => server.fetch(platformRequest(request)), {
    overrideGlobalObjects: false,
  });
  const http = createServer((request, response) => void listener(request, response));
  http.listen(port, host);
  await once(http, 'listening');
  server.startWorker();
  const address = http.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${nameOf(host)}:${bound}`,
    async close() {
      const closed = once(http, 'close');
      http.close();
      await server.close();
      // What is being answered may end; a connection that is kept for more is none.
      const sweep = setInterval(() => http.closeIdleConnections(), 20);
      const last = setTimeout(() => http.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(last);
    },
  };
}
