import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { VideoRequest } from '@vid/core';
import { Hono } from 'hono';

interface Submit {
  readonly text: string;
  readonly seconds?: number;
  readonly reference: string;
}

/** The made-up service behind the example, over HTTP. */
export async function startAcmeService() {
  const jobs: { readonly id: string; readonly reference: string }[] = [];
  let state: 'waiting' | 'busy' | 'done' | 'broken' = 'waiting';
  let why = '';
  const view = (job: (typeof jobs)[number]) => ({
    ...job,
    state,
    ...(state === 'done' && { link: `https://acme.example/${job.id}.mp4` }),
    ...(state === 'broken' && { why }),
  });
  const app = new Hono();
  app.use(async (c, next) =>
    c.req.header('authorization') === 'Bearer acme-key' ? next() : c.json({ problem: 'no such key' }, 401),
  );
  app.post('/jobs', async (c) => {
    const { text, seconds, reference }: Submit = await c.req.json();
    if (text === '' || (seconds !== 4 && seconds !== 8)) return c.json({ problem: 'no such job' }, 400);
    state = 'waiting';
    const job = { id: `job-${jobs.length + 1}`, reference };
    jobs.push(job);
    return c.json(view(job));
  });
  app.get('/jobs', (c) =>
    c.json(jobs.filter(({ reference }) => reference === c.req.query('reference')).map(view)),
  );
  app.get('/jobs/:id', (c) => {
    const job = jobs.find(({ id }) => id === c.req.param('id'));
    return job === undefined ? c.json({ problem: 'no such job' }, 404) : c.json(view(job));
  });
  const become = (next: typeof state, reason = '') => {
    state = next;
    why = reason;
  };
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: unknown = server.address();
  const port =
    typeof address === 'object' && address !== null && 'port' in address ? String(address.port) : '';
  return {
    url: `http://127.0.0.1:${port}`,
    apiKey: 'acme-key',
    jobs,
    /** What a body asks for, in the words of a request. */
    readOrder(body: unknown): VideoRequest {
      const { text, seconds }: Submit = JSON.parse(JSON.stringify(body));
      return { prompt: text, ...(seconds !== undefined && { duration: seconds }) };
    },
    startAll: () => become('busy'),
    finishAll: () => become('done'),
    failAll: (reason: string) => become('broken', reason),
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
