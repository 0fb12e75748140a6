import { VideoError } from '../contract/error.ts';
import type { CallOptions } from '../contract/provider.ts';

const secret: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** What one service is told in confidence must not travel to the next. Throws `VideoError('invalid-request')`. */
export function requireForAll(headers: CallOptions['headers'] = {}): void {
  const name = Object.keys(headers).find((one) => secret.has(one.trim().toLowerCase()));
  if (name === undefined) return;
  const message =
    `headers: "${name}" would go to every service that is tried; pass keys to each provider's settings. ` +
    `Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}
