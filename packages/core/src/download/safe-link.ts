import { isIP } from 'node:net';
import { VideoError } from '../contract/error.ts';
import { downloadError } from './failure.ts';
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
    const message = `allowHosts takes 'host' or 'host:port', an IPv6 address in brackets; got ${JSON.stringify(entry)}. Nothing was sent.`;
    throw new VideoError('invalid-request', message);
  }
  const { hostname } = new URL(`http://${host}`);
  return port === undefined ? hostname : `${hostname}:${Number(port)}`;
}

const refused = (what: string, advice: string) =>
  downloadError('invalid-request', `The link to the video ${what}; it was not asked.`, advice);

/**
 * The link as a URL, if it may be asked: https, no user or password, no address that is not public. An allowed host
 * may also be http and inside. Names are checked when they are resolved. Throws `VideoError('invalid-request')`.
 */
export function requireSafeLink(link: string, isAllowed: IsAllowedHost, base?: URL): URL {
  const url = URL.parse(link, base);
  if (url === null) throw refused('is no URL', "Look at the task's videos.");
  if (url.username !== '' || url.password !== '') {
    throw refused(`at ${url.host} holds a user or a password`, 'Ask the provider for a link without them.');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isAllowed(url))) {
    const advice = 'Only https is asked; http needs its host in allowHosts.';
    throw refused(`starts with ${url.protocol}//${url.host}`, advice);
  }
  const address = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0 && !isPublicAddress(address) && !isAllowed(url))
    throw innerAddress(address, address);
  return url;
}
