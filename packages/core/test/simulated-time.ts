import { type Clock, createRouter } from '@vid/core';
import { fakeProvider, acme } from './fixture.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

// A router's first call imports a file in real time, which on a slow machine takes longer than `settle` waits: it is imported here.
await createRouter([fakeProvider(acme).provider]).queryMany([]);

/** Lets everything run that can run without time going on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A clock that goes on only when it is told to, from one sleep's end to the next. `random` defaults to 0: no jitter. */
export function simulatedTime(start: number, random: () => number = () => 0) {
  let now = 0;
  let date = start;
  let begun = 0;
  const sleepers = new Set<Sleeper>();
  const clock: Clock = {
    now: () => date + now,
    monotonic: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        begun += 1;
        const sleeper = {
          until: now + milliseconds,
          wake: () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        const stop = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
        sleepers.add(sleeper);
      }),
    after(milliseconds, run) {
      const sleeper = { until: now + milliseconds, wake: run };
      sleepers.add(sleeper);
      return () => void sleepers.delete(sleeper);
    },
    random,
  };
  return {
    clock,
    /** Somebody sets the clock of the machine. */
    setClock(by: number): void {
      date += by;
    },
    /** How many sleeps are under way. */
    sleeping: () => sleepers.size,
    /** How many sleeps have begun so far. */
    sleeps: () => begun,
    async advance(milliseconds: number): Promise<void> {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        let first: Sleeper | undefined;
        for (const one of sleepers) if (first === undefined || one.until < first.until) first = one;
        if (first === undefined || first.until > end) break;
        now = Math.max(now, first.until);
        sleepers.delete(first);
        first.wake();
        await settle();
      }
      now = end;
    },
  };
}

/** Numbers from 0 to 1 that look random and are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
