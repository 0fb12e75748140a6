import type { Clock } from '../contract/clock.ts';
import type { VideoError } from '../contract/error.ts';
import type { Timer, TimerQueue } from './timer-queue.ts';

export interface QueuedRequest {
  /** Sends it and handles the answer; never rejects. */
  poll(now: number): Promise<void>;
}

/** 200 requests a second: a thousand tasks at the shortest interval, evenly. */
const gapMs = 5;

/**
 * The polls of one api of one service: in order of arrival, so many at a time, one after the other with a gap, and
 * none before the end of a `Retry-After`.
 */
export class RequestQueue implements Timer {
  dueAt: number | undefined;
  maxInFlight = 1;
  /** No request before this time: the service said `Retry-After`. */
  blockedUntil = Number.NEGATIVE_INFINITY;
  /** The error that said so. */
  blockedBy: VideoError | undefined;
  readonly #timers: TimerQueue;
  readonly #clock: Clock;
  readonly #queue = new Set<QueuedRequest>();
  #inFlight = 0;
  #nextStart = Number.NEGATIVE_INFINITY;

  constructor(timers: TimerQueue, clock: Clock) {
    this.#timers = timers;
    this.#clock = clock;
  }

  add(request: QueuedRequest, now: number): void {
    this.#queue.add(request);
    this.run(now);
  }

  /** Out of the queue; a request that is under way counts until it has ended. */
  remove(request: QueuedRequest): void {
    this.#queue.delete(request);
  }

  block(until: number, reason: VideoError): void {
    if (until <= this.blockedUntil) return;
    this.blockedUntil = until;
    this.blockedBy = reason;
  }

  run(now: number): void {
    for (const request of this.#queue) {
      if (this.#inFlight >= this.maxInFlight) return;
      const startAt = Math.max(this.blockedUntil, this.#nextStart);
      if (now < startAt) {
        this.#timers.set(this, startAt);
        return;
      }
      this.#queue.delete(request);
      this.#nextStart = now + gapMs;
      void this.#send(request, now);
    }
  }

  async #send(request: QueuedRequest, now: number): Promise<void> {
    this.#inFlight += 1;
    await request.poll(now);
    this.#inFlight -= 1;
    this.run(this.#clock.now());
  }
}
