import { readFileSync } from 'node:fs';
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  McpServer,
  type McpServerFactory,
  originValidationResponse,
} from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { createStateCodec } from './consent.ts';
import type { Host } from './host.ts';
import { registerFollow } from './tools/follow.ts';
import { registerModels } from './tools/models.ts';
import { registerPlan } from './tools/plan.ts';
import { registerSubmit } from './tools/submit.ts';

/* All that needs the SDK; loaded when somebody connects. */

const manifest = new URL('../package.json', import.meta.url);
const { version }: { readonly version: string } = JSON.parse(readFileSync(manifest, 'utf8'));

/** Pictures travel as text in a call. */
const largestMessage = 32 * 1024 * 1024;

const instructions = [
  'Generates videos with paid services. Plan with vid_plan (free), then vid_submit with a requestKey of your own, then vid_wait until the file is there.',
  'After an error or a lost answer call vid_submit again with the same requestKey and request: it never makes a second bill. A new key may.',
].join(' ');

export function createFactory(host: Host): McpServerFactory {
  const codec = createStateCodec(host.settings.stateKey);
  return () => {
    const server = new McpServer(
      { name: 'vid', version },
      { instructions, requestState: { verify: (state, context) => codec.verify(state, context) } },
    );
    registerModels(server, host);
    registerPlan(server, host);
    registerSubmit(server, host, codec);
    registerFollow(server, host);
    return server;
  };
}

/** Until the client goes. */
export async function serveOverStdio(factory: McpServerFactory, onerror: (error: unknown) => void) {
  const transport = new StdioServerTransport(undefined, undefined, { maxBufferSize: largestMessage });
  const gone = new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => resolve());
  });
  const connection = serveStdio(factory, { transport, onerror });
  await gone;
  await connection.close();
}

export function createFetch(
  factory: McpServerFactory,
  { settings: { hosts = [] }, onError }: Host,
  isAllowed: (request: Request) => boolean,
) {
  const handler = createMcpHandler(factory, { onerror: onError, maxRequestBodySize: largestMessage });
  const names = [...localhostAllowedHostnames(), ...hosts];
  return {
    close: handler.close,
    async fetch(request: Request): Promise<Response> {
      // No foreign name may point here from a browser's view, and no foreign page may pay.
      const rejected =
        hostHeaderValidationResponse(request, names) ?? originValidationResponse(request, names);
      if (rejected !== undefined) return rejected;
      if (!isAllowed(request)) return unauthorized();
      return handler.fetch(request);
    },
  };
}

const unauthorized = () =>
  Response.json(
    { jsonrpc: '2.0', error: { code: -32_000, message: 'Unauthorized' }, id: null },
    { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } },
  );
