import { parseTask } from '../contract/parse.ts';
import type { VideoTask } from '../contract/task.ts';
import type { Redactor } from '../contract/redact.ts';
import { linkOf, unexpectedAnswer } from '../provider-kit/reading.ts';
import { serverName } from './server-calls.ts';
import type { JobView } from './wire.ts';

interface JobContext {
  /** Where the server is mounted. */
  readonly root: string;
  /** Blanks the secrets of the call. Default: nothing is blanked. */
  readonly redact?: Redactor;
}

/**
 * The task of a job, with the server's links whole and the job's id in `lookup`; `undefined` while there is none. Throws a
 * retryable `VideoError` for a success without a link.
 */
export function taskIn(
  { id, task }: JobView,
  { root, redact = (text) => text }: JobContext,
): VideoTask | undefined {
  if (task === undefined) return undefined;
  // Its fields in the order in which every task has them.
  const known = parseTask({ ...task, lookup: { ...task.lookup, job: id } });
  if (known.status === 'failed')
    return { ...known, failure: { ...known.failure, message: redact(known.failure.message) } };
  if (known.status !== 'succeeded') return known;
  const videos = known.videos.flatMap((video) => {
    const url = linkOf(video.url, root);
    return url === undefined ? [] : [{ ...video, url }];
  });
  if (videos.length > 0) return { ...known, videos };
  throw unexpectedAnswer(serverName, 'the task has finished, but there is no link yet', task, 'succeeded');
}
