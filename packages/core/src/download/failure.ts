import type { VideoErrorCode } from '../contract/error-code.ts';
import { VideoError, type VideoErrorDetails } from '../contract/error.ts';
import { redact } from '../contract/redact.ts';

/** What every error of a download says about money. */
const unpaid = 'Downloading costs nothing and the video stays paid for.';

/** An error whose message tells what happened, that nothing was paid, and what to do. */
export const downloadError = (
  code: VideoErrorCode,
  happened: string,
  advice: string,
  details: VideoErrorDetails = {},
): VideoError => new VideoError(code, `${happened} ${unpaid} ${advice}`, details);

/** The platform's words for a cause; the error itself may hold the whole link. */
export const wordsOf = (error: unknown): string | undefined =>
  error instanceof Error ? redact(error.message) : undefined;

export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'no reason given';

export type LinkRemedy = 'try-again' | 'fresh-link';

/** Trouble with a link that another attempt or another link may mend. Never leaves this folder. */
export class LinkTrouble extends Error {
  override readonly name = 'LinkTrouble';
  readonly remedy: LinkRemedy;
  readonly code: VideoErrorCode;
  readonly details: VideoErrorDetails;

  constructor(remedy: LinkRemedy, code: VideoErrorCode, happened: string, details: VideoErrorDetails = {}) {
    super(happened);
    this.remedy = remedy;
    this.code = code;
    this.details = details;
  }

  /** What the caller sees when nothing mends it. */
  toVideoError(advice: string): VideoError {
    return downloadError(this.code, this.message, advice, this.details);
  }
}
