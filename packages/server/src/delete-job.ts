import type { Jobs, StoredJob } from '@vid/core/journal';
import type { Context } from 'hono';
import { asConflict } from './errors.ts';
import { inQuery } from './openapi.ts';
import type { ServerSettings } from './settings.ts';
import { storedFilesOf } from './stored-files.ts';

interface Deleting {
  readonly jobs: Jobs;
  readonly videos: ServerSettings['videos'];
}

/** Of the routes that delete. */
export const abandonParameter = inQuery(
  'abandon',
  '`true`: a stalled job too; its task may be billed, its video is lost.',
);

/** A job that is over, and its files. 409 while it goes on, and where it is stalled unless the query says `abandon=true`. */
export async function deleteJob(c: Context, { job }: StoredJob, { jobs, videos }: Deleting): Promise<void> {
  await asConflict(jobs.delete(job.id, { abandon: c.req.query('abandon') === 'true' }));
  for (const [, file] of storedFilesOf(job)) await videos.delete(file);
}
