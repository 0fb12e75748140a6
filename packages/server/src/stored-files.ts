import type { StoredFile, VideoJob } from '@vid/core/journal';

/** The videos of a job that are stored, by their place in its task; some while the others are still downloaded. */
export function storedFilesOf(job: VideoJob): readonly (readonly [index: number, file: StoredFile])[] {
  if (job.phase === 'succeeded')
    return job.videos.flatMap(({ file }, index) => (file === undefined ? [] : [[index, file] as const]));
  if (job.phase !== 'downloading') return [];
  return Object.entries(job.files).map(([index, file]) => [Number(index), file] as const);
}
