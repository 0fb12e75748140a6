import type { VideoTask } from '../contract/task.ts';
import { type Abortable, offAbort, onAbort } from './abort.ts';
import type { WaitOptions } from './options.ts';
import type { Question } from './poller.ts';

/** What a wait tells whoever started it; it ends once, or fails once. */
export interface Listener {
  readonly onUpdate: ((task: VideoTask) => void) | undefined;
  readonly onEnd: (task: VideoTask) => void;
  readonly onFailure: (reason: unknown) => void;
}

/** What a wait that has not asked yet is given beyond its time when others stand before it. */
const queuePatienceMs = 10_000;

/** One wait for a task. */
export class Waiter implements Abortable {
  /** Whether a question was answered or failed while it waited. */
  asked = false;
  /** When it would like to ask next, in milliseconds since the epoch. */
  wish = 0;
  readonly deadline: number;
  readonly options: WaitOptions;
  readonly listener: Listener;
  #question: Question | undefined;

  constructor(options: WaitOptions, deadline: number, listener: Listener) {
    this.options = options;
    this.deadline = deadline;
    this.listener = listener;
  }

  join(question: Question): void {
    const { signal } = this.options;
    this.#question = question;
    question.join(this);
    if (signal !== undefined) onAbort(signal, this);
  }

  /** `opens`: when the service takes a question. The last one is asked as the time ends, if it is taken then. */
  mayAsk(now: number, opens: number): boolean {
    return now >= Math.min(this.wish, this.deadline) && now >= opens;
  }

  endsAt(inQueue: boolean): number {
    return inQueue && !this.asked ? this.deadline + queuePatienceMs : this.deadline;
  }

  /** Ends the wait without a word. */
  leave(): void {
    const { signal } = this.options;
    if (signal !== undefined) offAbort(signal, this);
    this.#question?.leave(this);
  }

  end(task: VideoTask): void {
    this.leave();
    this.listener.onEnd(task);
  }

  fail(reason: unknown): void {
    this.leave();
    this.listener.onFailure(reason);
  }

  abort(reason: unknown): void {
    this.fail(reason);
  }
}
