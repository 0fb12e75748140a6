import { Hono } from 'hono';
import { validator } from 'hono/validator';
import * as z from 'zod/mini';
import type { CancelAnswer } from '../api.ts';
import { fileType } from '../picture.ts';
import { ApiError } from './errors.ts';
import { streamRuns } from './events.ts';
import { readBody } from './request-body.ts';
import type { Runs } from './runs.ts';
import type { Pictures } from './store/pictures.ts';
import type { Videos } from './videos.ts';

const count = z.coerce.number().check(z.int(), z.gte(1));
const pageSchema = z.object({
  before: z.optional(count),
  limit: z.optional(count.check(z.lte(200))),
  search: z.optional(z.string()),
});

interface RunRoutes {
  readonly runs: Runs;
  readonly videos: Videos;
  readonly pictures: Pictures;
}

/** What can be done with runs once they are started. */
export function runRoutes({ runs, videos, pictures }: RunRoutes) {
  const app = new Hono();
  app.get('/runs', validator('query', readBody(pageSchema)), (c) => {
    const { before = Number.MAX_SAFE_INTEGER, limit = 50, search = '' } = c.req.valid('query');
    return c.json(runs.store.page(before, limit, search));
  });
  app.get('/runs/events', (c) => streamRuns(c, runs));
  app.get('/runs/:id', (c) => c.json(runs.getRun(c.req.param('id')).run));
  app.get('/runs/:id/request', (c) => {
    const id = c.req.param('id');
    return c.json(runs.store.chosen(runs.getRun(id).run.id));
  });
  app.post('/runs/:id/cancel', async (c) => {
    const answer: CancelAnswer = await runs.cancel(c.req.param('id'));
    return c.json(answer);
  });
  app.delete('/runs/:id', async (c) => {
    await runs.remove(c.req.param('id'));
    return c.body(null, 204);
  });
  app.get('/runs/:id/video/:index{[0-9]+}?', async (c) => {
    const { run } = runs.getRun(c.req.param('id'));
    const found = await videos.serve(c, run, Number(c.req.param('index') ?? 0));
    if (found !== undefined) return found;
    throw new ApiError('no-such-address', 'This run has no such video here.');
  });
  app.get('/pictures/:name', async (c) => {
    const bytes = await pictures.read(c.req.param('name'));
    const type = bytes === undefined ? undefined : fileType(bytes);
    if (bytes === undefined || type === undefined) {
      throw new ApiError('no-such-address', 'There is no such picture here.');
    }
    return c.body(bytes, 200, {
      'Content-Type': type,
      'Content-Disposition': 'inline',
      'Cache-Control': 'private, max-age=31536000, immutable',
    });
  });
  return app;
}
