import { VideoError } from './error.ts';
import type { GenerateOptions } from './provider.ts';

/** Throws `VideoError('invalid-request')` for options that would name nothing, or repeat without end. */
export function checkGenerateOptions({
  reference,
  retries = 0,
}: Pick<GenerateOptions, 'reference' | 'retries'>): void {
  if (reference?.trim() === '')
    throw new VideoError('invalid-request', 'reference is empty. Nothing was sent.');
  if (retries === Number.POSITIVE_INFINITY || (Number.isInteger(retries) && retries >= 0)) return;
  const message = `retries must be a whole number, 0 or more; got ${retries}. Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}
