import type { VideoTask } from '../contract/task.ts';
import type { PollOptions, takeReport } from './poll-report.ts';
import { type Abortable, offAbort, onAbort } from '../contract/abort.ts';
import { longestPollMs } from './pace.ts';

/** Called as a wait goes on; it ends once, or fails once. */
export interface Listener {
  readonly onUpdate: ((task: VideoTask) => void) | undefined;
  readonly onEnd: (task: VideoTask) => void;
  readonly onFailure: (reason: unknown) => void;
}

/** The option of a wait after a failed poll: its task is polled alone, and the poll may take as long as any. */
export const askAlone: unique symbol = Symbol('ask alone');

/** Of the options of a wait, those that a poller needs. */
interface SubscriberOptions extends Pick<PollOptions, 'signal' | typeof takeReport> {
  readonly [askAlone]?: boolean | undefined;
  readonly intervalMs?: number | undefined;
  readonly minIntervalMs?: number | undefined;
}

/** What polls for subscribers. */
interface Publisher {
  add(subscriber: Subscriber): void;
  remove(subscriber: Subscriber): void;
}

/** How much longer than its time a wait may queue for its first poll, and how long a poll may take as the time ends. */
const usualGraceMs = 10_000;

/** One wait for a task. */
export class Subscriber implements Abortable {
  /** Whether a poll was answered or failed while it waited. */
  polled = false;
  /** When it would like the next poll, on the scheduler's clock. */
  nextPollAt = 0;
  /** From when on a poll of other tasks may take this one along. */
  earliestPollAt = 0;
  readonly timeoutMs: number;
  readonly deadline: number;
  readonly options: SubscriberOptions;
  readonly listener: Listener;
  readonly #graceMs: number;
  #publisher: Publisher | undefined;

  constructor(options: SubscriberOptions, timeoutMs: number, now: number, listener: Listener) {
    this.options = options;
    this.#graceMs = options[askAlone] === true ? longestPollMs : usualGraceMs;
    this.timeoutMs = timeoutMs;
    this.deadline = now + timeoutMs;
    this.listener = listener;
  }

  join(publisher: Publisher): void {
    const { signal } = this.options;
    this.#publisher = publisher;
    publisher.add(this);
    if (signal !== undefined) onAbort(signal, this);
  }

  /** Both count from `from`; `leastMs`: until a poll of other tasks may take it along. */
  nextPollIn(from: number, leastMs: number, milliseconds: number): void {
    this.earliestPollAt = from + leastMs;
    this.nextPollAt = from + milliseconds;
  }

  /**
   * `availableAt`: when the service may be polled. The last poll is made as the time ends, if it may be then. `isEarly`:
   * whether it may be polled along with others.
   */
  isDue(now: number, availableAt: number, isEarly: boolean): boolean {
    const dueAt = Math.min(isEarly ? this.earliestPollAt : this.nextPollAt, this.deadline);
    return now >= dueAt && now >= availableAt;
  }

  endsAt(isQueued: boolean): number {
    return isQueued && !this.polled ? this.deadline + this.#graceMs : this.deadline;
  }

  /** When a poll that is under way since then is given up: one that began as the time ended may be answered. */
  givesUpAt(polledAt: number): number {
    return Math.max(this.deadline, polledAt + this.#graceMs);
  }

  /** Ends the wait without calling the listener. */
  leave(): void {
    const { signal } = this.options;
    if (signal !== undefined) offAbort(signal, this);
    this.#publisher?.remove(this);
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
