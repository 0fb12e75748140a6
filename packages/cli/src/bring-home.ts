import type { StoredFile, StoredJob, StoreVideo, VideoJob } from '@vid/core/journal';
import type { Books, Session } from './session.ts';

/** Whether it has ended with links, as where another command without a place for it saw its end. */
export const isElsewhere = (job: VideoJob): boolean =>
  job.phase === 'succeeded' && job.videos.some(({ file }) => file === undefined);

/** Stores the videos of a job that has ended with their links, which are not needed any more then. */
export async function bringHome(
  { everybody }: Session,
  { store }: Books,
  { job, version }: StoredJob,
  storeVideo: StoreVideo,
  signal: AbortSignal,
): Promise<VideoJob> {
  if (job.phase !== 'succeeded') return job;
  const linked = job.videos.flatMap(({ url, file: _file, ...video }) =>
    url === undefined ? [] : [{ ...video, url }],
  );
  const task = { ...job.task, videos: linked };
  const files: StoredFile[] = [];
  for (const [index, video] of linked.entries())
    files.push(await storeVideo({ job, task, video, index, provider: everybody, signal }));
  const videos = job.videos.map(({ id, duration }, index) => ({ id, duration, file: files[index] }));
  const now = { ...job, videos };
  await store.put(now, { version });
  return now;
}
