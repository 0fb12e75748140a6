import type { VideoStorage } from '@vid/core/download';

/**
 * The storage, which asks the service for a link again when a download has failed before: after a restart, or under another address of
 * the service, the link of the task may lead nowhere any more.
 */
export const freshLinks = (videos: VideoStorage): VideoStorage => ({
  open: (file, range) => videos.open(file, range),
  delete: (file) => videos.delete(file),
  async storeVideo(video) {
    const { task, job, provider, index, signal } = video;
    const asked = job.failures > 0 ? await provider.query(task, { signal }).catch(() => task) : task;
    const fresh = asked.status === 'succeeded' ? asked.videos[index] : undefined;
    return videos.storeVideo({ ...video, video: fresh ?? video.video });
  },
});
