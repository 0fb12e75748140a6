import type { ModelCapabilities } from '../../contract/capabilities.ts';
import { type Clock, monotonicNow } from '../../contract/clock.ts';
import { apiName, modelName, nameOf, submissionName, taskName } from '../../contract/names.ts';
import type { Submission } from '../../contract/submission.ts';
import type { VideoTask } from '../../contract/task.ts';
import { type Abortable, offAbort, onAbort } from '../../contract/abort.ts';
import type { MaxTasks } from '../max-tasks.ts';

/** Room for one of the tasks that a model takes at a time, from before the submit until the task has ended. */
export interface Slot {
  /** The request made this task. */
  accept(task: VideoTask): void;
  /** A task may exist: the slot stays taken until it is found and ends, or for ten minutes. */
  hold(submission: Submission | undefined): void;
  /** No task exists. */
  release(): void;
}

/** Polls a task until it has ended. */
type Follow = (task: VideoTask, signal: AbortSignal) => Promise<unknown>;

/** Most tasks have ended by then [guess]. A request that comes too early is refused by the service, free of charge. */
const unknownHoldMs = 600_000;

type Holder =
  | { readonly kind: 'sending' }
  | { readonly kind: 'task'; readonly task: VideoTask }
  | { readonly kind: 'unknown'; readonly submission: Submission | undefined; readonly until: number };

interface TakenSlot {
  holder: Holder;
  /** Whether the holder's end is being waited for. */
  isFollowed: boolean;
}

/** Called with how many tasks must end before a queued request is sent, each time that it changes; never with 0. */
export type OnQueued = (ahead: number) => void;

/** A request that waits for a slot. */
class QueueEntry implements Abortable {
  readonly promise: Promise<Slot>;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort: (entry: QueueEntry) => void;
  readonly #onQueued: OnQueued | undefined;
  #ahead = 0;
  #resolve: (slot: Slot) => void = () => undefined;
  #reject: (reason: unknown) => void = () => undefined;

  constructor(
    signal: AbortSignal | undefined,
    onQueued: OnQueued | undefined,
    remove: (entry: QueueEntry) => void,
  ) {
    this.#signal = signal;
    this.#onQueued = onQueued;
    this.#onAbort = remove;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (signal !== undefined) onAbort(signal, this);
  }

  abort(reason: unknown): void {
    this.#onAbort(this);
    this.#reject(reason);
  }

  resolve(slot: Slot): void {
    if (this.#signal !== undefined) offAbort(this.#signal, this);
    this.#resolve(slot);
  }

  tell(ahead: number): void {
    if (ahead === this.#ahead) return;
    this.#ahead = ahead;
    this.#onQueued?.(ahead);
  }
}

/**
 * The slots and the queue of one model. While the queue is not empty, the tasks that hold slots are polled, so that a
 * caller who never waits for a task cannot block it; otherwise nothing is polled and no timer runs.
 */
class ConcurrencyLimiter {
  #limit: number;
  readonly #clock: Clock;
  readonly #follow: Follow;
  readonly #taken = new Set<TakenSlot>();
  readonly #queue = new Set<QueueEntry>();
  #following = new AbortController();

  constructor(limit: number, clock: Clock, follow: Follow) {
    this.#limit = limit;
    this.#clock = clock;
    this.#follow = follow;
  }

  /** Resolves when a request may be sent, in order of arrival. Rejects with the signal's reason. */
  async acquire(signal: AbortSignal | undefined, onQueued?: OnQueued): Promise<Slot> {
    signal?.throwIfAborted();
    const entry = new QueueEntry(signal, onQueued, (aborted) => {
      this.#queue.delete(aborted);
      this.#attend();
    });
    this.#queue.add(entry);
    this.#drain();
    return entry.promise;
  }

  /** From now on; what holds a slot keeps it. */
  setLimit(limit: number): void {
    this.#limit = limit;
    this.#drain();
  }

  onReconciled(submission: Submission, task: VideoTask): void {
    const name = submissionName(submission);
    for (const slot of this.#taken) {
      const { holder } = slot;
      if (holder.kind !== 'unknown' || holder.submission === undefined) continue;
      if (submissionName(holder.submission) === name) this.#assign(slot, { kind: 'task', task });
    }
  }

  onTaskEnd(task: VideoTask): void {
    for (const slot of this.#taken) {
      const { holder } = slot;
      if (holder.kind === 'task' && taskName(holder.task) === taskName(task)) this.#release(slot);
    }
  }

  #take(): Slot {
    const slot: TakenSlot = { holder: { kind: 'sending' }, isFollowed: false };
    this.#taken.add(slot);
    return {
      accept: (task) => this.#assign(slot, { kind: 'task', task }),
      hold: (submission) =>
        this.#assign(slot, { kind: 'unknown', submission, until: monotonicNow(this.#clock) + unknownHoldMs }),
      release: () => this.#release(slot),
    };
  }

  #assign(slot: TakenSlot, holder: Holder): void {
    slot.holder = holder;
    slot.isFollowed = false;
    this.#attend();
  }

  #release(slot: TakenSlot): void {
    this.#taken.delete(slot);
    this.#drain();
  }

  /** Gives free slots to the queue, in order of arrival. */
  #drain(): void {
    for (const slot of this.#taken) {
      const { holder } = slot;
      if (holder.kind === 'unknown' && holder.until <= monotonicNow(this.#clock)) this.#taken.delete(slot);
    }
    for (const entry of this.#queue) {
      if (this.#taken.size >= this.#limit) break;
      this.#queue.delete(entry);
      entry.resolve(this.#take());
    }
    this.#attend();
  }

  /** Tells those who wait, and polls whom they wait for. */
  #attend(): void {
    // Of a copy: who is told may leave.
    [...this.#queue].forEach((entry, before) => entry.tell(before + 1));
    if (this.#queue.size === 0) {
      this.#following.abort();
      this.#following = new AbortController();
      for (const slot of this.#taken) slot.isFollowed = false;
      return;
    }
    for (const slot of this.#taken) {
      if (slot.isFollowed || slot.holder.kind === 'sending') continue;
      slot.isFollowed = true;
      void this.#releaseAtEnd(slot, slot.holder, this.#following.signal);
    }
  }

  async #releaseAtEnd(slot: TakenSlot, holder: Exclude<Holder, { kind: 'sending' }>, signal: AbortSignal) {
    try {
      if (holder.kind === 'task') await this.#follow(holder.task, signal);
      else await this.#clock.sleep(Math.max(0, holder.until - monotonicNow(this.#clock)), signal);
    } catch {
      // What cannot be polled blocks nobody: should its task go on, the service refuses the next one.
    }
    if (!signal.aborted && slot.holder === holder) this.#release(slot);
  }
}

/** By `modelName`; a model without one takes any number of tasks. */
export type Limiters = ReadonlyMap<string, ConcurrencyLimiter>;

/**
 * `follow` polls a task until it has ended. `renew` takes another table: who waits goes on to wait, slots that are taken stay so,
 * and what limits nobody any more lets all go.
 */
export function createLimiters(
  models: readonly ModelCapabilities[],
  maxTasks: MaxTasks,
  clock: Clock,
  follow: Follow,
): { readonly limiters: Limiters; readonly renew: (models: readonly ModelCapabilities[]) => void } {
  const limiters = new Map<string, ConcurrencyLimiter>();
  const shared = new Map<string, ConcurrencyLimiter>();
  const renew = (all: readonly ModelCapabilities[]) => {
    const limits = new Map<ConcurrencyLimiter, number>();
    for (const entry of all) {
      const own = maxTasks[nameOf(entry)];
      const { count, per } = entry.maxTasks ?? {};
      const limit = own ?? count;
      if (limit === undefined) continue;
      const isShared = own === undefined && per === 'api';
      const [known, name] = isShared ? [shared, apiName(entry)] : [limiters, modelName(entry)];
      const limiter = known.get(name) ?? new ConcurrencyLimiter(limit, clock, follow);
      known.set(name, limiter);
      limiters.set(modelName(entry), limiter);
      limits.set(limiter, Math.min(limit, limits.get(limiter) ?? limit));
    }
    for (const limiter of new Set(limiters.values()))
      limiter.setLimit(limits.get(limiter) ?? Number.POSITIVE_INFINITY);
  };
  renew(models);
  return { limiters, renew };
}
