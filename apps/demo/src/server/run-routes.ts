import { Hono } from 'hono';
import { validator } from 'hono/validator';
import type { VideoServer } from '@vid/server';
import type { MediaFolder } from '@vid/server/node';
import * as z from 'zod/mini';
import type { CancelAnswer } from '../api.ts';
import { ApiError } from './errors.ts';
import { readBody } from './request-body.ts';
import type { Runs } from './runs.ts';

const count = z.coerce.number().check(z.int(), z.gte(1));
const pageSchema = z.object({
  before: z.optional(count),
  limit: z.optional(count.check(z.lte(200))),
  search: z.optional(z.string()),
});

interface RunRoutes {
  readonly runs: Runs;
  readonly server: Pick<VideoServer, 'video' | 'stream'>;
  readonly pictures: MediaFolder;
}

/** What can be done with runs once they are started. */
export function runRoutes({ runs, server, pictures }: RunRoutes) {
  const app = new Hono();
  app.get('/runs', validator('query', readBody(pageSchema)), async (c) =>
    c.json(await runs.page(c.req.valid('query'))),
  );
  app.get('/runs/events', (c) => server.stream(c.req.raw, runs.stream));
  app.get('/runs/:id', async (c) => c.json(await runs.getRun(c.req.param('id'))));
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
    const { id } = await runs.getRun(c.req.param('id'));
    const found = await server.video(c.req.raw, id, Number(c.req.param('index') ?? 0));
    if (found.status !== 404) return found;
    throw new ApiError('no-such-address', 'This run has no such video here.');
  });
  app.get('/pictures/:name', async (c) => {
    const found = await pictures.answer(c.req.param('name'));
    if (found === undefined) throw new ApiError('no-such-address', 'There is no such picture here.');
    return found;
  });
  return app;
}
