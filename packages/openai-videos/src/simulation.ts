import { randomBytes, randomUUID } from 'node:crypto';
import { defineService, type ServiceHost, type SimulatedService, type TaskNow } from '@vid/simulator';
import { enveloped, errorsOf, type Setup, videoOf } from './simulation/answers.ts';
import { type Kind, kinds, misuse, readSubmitted } from './simulation/bodies.ts';

/*
 * Services that speak the shape, each as its own pages and source have it, on the simulator's time, tasks and faults. It imports
 * nothing of this provider: two readings of the same documents check each other.
 */

type Context = Parameters<ServiceHost['submit']>[0];

const ids: Readonly<Record<Kind, () => string>> = {
  openai: () => `video_${randomBytes(12).toString('hex')}`,
  vid: () => `video_${randomUUID()}`,
  'new-api': () => `task_${randomBytes(16).toString('hex')}`,
  'new-api-plugin': () => `task_${randomBytes(16).toString('hex')}`,
  // Base64 with its padding.
  litellm: () => `video_${Buffer.from(`litellm:${randomUUID()}:x`).toString('base64')}`,
  'vllm-omni': () => `video_gen_${randomBytes(12).toString('hex')}`,
  sglang: () => randomUUID(),
  localai: () => randomUUID(),
};

/** Who knows DELETE: the record goes; what happens to the work nobody sees from here. */
const removes: ReadonlySet<Kind> = new Set(['openai', 'vllm-omni', 'sglang', 'vid']);
const lists: ReadonlySet<Kind> = new Set(['openai', 'vllm-omni', 'sglang', 'vid']);
const isRelay = (kind: Kind) => kind === 'new-api' || kind === 'new-api-plugin';

/** What `models` of a service answers; `types`: of the new-api family. */
const modelsOf = (kind: Kind) => ({
  object: 'list',
  data: (isRelay(kind) ? ['film-1', 'chat-1'] : ['film-1']).map((id) => ({
    id,
    object: 'model',
    owned_by: 'vid',
    ...(isRelay(kind) && { supported_endpoint_types: [id === 'film-1' ? 'openai-video' : 'openai'] }),
  })),
});

function mountKind(kind: Kind, host: ServiceHost, setup: Setup): void {
  const { app, apiKey, store, links, submit, poll } = host;
  const errors = errorsOf[kind];
  const root = `/${kind}`;
  const gone = new Set<string>();
  /** By `Idempotency-Key`. */
  const keys = new Map<string, string>();

  const find = (id: string) => {
    const job = store.find(id);
    return job?.task.service === 'openai-videos' && job.task.api === kind && !gone.has(id) ? job : undefined;
  };
  const unknown = (c: Context, id: string) =>
    isRelay(kind)
      ? c.json({ code: 'task_not_exist', message: 'task_not_exist', data: null }, 400)
      : c.json(errors(404, `There is no video ${id}`), 404);
  const linkOf = (c: Context, { task: { id }, videoUrl }: TaskNow) => {
    const path = `/openai-videos${root}/v1/tasks/${id}/artifacts/video/content?access=s3cr3t`;
    return kind === 'new-api-plugin' ? links.absolute(c.req, path).href : videoUrl;
  };
  const answerFor = (c: Context) => (now: TaskNow) => videoOf(kind, now, linkOf(c, now), setup);
  const seen = (c: Context, job: NonNullable<ReturnType<typeof find>>) =>
    answerFor(c)({ task: job.task, phase: store.phase(job), videoUrl: links.sign(c.req, job) });
  /** The film itself: whoever stands behind has it. */
  const film = async (c: Context, id: string) => {
    const job = find(id);
    if (job === undefined) return unknown(c, id);
    const { status } = store.phase(job);
    if (status === 'succeeded') {
      const range = c.req.header('range');
      return fetch(links.sign(c.req, job), { headers: range === undefined ? {} : { range } });
    }
    // "In progress" is a 404 at SGLang, and a 400 elsewhere.
    const code = kind === 'sglang' ? 404 : 400;
    return c.json(errors(code, `The video is not ready: ${status}`), code);
  };

  // A link with `access` opens itself, and whoever sends a key beside it gives the key away.
  app.get(`${root}/v1/tasks/:id/artifacts/video/content`, async (c) => {
    const isOpen = c.req.query('access') === 's3cr3t' && c.req.header('authorization') === undefined;
    return isOpen ? film(c, c.req.param('id')) : c.json(errors(404, 'artifact_not_found'), 404);
  });
  app.get(`${root}/api/pricing`, (c) => {
    if (!isRelay(kind)) return c.json(errors(404, 'There is no such route'), 404);
    const openai = { path: '/v1/chat/completions', method: 'POST' };
    const video = { path: '/v1/videos', method: 'POST' };
    const data = [
      { model_name: 'film-1', quota_type: 1, model_price: 0.2, supported_endpoint_types: ['openai-video'] },
    ];
    return c.json({ data, supported_endpoint: { openai, 'openai-video': video } });
  });

  for (const guarded of [`${root}/v1/*`, `${root}/video`])
    app.use(guarded, async (c, next) => {
      if (c.req.header('authorization') === `Bearer ${apiKey}`) return next();
      return c.json(errors(401, 'the key is not valid'), 401);
    });

  app.get(`${root}/v1/models`, (c) => c.json(modelsOf(kind)));

  app.post(`${root}${kind === 'localai' ? '/video' : '/v1/videos'}`, async (c) => {
    const submitted = await readSubmitted(c.req.raw);
    if (submitted === undefined) return c.json(errors(415, 'unsupported media type'), 415);
    const wrong = misuse(kind, submitted);
    if (wrong !== undefined) return c.json(errors(400, wrong), 400);
    const { fields } = submitted;
    const { model, prompt, width, height, seconds, duration } = fields;
    const size = typeof width === 'number' ? `${width}x${String(height)}` : fields['size'];
    const length = Number(seconds ?? duration ?? 4);
    const id = ids[kind]();
    const key = kind === 'vid' ? c.req.header('idempotency-key') : undefined;
    const known = key === undefined ? undefined : find(keys.get(key) ?? '');
    if (known !== undefined) return c.json(seen(c, known));
    if (key !== undefined) keys.set(key, id);
    return submit(
      c,
      {
        api: kind,
        kind: 'videos',
        id,
        model: String(model),
        body: fields,
        prompt: String(prompt),
        seconds: length,
        ...(typeof size === 'string' && { ratio: size.replace('x', ':') }),
      },
      answerFor(c),
      errors,
    );
  });

  app.get(`${root}/v1/videos`, (c) => {
    if (!lists.has(kind)) return c.json(errors(404, 'There is no list'), 404);
    const key = kind === 'vid' ? c.req.query('key') : undefined;
    const data = store.tasks
      .flatMap(({ id }) => (key === undefined || keys.get(key) === id ? (find(id) ?? []) : []))
      .toReversed()
      .map((job) => seen(c, job));
    const limit = Number(c.req.query('limit') ?? 20);
    const page = data.slice(0, limit);
    const cursors = {
      first_id: page.at(0)?.['id'],
      last_id: page.at(-1)?.['id'],
      has_more: data.length > limit,
    };
    return c.json({
      object: 'list',
      data: page,
      ...(kind !== 'sglang' && cursors),
      ...(key !== undefined && { x_vid: { key } }),
    });
  });

  app.get(`${root}/v1/videos/:id`, (c) => {
    const id = c.req.param('id');
    const job = find(id);
    if (job === undefined) return unknown(c, id);
    // A channel whose adaptor converts nothing.
    if (isRelay(kind) && job.task.model === 'no-converter')
      return c.json({ code: 'not_implemented', message: 'not implemented', data: null }, 501);
    return poll(c, id, answerFor(c), errors);
  });

  if (isRelay(kind))
    app.get(`${root}/v1/video/generations/:id`, (c) => {
      const id = c.req.param('id');
      return find(id) === undefined ? unknown(c, id) : poll(c, id, enveloped, errors);
    });

  app.get(`${root}/v1/videos/:id/content`, (c) => film(c, c.req.param('id')));

  app.delete(`${root}/v1/videos/:id`, (c) => {
    const id = c.req.param('id');
    if (!removes.has(kind)) return c.json(errors(405, 'method not allowed'), 405);
    const job = find(id);
    if (job === undefined) return unknown(c, id);
    gone.add(id);
    const now = { task: job.task, phase: store.phase(job), videoUrl: links.sign(c.req, job) };
    return c.json(
      kind === 'sglang'
        ? { ...answerFor(c)(now), status: 'deleted' }
        : { id, object: 'video.deleted', deleted: true },
    );
  });
}

/** The services, each below a path of its own. */
export const simulationOf = (setup: Setup): SimulatedService =>
  defineService({
    id: 'openai-videos',
    apis: kinds,
    path: (api) => `/${api}`,
    mount(host) {
      for (const kind of kinds) mountKind(kind, host, setup);
    },
  });

/** As the services are usually set up. */
export const simulation = simulationOf({});
