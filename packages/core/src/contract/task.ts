import type { Attempt } from './attempt.ts';
import type { Money } from './money.ts';
import type { ModelRef } from './names.ts';

/** One file of a finished task. */
export interface Video {
  /** Where the file is now. Links die: bring the file home. */
  readonly url: string;
  /** The service's own id of the video, where it has one. */
  readonly id?: string | undefined;
  /** Seconds, where the service tells. */
  readonly duration?: number | undefined;
  /** ISO time after which the link is known to be dead. */
  readonly expiresAt?: string | undefined;
}

/** Every reason for which a task fails. */
export const failureReasons = [
  'content-policy',
  'invalid-input',
  'provider-error',
  'expired',
  'unknown',
] as const;

/** Why a task failed; `unknown` when the service did not say. */
export interface TaskFailure {
  /** What kind of failure; `unknown` when the service did not say. */
  readonly reason: (typeof failureReasons)[number];
  /** The service's own words. */
  readonly message: string;
  /** The service's own code, as text. */
  readonly providerCode?: string | undefined;
}

/** How much of its own measure a service counted for a task. */
export interface Usage {
  /** 0 or more. */
  readonly amount: number;
  /** The service's own word, in the plural: `'tokens'`, `'credits'`, `'units'`. */
  readonly unit: string;
}

interface TaskIdentity extends ModelRef {
  /** The service's own id, as text. */
  readonly id: string;
  /** What the provider needs besides the id to find the task again. */
  readonly lookup?: Readonly<Record<string, string>> | undefined;
  /** ISO time at which the service had accepted the task, by this machine's clock; missing where it is unknown. */
  readonly createdAt?: string | undefined;
  /** Set while all that is known is an id that somebody gave: no answer has confirmed yet that the task exists. */
  readonly unconfirmed?: true | undefined;
  /** What the service says that the task costs, or cost; missing where it does not tell, never 0 for unknown. */
  readonly cost?: Money | undefined;
  /** What the service says that it counted; missing where it does not tell. */
  readonly usage?: Usage | undefined;
  /** Whom a router with `fallback` tried for this task, in order; the last one made it. */
  readonly attempts?: readonly Attempt[] | undefined;
}

/** A task that has not ended. */
export interface ActiveTask extends TaskIdentity {
  /** `queued`: not begun. `running`: being made. */
  readonly status: 'queued' | 'running';
  /** 0 to 1, where the service tells. */
  readonly progress?: number | undefined;
}

/** A task that made at least one video. */
export interface SucceededTask extends TaskIdentity {
  /** The task ended with at least one video. */
  readonly status: 'succeeded';
  /** At least one. */
  readonly videos: readonly Video[];
}

/** A task that ended without a video. */
export interface FailedTask extends TaskIdentity {
  /** The task ended without a video. */
  readonly status: 'failed';
  /** Why, as far as the service said. */
  readonly failure: TaskFailure;
}

/** A task that was stopped. */
export interface CanceledTask extends TaskIdentity {
  /** The task was stopped. */
  readonly status: 'canceled';
}

/** One accepted request until its end. Plain JSON: any process that holds it and the keys can go on. */
export type VideoTask = ActiveTask | SucceededTask | FailedTask | CanceledTask;
/** Where a task stands; `succeeded`, `failed` and `canceled` are final. */
export type TaskStatus = VideoTask['status'];

const order: Readonly<Record<TaskStatus, number>> = {
  queued: 0,
  running: 1,
  succeeded: 2,
  failed: 2,
  canceled: 2,
};

export const isTaskStatus = (value: unknown): value is TaskStatus =>
  typeof value === 'string' && Object.hasOwn(order, value);

/** Whether the task has ended; `queued` and `running` have not. */
export const isFinal = (task: VideoTask): boolean => order[task.status] === 2;

/**
 * What to keep of a task when news of it may come late or out of order: the news, but a task that has ended stays as
 * it ended, and one that runs does not go back to the queue.
 */
export const laterTask = (stored: VideoTask, news: VideoTask): VideoTask =>
  isFinal(stored) || order[news.status] < order[stored.status] ? stored : news;
