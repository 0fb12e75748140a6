import type { Jobs, StoredJob } from '@vid/core/journal';
import { asConflict } from './errors.ts';
import type { ServerSettings } from './settings.ts';
import { storedFilesOf } from './stored-files.ts';

interface Deleting {
  readonly jobs: Jobs;
  readonly videos: ServerSettings['videos'];
}

/** A job that has ended, and its files. 409 while it goes on. */
export async function deleteJob({ job }: StoredJob, { jobs, videos }: Deleting): Promise<void> {
  await asConflict(jobs.delete(job.id));
  for (const [, file] of storedFilesOf(job)) await videos.delete(file);
}
