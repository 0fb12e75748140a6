import { systemClock } from '../contract/clock.ts';
import { type ActivePhase, activePhases, isEnded } from './job.ts';
import type { StoredJob } from './job-store.ts';
import { createJobStep, defaultLeaseMs, errorListener, type JobStepSettings } from './step.ts';

/** What a worker needs, how often it looks for jobs, and how many it takes at a time. */
export interface JobWorkerSettings extends JobStepSettings {
  /** How often the store is asked for jobs of other processes, in milliseconds. Default 1 000. */
  readonly idleMs?: number | undefined;
  /**
   * How many steps of a phase go on at a time. Submits have their own number, as they may queue for a long time. Default:
   * 32 submits, 64 polls, 8 look-ups, 4 downloads.
   */
  readonly concurrency?: Partial<Record<ActivePhase, number>> | undefined;
}

/** A worker that runs until it is stopped. */
export interface JobWorker {
  /** Looks for due jobs at once: one was put. */
  readonly wake: () => void;
  /** Begins nothing more, ends polls and downloads, and waits for submits that are on their way. */
  stop(): Promise<void>;
}

const defaults: Readonly<Record<ActivePhase, number>> = {
  submitting: 32,
  polling: 64,
  unknown: 8,
  downloading: 4,
};

/** Goes on with the jobs of a store until it is stopped; any number of workers may share one store. */
export function startJobWorker(settings: JobWorkerSettings): JobWorker {
  const { jobs, leaseMs = defaultLeaseMs, idleMs = 1_000, clock = systemClock } = settings;
  const concurrency = { ...defaults, ...settings.concurrency };
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const busy = new Map<ActivePhase, number>();
  /** When a job of this process is due next, by its clock. */
  let nextWakeAt = Number.POSITIVE_INFINITY;
  let sleep: AbortController | undefined;
  let woken = false;

  const onError = errorListener(settings);
  const step = createJobStep(settings);

  const wake = () => {
    woken = true;
    sleep?.abort();
  };

  function begin(stored: StoredJob, phase: ActivePhase): void {
    busy.set(phase, (busy.get(phase) ?? 0) + 1);
    const make = async () => {
      const put = await step(stored, stopping.signal);
      nextWakeAt = Math.min(nextWakeAt, put?.wakeAt ?? Number.POSITIVE_INFINITY);
    };
    const done = make()
      .catch((error: unknown) => onError(error, stored.job))
      .finally(() => {
        busy.set(phase, (busy.get(phase) ?? 1) - 1);
        running.delete(done);
        wake();
      });
    running.add(done);
  }

  /** Begins what is due and has a place. */
  async function fill(): Promise<void> {
    if (nextWakeAt <= clock.now()) nextWakeAt = Number.POSITIVE_INFINITY;
    for (const phase of activePhases) {
      const limit = concurrency[phase] - (busy.get(phase) ?? 0);
      if (limit <= 0 || stopping.signal.aborted) continue;
      const due = await jobs.due({ now: clock.now(), limit, leaseMs, phases: [phase] });
      for (const stored of due) if (!isEnded(stored.job)) begin(stored, phase);
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false;
      try {
        await fill();
      } catch (error) {
        onError(error, undefined);
      }
      if (woken) continue;
      sleep = new AbortController();
      const milliseconds = Math.max(0, Math.min(idleMs, nextWakeAt - clock.now()));
      await clock.sleep(milliseconds, sleep.signal).catch(() => undefined);
    }
    while (running.size > 0) await Promise.all(running);
  }

  const ended = loop();
  return {
    wake,
    stop() {
      stopping.abort();
      wake();
      return ended;
    },
  };
}
