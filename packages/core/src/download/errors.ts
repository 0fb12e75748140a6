import type { VideoErrorCode } from '../contract/error-code.ts';
import { VideoError, type VideoErrorDetails } from '../contract/error.ts';
import { property } from '../contract/property.ts';
import { redact } from '../contract/redact.ts';

/** What every error of a download says about money. */
const billing = 'Downloads are not billed.';

/** An error whose message tells what happened, that nothing was billed, and what to do. */
export const downloadError = (
  code: VideoErrorCode,
  happened: string,
  advice: string,
  details: VideoErrorDetails = {},
): VideoError => new VideoError(code, `${happened} ${billing} ${advice}`, details);

/** The platform's message, for a cause; the error itself may hold the whole link. */
export function redactedMessage(error: unknown): string | undefined {
  const message = property(error, 'message');
  return typeof message === 'string' ? redact(message) : undefined;
}

export function errorCode(error: unknown): string {
  const code = property(error, 'code');
  return typeof code === 'string' ? code : 'unknown reason';
}

/** `await-file`: it may not be there yet, or no more. */
type Recovery = 'retry' | 'refresh-link' | 'await-file';

/** An error of a link that another attempt or another link may recover from. Never leaves this folder. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly recovery: Recovery;
  readonly code: VideoErrorCode;
  readonly details: VideoErrorDetails;

  constructor(recovery: Recovery, code: VideoErrorCode, happened: string, details: VideoErrorDetails = {}) {
    super(happened);
    this.recovery = recovery;
    this.code = code;
    this.details = details;
  }

  /** What the caller sees when there is no recovery. */
  toVideoError(advice: string, more: VideoErrorDetails = {}): VideoError {
    return downloadError(this.code, this.message, advice, { ...this.details, ...more });
  }
}
