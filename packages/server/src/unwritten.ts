import { VideoError } from '@vid/core';
import type { JobStore, VideoJob } from '@vid/core/journal';

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** With what finds a paid task at its service. */
function describe(job: VideoJob): string {
  const { id, model, phase } = job;
  const task = 'task' in job && job.task !== undefined ? `, task ${job.task.id} (${job.task.status})` : '';
  return `job ${id} at ${model.provider} (${model.api}) ${model.model}: ${phase}${task}`;
}

/**
 * The same jobs, of a store that is a plain object; while their store takes no writes, such as on a full disk, a line names each job and its paid task, which are in
 * memory only then, and one more says that all are written again.
 */
export function tellUnwritten(jobs: JobStore, write: (line: string) => void): JobStore {
  const unwritten = new Set<string>();
  return {
    ...jobs,
    async put(job, options) {
      try {
        const stored = await jobs.put(job, options);
        if (unwritten.delete(job.id) && unwritten.size === 0) write('everything is written again.');
        return stored;
      } catch (error) {
        if (error instanceof VideoError) throw error;
        unwritten.add(job.id);
        write(`could not write ${describe(job)} (${reasonOf(error)}). It is kept in memory and tried again.`);
        throw error;
      }
    },
  };
}
