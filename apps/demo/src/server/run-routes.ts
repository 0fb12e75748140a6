import { Hono } from 'hono';
import { validator } from 'hono/validator';
import * as z from 'zod/mini';
import type { CancelAnswer } from '../api.ts';
import { fileType } from '../picture.ts';
import { ApiError } from './errors.ts';
import { readBody } from './request-body.ts';
import type { Runs } from './runs.ts';
import type { VideoServer } from '@vid/server';
import type { Pictures } from './store/pictures.ts';

const count = z.coerce.number().check(z.int(), z.gte(1));
const pageSchema = z.object({
  before: z.optional(count),
  limit: z.optional(count.check(z.lte(200))),
  search: z.optional(z.string()),
});

interface RunRoutes {
  readonly runs: Runs;
  readonly server: Pick<VideoServer, 'fetch' | 'stream'>;
  readonly pictures: Pictures;
}

/** What can be done with runs once they are started. */
export function runRoutes({ runs, server, pictures }: RunRoutes) {
  const app = new Hono();
  app.get('/runs', validator('query', readBody(pageSchema)), async (c) => {
    const { before = Number.MAX_SAFE_INTEGER, limit = 50, search = '' } = c.req.valid('query');
    return c.json(await runs.page(before, limit, search));
  });
  app.get('/runs/events', (c) => server.stream(c.req.raw, runs.stream));
  app.get('/runs/:id', async (c) => c.json(await runs.getRun(c.req.param('id'))));
  app.get('/runs/:id/request', async (c) => {
    const { id } = await runs.getRun(c.req.param('id'));
    return c.json(runs.rows.chosen(id));
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
    const { id } = await runs.getRun(c.req.param('id'));
    const { search } = new URL(c.req.url);
    const path = `/tasks/${id}/videos/${c.req.param('index') ?? 0}${search}`;
    const { method, headers } = c.req.raw;
    const found = await server.fetch(new Request(`http://127.0.0.1${path}`, { method, headers }));
    if (found.status !== 404) return found;
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
