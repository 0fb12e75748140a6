import { VideoError } from '../contract/error.ts';
import type { VideoTask } from '../contract/task.ts';
import type { Clock } from '../contract/clock.ts';

export interface WaitOptions {
  /** Ends the wait at once with the platform's own `AbortError`; the task goes on. */
  readonly signal?: AbortSignal | undefined;
  /** How long to wait, in milliseconds. Default 600 000. A question that is under way then is let finish. */
  readonly timeoutMs?: number | undefined;
  /**
   * Time before the first question and from one to the next, in milliseconds, and up to a tenth more; never below
   * what the service asks for between two. Default: the first question at half of the model's typical time, then
   * every 5 s, from a minute of age on slower, up to 30 s.
   */
  readonly intervalMs?: number | undefined;
  /** Least time between two questions, in milliseconds, instead of the service's own: 0 for a simulator. */
  readonly minIntervalMs?: number | undefined;
  /** Called with every answer. */
  readonly onUpdate?: ((task: VideoTask) => void) | undefined;
  /** Default: the real clock. Waits of one clock share their questions and limits. */
  readonly clock?: Clock | undefined;
}

export const timeoutOf = ({ timeoutMs = 600_000 }: WaitOptions): number => timeoutMs;

/** Throws `VideoError('invalid-request')` for times that are none. */
export function checkOptions(options: WaitOptions, task?: VideoTask): void {
  const { timeoutMs, intervalMs, minIntervalMs } = options;
  for (const [name, milliseconds = 0] of Object.entries({ timeoutMs, intervalMs, minIntervalMs })) {
    if (milliseconds >= 0) continue;
    throw new VideoError('invalid-request', `${name} must be 0 or more milliseconds; got ${milliseconds}.`, {
      task,
    });
  }
}
