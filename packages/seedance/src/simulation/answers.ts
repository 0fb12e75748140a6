import type { JsonObject, TaskNow } from '@vid/simulator';
import type { Asked } from './body.ts';
import type { Refusal } from './content.ts';

/* What the service answers (notes, 6 and 7). */

const unixSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

/** How a task ended by a DELETE. */
export interface Ending {
  readonly at: number;
  readonly word: 'cancelled' | 'erased';
}

const word = {
  queued: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
} as const;

export type View =
  | { readonly status: 'queued' | 'running' | 'succeeded' | 'failed'; readonly changedAt: number }
  | { readonly status: 'cancelled' | 'expired'; readonly changedAt: number };

/** Where a task stands: what was stopped stays so, and one whose time is over before its end has expired. */
export function viewOf({ task, phase }: Pick<TaskNow, 'task' | 'phase'>, ending: Ending | undefined): View {
  if (ending !== undefined) return { status: 'cancelled', changedAt: ending.at };
  const { execution_expires_after: seconds = 172_800 } = task.body;
  const end = task.createdAt + Number(seconds) * 1000;
  const isOver = phase.status === 'succeeded' || phase.status === 'failed';
  if (isOver && phase.changedAt > end) return { status: 'expired', changedAt: end };
  return { status: word[phase.status], changedAt: phase.changedAt };
}

/** The same for the same task, in the range of a seed. */
const seedOf = (id: string) =>
  Array.from(id).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2 ** 31, 7);

/** What is not known yet is left out. `asText`: numbers as numeric texts, which the vendor's SDK allows. */
export function taskObject(
  now: TaskNow,
  asked: Asked,
  view: View,
  model: string,
  asText: boolean,
): JsonObject {
  const { task, phase, videoUrl } = now;
  const { body } = task;
  const count = (value: number) => (asText ? String(value) : value);
  const failure = phase.status === 'failed' && view.status === 'failed' ? phase.failure : undefined;
  return {
    id: task.id,
    model,
    status: view.status,
    error:
      failure === undefined || failure.failed === ''
        ? null
        : { code: failure.code ?? 'InternalServiceError', message: failure.failed },
    created_at: unixSeconds(task.createdAt),
    updated_at: unixSeconds(view.changedAt),
    ...(view.status === 'succeeded' && {
      content: { video_url: videoUrl },
      usage: { completion_tokens: count(asked.tokens), total_tokens: count(asked.tokens) },
      seed: body['seed'] === undefined || body['seed'] === -1 ? seedOf(task.id) : body['seed'],
      resolution: asked.resolution,
      ratio: asked.ratio,
      ...(asked.frames === undefined ? { duration: count(asked.seconds) } : { frames: asked.frames }),
      framespersecond: 24,
    }),
    service_tier: asked.tier,
    execution_expires_after: body['execution_expires_after'] ?? 172_800,
    ...(asked.isDraft && { draft: true }),
    ...(asked.draft !== undefined && { draft_task_id: asked.draft }),
    ...(body['safety_identifier'] !== undefined && { safety_identifier: body['safety_identifier'] }),
  };
}

const types: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  429: 'TooManyRequests',
};
const digits = () => String(Math.floor(Math.random() * 1e15)).padStart(15, '0');

const errorObject = (status: number, code: string, message: string, param = ''): JsonObject => ({
  error: {
    code,
    message: `${message} Request id: 0217${digits()}`,
    param,
    type: types[status] ?? 'InternalServerError',
  },
});

export const refusalObject = ({ status, code, message, param }: Refusal): JsonObject =>
  errorObject(status, code, message, param);

const codes: Readonly<Record<number, string>> = {
  404: 'NotFound.Task',
  429: 'RateLimitExceeded.EndpointRPMExceeded',
};
/** The service's own words for what goes wrong without its doing. */
export const errors = (status: number, message: string): JsonObject =>
  errorObject(status, codes[status] ?? 'InternalServiceError', message);
