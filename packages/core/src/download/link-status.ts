import { retryAfterMs } from '../provider-kit/retry-after.ts';
import { downloadError, LinkTrouble } from './failure.ts';
import type { LinkAnswer } from './open-link.ts';

/** What storage answers to an expired signature; 400 is Google's `ExpiredToken`. */
const expired: ReadonlySet<number> = new Set([400, 401, 403, 404, 410]);
const transient: ReadonlySet<number> = new Set([408, 425, 429]);

/** Only 200, 206 and a refused range come back. */
export function requireFile({ response, host }: LinkAnswer, now: number): void {
  const status = response.statusCode ?? 0;
  if (status === 200 || status === 206 || status === 416) return;
  const happened = `${host} answered ${status} instead of the video.`;
  if (expired.has(status)) throw new LinkTrouble('fresh-link', 'not-found', happened);
  if (!transient.has(status) && status < 500) {
    throw downloadError('provider-unavailable', happened, 'Query the task again for another link.', {
      retryable: false,
    });
  }
  const headers = new Headers({ 'retry-after': response.headers['retry-after'] ?? '' });
  throw new LinkTrouble('try-again', status === 429 ? 'rate-limited' : 'provider-unavailable', happened, {
    retryAfterMs: retryAfterMs(headers, now),
  });
}
