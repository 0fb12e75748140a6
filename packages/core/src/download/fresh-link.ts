import { VideoError } from '../contract/error.ts';
import type { VideoProvider } from '../contract/provider.ts';
import type { Video, VideoTask } from '../contract/task.ts';
import { downloadError, LinkTrouble } from './failure.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Asks the provider once for the link as it is now. Only reads: nothing is generated. */
export type RenewLink = () => Promise<string>;

const again = 'Query the task yourself to see what has become of it.';

export const linkRenewal =
  (video: Video, task: VideoTask, provider: VideoProvider, signal: AbortSignal): RenewLink =>
  async () => {
    const answer = await unlessAborted(provider.query(task, { signal }), signal).catch((error: unknown) => {
      throw error instanceof VideoError ? unanswered(task, error) : error;
    });
    if (answer.status !== 'succeeded') {
      const happened = `The link to the video has expired, and task ${task.id} at ${task.provider} is now ${answer.status}.`;
      throw downloadError('not-found', happened, again, { provider: task.provider });
    }
    const fresh = sameVideo(video, task, answer.videos);
    if (fresh !== undefined) return fresh.url;
    const happened = `The link to the video has expired, and which of the ${answer.videos.length} videos of task ${task.id} it was is unknown.`;
    throw downloadError('not-found', happened, 'Pass one of the videos of the task that you pass.', {
      provider: task.provider,
    });
  };

/** By its place in the task; links are compared without their signatures, which change with every question. */
function sameVideo(video: Video, task: VideoTask, fresh: readonly Video[]): Video | undefined {
  const known = task.status === 'succeeded' ? task.videos : [];
  const place = known.findIndex(({ url }) => unsigned(url) === unsigned(video.url));
  if (place !== -1 && known.length === fresh.length) return fresh[place];
  return fresh.length === 1 ? fresh[0] : undefined;
}

const unsigned = (url: string) => url.replace(/[?#].*$/s, '');

function unanswered(task: VideoTask, error: VideoError): Error {
  const { code, retryable, retryAfterMs, providerCode, requestId } = error;
  const details = { provider: task.provider, retryable, retryAfterMs, providerCode, requestId };
  const happened = `The link to the video has expired, and a fresh one could not be had from ${task.provider}: ${error.message}`;
  return retryable
    ? new LinkTrouble('try-again', code, happened, details)
    : downloadError(code, happened, again, details);
}
