import type { Router } from '@vid/core';
import { type DownloadOptions, videoFolder } from '@vid/core/download';
import { type AdvanceSettings, createAdvance, createJobs } from '@vid/core/journal';
import { createVideoQueues, openPostgres, startVideoWorkers } from '@vid/pg-boss';
import type { PgBoss } from 'pg-boss';

/** A host that takes requests: a job is in the database when `jobs.submit` returns, and wakes a worker. */
export async function openFront(router: Router, boss: PgBoss, connectionString: string) {
  const { journal, jobs: store, close } = await openPostgres({ connectionString });
  const { announce } = await createVideoQueues({ boss });
  const jobs = createJobs({ router, journal, store, isStored: true, onChange: announce });
  return { jobs, close };
}

type WorkerOptions = Pick<AdvanceSettings, 'intervalMs' | 'minIntervalMs'> &
  Pick<DownloadOptions, 'allowHosts'>;

/** A host that works: as many machines as you like, and each may die. `folder` is one that they share, or use a bucket. */
export async function openWorker(
  router: Router,
  boss: PgBoss,
  connectionString: string,
  folder: string,
  { allowHosts, ...pace }: WorkerOptions = {},
) {
  const { journal, jobs, close } = await openPostgres({ connectionString });
  const { storeVideo } = videoFolder(folder, { allowHosts });
  const advance = createAdvance({ router, journal, storeVideo, ...pace });
  const queues = await createVideoQueues({ boss });
  const workers = await startVideoWorkers({ boss, queues, journal, jobs, advance });
  return { stop: () => workers.stop().then(close) };
}
