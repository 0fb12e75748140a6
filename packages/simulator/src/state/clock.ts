import * as z from 'zod';
import { persistentMap, type SimulatorMemory } from './memory.ts';

/** Simulated time: a monotonic clock that runs at its own speed and can be moved forward. */
export type Clock = {
  /** Milliseconds since the Unix epoch, whole; starts at the real time at which the clock was started. */
  now(): number;
  advance(seconds: number): void;
  /** Settles at that time, or at the abort. */
  until(time: number, signal: AbortSignal): Promise<void>;
};

/** Simulated time for whoever waits by a clock of its own, such as `waitForTask` of `@vid/core`. */
export type SimulatedClock = {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Settles when so much simulated time is over; where time stands still, it moves time on itself, at once. Rejects with
   * the signal's reason.
   */
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
};

export const sleepingClock = (clock: Clock, speed: number): SimulatedClock => ({
  now: () => clock.now(),
  async sleep(milliseconds, signal) {
    signal?.throwIfAborted();
    if (speed === 0) clock.advance(milliseconds / 1000);
    else await clock.until(clock.now() + milliseconds, signal ?? new AbortController().signal);
    signal?.throwIfAborted();
  },
});

const longestTimer = 2 ** 31 - 1;

/** Real and simulated milliseconds since the Unix epoch at one moment, and how time went on from there. */
const moment = z.object({ real: z.number(), simulated: z.number(), speed: z.number() });

/**
 * Speed is simulated seconds per real second; 0 stands still. What the memory knows of goes on: time passed while
 * nobody simulated, at the speed of then.
 */
export function startClock(speed: number, memory: SimulatorMemory): Clock {
  const moments = persistentMap(memory, 'clock', moment);
  const before = moments.get('start');
  const real = Date.now();
  const startedAt =
    before === undefined ? real : Math.floor(before.simulated + (real - before.real) * before.speed);
  moments.set('start', { real, simulated: startedAt, speed });
  const realStart = performance.now();
  let advanced = 0;
  const waiting = new Set<() => void>();
  const now = (): number => startedAt + Math.floor((performance.now() - realStart) * speed + advanced);
  return {
    now,
    advance(seconds) {
      if (!Number.isFinite(seconds) || seconds < 0) {
        throw new RangeError(`advance takes seconds of 0 or more, not ${seconds}`);
      }
      advanced += seconds * 1000;
      moments.set('start', { real: Date.now(), simulated: now(), speed });
      for (const look of waiting) look();
    },
    until: (time, signal) =>
      new Promise((resolve) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const look = (): void => {
          clearTimeout(timer);
          if (signal.aborted || now() >= time) {
            waiting.delete(look);
            signal.removeEventListener('abort', look);
            resolve();
          } else if (speed > 0) {
            timer = setTimeout(look, Math.min(Math.ceil((time - now()) / speed), longestTimer));
          }
        };
        waiting.add(look);
        signal.addEventListener('abort', look);
        look();
      }),
  };
}
