import type { VideoError } from '../contract/error.ts';
import type { Clock } from '../contract/clock.ts';
import type { Appointment, Timeline } from './timer-queue.ts';

export interface Visitor {
  /** Asks and settles; never rejects. */
  ask(now: number): Promise<void>;
}

/** 200 questions a second: a thousand tasks at the shortest interval, evenly. */
const gapMs = 5;

/**
 * The way to one api of one service: a queue in order of arrival, so many questions at a time, one after the other
 * with a gap, and none while the service has asked for silence.
 */
export class Door implements Appointment {
  due: number | undefined;
  maxInFlight = 1;
  /** No question before this time: the service said `Retry-After`. */
  heldUntil = Number.NEGATIVE_INFINITY;
  /** What the service said then. */
  heldBy: VideoError | undefined;
  readonly #timeline: Timeline;
  readonly #clock: Clock;
  readonly #queue = new Set<Visitor>();
  #inFlight = 0;
  #nextStart = Number.NEGATIVE_INFINITY;

  constructor(timeline: Timeline, clock: Clock) {
    this.#timeline = timeline;
    this.#clock = clock;
  }

  enter(visitor: Visitor, now: number): void {
    this.#queue.add(visitor);
    this.run(now);
  }

  /** Out of the queue; a question that is under way keeps its place until it has ended. */
  leave(visitor: Visitor): void {
    this.#queue.delete(visitor);
  }

  hold(until: number, reason: VideoError): void {
    if (until <= this.heldUntil) return;
    this.heldUntil = until;
    this.heldBy = reason;
  }

  run(now: number): void {
    for (const visitor of this.#queue) {
      if (this.#inFlight >= this.maxInFlight) return;
      const opens = Math.max(this.heldUntil, this.#nextStart);
      if (now < opens) {
        this.#timeline.set(this, opens);
        return;
      }
      this.#queue.delete(visitor);
      this.#nextStart = now + gapMs;
      void this.#pass(visitor, now);
    }
  }

  async #pass(visitor: Visitor, now: number): Promise<void> {
    this.#inFlight += 1;
    await visitor.ask(now);
    this.#inFlight -= 1;
    this.run(this.#clock.now());
  }
}
