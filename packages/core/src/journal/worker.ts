import { linkSignals } from '../contract/abort.ts';
import { callAfter, type Clock, systemClock } from '../contract/clock.ts';
import type { Advance, AdvancedJob } from './advance.ts';
import { isEnded, type JobPhase, type VideoJob } from './job.ts';
import { horizonMs, type JobStore, type StoredJob } from './job-store.ts';

export interface JobWorkerSettings {
  readonly jobs: JobStore;
  readonly advance: Advance;
  /** For how long nobody else takes a job whose step has begun; renewed while it lasts. Default 60 000. */
  readonly leaseMs?: number | undefined;
  /** How often the store is asked for jobs of other processes, in milliseconds. Default 1 000. */
  readonly idleMs?: number | undefined;
  /**
   * How many steps of a phase go on at a time. Submits have their own number, as they may queue for a long time. Default:
   * 32 submits, 64 polls, 8 look-ups, 4 downloads.
   */
  readonly concurrency?: Partial<Record<ActivePhase, number>> | undefined;
  /** Called with each job that this worker has put, as it is now. What it throws is told by `console.error`. */
  readonly onChange?: ((stored: StoredJob) => void) | undefined;
  /** Called with what is wrong with this program, its store or its journal; the step is tried again. Default, and for what it throws itself: `console.error`. */
  readonly onError?: ((error: unknown, job: VideoJob | undefined) => void) | undefined;
  /** Default: the real clock. */
  readonly clock?: Clock | undefined;
}

type ActivePhase = Extract<JobPhase, 'submitting' | 'polling' | 'unknown' | 'downloading'>;

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
const phases: readonly ActivePhase[] = ['submitting', 'polling', 'unknown', 'downloading'];

/** After an error of the program itself, and a store that takes nothing. */
const errorPauseMs = 5_000;

/** What a listener throws, or what its promise rejects with, ends no work. */
async function heard(listen: () => unknown): Promise<void> {
  try {
    await listen();
  } catch (error) {
    console.error(error);
  }
}

/** Goes on with the jobs of a store until it is stopped; any number of workers may share one store. */
export function startJobWorker(settings: JobWorkerSettings): JobWorker {
  const { jobs, advance, leaseMs = 60_000, idleMs = 1_000, clock = systemClock } = settings;
  const concurrency = { ...defaults, ...settings.concurrency };
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const busy = new Map<ActivePhase, number>();
  /** When a job of this process is due next, by its clock. */
  let nextWakeAt = Number.POSITIVE_INFINITY;
  let sleep: AbortController | undefined;
  let woken = false;

  const onError = (error: unknown, job: VideoJob | undefined) =>
    void heard(() => (settings.onError === undefined ? console.error(error) : settings.onError(error, job)));
  const onChange = (stored: StoredJob) => void heard(() => settings.onChange?.(stored));

  const wake = () => {
    woken = true;
    sleep?.abort();
  };

  /** Takes the lease again and again while the step lasts; aborts it when somebody else has changed the job. */
  function holdLease(stored: StoredJob) {
    const lost = new AbortController();
    const linked = linkSignals([lost.signal, stopping.signal]);
    let { version } = stored;
    let cancel: (() => void) | undefined;
    let renewing: Promise<void> = Promise.resolve();
    const renew = async () => {
      try {
        const options = { version, wakeAt: clock.now() + leaseMs, isChange: false };
        const renewed = await jobs.put(stored.job, options);
        if (renewed === undefined) return lost.abort();
        version = renewed.version;
      } catch (error) {
        onError(error, stored.job);
      }
      arm();
    };
    const arm = () => {
      cancel = callAfter(clock, leaseMs / 3, () => {
        renewing = renew();
      });
    };
    arm();
    return {
      signal: linked.signal,
      /** The version that the step's result follows. */
      async release(): Promise<number> {
        cancel?.();
        await renewing;
        cancel?.();
        linked.unlink();
        return version;
      },
    };
  }

  /** What is known of a paid task must not be lost because a disk is full for a while. */
  async function put({ job, wakeAfterMs }: AdvancedJob, before: StoredJob, version: number): Promise<void> {
    for (;;) {
      const wakeAt =
        wakeAfterMs === undefined ? undefined : clock.now() + Math.min(wakeAfterMs, horizonMs / 2);
      try {
        const isChange = JSON.stringify(job) !== JSON.stringify(before.job);
        const updatedAt = new Date(clock.now()).toISOString();
        const stored = await jobs.put(isChange ? { ...job, updatedAt } : job, { version, wakeAt, isChange });
        // Somebody else has changed or deleted it meanwhile; the journal knows what was sent.
        if (stored === undefined) return;
        if (wakeAt !== undefined) nextWakeAt = Math.min(nextWakeAt, wakeAt);
        if (isChange) onChange(stored);
        return;
      } catch (error) {
        onError(error, job);
        if (stopping.signal.aborted) return;
        await pause(errorPauseMs);
      }
    }
  }

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => void callAfter(clock, milliseconds, resolve));

  async function step(stored: StoredJob): Promise<void> {
    const lease = holdLease(stored);
    let result: AdvancedJob;
    try {
      result = await advance(stored.job, { signal: lease.signal });
    } catch (error) {
      if (!lease.signal.aborted) onError(error, stored.job);
      result = { job: stored.job, wakeAfterMs: lease.signal.aborted ? 0 : errorPauseMs };
    }
    await put(result, stored, await lease.release());
  }

  function begin(stored: StoredJob, phase: ActivePhase): void {
    busy.set(phase, (busy.get(phase) ?? 0) + 1);
    const done = step(stored)
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
    for (const phase of phases) {
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
