import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { VideoError } from '../contract/error.ts';
import { downloadError, errorCode, LinkTrouble, wordsOf } from './failure.ts';
import { publicLookup } from './safe-address.ts';
import { type IsAllowedHost, requireSafeLink } from './safe-link.ts';

export interface LinkSettings {
  readonly isAllowed: IsAllowedHost;
  /** In milliseconds. */
  readonly idleTimeoutMs: number;
  readonly signal: AbortSignal;
}

export interface LinkAnswer {
  readonly response: IncomingMessage;
  /** The host that answered, for messages: the rest of a link may be a secret. */
  readonly host: string;
}

const maxRedirects = 5;
const redirects: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);
/** A certificate does not mend itself within a minute. */
const badCertificate = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** Asks for the link and follows redirects, each hop checked like the link itself. Sends no key and no cookie. */
export async function openLink(
  link: string,
  range: Readonly<Record<string, string>>,
  settings: LinkSettings,
): Promise<LinkAnswer> {
  let url = requireSafeLink(link, settings.isAllowed);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await ask(url, range, settings);
    const { location } = response.headers;
    if (!redirects.has(response.statusCode) || location === undefined) return { response, host: url.host };
    response.destroy();
    url = requireSafeLink(location, settings.isAllowed, url);
  }
  const happened = `The link to the video was redirected more than ${maxRedirects} times, last to ${url.host}.`;
  throw downloadError('provider-unavailable', happened, 'Query the task again for another link.');
}

const ownHeaders = {
  'user-agent': 'vid',
  accept: 'video/*, application/octet-stream;q=0.9',
  // A compressed answer would be neither as long nor as resumable as the file.
  'accept-encoding': 'identity',
};

const ask = (url: URL, range: Readonly<Record<string, string>>, settings: LinkSettings) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { isAllowed, idleTimeoutMs, signal } = settings;
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      // A pooled connection may have been made by others, to an address that nobody checked.
      agent: false,
      headers: { ...ownHeaders, ...range },
      signal,
      ...(!isAllowed(url) && { lookup: publicLookup }),
    });
    const idle = setTimeout(() => request.destroy(silence(url.host, idleTimeoutMs)), idleTimeoutMs);
    request.once('response', (response) => {
      clearTimeout(idle);
      resolve(response);
    });
    request.on('error', (error) => {
      clearTimeout(idle);
      reject(connectionTrouble(url.host, error));
    });
    request.end();
  });

export const silence = (host: string, idleTimeoutMs: number) =>
  new LinkTrouble('try-again', 'timeout', `${host} sent nothing for ${idleTimeoutMs / 1000} s.`);

/** What an error of the connection means; our own go on as they are. */
export function connectionTrouble(host: string, error: unknown): Error {
  if (error instanceof LinkTrouble || error instanceof VideoError) return error;
  const code = errorCode(error);
  const cause = wordsOf(error);
  if (badCertificate.test(code)) {
    const happened = `${host} could not prove who it is (${code}).`;
    const advice = 'Make sure that this machine trusts the certificate and tells the right time.';
    return downloadError('network', happened, advice, { cause, retryable: false });
  }
  return new LinkTrouble('try-again', 'network', `The connection to ${host} failed (${code}).`, { cause });
}
