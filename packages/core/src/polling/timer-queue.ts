import { type Clock, longestTimerMs } from '../contract/clock.ts';

/** Something that runs at its time, once. */
export interface Timer {
  /** On the scheduler's clock, set by the queue alone; `undefined` while it is not in it. */
  dueAt: number | undefined;
  run(now: number): void;
}

export interface TimerQueue {
  /** Puts the timer into the queue, or moves it. Those of one time run in the order in which they came. */
  set(timer: Timer, dueAt: number): void;
  remove(timer: Timer): void;
  /** Those that are due by then, soonest first. The queue must not change meanwhile. */
  dueBy(time: number): Iterable<Timer>;
}

/**
 * One sorted list and one sleep, however many timers there are: a platform timer with its abort is 1.1 kB each, more
 * than a whole wait here. A list, because up to 10 000 entries it is as fast as a binary heap (0.6 µs a move),
 * and it keeps the order of what is due together and lets go of any entry.
 * `onFault` is called with the error of a clock whose sleep fails.
 */
export function createTimerQueue(
  clock: Pick<Clock, 'now' | 'sleep'>,
  onFault: (error: unknown) => void,
): TimerQueue {
  const timers: Timer[] = [];
  let sleep: { readonly until: number; readonly controller: AbortController } | undefined;

  /** The first index after everything that is due by then. */
  const indexAfter = (time: number): number => {
    let [low, high] = [0, timers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((timers[middle]?.dueAt ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const takeOut = (timer: Timer) => {
    if (timer.dueAt === undefined) return;
    timers.splice(timers.lastIndexOf(timer, indexAfter(timer.dueAt) - 1), 1);
    timer.dueAt = undefined;
  };

  /** Later than the current turn of the program: what starts together is on the list before time goes on. */
  const arm = () => {
    queueMicrotask(() => {
      const first = timers[0]?.dueAt;
      if (first !== undefined && sleep !== undefined && sleep.until <= first) return;
      sleep?.controller.abort();
      sleep = undefined;
      if (first !== undefined) void sleepUntil(first);
    });
  };

  const sleepUntil = async (time: number) => {
    const now = clock.now();
    const milliseconds = Math.min(Math.max(0, time - now), longestTimerMs);
    const current = { until: now + milliseconds, controller: new AbortController() };
    sleep = current;
    try {
      await clock.sleep(milliseconds, current.controller.signal);
    } catch (error) {
      if (sleep !== current) return;
      sleep = undefined;
      onFault(error);
      return;
    }
    if (sleep !== current) return;
    sleep = undefined;
    // A sleep that has ended is the time: timers fire early by fractions, and a test's clock may stand still.
    const reached = Math.max(clock.now(), current.until);
    for (let next = timers[0]; next?.dueAt !== undefined && next.dueAt <= reached; next = timers[0]) {
      timers.shift();
      next.dueAt = undefined;
      next.run(reached);
    }
    arm();
  };

  return {
    set(timer, dueAt) {
      takeOut(timer);
      timer.dueAt = dueAt;
      timers.splice(indexAfter(dueAt), 0, timer);
      arm();
    },
    remove(timer) {
      takeOut(timer);
      arm();
    },
    *dueBy(time) {
      for (const timer of timers) {
        if (timer.dueAt === undefined || timer.dueAt > time) return;
        yield timer;
      }
    },
  };
}
