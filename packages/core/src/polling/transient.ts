import type { VideoErrorCode } from '../contract/error-code.ts';
import { VideoError } from '../contract/error.ts';
import type { VideoTask } from '../contract/task.ts';

/** Gateways answer "no such task" for up to two minutes after a submit [client]. */
const notFoundGraceMs = 120_000;

/** Only these answers end a wait: asking again cannot mend them. Everything else is trouble while asking. */
const endsTheWait: ReadonlySet<VideoErrorCode> = new Set([
  'authentication',
  'invalid-request',
  'unsupported',
]);

/** Whether asking again may help. */
export function isTrouble(error: VideoError, task: VideoTask, now: number): boolean {
  if (error.code === 'not-found') return now - Date.parse(task.createdAt) < notFoundGraceMs;
  return !endsTheWait.has(error.code);
}

export function timedOut(task: VideoTask, timeoutMs: number, trouble: VideoError | undefined): VideoError {
  const last = trouble === undefined ? '' : ` The last question failed: ${trouble.message}`;
  const message =
    `Task ${task.id} was still ${task.status} after ${timeoutMs / 1000} s of waiting. It goes on at ${task.provider} ` +
    `and is billed as usual; wait for error.task again instead of sending the request again.${last}`;
  return new VideoError('timeout', message, { provider: task.provider, task, cause: trouble });
}
