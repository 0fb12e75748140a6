import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { AsyncQueue } from './async-queue.ts';
import { startWait, type WaitOptions } from './wait.ts';

export type UpdatesOptions = Omit<WaitOptions, 'onUpdate'>;

/**
 * The task each time an answer shows it changed, in the end as it ended; a task that has ended already comes once.
 * Leaving the loop ends the wait, the task goes on. Throws what `waitForTask` throws.
 */
export const updates = (
  provider: VideoProvider,
  task: VideoTask,
  options: UpdatesOptions = {},
): AsyncGenerator<VideoTask, void, undefined> => observedUpdates(provider, task, options, () => undefined);

/** `onChange` is called with each change before the reader gets it. */
export function observedUpdates(
  provider: VideoProvider,
  task: VideoTask,
  options: UpdatesOptions,
  onChange: (task: VideoTask) => void,
): AsyncGenerator<VideoTask, void, undefined> {
  const begin = (changes: AsyncQueue<VideoTask, void>) => {
    let last = isFinal(task) ? '' : JSON.stringify(task);
    const onUpdate = (next: VideoTask) => {
      const json = JSON.stringify(next);
      if (json === last) return;
      last = json;
      onChange(next);
      changes.push(next);
    };
    const subscriber = startWait(provider, task, options, {
      onUpdate,
      onEnd(ended) {
        onUpdate(ended);
        changes.close();
      },
      onFailure: (reason) => changes.fail(reason),
    });
    return () => subscriber?.leave();
  };
  return new AsyncQueue<VideoTask, void>(begin, () => undefined);
}
