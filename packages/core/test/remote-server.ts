import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { VideoError, type VideoTask } from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import type { JobView, ServerCapabilities } from '@vid/core/remote';
import { onTestFinished } from 'vitest';
import { both } from './fixture.ts';

/** One call as the server got it. */
export interface ServerCall {
  /** Such as `'POST /tasks'`. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

interface ScriptedAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly page?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The server itself said no: it keeps no job of it. */
  readonly isRefused?: true;
}

/** What one call meets in place of the usual; `'reset'` breaks the connection after the server has acted. */
export type Script = (
  call: ServerCall,
  count: number,
) => ScriptedAnswer | 'reset' | 'reset-unheard' | undefined;

export const errorAnswer = (status: number, error: VideoError): ScriptedAnswer => ({
  status,
  json: { error: error.toJSON() },
  isRefused: true,
});

export const capabilities: ServerCapabilities = {
  capabilities: both,
  operations: [
    { provider: 'acme', api: 'direct', cancel: true, reconcile: false },
    { provider: 'zenith', api: 'direct', cancel: false, reconcile: false },
  ],
  maxBodyBytes: 2_000,
};

const at = '2026-12-01T00:00:00.000Z';
const brook = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;

/** A job as the server shows it; the key is not its id. */
export const jobOf = (id: string, more: Partial<JobView> = {}): JobView => ({
  id,
  phase: 'polling',
  revision: 1,
  createdAt: at,
  updatedAt: at,
  model: brook,
  task: taskOf(`service-${id}`),
  ...more,
});

export const taskOf = (id: string): VideoTask => ({ ...newTask(brook, id), createdAt: at });

/** A server that keeps one job for each key, over a real socket; `script` may answer in its place. */
export async function startServer(script: Script = () => undefined, first: Partial<JobView> = {}) {
  const calls: ServerCall[] = [];
  const jobs = new Map<string, JobView>();
  const counts = new Map<string, number>();
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://server.invalid');
    const path = decodeURIComponent(pathname.replace(/^\/video/, ''));
    const name = `${incoming.method} ${path}`;
    const call = {
      name,
      query: searchParams,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    };
    calls.push(call);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const scripted = script(call, count);
    const isHeard = scripted !== 'reset-unheard' && (scripted === 'reset' || scripted?.isRefused !== true);
    const usual = isHeard ? act(call) : undefined;
    if (scripted === 'reset' || scripted === 'reset-unheard') return void incoming.socket.destroy();
    const { status = 200, json, page, headers = {} } = scripted ?? usual ?? {};
    outgoing.writeHead(status, {
      'content-type': page === undefined ? 'application/json' : 'text/html',
      ...headers,
    });
    outgoing.end(page ?? JSON.stringify(json));
  };
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));

  function act({ name, query, headers }: ServerCall): ScriptedAnswer {
    const [, id] = /^GET \/tasks\/(.+)$/s.exec(name) ?? [];
    if (name === 'GET /capabilities') return { json: capabilities };
    if (name === 'POST /tasks') {
      const key = String(headers['idempotency-key']);
      const known = jobs.get(key);
      const job = known ?? jobOf(`job-${jobs.size + 1}`, first);
      jobs.set(key, job);
      return { status: known === undefined ? 202 : 200, json: job };
    }
    if (name === 'GET /tasks') {
      const key = query.get('key') ?? '';
      const job = jobs.get(key);
      return { json: { jobs: job === undefined ? [] : [job], key } };
    }
    const found = [...jobs.values()].find((job) => job.id === id);
    return found === undefined
      ? errorAnswer(404, new VideoError('not-found', 'There is no such job.'))
      : { json: found };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/video`, calls, jobs, names: () => calls.map((call) => call.name) };
}
