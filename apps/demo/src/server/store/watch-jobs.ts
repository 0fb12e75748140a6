import { VideoError } from '@vid/core';
import { isEnded, type JobStore, type VideoJob } from '@vid/core/journal';
import type { RunStore } from './runs.ts';

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** With what finds a paid task at its service. */
function describe(job: VideoJob): string {
  const { id, model, phase } = job;
  const task = 'task' in job && job.task !== undefined ? `, task ${job.task.id} (${job.task.status})` : '';
  return `run ${id} at ${model.provider} (${model.api}) ${model.model}: ${phase}${task}`;
}

/** Whether an answer has shown its task's end. */
const isFinished = ({ phase }: VideoJob) =>
  phase === 'downloading' || phase === 'succeeded' || phase === 'failed' || phase === 'canceled';

/** The jobs, whose ends are noted, and whose writes are told of while the disk takes none: the worker tries them again. */
export function watchJobs(
  jobs: JobStore,
  runs: RunStore,
  log: (line: string) => void = (line) => console.error(line),
): JobStore {
  const unwritten = new Set<string>();
  return {
    ...jobs,
    async put(job, options) {
      try {
        const stored = await jobs.put(job, options);
        if (stored !== undefined && options.isChange !== false)
          runs.note(job.id, !isEnded(job), isFinished(job));
        if (unwritten.delete(job.id) && unwritten.size === 0) log('vid demo: everything is written again.');
        return stored;
      } catch (error) {
        if (error instanceof VideoError) throw error;
        unwritten.add(job.id);
        log(
          `vid demo: could not write ${describe(job)} (${reasonOf(error)}). It is kept in memory and tried again.`,
        );
        throw error;
      }
    },
  };
}
