import { beginWait } from './begin.ts';
import type { WaitOptions } from './options.ts';
import type { VideoProvider } from '../contract/provider.ts';
import type { VideoTask } from '../contract/task.ts';

const noOptions: WaitOptions = {};

/**
 * Asks until the task has ended and returns it, succeeded, failed or canceled. Rides out trouble while asking
 * (429, 5xx, broken connections, odd answers), longer from time to time. Never sends a paid request. All waits of
 * a process share one schedule: waits for one task share its questions, and each service's limits hold for all.
 *
 * Throws `VideoError('timeout')` with `error.task`, from which a later wait can go on, and the error of a
 * question that cannot be mended (`authentication`, `not-found` two minutes after the submit), likewise with
 * the task. An abort rejects with the signal's reason.
 */
export function waitForTask(
  provider: VideoProvider,
  task: VideoTask,
  options: WaitOptions = noOptions,
): Promise<VideoTask> {
  return new Promise((onEnd, onFailure) => {
    beginWait(provider, task, options, { onUpdate: options.onUpdate, onEnd, onFailure });
  });
}
