import type { JsonObject, ServiceErrors, TaskNow } from '@vid/simulator';
import type { Kind } from './bodies.ts';

/* The words of each kind of service: its video object, and its errors (openai-videos.md 2, 3.2, 3.3, 4, 7.1). */

const words = { queued: 'queued', running: 'in_progress', succeeded: 'completed', failed: 'failed' } as const;
const relayWords = {
  queued: 'QUEUED',
  running: 'IN_PROGRESS',
  succeeded: 'SUCCESS',
  failed: 'FAILURE',
} as const;

/** How a service is set up. */
export interface Setup {
  /** Whether a relay tells of tasks in its own upper-case words, as rc.30 was seen to. */
  readonly isBare?: boolean;
  /** Whether files lie in a cloud, whose link the answer has. */
  readonly hasCloud?: boolean;
}

const seconds = (time: number) => Math.floor(time / 1000);
const percent = ({ phase }: TaskNow) => {
  if (phase.status === 'running') return Math.floor(phase.progress * 100);
  return phase.status === 'succeeded' ? 100 : 0;
};

/** The code of the failure is the simulator's, where a fault names one. */
const failureOf = ({ phase }: TaskNow, code: string) => {
  if (phase.status !== 'failed') return undefined;
  const { failed: message, code: own = code } = phase.failure;
  return message === '' ? { code: own, message: '' } : { code: own, message };
};

const endOf = ({ phase }: TaskNow) =>
  phase.status === 'succeeded' || phase.status === 'failed' ? seconds(phase.changedAt) : undefined;

const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** Every field, with nulls, as OpenAI had it. */
const full = (now: TaskNow): JsonObject => {
  const { id, model, body, createdAt } = now.task;
  return {
    id,
    object: 'video',
    model,
    status: words[now.phase.status],
    progress: percent(now),
    prompt: body['prompt'],
    created_at: seconds(createdAt),
    completed_at: endOf(now) ?? null,
    expires_at: now.phase.status === 'succeeded' ? seconds(now.phase.changedAt) + 86_400 : null,
    seconds: textOf(body['seconds']) ?? '4',
    size: body['size'] ?? '720x1280',
    remixed_from_video_id: null,
    error: failureOf(now, 'upstream_error') ?? null,
  };
};

/** A relay leaves out what is not there, or says 0. */
const relayed = (now: TaskNow, link: string): JsonObject => {
  const { id, model, body, createdAt } = now.task;
  const error = failureOf(now, 'task_failed');
  return {
    id,
    task_id: id,
    object: 'video',
    model,
    status: now.phase.status === 'queued' ? 'unknown' : words[now.phase.status],
    progress: percent(now),
    created_at: seconds(createdAt),
    completed_at: endOf(now) ?? 0,
    expires_at: 0,
    ...(body['seconds'] !== undefined && { seconds: textOf(body['seconds']) }),
    ...(body['size'] !== undefined && { size: body['size'] }),
    ...(now.phase.status === 'succeeded' && { metadata: { url: link } }),
    ...(error !== undefined && { error }),
  };
};

/** The relay's own record of a task: bare, or in the envelope of its older form, where `id` is the number of a row. */
const record = (now: TaskNow): JsonObject => {
  const { id, createdAt } = now.task;
  const { phase } = now;
  return {
    task_id: id,
    platform: '51',
    action: 'generate',
    status: relayWords[phase.status],
    fail_reason: phase.status === 'failed' ? phase.failure.failed : '',
    progress: `${percent(now)}%`,
    submit_time: seconds(createdAt),
    finish_time: endOf(now) ?? 0,
  };
};
export const enveloped = (now: TaskNow): JsonObject => ({
  code: 'success',
  message: '',
  data: {
    id: 17,
    ...record(now),
    result_url: now.phase.status === 'succeeded' ? now.videoUrl : '',
    data: { raw: 'vendor answer' },
  },
});

/** The object of a plugin's task: the plugin renders the rest, and `task_id` is taken out. */
const rendered = (now: TaskNow, link: string, { isBare = false }: Setup): JsonObject => {
  if (isBare) return record(now);
  const { task_id: _gone, expires_at: _unset, ...others } = relayed(now, link);
  return { ...others, status: words[now.phase.status] };
};

/** `link`: where the kind's own answer says that the file is. */
export function videoOf(kind: Kind, now: TaskNow, link: string, setup: Setup): JsonObject {
  switch (kind) {
    case 'openai':
    case 'vid':
      return full(now);
    case 'new-api':
      return relayed(now, link);
    case 'new-api-plugin':
      return rendered(now, link, setup);
    case 'litellm': {
      const { id, status, error } = full(now);
      return {
        id,
        status,
        object: 'video',
        seconds: null,
        size: null,
        progress: null,
        created_at: null,
        error,
      };
    }
    case 'vllm-omni':
      return { ...full(now), quality: 'standard', media_type: 'video/mp4', inference_time_s: null };
    case 'localai':
      // The one answer, when all is done.
      return { created: seconds(now.task.createdAt), id: now.task.id, data: [{ url: link, b64_json: '' }] };
    case 'sglang': {
      const isDone = now.phase.status === 'succeeded';
      return { ...full(now), url: isDone && setup.hasCloud === true ? link : null, file_path: null };
    }
  }
}

const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
};
const reference: ServiceErrors = (status, message) => ({
  error: {
    message,
    type: types[status] ?? 'server_error',
    param: null,
    code: status === 401 ? 'invalid_api_key' : null,
  },
});

const taskCodes: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  404: 'task_not_exist',
  429: 'fail_to_fetch_task',
};
/** The host's layer speaks in one shape, the layer of tasks in another. */
const relay: ServiceErrors = (status, message) =>
  status === 401
    ? { error: { message: `${message} (request id: 2026)`, type: 'new_api_error', code: '' } }
    : { code: taskCodes[status] ?? 'do_request_failed', message, data: null };
const plugin: ServiceErrors = (status, message) =>
  status === 400 || status === 415
    ? { error: { message, type: 'new_api_error', code: 'plugin_request_invalid' } }
    : relay(status, message);

/** The error bodies of each kind. */
export const errorsOf: Readonly<Record<Kind, ServiceErrors>> = {
  openai: reference,
  vid: reference,
  'new-api': relay,
  'new-api-plugin': plugin,
  litellm: (status, message) => ({ error: { message, type: 'None', param: 'None', code: String(status) } }),
  'vllm-omni': (status, message) => ({
    error: { message, type: status === 404 ? 'NotFoundError' : 'BadRequestError', param: null, code: status },
  }),
  sglang: (_status, message) => ({ detail: message }),
  // Of its errors the notes say nothing: [guess].
  localai: (status, message) => ({ error: { code: status, message, type: '' } }),
};
