import { beginWait } from './begin.ts';
import type { WaitOptions } from './options.ts';
import type { Listener } from './subscriber.ts';
import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';

export type UpdatesOptions = Omit<WaitOptions, 'onUpdate'>;

/** Keeps what a wait tells until somebody takes it. */
class Mailbox implements Listener {
  #last: VideoTask | undefined;
  #heard: VideoTask[] = [];
  #hasEnded = false;
  #failure: { readonly reason: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(task: VideoTask) {
    this.#last = isFinal(task) ? undefined : task;
  }

  onUpdate(task: VideoTask): void {
    if (JSON.stringify(task) === JSON.stringify(this.#last)) return;
    this.#last = task;
    this.#heard.push(task);
    this.#wake?.();
  }

  onEnd(task: VideoTask): void {
    this.#hasEnded = true;
    this.onUpdate(task);
    this.#wake?.();
  }

  onFailure(reason: unknown): void {
    this.#failure = { reason };
    this.#wake?.();
  }

  /** Resolves with the first thing to tell. */
  somethingToTell(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#heard.length > 0 || this.#hasEnded || this.#failure !== undefined) resolve();
      else this.#wake = resolve;
    });
  }

  /** The next change, `undefined` when there is none; throws what ended the wait after the last. */
  take(): VideoTask | undefined {
    const next = this.#heard.shift();
    if (next === undefined && this.#failure !== undefined) throw this.#failure.reason;
    return next;
  }
}

/**
 * The task each time an answer shows it changed, in the end as it ended; a task that has ended already comes once.
 * Leaving the loop ends the wait, the task goes on. Throws what `waitForTask` throws.
 */
export async function* updates(
  provider: VideoProvider,
  task: VideoTask,
  options: UpdatesOptions = {},
): AsyncGenerator<VideoTask, void, undefined> {
  const mailbox = new Mailbox(task);
  const waiter = beginWait(provider, task, options, mailbox);
  try {
    for (;;) {
      await mailbox.somethingToTell();
      const next = mailbox.take();
      if (next === undefined) return;
      yield next;
    }
  } finally {
    waiter?.leave();
  }
}
