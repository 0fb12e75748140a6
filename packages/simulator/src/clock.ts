/** Simulated time: a monotonic clock that runs at its own speed and can be moved forward. */
export type Clock = {
  /** Milliseconds since the Unix epoch, whole; starts at the real time at which the clock was started. */
  now(): number;
  advance(seconds: number): void;
};

/** Speed is simulated seconds per real second; 0 stands still. */
export function startClock(speed: number): Clock {
  const startedAt = Date.now();
  const realStart = performance.now();
  let advanced = 0;
  return {
    now: () => startedAt + Math.floor((performance.now() - realStart) * speed + advanced),
    advance(seconds) {
      if (!Number.isFinite(seconds) || seconds < 0) {
        throw new RangeError(`advance takes seconds of 0 or more, not ${seconds}`);
      }
      advanced += seconds * 1000;
    },
  };
}
