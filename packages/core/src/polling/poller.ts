import { VideoError } from '../contract/error.ts';
import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import type { Door } from './request-queue.ts';
import { timeoutOf } from './options.ts';
import { firstPause, nextPause, type Pace } from './pace.ts';
import type { Appointment, Timeline } from './timer-queue.ts';
import { isTrouble, timedOut } from './transient.ts';
import type { Waiter } from './subscriber.ts';

export interface Surroundings {
  readonly timeline: Timeline;
  now(): number;
  random(): number;
  /** Nobody waits for the question any more. */
  onIdle(question: Question): void;
}

/** Not there yet is no overload: the usual pace goes on. */
const backsOff = ({ code }: VideoError) => code !== 'not-found';

/** One task and everybody who waits for it: what one hears, all hear. */
export class Question implements Appointment {
  due: number | undefined;
  task: VideoTask;
  askedAt: number | undefined;
  readonly provider: VideoProvider;
  /** What the scheduler finds it by. */
  readonly key: string;
  readonly pace: Pace;
  readonly #around: Surroundings;
  readonly #door: Door;
  #waiters: readonly Waiter[] = [];
  #state: 'waiting' | 'queued' | 'asking' = 'waiting';
  #asking: AbortController | undefined;
  #trouble: VideoError | undefined;
  #troubles = 0;

  constructor(
    provider: VideoProvider,
    key: string,
    task: VideoTask,
    pace: Pace,
    door: Door,
    around: Surroundings,
  ) {
    this.provider = provider;
    this.key = key;
    this.task = task;
    this.pace = pace;
    this.#door = door;
    this.#around = around;
  }

  get idle(): boolean {
    return this.#waiters.length === 0;
  }

  join(waiter: Waiter): void {
    const now = this.#around.now();
    this.#waiters = [...this.#waiters, waiter];
    waiter.wish =
      this.askedAt === undefined
        ? now + firstPause(this.task, this.pace, waiter.options.intervalMs, now, this.#around.random())
        : this.askedAt + this.#pauseOf(waiter, now);
    this.#schedule();
  }

  leave(waiter: Waiter): void {
    if (!this.#waiters.includes(waiter)) return;
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    if (this.idle) this.#stop();
  }

  /** Ends every wait with this. */
  failAll(reason: unknown): void {
    for (const waiter of this.#waiters) waiter.fail(reason);
  }

  run(now: number): void {
    const mayAsk = (waiter: Waiter) => waiter.mayAsk(now, this.#opensFor(waiter));
    if (this.#state === 'waiting' && this.#waiters.some(mayAsk)) {
      this.#state = 'queued';
      this.#schedule();
      this.#door.enter(this, now);
      return;
    }
    this.#expire((waiter) => now >= waiter.endsAt(this.#state === 'queued'));
    this.#schedule();
  }

  async ask(now: number): Promise<void> {
    this.#state = 'asking';
    this.#schedule();
    this.askedAt = now;
    const asking = new AbortController();
    this.#asking = asking;
    const { signal } = asking;
    try {
      const answer = await this.provider.query(this.task, { signal });
      if (!signal.aborted) this.#settle(() => this.#hear(answer));
    } catch (error) {
      if (!signal.aborted) this.#settle(() => this.#rideOut(error));
    }
  }

  #hear(task: VideoTask): void {
    this.task = task;
    this.#trouble = undefined;
    this.#troubles = 0;
    for (const waiter of this.#waiters) {
      if (!this.#waiters.includes(waiter)) continue;
      try {
        waiter.listener.onUpdate?.(task);
      } catch (error) {
        waiter.fail(error);
      }
    }
    if (isFinal(task)) for (const waiter of this.#waiters) waiter.end(task);
  }

  #rideOut(error: unknown): void {
    const now = this.#around.now();
    if (!(error instanceof VideoError)) return this.failAll(error);
    if (!isTrouble(error, this.task, now)) return this.failAll(error.with({ task: this.task }));
    this.#trouble = error;
    if (backsOff(error)) this.#troubles += 1;
    const { retryAfterMs } = error;
    if (retryAfterMs !== undefined && retryAfterMs > 0) this.#door.hold(now + retryAfterMs, error);
  }

  #settle(take: () => void): void {
    this.#asking = undefined;
    this.#state = 'waiting';
    take();
    const now = this.#around.now();
    this.#expire(({ deadline }) => now >= deadline);
    for (const waiter of this.#waiters) {
      waiter.asked = true;
      waiter.wish = (this.askedAt ?? now) + this.#pauseOf(waiter, now);
    }
    this.#schedule();
  }

  #pauseOf({ options }: Waiter, now: number): number {
    return nextPause(this.task, options.intervalMs, this.#troubles, now, this.#around.random());
  }

  /** When the service takes the next question about this task from this wait. */
  #opensFor({ options }: Waiter): number {
    const rest = options.minIntervalMs ?? this.pace.minIntervalMs;
    return Math.max(this.#door.heldUntil, (this.askedAt ?? Number.NEGATIVE_INFINITY) + rest);
  }

  #schedule(): void {
    const { timeline } = this.#around;
    if (this.idle || this.#state === 'asking') return timeline.remove(this);
    const inQueue = this.#state === 'queued';
    const times = this.#waiters.map((waiter) => {
      const end = waiter.endsAt(inQueue);
      return inQueue ? end : Math.min(end, Math.max(waiter.wish, this.#opensFor(waiter)));
    });
    timeline.set(this, Math.min(...times));
  }

  #expire(isOver: (waiter: Waiter) => boolean): void {
    for (const waiter of this.#waiters.filter(isOver)) {
      const held = this.#door.heldUntil > waiter.deadline ? this.#door.heldBy : undefined;
      waiter.fail(timedOut(this.task, timeoutOf(waiter.options), this.#trouble ?? held));
    }
  }

  #stop(): void {
    this.#state = 'waiting';
    this.#around.timeline.remove(this);
    this.#door.leave(this);
    this.#around.onIdle(this);
    this.#asking?.abort();
    this.#asking = undefined;
  }
}
