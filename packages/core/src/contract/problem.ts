import type { Feature, VideoRequest } from './request.ts';

/** One reason why a request cannot be sent as it is. Plain JSON; bytes and signed queries are left out. */
export interface Problem {
  /** Path of the field, such as `'duration'` or `'cameraControl.pan'`. */
  readonly field: string;
  /** What was asked, in words; `undefined` when the field was not set. */
  readonly asked?: string | undefined;
  /** What would be accepted, in words. */
  readonly allowed: string;
  /** The whole sentence: what, why, and what would work. */
  readonly message: string;
}

/** One field that a suggestion changes. */
export interface Change {
  readonly field: Feature | 'model';
  /** In words, such as `'duration 5 instead of 7'` or `'without cameraControl'`. */
  readonly text: string;
}

/** The smallest change that would fit; the request has been checked. */
export interface Suggestion {
  readonly changes: readonly Change[];
  readonly request: VideoRequest;
}
