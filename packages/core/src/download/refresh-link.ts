import { VideoError } from '../contract/error.ts';
import type { VideoProvider } from '../contract/provider.ts';
import type { Video, VideoTask } from '../contract/task.ts';
import { unlessAborted } from '../contract/abort.ts';
import { downloadError, LinkError } from './errors.ts';

/** Queries the task once and returns the link as it is now. Only reads: nothing is generated. */
export type RefreshLink = () => Promise<string>;

const advice = 'Query the task to see its status.';

export const linkRefresher =
  (video: Video, task: VideoTask, provider: VideoProvider, signal: AbortSignal): RefreshLink =>
  async () => {
    const answer = await unlessAborted(provider.query(task, { signal }), signal).catch((error: unknown) => {
      throw error instanceof VideoError ? queryFailed(task, error) : error;
    });
    if (answer.status !== 'succeeded') {
      const happened = `The video link has expired, and task ${task.id} at ${task.provider} is now ${answer.status}.`;
      throw downloadError('not-found', happened, advice, { provider: task.provider });
    }
    const refreshed = sameVideo(video, task, answer.videos);
    if (refreshed !== undefined) return refreshed.url;
    const happened = `The video link has expired, and it cannot be matched to one of the ${answer.videos.length} videos of task ${task.id}.`;
    throw downloadError('not-found', happened, 'Pass a video of the task that you pass.', {
      provider: task.provider,
    });
  };

/** By its index in the task; links are compared without their signatures, which change with every query. */
function sameVideo(video: Video, task: VideoTask, refreshed: readonly Video[]): Video | undefined {
  const known = task.status === 'succeeded' ? task.videos : [];
  const index = known.findIndex(({ url }) => unsigned(url) === unsigned(video.url));
  if (index !== -1 && known.length === refreshed.length) return refreshed[index];
  return refreshed.length === 1 ? refreshed[0] : undefined;
}

const unsigned = (url: string) => url.replace(/[?#].*$/s, '');

function queryFailed(task: VideoTask, error: VideoError): Error {
  const { code, retryable, retryAfterMs, providerCode, requestId } = error;
  const details = { provider: task.provider, retryable, retryAfterMs, providerCode, requestId };
  const happened = `The video link has expired, and ${task.provider} gave no new one: ${error.message}`;
  return retryable
    ? new LinkError('retry', code, happened, details)
    : downloadError(code, happened, advice, details);
}
