import type { CallOptions } from '../contract/provider.ts';
import type { VideoTask } from '../contract/task.ts';

/** Tells of a poll. `nextInMs`: until the next one, where there will be one. */
export type PollReport = (nextInMs: number | undefined) => void;

/** The option by which whoever polls on a schedule takes the report of a poll, to send it when the next one is planned. */
export const takeReport: unique symbol = Symbol('take report');

export interface PollOptions extends CallOptions {
  readonly [takeReport]?: ((task: VideoTask, report: PollReport) => void) | undefined;
}

/** At once where nobody plans, or has left. */
export function reportPoll(options: PollOptions | undefined, task: VideoTask, report: PollReport): void {
  const take = options?.signal?.aborted === true ? undefined : options?.[takeReport];
  if (take === undefined) report(undefined);
  else take(task, report);
}
