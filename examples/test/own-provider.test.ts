import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { testProvider } from '@vid/testkit';
import { Hono } from 'hono';
import { createAcme } from '../src/own-provider.ts';

/** The made-up service behind the example. */
function acmeService() {
  const jobs: { readonly id: string; readonly reference: string }[] = [];
  let isDone = false;
  const view = (job: (typeof jobs)[number]) =>
    isDone
      ? { ...job, state: 'done', link: `https://acme.example/${job.id}.mp4` }
      : { ...job, state: 'busy' };
  const app = new Hono();
  app.use(async (c, next) =>
    c.req.header('authorization') === 'Bearer acme-key' ? next() : c.json({ problem: 'no such key' }, 401),
  );
  app.post('/jobs', async (c) => {
    const { reference }: { reference: string } = await c.req.json();
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
  return { app, jobs, finish: () => (isDone = true) };
}

testProvider('the example provider', async () => {
  const { app, jobs, finish } = acmeService();
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: unknown = server.address();
  const port =
    typeof address === 'object' && address !== null && 'port' in address ? String(address.port) : '';
  return {
    createProvider: (settings) =>
      createAcme({ baseUrl: `http://127.0.0.1:${port}`, apiKey: 'acme-key', ...settings }),
    requests: [{ prompt: 'a boat' }, { prompt: 'a boat', duration: 8 }],
    refusal: (problem) => Response.json({ problem }, { status: 429 }),
    createdTasks: () => jobs.length,
    finishTasks: () => void finish(),
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
});
