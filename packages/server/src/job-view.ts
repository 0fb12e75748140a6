import type { VideoTask } from '@vid/core';
import { type JobStore, type RecordedError, type VideoJob, withoutLinks } from '@vid/core/journal';
import type { JobView } from '@vid/core/remote';

/** The job without candidates that are the tasks of other jobs, which may be somebody else's. */
export async function withOwnCandidates(store: JobStore, job: VideoJob): Promise<VideoJob> {
  if (job.phase !== 'unknown' || job.candidates === undefined) return job;
  const found = await Promise.all(job.candidates.map((task) => store.find(task)));
  return { ...job, candidates: job.candidates.filter((_, index) => found[index] === undefined) };
}

/** A job as its owner may see it. `url`: where this server is. */
export function jobView(job: VideoJob, revision: number, url: string): JobView {
  const { id, phase, label, createdAt, updatedAt, model, estimate, stalled, lastError } = job;
  const task = taskOf(job, url);
  return {
    id,
    phase,
    revision,
    createdAt,
    updatedAt,
    model,
    ...(label !== undefined && { label }),
    ...(estimate !== undefined && { estimate }),
    ...(task !== undefined && { task }),
    ...(lastError !== undefined && { error: shownError(lastError) }),
    ...(job.phase === 'unknown' && job.submission !== undefined && { submission: job.submission }),
    ...(job.phase === 'unknown' &&
      job.candidates !== undefined && { candidates: job.candidates.map(withoutLinks) }),
    ...(stalled !== undefined && { stalled }),
  };
}

function taskOf(job: VideoJob, url: string): VideoTask | undefined {
  switch (job.phase) {
    case 'submitting':
    case 'unknown':
    case 'refused':
      return undefined;
    case 'polling':
    case 'failed':
    case 'canceled':
      return job.task;
    case 'downloading':
      return withoutLinks(job.task);
    case 'succeeded': {
      const videos = job.videos.map(({ id, duration }, index) => ({
        url: `${url}/tasks/${job.id}/videos/${index}`,
        id,
        duration,
      }));
      return { ...job.task, videos };
    }
  }
}

/** Without the problems: they repeat the request. */
const shownError = ({ problems: _problems, ...error }: RecordedError) => error;
