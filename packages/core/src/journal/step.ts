import { linkSignals } from '../contract/abort.ts';
import { callAfter, type Clock, systemClock } from '../contract/clock.ts';
import type { Advance, AdvancedJob } from './advance.ts';
import type { VideoJob } from './job.ts';
import { horizonMs, type JobStore, type StoredJob } from './job-store.ts';

/** What a worker needs to take jobs further. */
export interface JobStepSettings {
  /** Where the jobs are kept. */
  readonly jobs: JobStore;
  /** Takes one job a step further; see `createAdvance`. */
  readonly advance: Advance;
  /** For how long nobody else takes a job whose step has begun; renewed while it lasts. Default 60 000. */
  readonly leaseMs?: number | undefined;
  /** Called with each job that this worker has put, as it is now. What it throws is told by `console.error`. */
  readonly onChange?: ((stored: StoredJob) => void) | undefined;
  /** Called with what is wrong with this program, its store or its journal; the step is tried again. Default, and for what it throws itself: `console.error`. */
  readonly onError?: ((error: unknown, job: VideoJob | undefined) => void) | undefined;
  /** Default: the real clock. */
  readonly clock?: Clock | undefined;
}

/** What a step has put. */
export interface JobStepResult {
  /** The job as it was put. */
  readonly stored: StoredJob;
  /** When the next step is due, in milliseconds since the epoch; missing when there is none. */
  readonly wakeAt?: number | undefined;
}

/**
 * Takes a job that the store has leased for `leaseMs` one step further and puts the result. `undefined`: nothing was put, as
 * somebody else has changed or deleted the job. An abort of the signal ends polls and downloads.
 */
export type JobStep = (stored: StoredJob, signal: AbortSignal) => Promise<JobStepResult | undefined>;

export const defaultLeaseMs = 60_000;
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

/** Who is told of errors, as `onError` says: what it throws itself ends no work. */
export const errorListener =
  ({ onError }: Pick<JobStepSettings, 'onError'>) =>
  (error: unknown, job: VideoJob | undefined): void =>
    void heard(() => (onError === undefined ? console.error(error) : onError(error, job)));

/** The part of a worker that every engine shares: the lease while the step lasts, and its result in the store. */
export function createJobStep(settings: JobStepSettings): JobStep {
  const { jobs, advance, leaseMs = defaultLeaseMs, clock = systemClock } = settings;
  const onError = errorListener(settings);
  const onChange = (stored: StoredJob) => void heard(() => settings.onChange?.(stored));

  /** Takes the lease again and again while the step lasts; aborts it when somebody else has changed the job. */
  function holdLease(stored: StoredJob, signal: AbortSignal) {
    const lost = new AbortController();
    const linked = linkSignals([lost.signal, signal]);
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

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => void callAfter(clock, milliseconds, resolve));

  /** What is known of a paid task must not be lost because a disk is full for a while. */
  async function put(
    { job, wakeAfterMs }: AdvancedJob,
    before: StoredJob,
    version: number,
    signal: AbortSignal,
  ): Promise<JobStepResult | undefined> {
    for (;;) {
      const wakeAt =
        wakeAfterMs === undefined ? undefined : clock.now() + Math.min(wakeAfterMs, horizonMs / 2);
      try {
        const isChange = JSON.stringify(job) !== JSON.stringify(before.job);
        const updatedAt = new Date(clock.now()).toISOString();
        const stored = await jobs.put(isChange ? { ...job, updatedAt } : job, { version, wakeAt, isChange });
        // Somebody else has changed or deleted it meanwhile; the journal knows what was sent.
        if (stored === undefined) return undefined;
        if (isChange) onChange(stored);
        return { stored, wakeAt };
      } catch (error) {
        onError(error, job);
        if (signal.aborted) return undefined;
        await pause(errorPauseMs);
      }
    }
  }

  return async (stored, signal) => {
    const lease = holdLease(stored, signal);
    let result: AdvancedJob;
    try {
      result = await advance(stored.job, { signal: lease.signal });
    } catch (error) {
      if (!lease.signal.aborted) onError(error, stored.job);
      result = { job: stored.job, wakeAfterMs: lease.signal.aborted ? 0 : errorPauseMs };
    }
    return put(result, stored, await lease.release(), signal);
  };
}
