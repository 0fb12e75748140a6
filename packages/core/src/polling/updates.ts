import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { AsyncQueue } from './async-queue.ts';
import { startWait, type WaitOptions } from './wait.ts';

export type UpdatesOptions = Omit<WaitOptions, 'onUpdate'>;

/**
 * The task each time an answer shows it changed, in the end as it ended; a task that has ended already comes once.
 * Leaving the loop ends the wait, the task goes on. Throws what `waitForTask` throws.
 */
export async function* updates(
  provider: VideoProvider,
  task: VideoTask,
  options: UpdatesOptions = {},
): AsyncGenerator<VideoTask, void, undefined> {
  const changes = new AsyncQueue<VideoTask>();
  let last = isFinal(task) ? '' : JSON.stringify(task);
  const onUpdate = (next: VideoTask) => {
    const json = JSON.stringify(next);
    if (json === last) return;
    last = json;
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
  try {
    yield* changes;
  } finally {
    subscriber?.leave();
  }
}
