import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { AsyncQueue } from './async-queue.ts';
import type { QueueInput, QueueSource } from './queue.ts';
import type { Listener } from './subscriber.ts';
import { startWait, type WaitOptions } from './wait.ts';

/** How long and how often a task is polled; as for `waitForTask`. */
export type UpdatesOptions = Omit<WaitOptions, 'onUpdate'>;

/**
 * The task each time an answer shows it changed, in the end as it ended; a task that has ended already comes once.
 * Leaving the loop ends the wait, the task goes on. Throws what `waitForTask` throws.
 */
export const updates = (
  provider: VideoProvider,
  task: VideoTask,
  options: UpdatesOptions = {},
): AsyncGenerator<VideoTask, void, undefined> =>
  new AsyncQueue<VideoTask, void>(
    (changes) => startUpdates(provider, task, options, changes, () => undefined),
    undefined,
  );

/** `onChange` is called with each change before the reader gets it. */
export const startUpdates = (
  provider: VideoProvider,
  task: VideoTask,
  options: UpdatesOptions,
  changes: QueueInput<VideoTask, void>,
  onChange: (task: VideoTask) => void,
): QueueSource<void> | undefined =>
  startWait(provider, task, options, listenTo(isFinal(task) ? '' : JSON.stringify(task), changes, onChange));

/** `last`: the task as the reader knows it, as JSON. */
function listenTo(
  last: string,
  changes: QueueInput<VideoTask, void>,
  onChange: (task: VideoTask) => void,
): Listener {
  const onUpdate = (next: VideoTask) => {
    const json = JSON.stringify(next);
    if (json === last) return;
    last = json;
    onChange(next);
    changes.push(next);
  };
  return {
    onUpdate,
    onEnd(ended) {
      onUpdate(ended);
      changes.close(undefined);
    },
    onFailure: (reason) => changes.fail(reason),
  };
}
