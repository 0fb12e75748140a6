import { monotonicNow, systemClock } from '../contract/clock.ts';
import { createPlan } from './held-up.ts';
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
  const plan = createPlan(clock);
  /** When a job of this process is due next, by its clock; and when that clock has been put back if it was not, by the time that nobody sets. */
  let nextWakeAt = Number.POSITIVE_INFINITY;
  let nextLateAt = Number.POSITIVE_INFINITY;
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
    plan.forget(stored.job.id);
    const make = async () => {
      const put = await step(stored, stopping.signal);
      if (put?.wakeAt === undefined) return;
      nextWakeAt = Math.min(nextWakeAt, put.wakeAt);
      nextLateAt = Math.min(nextLateAt, plan.add(put.stored, put.wakeAt));
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

  /** Leased to this worker: what the store says is due, then what it would say if nobody had put the clock back. */
  async function take(phase: ActivePhase, limit: number): Promise<readonly StoredJob[]> {
    const due = await jobs.due({ now: clock.now(), limit, leaseMs, phases: [phase] });
    const late: string[] = [];
    let now = 0;
    for (const { id, version, wakeAt } of plan.heldUp(phase)) {
      if (due.length + late.length >= limit) break;
      if ((await jobs.get(id))?.version !== version) {
        plan.forget(id);
        continue;
      }
      late.push(id);
      now = Math.max(now, wakeAt);
    }
    if (late.length === 0) return due;
    return [...due, ...(await jobs.due({ now, limit: late.length, leaseMs, phases: [phase], ids: late }))];
  }

  /** Begins what is due and has a place. */
  async function fill(): Promise<void> {
    if (nextWakeAt <= clock.now()) nextWakeAt = Number.POSITIVE_INFINITY;
    if (nextLateAt <= monotonicNow(clock)) nextLateAt = Number.POSITIVE_INFINITY;
    for (const phase of activePhases) {
      const limit = concurrency[phase] - (busy.get(phase) ?? 0);
      if (limit <= 0 || stopping.signal.aborted) continue;
      for (const stored of await take(phase, limit)) if (!isEnded(stored.job)) begin(stored, phase);
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
      const nextMs = Math.min(nextWakeAt - clock.now(), nextLateAt - monotonicNow(clock));
      const milliseconds = Math.max(0, Math.min(idleMs, nextMs));
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
