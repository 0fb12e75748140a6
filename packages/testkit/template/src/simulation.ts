import { randomUUID } from 'node:crypto';
import { defineService, type TaskNow } from '@vid/simulator';
import * as z from '@vid/core/zod';

/*
 * The service as its documents have it, on the simulator's time, tasks and faults: tests, the demo and `startSimulator` use it.
 * It imports nothing of this provider: two readings of the same documents check each other.
 */

// FILL IN: the body that the service takes, as strict as the service is
const submitted = z.strictObject({
  model: z.string(),
  prompt: z.string().check(z.minLength(1)),
  duration: z.optional(z.union([z.literal(5), z.literal(10)])),
});

// FILL IN: the service's own words
const words = { queued: 'queued', running: 'running', succeeded: 'succeeded', failed: 'failed' } as const;

// FILL IN: the service's own error body
const errors = (_status: number, message: string) => ({ message });

// FILL IN: the answer about a task
const answer = ({ task: { id }, phase, videoUrl }: TaskNow) => ({
  id,
  status: words[phase.status],
  ...(phase.status === 'succeeded' && { videoUrl }),
  ...(phase.status === 'failed' && { error: phase.failure.failed }),
});

/** The service on the simulator: no network, no key, no cost. */
export const simulation = defineService({
  id: 'nameless',
  apis: ['official'],
  mount({ app, apiKey, submit, poll }) {
    // FILL IN: how the service is given its key, and the routes
    app.use(async (c, next) =>
      c.req.header('authorization') === `Bearer ${apiKey}`
        ? next()
        : c.json(errors(401, 'the key is not valid'), 401),
    );
    app.post('/videos', async (c) => {
      const json: unknown = await c.req.json().catch(() => undefined);
      const { success, data } = z.safeParse(submitted, json);
      if (!success) return c.json(errors(400, 'the request is not valid'), 400);
      const { model, prompt, duration } = data;
      const task = { api: 'official', kind: 'videos', id: randomUUID(), model, body: data };
      return submit(c, { ...task, prompt, seconds: duration }, answer, errors);
    });
    app.get('/videos/:id', (c) => poll(c, c.req.param('id'), answer, errors));
  },
});
