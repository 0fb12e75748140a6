import { modelName, type ModelRef, taskName } from '../contract/names.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';

/** How long finished tasks took, by model. Yours may keep it in a file or a database; it must not throw. */
export interface DurationStore {
  /** A task that succeeded took so many seconds, from its acceptance until its end was seen. */
  record(model: ModelRef, seconds: number): void;
  /** The usual time in seconds; `undefined` before the first task. */
  median(model: ModelRef): number | undefined;
}

/** In memory: the last 20 tasks of each model, or as many as `keep` says. */
export function createDurationStore({ keep = 20 }: { readonly keep?: number } = {}): DurationStore {
  const times = new Map<string, readonly number[]>();
  return {
    record: (model, seconds) => {
      times.set(modelName(model), [...(times.get(modelName(model)) ?? []), seconds].slice(-keep));
    },
    median: (model) => {
      const sorted = (times.get(modelName(model)) ?? []).toSorted((a, b) => a - b);
      const low = sorted[Math.ceil(sorted.length / 2) - 1];
      const high = sorted[Math.floor(sorted.length / 2)];
      return low === undefined || high === undefined ? undefined : (low + high) / 2;
    },
  };
}

/** How many finished tasks are remembered so that none counts twice. */
const remembered = 1000;

/** Tells a store of each task once that was seen to become `succeeded`. */
export function durationRecorder(
  store: DurationStore,
): (before: VideoTask, after: VideoTask, now: number) => void {
  const recorded = new Set<string>();
  return (before, after, now) => {
    if (isFinal(before) || after.status !== 'succeeded' || after.createdAt === undefined) return;
    const name = taskName(after);
    if (recorded.has(name)) return;
    recorded.add(name);
    const [oldest] = recorded;
    if (recorded.size > remembered && oldest !== undefined) recorded.delete(oldest);
    const seconds = (now - Date.parse(after.createdAt)) / 1000;
    // A clock that was set back tells nothing.
    if (seconds >= 0) store.record(after, seconds);
  };
}
