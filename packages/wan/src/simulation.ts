import { randomUUID } from 'node:crypto';
import { defineService, type ServiceErrors, type SimulatedTask, type TaskNow } from '@vid/simulator';
import * as z from '@vid/core/zod';
import { envelope, flawOf, specs } from './simulation/bodies.ts';

/*
 * The service as its documents have it, on the simulator's time, tasks and faults: tests, the demo and `startSimulator` use it.
 * It imports nothing of this provider: two readings of the same documents check each other. Marks as in `schema.ts`.
 */

const codes: Readonly<Record<number, string>> = {
  400: 'InvalidParameter',
  401: 'InvalidApiKey',
  403: 'AccessDenied',
  404: 'ModelNotFound',
  429: 'Throttling.RateQuota',
  503: 'ModelUnavailable',
};

const errorsOf =
  (requestId: string): ServiceErrors =>
  (status, message) => ({ code: codes[status] ?? 'InternalError', message, request_id: requestId });

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Beijing's time without a zone [doc]. */
const beijing = (time: number) => new Date(time + 8 * hourMs).toISOString().slice(0, -1).replace('T', ' ');
/** `YYYYMMDDhhmmss`; that it is Beijing's time is [guess]. */
function timeOf(text: string | undefined): number | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text ?? '') ?? [];
  if (parts.length === 0) return text === undefined ? undefined : Number.NaN;
  const [year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
}

const isAsked = (asked: string | undefined, value: string) => asked === undefined || asked === value;

const words = { queued: 'PENDING', running: 'RUNNING', succeeded: 'SUCCEEDED', failed: 'FAILED' } as const;

/** Which fields there are differs by model [doc]. */
function usageOf({ model, body }: SimulatedTask): object {
  const { parameters = {} } = z.parse(envelope, body);
  const { duration = 5, ratio: shape = '16:9', resolution = '1080P' } = parameters;
  const length = duration > 0 ? duration : 5;
  if (model.startsWith('wan2.2')) return { video_count: 1, video_duration: length, video_ratio: resolution };
  return {
    video_count: 1,
    duration: length,
    output_video_duration: length,
    input_video_duration: 0,
    SR: Number(resolution.slice(0, -1)),
    fps: 30,
    ratio: shape === 'adaptive' ? '16:9' : shape,
  };
}

/** The service on the simulator: no network, no key, no cost. */
export const simulation = defineService({
  id: 'wan',
  apis: ['official'],
  mount({ app, apiKey, clock, memory, store, submit, poll }) {
    /** What the store of tasks does not keep: the id of each submit's call, and which tasks were stopped. */
    const requestIds = new Map(Array.from(memory.read('wan request'), ([id, value]) => [id, String(value)]));
    const canceled = new Set(Array.from(memory.read('wan canceled'), ([id]) => id));

    const statusOf = ({ task, phase }: Pick<TaskNow, 'task' | 'phase'>) =>
      canceled.has(task.id) ? 'CANCELED' : words[phase.status];

    /** The record of a task that has not been deleted, 24 h after its end [doc]. */
    const kept = (id: string) => {
      const job = store.find(id);
      if (job?.task.service !== 'wan') return undefined;
      const phase = store.phase(job);
      const isOver = phase.status === 'succeeded' || phase.status === 'failed' || canceled.has(id);
      return isOver && clock.now() - phase.changedAt >= dayMs ? undefined : { task: job.task, phase };
    };

    const answerTo =
      (requestId: string) =>
      ({ task, phase, videoUrl }: TaskNow) => {
        const status = statusOf({ task, phase });
        const failure = phase.status === 'failed' && phase.failure.failed !== '' ? phase.failure : undefined;
        return {
          request_id: requestId,
          output: {
            task_id: task.id,
            task_status: status,
            submit_time: beijing(task.createdAt),
            ...(phase.status !== 'queued' && { scheduled_time: beijing(phase.changedAt) }),
            ...(/SUCCEEDED|FAILED/.test(status) && { end_time: beijing(phase.changedAt) }),
            ...(status === 'SUCCEEDED' && { video_url: videoUrl }),
            ...(failure !== undefined && {
              code: failure.code ?? 'InternalError.Algo',
              message: failure.failed,
            }),
          },
          ...(status === 'SUCCEEDED' && { usage: usageOf(task) }),
        };
      };

    /** The id of a call, which its answer bears in a header, too [client, observed]; somebody's page on the way does not. */
    const calls = new WeakMap<Request, string>();
    const callOf = (c: { readonly req: { readonly raw: Request } }) => calls.get(c.req.raw) ?? '';

    app.use(async (c, next) => {
      const requestId = randomUUID();
      calls.set(c.req.raw, requestId);
      const isKnown = c.req.header('authorization') === `Bearer ${apiKey}`;
      if (isKnown) await next();
      else c.res = c.json(errorsOf(requestId)(401, 'Invalid API-key provided.'), 401);
      if (/json/.test(c.res.headers.get('content-type') ?? '')) c.res.headers.set('x-request-id', requestId);
    });

    app.post('/api/v1/services/aigc/:route/video-synthesis', async (c) => {
      const requestId = callOf(c);
      const errors = errorsOf(requestId);
      const refuse = (status: 400 | 403 | 404, message: string) => c.json(errors(status, message), status);
      if (c.req.header('x-dashscope-async') !== 'enable')
        return refuse(403, 'current user api does not support synchronous calls');
      const { success, data } = z.safeParse(envelope, await c.req.json().catch(() => undefined));
      if (!success) return refuse(400, 'the body is not valid');
      const { model, input, parameters = {} } = data;
      const spec = specs.find(({ models }) => models.test(model));
      if (spec === undefined) return refuse(404, 'Model not exist.');
      if (c.req.param('route') !== (spec.route ?? 'video-generation')) return refuse(400, 'url error');
      const flaw = flawOf(data, spec);
      if (flaw !== undefined) return refuse(400, flaw);
      if (
        JSON.stringify(input).includes('"oss://') &&
        c.req.header('x-dashscope-ossresourceresolve') !== 'enable'
      )
        return refuse(400, 'oss:// needs X-DashScope-OssResourceResolve');
      const id = randomUUID();
      const asked = { api: 'official', kind: 'video-synthesis', id, model, body: data, prompt: input.prompt };
      const length = parameters.duration ?? 5;
      return submit(
        c,
        { ...asked, ratio: parameters.ratio, seconds: length > 0 ? length : 5 },
        ({ task }) => {
          requestIds.set(task.id, requestId);
          memory.write('wan request', task.id, requestId);
          return { request_id: requestId, output: { task_id: task.id, task_status: 'PENDING' } };
        },
        errors,
      );
    });

    app.get('/api/v1/tasks/', (c) => {
      const requestId = callOf(c);
      const errors = errorsOf(requestId);
      const {
        start_time,
        end_time,
        model_name,
        status,
        task_id,
        page_no = '1',
        page_size = '10',
      } = c.req.query();
      const [start, end] = [timeOf(start_time), timeOf(end_time)];
      const to = end ?? (start === undefined ? clock.now() : start + dayMs);
      const from = start ?? to - dayMs;
      if (!(to - from >= 0 && to - from <= dayMs)) return c.json(errors(400, 'at most 24 hours'), 400);
      const [page, size] = [Number(page_no), Number(page_size)];
      if (!(Number.isInteger(page) && page > 0 && Number.isInteger(size) && size > 0))
        return c.json(errors(400, 'page_no and page_size begin with 1'), 400);
      const lines = store.tasks
        .flatMap(({ id }) => kept(id) ?? [])
        .map((found) => ({ ...found, word: statusOf(found) }))
        .filter(({ task, word }) => {
          const isInTime = task.createdAt >= from && task.createdAt <= to;
          return (
            isInTime && isAsked(model_name, task.model) && isAsked(status, word) && isAsked(task_id, task.id)
          );
        })
        .toReversed();
      const data = lines.slice((page - 1) * size, page * size).map(({ task, phase, word }) => ({
        api_key_id: '15',
        caller_parent_id: '1',
        caller_uid: '1',
        gmt_create: task.createdAt,
        ...(phase.status !== 'queued' && { start_time: phase.changedAt }),
        ...(/SUCCEEDED|FAILED|CANCELED/.test(word) && { end_time: phase.changedAt }),
        model_name: task.model,
        region: 'ap-southeast-1',
        request_id: requestIds.get(task.id),
        status: word,
        task_id: task.id,
        user_api_unique_key: `apikey:v1:aigc:video-generation:video-synthesis:${task.model}`,
      }));
      const total = lines.length;
      const pages = { total, total_page: Math.ceil(total / size), page_no: page, page_size: size };
      return c.json({ ...pages, data, request_id: requestId });
    });

    app.get('/api/v1/tasks/:id', (c) => {
      const requestId = callOf(c);
      const id = c.req.param('id');
      // An unknown id, one of another account, or of a task that is gone: HTTP 200 [doc].
      if (kept(id) === undefined)
        return c.json({ request_id: requestId, output: { task_id: id, task_status: 'UNKNOWN' } });
      return poll(c, id, answerTo(requestId), errorsOf(requestId));
    });

    app.post('/api/v1/tasks/:id/cancel', (c) => {
      const requestId = callOf(c);
      const id = c.req.param('id');
      if (kept(id)?.phase.status !== 'queued' || canceled.has(id)) {
        const message = 'Failed to cancel the task, please confirm if the task is in PENDING status.';
        return c.json({ code: 'UnsupportedOperation', message, request_id: requestId }, 400);
      }
      canceled.add(id);
      memory.write('wan canceled', id, true);
      return c.json({ request_id: requestId });
    });
  },
});
