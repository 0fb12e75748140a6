import type { ClientRequest, IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { type Clock, monotonicNow } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import { retryAfterMs } from '../contract/retry-after.ts';
import { downloadError, errorCode, LinkError, redactedMessage } from './errors.ts';
import { openTunnel, unusedProxy } from './proxy.ts';
import { publicLookup } from './safe-address.ts';
import { type IsAllowedHost, requireSafeLink } from './safe-link.ts';

export interface LinkSettings {
  readonly isAllowed: IsAllowedHost;
  /** In milliseconds. */
  readonly idleTimeoutMs: number;
  /** Averaged over a minute; 0 for none. */
  readonly minBytesPerSecond: number;
  readonly clock: Clock;
  /** For https links. Default: none. */
  readonly proxy?: URL | undefined;
  readonly signal: AbortSignal;
  /** Headers that the service's own links need, the key among them. Default: none. */
  readonly headersOf?: ((link: string) => Promise<Readonly<Record<string, string>>>) | undefined;
}

export interface LinkResponse {
  readonly response: IncomingMessage;
  /** The host that answered, for messages: the rest of a link may be a secret. */
  readonly host: string;
}

const maxRedirects = 5;
const redirects: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);
/** A certificate does not change within a minute. */
const badCertificate = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;
/** What storage answers to an expired signature. */
const expired: ReadonlySet<number> = new Set([401, 410]);
/**
 * And to a file that it does not have, yet or any more: 403 where nobody may know which names exist. 400 is Google's `ExpiredToken`,
 * and what some services, others with 409, say of a file that is not ready although its task has ended.
 */
const missing: ReadonlySet<number> = new Set([400, 403, 404, 409]);
/** A file is made or copied: 202 and 204 say so by themselves. */
const transient: ReadonlySet<number> = new Set([202, 204, 408, 425, 429]);
/** How long a connection may be slow. */
const slowMs = 60_000;

/** Requests the link and follows redirects, each hop checked like the link itself. The link's own headers go no further than its origin. */
export async function openLink(
  link: string,
  range: Readonly<Record<string, string>>,
  settings: LinkSettings,
): Promise<LinkResponse> {
  let url = requireSafeLink(link, settings.isAllowed);
  let headers = { ...(await settings.headersOf?.(link)), ...range };
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await get(url, headers, settings);
    const { location } = response.headers;
    if (!redirects.has(response.statusCode) || location === undefined) return { response, host: url.host };
    response.destroy();
    const next = requireSafeLink(targetOf(location, url), settings.isAllowed);
    if (next.origin !== url.origin) headers = range;
    url = next;
  }
  const happened = `Too many redirects (more than ${maxRedirects}), last to ${url.host}.`;
  throw downloadError('provider-unavailable', happened, 'Query the task for a new link.');
}

/**
 * Where a redirect leads. Node reads a header's bytes as Latin-1: those that are not ASCII are sent back as they came, which
 * servers and browsers do in UTF-8 (RFC 9110, 10.2.2, knows ASCII alone).
 */
function targetOf(location: string, base: URL): string {
  const ascii = location.replace(
    /[\x80-\xFF]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const target = URL.parse(ascii, base);
  if (target !== null) return target.href;
  const happened = `${base.host} redirects to something that is not a URL.`;
  throw downloadError('provider-unavailable', happened, 'Query the task for a new link.', {
    retryable: false,
  });
}

const ownHeaders = {
  'user-agent': 'vid',
  accept: 'video/*, application/octet-stream;q=0.9',
  // A compressed answer would be neither as long nor as resumable as the file.
  'accept-encoding': 'identity',
};

async function get(
  url: URL,
  headers: Readonly<Record<string, string>>,
  settings: LinkSettings,
): Promise<IncomingMessage> {
  const { isAllowed, idleTimeoutMs, signal, proxy } = settings;
  const isSecure = url.protocol === 'https:';
  const options = { headers: { ...headers, ...ownHeaders }, signal };
  if (proxy === undefined || !isSecure) {
    const request = (isSecure ? https : http).request(url, {
      ...options,
      // A pooled connection may have been made by others, to an address that nobody checked.
      agent: false,
      ...(!isAllowed(url) && { lookup: publicLookup }),
    });
    return answerOf(request, url.host, idleTimeoutMs, unusedProxy);
  }
  try {
    const tunnel = await openTunnel(proxy, url, { signal, idleTimeoutMs });
    const request = https.request(url, { ...options, createConnection: () => tunnel });
    return await answerOf(request, url.host, idleTimeoutMs);
  } catch (error) {
    throw connectionError(`the proxy ${proxy.host}`, error);
  }
}

const answerOf = (request: ClientRequest, host: string, idleTimeoutMs: number, hint?: () => string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const idle = setTimeout(() => request.destroy(idleError(host, idleTimeoutMs)), idleTimeoutMs);
    request.once('response', (response) => {
      clearTimeout(idle);
      resolve(response);
    });
    request.on('error', (error) => {
      clearTimeout(idle);
      reject(connectionError(host, error, hint?.()));
    });
    request.end();
  });

/** Only 200, 206 and a refused range come back. */
export function requireFile({ response, host }: LinkResponse, now: number): void {
  const status = response.statusCode ?? 0;
  if (status === 200 || status === 206 || status === 416) return;
  const happened = `${host} answered ${status} instead of the video.`;
  if (expired.has(status)) throw new LinkError('refresh-link', 'not-found', happened);
  const headers = new Headers({ 'retry-after': response.headers['retry-after'] ?? '' });
  const details = { retryAfterMs: retryAfterMs(headers, now) };
  if (missing.has(status)) throw new LinkError('await-file', 'not-found', happened, details);
  if (!transient.has(status) && status < 500) {
    throw downloadError('provider-unavailable', happened, 'Query the task for a new link.', {
      retryable: false,
    });
  }
  throw new LinkError('retry', status === 429 ? 'rate-limited' : 'provider-unavailable', happened, details);
}

/**
 * The bytes of an answer. Throws `LinkError` when the connection breaks, stays idle or is too slow; the time that the
 * consumer takes does not count.
 */
export async function* readBody(
  { response, host }: LinkResponse,
  {
    idleTimeoutMs,
    minBytesPerSecond,
    clock,
  }: Pick<LinkSettings, 'idleTimeoutMs' | 'minBytesPerSecond' | 'clock'>,
): AsyncGenerator<Uint8Array, void> {
  const watch = () => setTimeout(() => response.destroy(idleError(host, idleTimeoutMs)), idleTimeoutMs);
  let idle = watch();
  let asked = monotonicNow(clock);
  let waitedMs = 0;
  let bytes = 0;
  let isSlow = false;
  try {
    for await (const chunk of response) {
      clearTimeout(idle);
      // Not at once: the last bytes may be as slow as they like.
      if (isSlow) throw slowError(host, minBytesPerSecond);
      waitedMs += monotonicNow(clock) - asked;
      bytes += chunk.length;
      if (waitedMs >= slowMs) {
        isSlow = (bytes * 1000) / waitedMs < minBytesPerSecond;
        waitedMs = bytes = 0;
      }
      yield chunk;
      asked = monotonicNow(clock);
      idle = watch();
    }
  } catch (error) {
    throw connectionError(host, error);
  } finally {
    clearTimeout(idle);
  }
}

const idleError = (host: string, idleTimeoutMs: number) =>
  new LinkError('retry', 'timeout', `No data from ${host} for ${idleTimeoutMs / 1000} s.`);

const slowError = (host: string, minBytesPerSecond: number) =>
  new LinkError(
    'retry',
    'timeout',
    `${host} sent less than ${minBytesPerSecond} bytes per second (minBytesPerSecond) for a minute.`,
  );

/** What an error of the connection means; our own go on as they are. */
function connectionError(host: string, error: unknown, hint = ''): Error {
  if (error instanceof LinkError || error instanceof VideoError) return error;
  const code = errorCode(error);
  const cause = redactedMessage(error);
  if (badCertificate.test(code)) {
    const happened = `The TLS certificate of ${host} is not valid (${code}).`;
    const advice = 'Check that this machine trusts the certificate and that its clock is right.';
    return downloadError('network', happened, advice, { cause, retryable: false });
  }
  return new LinkError('retry', 'network', `The connection to ${host} failed (${code}).${hint}`, { cause });
}
