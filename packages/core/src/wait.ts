import { VideoError, type VideoErrorCode } from './error.ts';
import type { VideoProvider } from './provider.ts';
import { isFinal, type VideoTask } from './task.ts';

/** Time as the wait sees it; tests and simulations steer it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after the time, or rejects with the signal's reason. */
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

export interface WaitOptions {
  /** Ends the wait with the platform's own `AbortError`; the task goes on. */
  readonly signal?: AbortSignal | undefined;
  /** How long to wait, in milliseconds. Default 600 000. */
  readonly timeoutMs?: number | undefined;
  /** Time between two questions, in milliseconds. Default 5 000. */
  readonly intervalMs?: number | undefined;
  /** Called with every answer. */
  readonly onUpdate?: ((task: VideoTask) => void) | undefined;
  /** Default: the real clock. */
  readonly clock?: Clock | undefined;
}

/** A longer timer fires at once. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
        Math.min(milliseconds, longestTimerMs),
      );
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/** Gateways may answer "no such task" for up to two minutes after a submit [a client of one of them]. */
const notFoundGraceMs = 120_000;

/** Only these answers end a wait: asking again cannot mend them. Everything else is trouble while asking. */
const endsTheWait: ReadonlySet<VideoErrorCode> = new Set([
  'authentication',
  'invalid-request',
  'unsupported',
]);

function isTrouble(error: VideoError, task: VideoTask, now: number): boolean {
  if (error.code === 'not-found') return now - Date.parse(task.createdAt) < notFoundGraceMs;
  return !endsTheWait.has(error.code);
}

/**
 * Asks until the task has ended and returns it, succeeded, failed or canceled. Rides out trouble while asking
 * (429, 5xx, broken connections, odd answers). Never sends a paid request.
 *
 * Throws `VideoError('timeout')` with `error.task`, from which a later wait can go on, and the error of a
 * question that cannot be mended (`authentication`, `not-found` two minutes after the submit), likewise with
 * the task. An abort rejects with the signal's reason.
 */
export async function waitForTask(
  provider: VideoProvider,
  task: VideoTask,
  options: WaitOptions = {},
): Promise<VideoTask> {
  const { signal, timeoutMs = 600_000, intervalMs = 5_000, onUpdate, clock = systemClock } = options;
  for (const [name, milliseconds] of Object.entries({ timeoutMs, intervalMs })) {
    if (milliseconds >= 0) continue;
    throw new VideoError('invalid-request', `${name} must be 0 or more milliseconds; got ${milliseconds}.`, {
      task,
    });
  }
  const deadline = clock.now() + timeoutMs;
  let latest = task;
  let trouble: VideoError | undefined;
  while (!isFinal(latest)) {
    signal?.throwIfAborted();
    const left = deadline - clock.now();
    if (left <= 0) throw timedOut(latest, timeoutMs, trouble);
    await clock.sleep(Math.min(left, Math.max(intervalMs, trouble?.retryAfterMs ?? 0)), signal);
    try {
      latest = await provider.query(latest, { signal });
      trouble = undefined;
    } catch (error) {
      if (!(error instanceof VideoError)) throw error;
      if (!isTrouble(error, latest, clock.now())) throw error.with({ task: latest });
      trouble = error;
      continue;
    }
    onUpdate?.(latest);
  }
  return latest;
}

function timedOut(task: VideoTask, timeoutMs: number, trouble: VideoError | undefined): VideoError {
  const last = trouble === undefined ? '' : ` The last question failed: ${trouble.message}`;
  const message =
    `Task ${task.id} was still ${task.status} after ${timeoutMs / 1000} s of waiting. It goes on at ${task.provider} ` +
    `and is billed as usual; wait for error.task again instead of sending the request again.${last}`;
  return new VideoError('timeout', message, { provider: task.provider, task, cause: trouble });
}
