import type { StoredFile, StoredJob, StoreVideo, VideoJob } from '@vid/core/journal';
import type { Books, Session } from './session.ts';

/** Whether it has ended with links, as where another command without a place for it saw its end. */
export const isElsewhere = (job: VideoJob): boolean =>
  job.phase === 'succeeded' && job.videos.some(({ file }) => file === undefined);

/** Stores the videos of a job that has ended with their links, which are not needed any more then; those of another stay where they are. */
export async function bringHome(
  { everybody, isSimulated }: Pick<Session, 'everybody' | 'isSimulated'>,
  { store }: Pick<Books, 'store'>,
  { job, version }: StoredJob,
  storeVideo: StoreVideo,
  signal: AbortSignal,
): Promise<VideoJob> {
  if (job.phase !== 'succeeded' || !isElsewhere(job)) return job;
  const linked = job.videos.flatMap(({ url, file: _file, ...video }) =>
    url === undefined ? [] : [{ ...video, url }],
  );
  const before = { ...job.task, videos: linked };
  // A simulation ends with its command, and that of this one is elsewhere.
  const now = isSimulated ? await everybody.query(before, { signal }) : before;
  const task = now.status === 'succeeded' ? now : before;
  const files: StoredFile[] = [];
  for (const [index, video] of task.videos.entries())
    files.push(await storeVideo({ job, task, video, index, provider: everybody, signal }));
  const videos = job.videos.map(({ id, duration }, index) => ({ id, duration, file: files[index] }));
  const home = { ...job, videos };
  await store.put(home, { version });
  return home;
}
