import { randomUUID } from 'node:crypto';
import { defineService, type TaskNow } from '@vid/simulator';
import * as z from '@vid/core/zod';

/*
 * The service as its documents have it, on the simulator's time, tasks and faults: tests, the demo and `startSimulator` use it.
 * It imports nothing of this provider: two readings of the same documents check each other.
 */

const submitted = z.strictObject({
  model: z.literal('lumen-1'),
  text: z.string().check(z.minLength(1), z.maxLength(800)),
  seconds: z.optional(z.union([z.literal(4), z.literal(8)])),
  shape: z.optional(z.enum(['16:9', '9:16'])),
});

const words = { queued: 'waiting', running: 'busy', succeeded: 'done', failed: 'broken' } as const;

const codes = new Map([
  [400, 'bad-request'],
  [401, 'bad-key'],
  [404, 'no-film'],
  [429, 'slow-down'],
]);
const errors = (status: number, text: string) => ({
  problem: { code: codes.get(status) ?? 'in-trouble', text },
});

const answer = ({ task: { id }, phase, videoUrl }: TaskNow) => ({
  id,
  state: words[phase.status],
  ...(phase.status === 'succeeded' && { film: videoUrl }),
  ...(phase.status === 'failed' && { why: phase.failure.failed }),
});

export const simulation = defineService({
  id: 'lumen',
  apis: ['official'],
  mount({ app, apiKey, submit, poll }) {
    app.use(async (c, next) =>
      c.req.header('authorization') === `Bearer ${apiKey}`
        ? next()
        : c.json(errors(401, 'the key is not valid'), 401),
    );
    app.post('/films', async (c) => {
      const json: unknown = await c.req.json().catch(() => undefined);
      const { success, data } = z.safeParse(submitted, json);
      if (!success) return c.json(errors(400, 'the request is not valid'), 400);
      const { model, text: prompt, shape: ratio, seconds = 4 } = data;
      const task = { api: 'official', kind: 'films', id: randomUUID(), model, body: data };
      return submit(c, { ...task, prompt, ratio, seconds }, answer, errors);
    });
    app.get('/films/:id', (c) => poll(c, c.req.param('id'), answer, errors));
  },
});
