import { VideoError } from '../contract/error.ts';
import { downloadError, wordsOf } from './failure.ts';
import type { Target } from './target.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Closed at the end, aborted on failure. What was written cannot be taken back. */
export function streamTarget(target: WritableStream<Uint8Array>, signal: AbortSignal): Target {
  if (target.locked) {
    const message = 'The target is a stream that another writer holds. Nothing was sent.';
    throw new VideoError('invalid-request', message);
  }
  const writer = target.getWriter();
  let written = false;

  /** A sink that never answers must not hold an abort up. */
  const ask = (action: () => Promise<void>) =>
    unlessAborted(
      action().catch((error: unknown) => {
        throw downloadError(
          'invalid-request',
          'The stream that the video was written to failed.',
          'Call downloadVideo again with a new stream.',
          { cause: wordsOf(error) },
        );
      }),
      signal,
    );

  return {
    path: undefined,
    write(chunk) {
      written = true;
      return ask(() => writer.write(chunk));
    },
    async restart(why) {
      if (written) throw why;
    },
    async finish() {
      await ask(() => writer.close());
      writer.releaseLock();
    },
    async discard(reason) {
      void writer.abort(reason).catch(() => undefined);
      writer.releaseLock();
    },
  };
}
