import type { Jobs, StoredJob } from '@vid/core/journal';
import { asConflict } from './errors.ts';
import type { ServerSettings } from './settings.ts';

interface Deleting {
  readonly jobs: Jobs;
  readonly videos: ServerSettings['videos'];
}

/** A job that has ended, and its files. 409 while it goes on. */
export async function deleteJob({ job }: StoredJob, { jobs, videos }: Deleting): Promise<void> {
  await asConflict(jobs.delete(job.id));
  if (job.phase === 'succeeded')
    for (const { file } of job.videos) if (file !== undefined) await videos.delete(file);
  if (job.phase === 'downloading') for (const file of Object.values(job.files)) await videos.delete(file);
}
