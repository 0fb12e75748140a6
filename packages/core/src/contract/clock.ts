/** Time and chance as waiting sees them; tests and simulations steer both. */
export interface Clock {
  /** Milliseconds since the epoch, for dates. Somebody may set it. */
  now(): number;
  /** Milliseconds since any moment, of a source that nobody sets: pauses and deadlines count by it. Default: `now`. */
  monotonic?(): number;
  /** Resolves after the time, or rejects with the signal's reason. One sleep is under way at a time. */
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  /**
   * Calls `run` once after the time, beside any sleep; returns what prevents it. Bounds polls that are under way.
   * Default: a timer of the platform, as real polls take real time whatever the clock.
   */
  after?(milliseconds: number, run: () => void): () => void;
  /** At least 0 and less than 1; spreads polls. Default `Math.random`. */
  random?(): number;
}

/** A longer timer of the platform fires at once; 24 days are as good as none. */
export const longestTimerMs = 2 ** 31 - 1;

/** Milliseconds that only ever go forward. */
export const monotonicNow = (clock: Pick<Clock, 'now' | 'monotonic'>): number =>
  clock.monotonic?.() ?? clock.now();

/** The real time, timers and chance of the platform. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/** See `Clock.after`. */
export function callAfter(clock: Pick<Clock, 'after'>, milliseconds: number, run: () => void): () => void {
  if (clock.after !== undefined) return clock.after(milliseconds, run);
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}
