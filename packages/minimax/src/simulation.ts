import { randomInt, randomUUID } from 'node:crypto';
import { defineService, type JsonObject, type ServiceHost, type TaskNow } from '@vid/simulator';
import * as z from '@vid/core/zod';

/*
 * MiniMax's v2 routes as its pages and those who call it have them (minimax.md), on the simulator's time, tasks and faults.
 * It imports nothing of this provider: two readings of the same documents check each other.
 */

const ratios = ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'] as const;
const week = 7 * 86_400_000;
/** Real milliseconds that the receiver of a callback has for the challenge [doc]. */
const challengeMs = 3000;

const models = {
  'MiniMax-H3': { resolutions: ['768P', '2K'], shortest: 4, takesReferences: true, takesExtra: false },
  'MiniMax-H3-Max': { resolutions: ['480P', '768P'], shortest: 5, takesReferences: false, takesExtra: true },
} as const;

const url = z.strictObject({ url: z.string().check(z.regex(/^(https?:\/\/|data:[a-z]+\/|mm_file:\/\/)/)) });
const item = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z.string().check(
      z.regex(/\S/),
      z.refine((words) => Array.from(words).length <= 7000),
    ),
  }),
  z.strictObject({
    type: z.literal('image_url'),
    role: z.optional(z.enum(['first_frame', 'last_frame', 'reference_image'])),
    image_url: url,
  }),
  z.strictObject({ type: z.literal('video_url'), role: z.literal('reference_video'), video_url: url }),
  z.strictObject({ type: z.literal('audio_url'), role: z.literal('reference_audio'), audio_url: url }),
]);
// What the service does with other keys is unstated; here they are refused [guess].
const submitted = z.strictObject({
  model: z.enum(['MiniMax-H3', 'MiniMax-H3-Max']),
  content: z.array(item),
  resolution: z.string(),
  duration: z.int().check(z.lte(15)),
  ratio: z.optional(z.enum(['adaptive', ...ratios])),
  callback_url: z.optional(z.string().check(z.regex(/^https?:\/\//))),
  aigc_watermark: z.optional(z.boolean()),
  extra: z.optional(
    z.strictObject({ prompt_expansion_mode: z.optional(z.enum(['disabled', 'balanced', 'quality'])) }),
  ),
});
type Submitted = z.infer<typeof submitted>;
type Role = NonNullable<Exclude<Submitted['content'][number], { readonly type: 'text' }>['role']>;

const limits: Readonly<Record<Role, number>> = {
  first_frame: 1,
  last_frame: 1,
  reference_image: 9,
  reference_video: 3,
  reference_audio: 3,
};

/** What is wrong with a body whose shape is right; undefined: nothing. */
function misuse({ model, content, resolution, duration, ratio, extra }: Submitted): string | undefined {
  const { resolutions, shortest, takesReferences, takesExtra } = models[model];
  const roles = content.flatMap((one): readonly Role[] =>
    // A picture without a role is a first frame [doc].
    one.type === 'text' ? [] : [one.role ?? 'first_frame'],
  );
  const count = (role: Role) => roles.filter((one) => one === role).length;
  const has = (...some: readonly Role[]) => some.some((role) => count(role) > 0);
  if (content.length - roles.length !== 1) return 'content needs exactly one text';
  if (!resolutions.some((one) => one === resolution)) return 'resolution is not supported';
  if (duration < shortest) return 'duration is out of range';
  if (extra !== undefined && !takesExtra) return 'extra is not supported';
  if (roles.some((role) => count(role) > limits[role]) || roles.length > 12) return 'too many files';
  if (has('last_frame') && !has('first_frame')) return 'last_frame needs first_frame';
  const isReferring = has('reference_image', 'reference_video', 'reference_audio');
  if (isReferring && has('first_frame')) return 'frames and references exclude each other';
  if (isReferring && !takesReferences) return 'references are not supported';
  if (has('reference_audio') && !has('reference_image', 'reference_video'))
    return 'reference_audio needs an image or a video';
  if (roles.length === 0 && (ratio === undefined || ratio === 'adaptive')) return 'ratio is required';
  return undefined;
}

/** A PNG of fewer than 256 pixels a side is taken, and fails later [observed]. */
function isTiny(link: string): boolean {
  if (!link.startsWith('data:image/png;base64,')) return false;
  const bytes = Buffer.from(link.slice(link.indexOf(',') + 1), 'base64');
  return bytes.length >= 24 && (bytes.readUInt32BE(16) < 256 || bytes.readUInt32BE(20) < 256);
}

const kinds: Readonly<Record<number, readonly [type: string, code: number]>> = {
  400: ['bad_request_error', 2013],
  401: ['authorized_error', 1004],
  402: ['insufficient_balance_error', 1008],
  422: ['unprocessable_entity_error', 1026],
  429: ['rate_limit_error', 1002],
  529: ['overloaded_error', 1000],
};

const errors = (status: number, message: string, known?: number): JsonObject => {
  const [type, code] = kinds[status] ?? ['server_error', 1000];
  return {
    type: 'error',
    error: { type, message: `${message} (${known ?? code})`, http_code: String(status) },
    request_id: randomUUID().replaceAll('-', ''),
  };
};

const billed = z.object({ duration: z.number(), content: z.array(z.object({ type: z.string() })) });

/** A clip that goes in is taken to last 4 s: nothing here looks into it. */
function usageOf({ duration, content }: z.infer<typeof billed>): JsonObject {
  const input = content.filter(({ type }) => type === 'video_url').length * 4;
  const input_image_count = content.filter(({ type }) => type === 'image_url').length;
  return {
    total_seconds: duration + input,
    input_seconds: input,
    output_seconds: duration,
    input_image_count,
  };
}

/** How a DELETE ended a record: while it waited, or once it had ended. */
const stops = z.enum(['cancelled', 'deleted']);
type Stop = z.infer<typeof stops>;

function mount({ app, apiKey, store, clock, links, memory, callbacks, submit, poll }: ServiceHost): void {
  const stopped = new Map<string, Stop>();
  for (const [id, how] of memory.read('minimax stopped')) stopped.set(id, z.parse(stops, how));

  const taskOf = ({ task: { id, model, body, createdAt }, phase, videoUrl }: TaskNow): JsonObject => {
    const status = stopped.get(id) ?? phase.status;
    const { resolution, duration, ratio = '' } = body;
    const isDone = status === 'succeeded';
    const failure = phase.status === 'failed' && status === 'failed' ? phase.failure : undefined;
    return {
      id,
      model,
      status,
      task_type: 'generation',
      modality: 'video',
      created_at: Math.floor(createdAt / 1000),
      updated_at: Math.floor(phase.changedAt / 1000),
      resolution,
      duration,
      ratio,
      content: isDone ? { url: videoUrl } : null,
      error:
        failure === undefined || failure.failed === ''
          ? null
          : { code: failure.code ?? '1027', message: failure.failed },
      usage: isDone ? usageOf(z.parse(billed, body)) : {},
    };
  };
  const answer = (now: TaskNow) => ({ task: taskOf(now) });
  /** Of a task that was cancelled one more change is told, if late. */
  const told = (now: TaskNow) =>
    stopped.has(now.task.id) && now.phase.status !== 'running' ? undefined : answer(now);

  /** The record of a task; a deleted one, or one of more than 7 days, is none. */
  const find = (id: string) => {
    const job = store.find(id);
    const isOurs = job?.task.service === 'minimax' && stopped.get(id) !== 'deleted';
    return isOurs ? { job, isOld: clock.now() - job.task.createdAt > week } : undefined;
  };

  app.use(async (c, next) => {
    const header = c.req.header('authorization');
    if (header === `Bearer ${apiKey}`) return next();
    if (header === undefined) return c.json(errors(401, 'login fail: please carry the API secret key'), 401);
    return c.json(errors(401, 'invalid api key', 2049), 401);
  });

  app.post('/v2/video_generation', async (c) => {
    const json: unknown = await c.req.json().catch(() => undefined);
    const { data, error } = z.safeParse(submitted, json);
    const wrong = data === undefined ? `invalid params, ${error.issues[0]?.path.join('.')}` : misuse(data);
    if (data === undefined || wrong !== undefined) return c.json(errors(400, wrong ?? ''), 400);
    const { model, content, duration, ratio = 'adaptive', callback_url: hook } = data;
    if (hook !== undefined) {
      const challenge = randomUUID();
      const answered = await callbacks.ask(hook, { challenge }, challengeMs);
      if (!z.safeParse(z.object({ challenge: z.literal(challenge) }), answered).success)
        return c.json(errors(400, 'callback_url did not answer the challenge'), 400);
    }
    const id = `416${randomInt(1e11, 1e12)}`;
    const asked = {
      api: 'official',
      kind: 'video_generation',
      id,
      model,
      body: { ...data },
      prompt: content.flatMap((one) => (one.type === 'text' ? [one.text] : [])).join(''),
      ratio: ratio === 'adaptive' ? '16:9' : ratio,
      seconds: duration,
      ...(hook !== undefined && { callback: { url: hook, body: told } }),
    };
    const isDoomed = content.some((one) => one.type === 'image_url' && isTiny(one.image_url.url));
    const created = ({ task: { id: task_id } }: TaskNow) => {
      const job = store.find(task_id);
      if (isDoomed && job !== undefined) store.fail(job, { failed: 'image is too small', code: '2013' });
      return { task_id };
    };
    return submit(c, asked, created, errors);
  });

  app.get('/v2/query/video_generation/:id', (c) => {
    const id = c.req.param('id');
    const found = find(id);
    if (!/^\d+$/.test(id) || found?.isOld === true) return c.json(errors(400, 'invalid task_id'), 400);
    if (found === undefined) return c.json(errors(500, 'record not found'), 500);
    return poll(c, id, answer, errors);
  });

  // The newest first, and so many on a page where that is left open [guess]; ids repeat the key [client].
  app.get('/v2/query/video_generation', (c) => {
    const { page_num = '1', page_size = '20' } = c.req.query();
    const [page, size] = [Number(page_num), Number(page_size)];
    if (!(page >= 1 && size >= 1)) return c.json(errors(400, 'invalid params, page_num or page_size'), 400);
    const wanted = (name: string) => c.req.queries(`filter.${name}`) ?? [];
    const filters = [
      ['status', wanted('status')],
      ['id', wanted('task_ids')],
      ['model', wanted('model')],
      ['task_type', wanted('task_type')],
    ] as const;
    const records = store.tasks
      .flatMap(({ id }) => {
        const found = find(id);
        if (found === undefined || found.isOld) return [];
        const { job } = found;
        return [taskOf({ task: job.task, phase: store.phase(job), videoUrl: links.sign(c.req, job) })];
      })
      .filter((record) =>
        filters.every(([key, values]) => values.length === 0 || values.some((one) => one === record[key])),
      )
      .toReversed();
    return c.json({ items: records.slice((page - 1) * size, page * size), total: records.length });
  });

  app.delete('/v2/video_generation/:id', (c) => {
    const id = c.req.param('id');
    const found = find(id);
    if (found === undefined || found.isOld) return c.json(errors(400, 'invalid task_id'), 400);
    const { status } = store.phase(found.job);
    if (status === 'running' || stopped.has(id))
      return c.json(errors(400, 'the task cannot be cancelled or deleted now'), 400);
    const how = status === 'queued' ? 'cancelled' : 'deleted';
    stopped.set(id, how);
    memory.write('minimax stopped', id, how);
    return c.json({ task_id: id, action: how, status: how });
  });
}

/** The service on the simulator: no network, no key, no cost. */
export const simulation = defineService({ id: 'minimax', apis: ['official'], mount });
