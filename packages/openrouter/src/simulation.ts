import { createHmac, randomBytes } from 'node:crypto';
import { defineService, type ServiceHost, type TaskNow } from '@vid/simulator';
import * as z from '@vid/core/zod';
import { billOf } from './simulation/bill.ts';
import { heeded, isDoomed, misuse, modelOf, submitted } from './simulation/body.ts';
import { models, recordOf } from './simulation/models.ts';

/*
 * OpenRouter's video routes as its pages and those who call it have them (openrouter.md), on the simulator's time, tasks and
 * faults. It imports nothing of this provider: two readings of the same documents check each other.
 */

type Context = Parameters<ServiceHost['submit']>[0];

const words = {
  queued: 'pending',
  running: 'in_progress',
  succeeded: 'completed',
  failed: 'failed',
} as const;
/** By which webhooks are signed. */
const secret = 'or_test_secret';

const errors = (code: number, message: string) => ({ error: { code, message }, user_id: 'user_simulated' });
const zodError = (issues: readonly unknown[]) => ({
  success: false,
  error: { name: 'ZodError', message: JSON.stringify(issues) },
});

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const idAt = (now: number) =>
  `gen-vid-${Math.floor(now / 1000)}-${Array.from(randomBytes(20), (byte) => letters[byte % letters.length]).join('')}`;

const pathOf = (id: string) => `/openrouter/videos/${id}`;
const jobOf = ({ task: { id, body }, phase }: TaskNow, contentUrl: string) => ({
  id,
  generation_id: id,
  polling_url: contentUrl.replace(/\/content.*$/, ''),
  status: words[phase.status],
  ...(phase.status === 'succeeded' && {
    unsigned_urls: [contentUrl],
    usage: { cost: billOf(z.parse(submitted, body)) ?? 0.3, is_byok: false },
  }),
  ...(phase.status === 'failed' && phase.failure.failed !== '' && { error: phase.failure.failed }),
});

function mount({ app, apiKey, store, clock, links, callbacks, submit, poll }: ServiceHost): void {
  const contentOf = (c: Context, id: string) => links.absolute(c.req, `${pathOf(id)}/content?index=0`).href;

  // The catalogue needs no key.
  app.get('/videos/models', (c) => c.json({ data: models.map(recordOf) }));
  app.get('/models', (c) =>
    c.json({
      data: models.map(({ id, inputs }) => ({
        id,
        architecture: { input_modalities: ['text', ...inputs], output_modalities: ['video'] },
        pricing: { prompt: '0', completion: '0' },
      })),
    }),
  );

  app.use('/videos/*', async (c, next) => {
    if (c.req.header('authorization') === `Bearer ${apiKey}`) return next();
    return c.json(errors(401, 'No cookie auth credentials found'), 401);
  });

  app.post('/videos', async (c) => {
    if (c.req.header('authorization') !== `Bearer ${apiKey}`)
      return c.json(errors(401, 'No cookie auth credentials found'), 401);
    const json: unknown = await c.req.json().catch(() => undefined);
    const { data, error } = z.safeParse(submitted, json);
    if (data === undefined) return c.json(zodError(error.issues), 400);
    const model = modelOf(data);
    if (model === undefined) return c.json(errors(404, `No endpoints found for ${data.model}`), 404);
    const wrong = misuse(data, model);
    if (wrong !== undefined) return c.json(errors(400, wrong), 400);
    const body = heeded(data, model);
    const id = idAt(clock.now());
    const asked = {
      api: 'official',
      kind: 'videos',
      id,
      model: model.id,
      body,
      ...(data.prompt !== undefined && { prompt: data.prompt }),
      ratio: data.aspect_ratio ?? data.size?.replace('x', ':') ?? '16:9',
      ...(data.duration !== undefined && { seconds: data.duration }),
    };
    const made = (now: TaskNow) => {
      const job = store.find(id);
      if (job === undefined) return {};
      if (isDoomed(data)) store.fail(job, { failed: 'The provider could not use the last frame' });
      const contentUrl = contentOf(c, id);
      callbacks.follow(job, data.callback_url, (seen, phase, isForged) => {
        if (phase.status !== 'succeeded' && phase.status !== 'failed') return undefined;
        const { status, ...told } = jobOf({ ...now, task: seen.task, phase }, contentUrl);
        const created_at = new Date(phase.changedAt).toISOString();
        const event = {
          type: `video.generation.${status}`,
          created_at,
          data: { ...told, status, model: model.id },
        };
        const text = JSON.stringify(event);
        const t = Math.floor(clock.now() / 1000);
        const hex = createHmac('sha256', isForged ? 'another' : secret)
          .update(`${t},${text}`)
          .digest('hex');
        return {
          headers: {
            'X-OpenRouter-Idempotency-Key': `${id}-${status}`,
            'X-OpenRouter-Signature': `t=${t},v1=${hex}`,
          },
          body: text,
        };
      });
      return { id, polling_url: links.absolute(c.req, pathOf(id)).href, status: 'pending' };
    };
    const answer = await submit(c, asked, made, errors);
    // A task is told by 202, and by nothing else.
    if (answer.status !== 200) return answer;
    return new Response(answer.body, { status: 202, headers: answer.headers });
  });

  app.get('/videos/:id', (c) => {
    const id = c.req.param('id');
    return poll(c, id, (now) => jobOf(now, contentOf(c, id)), errors);
  });

  // Whole, chunked and without a length, whatever range is asked for.
  app.get('/videos/:id/content', async (c) => {
    const job = store.find(c.req.param('id'));
    if (job?.task.service !== 'openrouter') return c.json(errors(404, 'There is no such job'), 404);
    if ((c.req.query('index') ?? '0') !== '0') return c.json(errors(400, 'index is out of range'), 400);
    if (store.phase(job).status !== 'succeeded') return c.json(errors(409, 'The video is not ready'), 409);
    const film = await fetch(links.sign(c.req, job));
    return new Response(film.body, { headers: { 'content-type': 'video/mp4' } });
  });
}

/** The service on the simulator: no network, no key, no cost. */
export const simulation = defineService({ id: 'openrouter', apis: ['official'], mount });
