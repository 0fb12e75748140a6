import { linkSignals } from '../contract/abort.ts';
import { callAfter, type Clock, longestTimerMs } from '../contract/clock.ts';
import { downloadError } from './errors.ts';

/** The time of the whole download, as a signal that follows the caller's. */
export interface Deadline {
  readonly signal: AbortSignal;
  start(bytes: () => number): void;
  /** Follows and counts no longer. */
  end(): void;
}

export function createDeadline(signal: AbortSignal | undefined, timeoutMs: number, clock: Clock): Deadline {
  const own = new AbortController();
  const linked = linkSignals(signal === undefined ? [own.signal] : [signal, own.signal]);
  let stop: (() => void) | undefined;
  return {
    signal: linked.signal,
    start(bytes) {
      if (timeoutMs > longestTimerMs) return;
      stop = callAfter(clock, timeoutMs, () => {
        const happened = `The download took longer than ${timeoutMs / 1000} s (timeoutMs); ${bytes()} bytes had arrived.`;
        own.abort(downloadError('timeout', happened, 'Call downloadVideo again with a larger timeoutMs.'));
      });
    },
    end() {
      stop?.();
      linked.unlink();
    },
  };
}
