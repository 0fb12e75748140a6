import type { VideoErrorCode } from '../contract/error-code.ts';
import type { VideoError } from '../contract/error.ts';
import type { VideoTask } from '../contract/task.ts';
import type { Outlook } from './timeout-error.ts';

/** How long a service asked one provider object for patience. */
export interface RetryAfter {
  until: number;
  /** The error that said so. */
  reason: VideoError | undefined;
}

/** A longer `Retry-After` is a date of another clock, or a mistake; asking too early costs nothing. */
const longestRetryAfterMs = 120_000;

/** Gateways answer "no such task" for up to two minutes after a submit [client]. */
const notFoundGraceMs = 120_000;

/** Only these errors end a wait: polling again cannot change them. Everything else is transient. */
const permanent: ReadonlySet<VideoErrorCode> = new Set(['authentication', 'invalid-request', 'unsupported']);

/**
 * Whether an error of a query says nothing about the task, so that whoever waits asks again. `ageMs`: of the task; `NaN` where
 * it is unknown.
 */
export function isTransientError({ code }: Pick<VideoError, 'code'>, ageMs: number): boolean {
  return code === 'not-found' ? ageMs < notFoundGraceMs : !permanent.has(code);
}

/** Not there yet is no overload: the usual pace goes on. */
const backsOff = ({ code }: VideoError) => code !== 'not-found';

/** A task for which a batch had an error is polled alone until it has an answer; after this many such errors, always. */
const mostDoubts = 2;

/** What the polls of one task have told so far. */
export class PollRecord {
  /** Without those that say "not there yet". */
  consecutiveFailures = 0;
  /** Whether a batch says nothing of use about it. */
  isAlone = false;
  readonly #retryAfter: RetryAfter;
  #lastError: VideoError | undefined;
  #failedPolls = 0;
  #wasAnswered = false;
  /** Errors of batches about this task only. */
  #doubts = 0;

  constructor(retryAfter: RetryAfter) {
    this.#retryAfter = retryAfter;
  }

  /** When the service may be polled again. */
  get availableAt(): number {
    return this.#retryAfter.until;
  }

  noteAnswer(): void {
    if (this.#doubts < mostDoubts) this.isAlone = false;
    this.#lastError = undefined;
    this.consecutiveFailures = 0;
    this.#failedPolls = 0;
    this.#wasAnswered = true;
  }

  noteError(error: VideoError, now: number): void {
    this.#lastError = error;
    this.#failedPolls += 1;
    if (backsOff(error)) this.consecutiveFailures += 1;
    const until = now + Math.min(error.retryAfterMs ?? 0, longestRetryAfterMs);
    if (until <= now || until <= this.#retryAfter.until) return;
    this.#retryAfter.until = until;
    this.#retryAfter.reason = error;
  }

  /** An error of a batch about this task only: whatever it says, a query of its own is asked next. */
  noteDoubt(error: VideoError, now: number): void {
    this.isAlone = true;
    this.#doubts += 1;
    this.noteError(error, now);
  }

  /** The task cannot be asked about beside others. */
  noteUnsupported(): void {
    this.isAlone = true;
    this.#doubts = mostDoubts;
  }

  outlook(task: VideoTask, deadline: number): Outlook {
    const { until, reason } = this.#retryAfter;
    return {
      task,
      lastError: this.#lastError ?? (until > deadline ? reason : undefined),
      failedPolls: this.#failedPolls,
      wasAnswered: this.#wasAnswered,
    };
  }
}
