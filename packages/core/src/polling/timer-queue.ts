import type { Clock } from '../contract/clock.ts';

/** Something that happens at its time, once. */
export interface Appointment {
  /** Milliseconds since the epoch, set by the timeline alone; `undefined` while it is not on it. */
  due: number | undefined;
  run(now: number): void;
}

export interface Timeline {
  /** Puts the appointment on the timeline, or moves it. Those of one time run in the order in which they came. */
  set(appointment: Appointment, due: number): void;
  remove(appointment: Appointment): void;
}

/** A longer timer fires at once. */
const longestSleepMs = 2 ** 31 - 1;

/**
 * One sorted list and one sleep, however many appointments there are: a timer with its abort is 1.1 kB each, more
 * than a whole wait here. A list, because up to 10 000 entries it is as fast as a binary heap (0.6 µs a move),
 * and it keeps the order of what is due together and lets go of any entry.
 * `onFault` hears of a clock whose sleep fails.
 */
export function createTimeline(clock: Clock, onFault: (error: unknown) => void): Timeline {
  const agenda: Appointment[] = [];
  let sleep: { readonly until: number; readonly controller: AbortController } | undefined;

  /** The first place after everything that is due by then. */
  const placeAfter = (due: number): number => {
    let [low, high] = [0, agenda.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((agenda[middle]?.due ?? 0) <= due) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const takeOut = (appointment: Appointment) => {
    if (appointment.due === undefined) return;
    agenda.splice(agenda.lastIndexOf(appointment, placeAfter(appointment.due) - 1), 1);
    appointment.due = undefined;
  };

  /** Later than the current turn of the program: what starts together is on the list before time goes on. */
  const arm = () => {
    queueMicrotask(() => {
      const first = agenda[0]?.due;
      if (first !== undefined && sleep !== undefined && sleep.until <= first) return;
      sleep?.controller.abort();
      sleep = undefined;
      if (first !== undefined) void sleepUntil(first);
    });
  };

  const sleepUntil = async (due: number) => {
    const now = clock.now();
    const milliseconds = Math.min(Math.max(0, due - now), longestSleepMs);
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
    for (let next = agenda[0]; next?.due !== undefined && next.due <= reached; next = agenda[0]) {
      agenda.shift();
      next.due = undefined;
      next.run(reached);
    }
    arm();
  };

  return {
    set(appointment, due) {
      takeOut(appointment);
      appointment.due = due;
      agenda.splice(placeAfter(due), 0, appointment);
      arm();
    },
    remove(appointment) {
      takeOut(appointment);
      arm();
    },
  };
}
