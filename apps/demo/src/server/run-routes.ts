import { checked, HostError, type VideoServer } from '@vid/server';
import type { MediaFolder, SessionLimit } from '@vid/server/node';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validator } from 'hono/validator';
import * as z from 'zod/mini';
import { type CancelAnswer, faultsSchema, limitSchema } from '../api.ts';
import type { FaultPanel } from './faults.ts';
import type { Runs } from './runs.ts';

const count = z.coerce.number().check(z.int(), z.gte(1));
const pageSchema = z.object({
  before: z.optional(count),
  limit: z.optional(count.check(z.lte(200))),
  search: z.optional(z.string()),
  comparison: z.optional(z.string()),
});

interface RunRoutes {
  readonly runs: Runs;
  readonly server: VideoServer;
  readonly pictures: MediaFolder;
  readonly limit: SessionLimit;
  readonly faults: FaultPanel;
}

/** What can be done with runs once they are started; the money limit of the session, and what goes wrong at simulated services. */
export function runRoutes({ runs, server, pictures, limit, faults }: RunRoutes) {
  const app = new Hono();
  app.get('/runs', validator('query', checked(pageSchema)), async (c) => {
    const { comparison, ...page } = c.req.valid('query');
    const fact = comparison === undefined ? undefined : (['comparison', comparison] as const);
    return c.json(await runs.page({ ...page, fact }));
  });
  app.get('/runs/events', (c) => server.stream(c.req.raw, runs.stream));
  app.get('/runs/:id', async (c) => c.json(await runs.get(c.req.param('id'))));
  app.get('/runs/:id/request', (c) => c.json(runs.chosen(c.req.param('id'))));
  app.post('/runs/:id/cancel', async (c) => {
    const answer: CancelAnswer = await runs.cancel(c.req.param('id'));
    return c.json(answer);
  });
  app.delete('/runs/:id', async (c) => {
    await runs.remove(c.req.param('id'));
    return c.body(null, 204);
  });
  app.get('/runs/:id/video/:index{[0-9]+}?', async (c) => {
    const { id } = runs.entry(c.req.param('id'));
    const found = await server.video(c.req.raw, id, Number(c.req.param('index') ?? 0));
    if (found.status !== 404) return found;
    throw new HostError(404, 'no-such-address', 'This run has no such video here.');
  });
  app.get('/pictures/:name', async (c) => {
    const found = await pictures.answer(c.req.param('name'));
    if (found !== undefined) return found;
    throw new HostError(404, 'no-such-address', 'There is no such picture here.');
  });

  const small = bodyLimit({ maxSize: 4096 });
  app.get('/limit', async (c) => c.json(await limit.state()));
  app.put('/limit', small, validator('json', checked(limitSchema)), async (c) =>
    c.json(await limit.set(c.req.valid('json'))),
  );
  app.get('/faults', (c) => c.json(faults.state()));
  app.put('/faults', small, validator('json', checked(faultsSchema)), (c) =>
    c.json(faults.choose(c.req.valid('json').preset)),
  );
  return app;
}
