import type { Router, VideoRequest, VideoTask } from '@vid/core';
import { type DownloadOptions, videoFolder } from '@vid/core/download';
import {
  type AdvanceSettings,
  createAdvance,
  createJobs,
  type Journal,
  startJobWorker,
  submitOnce,
} from '@vid/core/journal';
import { openSqlite } from '@vid/core/sqlite';

/** One paid request for an order, however often this is called, and by how many processes. */
export const buy = (
  router: Router,
  journal: Journal,
  order: string,
  request: VideoRequest,
): Promise<VideoTask> => submitOnce(router, request, { key: order, journal });

type HostOptions = Pick<AdvanceSettings, 'intervalMs' | 'minIntervalMs'> &
  Pick<DownloadOptions, 'allowHosts'>;

/** What is submitted as a job becomes a file, also when this process is killed and another goes on. */
export function openHost(router: Router, folder: string, { allowHosts, ...pace }: HostOptions = {}) {
  const { journal, jobs: store, close } = openSqlite(`${folder}/jobs.sqlite`);
  const { storeVideo } = videoFolder(`${folder}/videos`, { allowHosts });
  const advance = createAdvance({ router, journal, storeVideo, ...pace });
  const worker = startJobWorker({ jobs: store, advance });
  const jobs = createJobs({ router, journal, store, isStored: true, onChange: worker.wake });
  return { jobs, journal, stop: () => worker.stop().then(close) };
}
