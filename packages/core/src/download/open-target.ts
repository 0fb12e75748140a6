import { VideoError } from '../contract/error.ts';
import { unlessAborted } from '../contract/abort.ts';
import { downloadError, redactedMessage } from './errors.ts';
import { openFileTarget } from './file-target.ts';
import type { Target } from './target.ts';

export const openTarget = async (
  target: string | URL | WritableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<Target> =>
  typeof target === 'string' || target instanceof URL
    ? openFileTarget(target)
    : openStreamTarget(target, signal);

/** Closed at the end, aborted on failure. What was written cannot be taken back. */
function openStreamTarget(target: WritableStream<Uint8Array>, signal: AbortSignal): Target {
  if (target.locked) {
    const message = 'The target stream is locked by another writer. Nothing was sent.';
    throw new VideoError('invalid-request', message);
  }
  const writer = target.getWriter();
  let written = false;

  /** A sink that never answers must not delay an abort. */
  const settle = (action: () => Promise<void>) =>
    unlessAborted(
      action().catch((error: unknown) => {
        throw downloadError(
          'invalid-request',
          'Writing to the target stream failed.',
          'Call downloadVideo again with a new stream.',
          { cause: redactedMessage(error), retryable: true },
        );
      }),
      signal,
    );

  return {
    path: undefined,
    write(chunk) {
      written = true;
      return settle(() => writer.write(chunk));
    },
    async restart(why) {
      if (written) throw why;
    },
    async finish() {
      await settle(() => writer.close());
      writer.releaseLock();
    },
    async discard(reason) {
      void writer.abort(reason).catch(() => undefined);
      writer.releaseLock();
    },
  };
}
