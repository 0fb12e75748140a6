import { type Clock, VideoError } from '@vid/core';
import { horizonMs, type Jobs, type JobStore, type VideoJob } from '@vid/core/journal';

/** Stops what no process has sent, under its key; what others have leased is due at once. */
export async function stopUnsent(
  store: JobStore,
  jobsOf: (owner: string) => Jobs,
  isMeant: (job: VideoJob) => boolean,
  clock: Clock,
): Promise<readonly VideoJob[]> {
  // As if an hour had passed: leases have ended, and those that are taken here end now.
  const hour = horizonMs / 2;
  const due = await store.due({ now: clock.now() + hour, leaseMs: -hour, limit: 1_000_000 });
  const stopped: VideoJob[] = [];
  for (const { job } of due) {
    if (job.phase !== 'submitting' || !isMeant(job)) continue;
    try {
      stopped.push((await jobsOf(job.owner).cancel(job.id)).stored.job);
    } catch (error) {
      // Its request has left: what became of it is looked up.
      if (!(error instanceof VideoError)) throw error;
    }
  }
  return stopped;
}
