import type { Pace } from './pace.ts';
import type { Timer, TimerQueue } from './timer-queue.ts';

export interface QueuedRequest {
  /** How many may be under way, and start in a second, when it is sent. */
  readonly pace: Pick<Pace, 'maxInFlight' | 'maxPerSecond'>;
  /** Before this time the service must not be polled with this request's key. */
  readonly availableAt: number;
  /** Sends it and handles the answer; never rejects. Resolves when its place is free again. */
  poll(now: number): Promise<void>;
}

/** The polls of one api of one service: in order of arrival, so many at a time, one after the other with a gap. */
export class RequestQueue implements Timer {
  dueAt: number | undefined;
  readonly #timers: TimerQueue;
  readonly #now: () => number;
  readonly #queue = new Set<QueuedRequest>();
  #inFlight = 0;
  #nextStart = Number.NEGATIVE_INFINITY;

  constructor(timers: TimerQueue, now: () => number) {
    this.#timers = timers;
    this.#now = now;
  }

  add(request: QueuedRequest, now: number): void {
    this.#queue.add(request);
    this.run(now);
  }

  remove(request: QueuedRequest): void {
    this.#queue.delete(request);
  }

  /** In order of arrival. */
  waiting(): Iterable<QueuedRequest> {
    return this.#queue;
  }

  run(now: number): void {
    let next = Number.POSITIVE_INFINITY;
    for (const request of this.#queue) {
      if (this.#inFlight >= request.pace.maxInFlight) return;
      const startAt = Math.max(request.availableAt, this.#nextStart);
      if (now >= startAt) {
        this.#queue.delete(request);
        this.#nextStart = now + 1_000 / request.pace.maxPerSecond;
        void this.#send(request, now);
        continue;
      }
      // Those of another key pass by a request that must wait.
      next = Math.min(next, startAt);
      if (next === this.#nextStart) break;
    }
    if (next < Number.POSITIVE_INFINITY) this.#timers.set(this, next);
  }

  async #send(request: QueuedRequest, now: number): Promise<void> {
    this.#inFlight += 1;
    await request.poll(now);
    this.#inFlight -= 1;
    this.run(this.#now());
  }
}
