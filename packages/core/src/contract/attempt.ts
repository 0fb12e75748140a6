import type { VideoErrorCode } from './error-code.ts';
import type { ModelRef } from './names.ts';

/** How an attempt can end. */
export const attemptOutcomes = ['accepted', 'refused', 'unknown', 'skipped'] as const;

/** What became of one candidate of a request. Plain JSON, without secrets. */
export interface Attempt extends ModelRef {
  /**
   * `accepted`: it made the task. `refused`: it proved that it made none. `unknown`: it may have made one.
   * `skipped`: nothing was sent.
   */
  readonly outcome: (typeof attemptOutcomes)[number];
  /** Missing when it accepted. */
  readonly code?: VideoErrorCode | undefined;
  /** The error's message, for people. */
  readonly reason?: string | undefined;
}
