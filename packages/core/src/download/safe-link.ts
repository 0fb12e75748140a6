import { isIP } from 'node:net';
import { VideoError } from '../contract/error.ts';
import { downloadError } from './errors.ts';
import { innerAddress, isPublicAddress } from './safe-address.ts';

export type IsAllowedHost = (url: URL) => boolean;

const hostEntry = /^(\[[^\]]+\]|[^:/?#@\s]+)(?::(\d{1,5}))?$/;
const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** From `'host'`, which stands for every port, and `'host:port'`. Throws `VideoError('invalid-request')`. */
export function allowedHosts(entries: readonly string[]): IsAllowedHost {
  const known = new Set(entries.map(normalized));
  return (url) => {
    const port = url.port === '' ? defaultPorts[url.protocol] : url.port;
    return known.has(url.hostname) || known.has(`${url.hostname}:${port}`);
  };
}

function normalized(entry: string): string {
  const [, host = '', port] = hostEntry.exec(entry) ?? [];
  if (!URL.canParse(`http://${host}`)) {
    const message = `allowHosts takes 'host' or 'host:port', IPv6 addresses in brackets; got ${JSON.stringify(entry)}. Nothing was sent.`;
    throw new VideoError('invalid-request', message);
  }
  const { hostname } = new URL(`http://${host}`);
  return port === undefined ? hostname : `${hostname}:${Number(port)}`;
}

const refused = (what: string, advice: string) =>
  downloadError('invalid-request', `The video link ${what}; no request was sent.`, advice);

/**
 * The link as a URL, if it may be requested: https, no user or password, no address that is not public. An allowed host
 * may also be http and inside. Names are checked when they are resolved. Throws `VideoError('invalid-request')`.
 */
export function requireSafeLink(link: string, isAllowed: IsAllowedHost): URL {
  const url = URL.parse(link);
  if (url === null) throw refused('is not a valid URL', "Check the task's videos.");
  if (url.username !== '' || url.password !== '') {
    throw refused(
      `to ${url.host} contains a user name or password`,
      'Ask the provider for a link without them.',
    );
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isAllowed(url))) {
    const advice = 'Use https, or add the host to allowHosts to allow http.';
    throw refused(`starts with ${url.protocol}//${url.host}, not https`, advice);
  }
  const address = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0 && !isPublicAddress(address) && !isAllowed(url))
    throw innerAddress(address, address);
  return url;
}
