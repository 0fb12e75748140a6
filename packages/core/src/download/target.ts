import type { VideoError } from '../contract/error.ts';

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
  /** Leaves nothing behind, but a whole film whose `finish` failed with this reason. Never throws. */
  discard(reason: unknown): Promise<void>;
}
