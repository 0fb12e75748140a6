import { type Clock, monotonicNow } from '../contract/clock.ts';
import type { JobPhase } from './job.ts';
import { horizonMs, type StoredJob } from './job-store.ts';

interface Planned {
  readonly id: string;
  readonly phase: JobPhase;
  /** That a process has put; another one has changed the job since where it differs. */
  readonly version: number;
  /** By the clock of that moment, as it stands in the store. */
  readonly wakeAt: number;
  /** The same, by the time that nobody sets. */
  readonly dueAt: number;
}

/** A clock that is set to the second, or slowed down, holds nobody up. */
const jitterMs = 1_000;

/**
 * The jobs that a process has put, for when its clock is put back: a store knows dates only, and would give them out as much later.
 * Those of other processes it cannot know.
 */
export function createPlan(clock: Clock) {
  const planned = new Map<string, Planned>();
  /** What the clock was ahead of the time that nobody sets, at most, since it was last found right. */
  let lead = Number.NEGATIVE_INFINITY;
  const leadNow = () => clock.now() - monotonicNow(clock);

  return {
    /** When it is held up if no store has given it out by then, by the time that nobody sets. */
    add({ job, version }: StoredJob, wakeAt: number): number {
      const dueAt = wakeAt - leadNow();
      lead = Math.max(lead, leadNow());
      planned.set(job.id, { id: job.id, phase: job.phase, version, wakeAt, dueAt });
      // Others have taken what was not taken here; nothing is planned further ahead than that.
      for (const [id, one] of planned) {
        if (one.dueAt > monotonicNow(clock) - horizonMs) break;
        planned.delete(id);
      }
      return dueAt + jitterMs;
    },
    /** Somebody works on it. */
    forget: (id: string): void => void planned.delete(id),
    /** Jobs whose time has come, and which a store does not give out for a while as the clock was put back. */
    heldUp(phase: JobPhase): readonly Planned[] {
      const isBack = ({ wakeAt, dueAt }: Planned) => wakeAt - dueAt > leadNow() + jitterMs;
      if (lead <= leadNow() + jitterMs) return [];
      const back = [...planned.values()].filter(isBack);
      if (back.length === 0) lead = leadNow();
      const now = monotonicNow(clock);
      return back.filter((one) => one.phase === phase && one.dueAt <= now);
    },
  };
}
