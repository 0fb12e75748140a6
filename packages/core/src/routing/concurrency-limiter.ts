import { type Abortable, offAbort, onAbort } from '../polling/abort.ts';
import type { Clock } from '../contract/clock.ts';
import type { Submission } from '../contract/submission.ts';
import type { VideoTask } from '../contract/task.ts';
import { submissionName, taskName } from '../contract/names.ts';

/** One of the tasks that a model takes at a time, from before the request is sent until the task has ended. */
export interface Place {
  /** The request made this task. */
  accept(task: VideoTask): void;
  /** A task may exist: the place stays taken until it is found and ends, or for ten minutes. */
  hold(submission: Submission | undefined): void;
  /** No task exists. */
  leave(): void;
}

/** Asks about a task until it has ended. */
export type Follow = (task: VideoTask, signal: AbortSignal) => Promise<unknown>;

/** Most tasks have ended by then [guess]. Whoever comes too early is refused by the service, which costs nothing. */
const unknownHoldMs = 600_000;

type Holder =
  | { readonly kind: 'sending' }
  | { readonly kind: 'task'; readonly task: VideoTask }
  | { readonly kind: 'unknown'; readonly submission: Submission | undefined; readonly until: number };

interface Taken {
  holder: Holder;
  /** Whether the holder's end is being looked for. */
  watched: boolean;
}

/** Somebody in line. */
class Turn implements Abortable {
  readonly promise: Promise<Place>;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort: (turn: Turn) => void;
  #resolve: (place: Place) => void = () => undefined;
  #reject: (reason: unknown) => void = () => undefined;

  constructor(signal: AbortSignal | undefined, leave: (turn: Turn) => void) {
    this.#signal = signal;
    this.#onAbort = leave;
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

  admit(place: Place): void {
    if (this.#signal !== undefined) offAbort(this.#signal, this);
    this.#resolve(place);
  }
}

/**
 * The line before one model. While somebody stands in it, the tasks that hold places are followed, so that a caller
 * who never waits for a task cannot block it; otherwise nothing is asked and no timer runs.
 */
export class Line {
  readonly #limit: number;
  readonly #clock: Clock;
  readonly #follow: Follow;
  readonly #taken = new Set<Taken>();
  readonly #turns = new Set<Turn>();
  #watching = new AbortController();

  constructor(limit: number, clock: Clock, follow: Follow) {
    this.#limit = limit;
    this.#clock = clock;
    this.#follow = follow;
  }

  enter(signal: AbortSignal | undefined): Promise<Place> {
    const turn = new Turn(signal, (left) => {
      this.#turns.delete(left);
      this.#watch();
    });
    this.#turns.add(turn);
    this.#move();
    return turn.promise;
  }

  found(submission: Submission, task: VideoTask): void {
    const name = submissionName(submission);
    for (const taken of this.#taken) {
      const { holder } = taken;
      if (holder.kind !== 'unknown' || holder.submission === undefined) continue;
      if (submissionName(holder.submission) === name) this.#hand(taken, { kind: 'task', task });
    }
  }

  ended(task: VideoTask): void {
    for (const taken of this.#taken) {
      const { holder } = taken;
      if (holder.kind === 'task' && taskName(holder.task) === taskName(task)) this.#leave(taken);
    }
  }

  #place(): Place {
    const taken: Taken = { holder: { kind: 'sending' }, watched: false };
    this.#taken.add(taken);
    return {
      accept: (task) => this.#hand(taken, { kind: 'task', task }),
      hold: (submission) =>
        this.#hand(taken, { kind: 'unknown', submission, until: this.#clock.now() + unknownHoldMs }),
      leave: () => this.#leave(taken),
    };
  }

  #hand(taken: Taken, holder: Holder): void {
    taken.holder = holder;
    taken.watched = false;
    this.#watch();
  }

  #leave(taken: Taken): void {
    this.#taken.delete(taken);
    this.#move();
  }

  /** Lets in who may, in order of arrival. */
  #move(): void {
    for (const taken of this.#taken) {
      const { holder } = taken;
      if (holder.kind === 'unknown' && holder.until <= this.#clock.now()) this.#taken.delete(taken);
    }
    for (const turn of this.#turns) {
      if (this.#taken.size >= this.#limit) break;
      this.#turns.delete(turn);
      turn.admit(this.#place());
    }
    this.#watch();
  }

  #watch(): void {
    if (this.#turns.size === 0) {
      this.#watching.abort();
      this.#watching = new AbortController();
      for (const taken of this.#taken) taken.watched = false;
      return;
    }
    for (const taken of this.#taken) {
      if (taken.watched || taken.holder.kind === 'sending') continue;
      taken.watched = true;
      void this.#lookForEnd(taken, taken.holder, this.#watching.signal);
    }
  }

  async #lookForEnd(taken: Taken, holder: Exclude<Holder, { kind: 'sending' }>, signal: AbortSignal) {
    try {
      if (holder.kind === 'task') await this.#follow(holder.task, signal);
      else await this.#clock.sleep(Math.max(0, holder.until - this.#clock.now()), signal);
    } catch {
      // What cannot be asked about blocks nobody: should its task go on, the service refuses the next one.
    }
    if (!signal.aborted && taken.holder === holder) this.#leave(taken);
  }
}
