// So many tasks of one model at a time; the next waits, THROTTLED, until a slot is free (runway.md 2.13).
import * as z from 'zod';
import { jobSchema } from '../../state/task.ts';

export const entrySchema = z.object({
  job: jobSchema,
  /** The most that it may cost; none in memories from before every task had an estimate. */
  credits: z.number().default(0),
  /** What it costs in the end, where the model chose a shorter length. */
  finalCredits: z.number().optional(),
  /** Simulated milliseconds. */
  deletedAt: z.number().exactOptional(),
});

export type Entry = Readonly<z.output<typeof entrySchema>>;

/** When each task of one model starts, by id, in the order of creation. One that was deleted first never does. */
export function startTimes(
  entries: readonly Entry[],
  slots: number,
  lasts: number,
): ReadonlyMap<string, number> {
  const running: number[] = [];
  const starts = new Map<string, number>();
  for (const { job, deletedAt = Number.POSITIVE_INFINITY } of entries) {
    const { id, createdAt } = job.task;
    const ends = running.toSorted((a, b) => a - b);
    const free = running.length < slots ? createdAt : (ends[running.length - slots] ?? createdAt);
    const start = Math.max(createdAt, free);
    if (deletedAt <= start) continue;
    starts.set(id, start);
    running.push(Math.min(start + lasts, deletedAt));
  }
  return starts;
}
