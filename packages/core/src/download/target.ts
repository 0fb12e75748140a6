import { VideoError } from '../contract/error.ts';
import { openFileTarget } from './target-file.ts';
import { streamTarget } from './target-stream.ts';

/** Where the bytes go. Every method throws `VideoError`; an abort throws the signal's reason. */
export interface Target {
  /** The file's absolute path, where there is one. */
  readonly path: string | undefined;
  /** Resolves when the target can take more. */
  write(chunk: Uint8Array): Promise<void>;
  /** Forgets what was written. Throws `why` when that is impossible. */
  restart(why: VideoError): Promise<void>;
  /** Makes the whole visible. */
  finish(): Promise<void>;
  /** Leaves nothing behind. Never throws. */
  discard(reason: unknown): Promise<void>;
}

export const openTarget = async (
  target: string | URL | WritableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<Target> =>
  typeof target === 'string' || target instanceof URL ? openFileTarget(target) : streamTarget(target, signal);
