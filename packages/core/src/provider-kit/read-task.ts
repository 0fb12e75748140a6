import { explainValue } from '../contract/explain-problem.ts';
import { show } from '../contract/shown.ts';
import { VideoError } from '../contract/error.ts';
import type { Money, TaskFailure, TaskStatus, Video, VideoTask } from '../contract/task.ts';

/** What one answer says about a task, in the contract's words. */
export interface TaskReading {
  /** The service's own status word. */
  readonly word: string | undefined;
  /** 0 to 1. */
  readonly progress?: number | undefined;
  readonly videos: readonly Video[];
  /** What the service reports; a cost that was known before stays. */
  readonly cost?: Money | undefined;
  readonly failure: TaskFailure;
}

/** Every status word that a service is known to say. A word that is not here is an error, never "still running". */
export type StatusWords = Readonly<Record<string, TaskStatus>>;

/**
 * The task as the answer tells it. Throws a retryable `VideoError('provider-unavailable')` for an answer that
 * tells nothing: no status, an unknown word, an end without a link. The task stays what it was.
 */
export function nextTask(task: VideoTask, reading: TaskReading, words: StatusWords): VideoTask {
  const { provider, api, model, id, lookup, createdAt, attempts } = task;
  const cost = reading.cost ?? task.cost;
  const identity = {
    provider,
    api,
    model,
    id,
    ...(lookup !== undefined && { lookup }),
    createdAt,
    ...(cost !== undefined && { cost }),
    ...(attempts !== undefined && { attempts }),
  };
  const status = statusOf(reading.word, words);
  switch (status) {
    case 'queued':
    case 'running':
      return { ...identity, status, ...(reading.progress !== undefined && { progress: reading.progress }) };
    case 'succeeded':
      if (reading.videos.length === 0) throw odd(task, 'it is finished, but the answer holds no link yet');
      return { ...identity, status, videos: reading.videos };
    case 'failed':
      return { ...identity, status, failure: reading.failure };
    case 'canceled':
      return { ...identity, status };
    case undefined:
      throw odd(
        task,
        reading.word === undefined
          ? 'the answer holds no status'
          : `unknown status word ${explainValue(show(reading.word))}`,
      );
  }
}

export function statusOf(word: string | undefined, words: StatusWords): TaskStatus | undefined {
  const key = word?.trim().toLowerCase();
  return key !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
}

function odd({ provider, id }: VideoTask, what: string): VideoError {
  const message = `${provider} gave an odd answer about task ${id}: ${what}. The task is as it was; ask again.`;
  return new VideoError('provider-unavailable', message, { provider });
}

/** The task that a service has just accepted. `lookup`: what else than the id `query` needs to find it again. */
export function newTask(
  { provider, api, model }: Pick<VideoTask, 'provider' | 'api' | 'model'>,
  id: string,
  lookup?: Readonly<Record<string, string>>,
): VideoTask {
  const createdAt = new Date().toISOString();
  return { provider, api, model, id, ...(lookup !== undefined && { lookup }), createdAt, status: 'queued' };
}
