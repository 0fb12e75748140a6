import { VideoError } from './error.ts';
import type { ApiRef } from './names.ts';
import { property } from './property.ts';
import type { ActiveTask, VideoTask } from './task.ts';

/** What is known of a task that somebody else submitted. */
export interface TaskId extends ApiRef {
  /** The service's own id, as text. */
  readonly id: string;
  /** The provider's own model id. Default `'unknown'`. */
  readonly model?: string | undefined;
  /** What the provider needs besides the id to find the task. Default: nothing, or what a free look-up finds. */
  readonly lookup?: VideoTask['lookup'];
  /** ISO time of the submit. Default: unknown. */
  readonly createdAt?: string | undefined;
}

const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));

function flawOf(task: unknown): string | undefined {
  for (const name of ['provider', 'api', 'id']) {
    const value = property(task, name);
    if (typeof value !== 'string' || value === '') return `${name} must be a text that is not empty`;
  }
  const id = String(property(task, 'id'));
  // Either would ask for another path than the task's; half of a surrogate pair is no text that a URL holds.
  if (id === '.' || id === '..' || !id.isWellFormed()) return `id is no task id; got ${JSON.stringify(id)}`;
  const createdAt = property(task, 'createdAt');
  return createdAt === undefined || isTime(createdAt) ? undefined : 'createdAt must be an ISO time';
}

/**
 * A task from its bare id, such as one of another client: `query` and `wait` take it, and read what the service says.
 * Nothing has confirmed it until one of them was answered. Sends nothing. Throws `VideoError('invalid-request')`.
 */
export function taskFromId({ provider, api, id, model = 'unknown', lookup, createdAt }: TaskId): ActiveTask {
  const task = {
    provider,
    api,
    model,
    id,
    ...(lookup !== undefined && { lookup }),
    ...(createdAt !== undefined && { createdAt }),
    unconfirmed: true,
    status: 'queued',
  } as const;
  const flaw = flawOf(task);
  if (flaw !== undefined) throw new VideoError('invalid-request', `taskFromId: ${flaw}.`);
  return task;
}

/**
 * Throws `VideoError('invalid-request')` with what to pass for what is no task. The api named in the advice is that of
 * the provider that was given it.
 */
export function requireTask(task: unknown, { provider = '…', api = '…' }: Partial<ApiRef> = {}): void {
  const flaw = flawOf(task);
  if (flaw === undefined) return;
  const id = JSON.stringify(typeof task === 'string' ? task : '…');
  const call = `taskFromId({ provider: "${provider}", api: "${api}", id: ${id} })`;
  const what = typeof task === 'string' ? '' : `This is no task: ${flaw}. `;
  throw new VideoError('invalid-request', `${what}Pass a task, or ${call}.`);
}

/** Throws `VideoError('invalid-request')` for what belongs to another provider or api, before it is asked about. */
export function requireOwn(owned: ApiRef, provider: string, api: string, task?: VideoTask): void {
  if (owned.provider === provider && owned.api === api) return;
  const what = task === undefined ? 'The submission' : `Task ${task.id}`;
  const message = `${what} belongs to ${owned.provider} (${owned.api}), not to ${provider} (${api}).`;
  throw new VideoError('invalid-request', message, { provider, task });
}
