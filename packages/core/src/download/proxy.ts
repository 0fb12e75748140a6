import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { isIP } from 'node:net';
import tls from 'node:tls';
import { VideoError } from '../contract/error.ts';
import { environmentVariable } from '../contract/environment.ts';
import { downloadError, LinkError } from './errors.ts';

/** `user:password`, a colon alone where there are none; `undefined` where a `%` in them is no part of a URL. */
function credentialsOf({ username, password }: URL): string | undefined {
  try {
    return decodeURIComponent(`${username}:${password}`);
  } catch {
    return undefined;
  }
}

/** The proxy that `DownloadOptions.proxy` names. */
export function readProxy(proxy: string | URL | undefined): URL | undefined {
  if (proxy === undefined) return undefined;
  const url = URL.parse(proxy);
  if (url !== null && /^https?:$/.test(url.protocol) && credentialsOf(url) !== undefined) return url;
  const message =
    'proxy takes the http or https URL of an HTTP proxy, such as http://proxy.example:3128. Nothing was sent.';
  throw new VideoError('invalid-request', message);
}

const withoutBrackets = (hostname: string) => hostname.replace(/^\[|\]$/g, '');

/** A connection through the proxy to the host of an https link (RFC 9110, 9.3.6); the proxy sees its name only. */
export const openTunnel = (
  proxy: URL,
  target: URL,
  { signal, idleTimeoutMs }: { readonly signal: AbortSignal; readonly idleTimeoutMs: number },
): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    const host = withoutBrackets(target.hostname);
    const authority = `${target.hostname}:${target.port === '' ? 443 : target.port}`;
    const credentials = credentialsOf(proxy) ?? '';
    const request = (proxy.protocol === 'https:' ? https : http).request({
      host: withoutBrackets(proxy.hostname),
      port: proxy.port,
      method: 'CONNECT',
      path: authority,
      agent: false,
      signal,
      headers: {
        host: authority,
        ...(credentials.length > 1 && {
          'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
        }),
      },
    });
    const answer = (status: number | undefined, socket: Duplex) => {
      if (status === 200) {
        // An address is no name for TLS to ask for.
        const name = isIP(host) === 0 ? { servername: host } : {};
        return resolve(tls.connect({ socket, host, ...name, ALPNProtocols: ['http/1.1'] }));
      }
      socket.destroy();
      const happened = `The proxy ${proxy.host} answered ${status} when asked for ${target.host}.`;
      if (status !== undefined && status >= 500) return reject(new LinkError('retry', 'network', happened));
      const advice = status === 407 ? 'Put user and password into its URL.' : 'Ask who runs the proxy.';
      reject(downloadError('network', happened, advice, { retryable: false }));
    };
    request.once('connect', ({ statusCode }, socket) => answer(statusCode, socket));
    request.once('error', reject);
    request.setTimeout(idleTimeoutMs, () => {
      const happened = `No data from the proxy ${proxy.host} for ${idleTimeoutMs / 1000} s.`;
      request.destroy(new LinkError('retry', 'timeout', happened));
    });
    request.end();
  });

const variables = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'] as const;

/** What to say where a direct connection failed on a machine that has a proxy; never its URL, which may hold a password. */
export function unusedProxy(): string {
  const variable = variables.find((name) => environmentVariable(name) !== undefined);
  if (variable === undefined) return '';
  return ` ${variable} is set and was not used: pass proxy: process.env.${variable}.`;
}
