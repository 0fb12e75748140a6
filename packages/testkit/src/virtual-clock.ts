import type { Clock } from '@vid/core';

/** Time that passes only by sleeping. */
export interface VirtualClock extends Clock {
  /** Every pause that was slept, in milliseconds. */
  readonly slept: readonly number[];
}

/** Time passes only by sleeping, so that minutes cost nothing. `onSleep` is called after each pause. */
export function virtualClock(onSleep: (pauses: number) => void = () => undefined): VirtualClock {
  const start = Date.now();
  let passed = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => start + passed,
    monotonic: () => passed,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      passed += milliseconds;
      slept.push(milliseconds);
      onSleep(slept.length);
    },
  };
}
