import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { downloadVideo } from '@vid/core/download';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { cert, clip, key, serveSecurely, trust } from './download-secure-server.ts';
import { collector, failure, file, listen, planted, serve, sha256, virtualClock } from './download-server.ts';

interface ProxyOptions {
  /** What it answers in place of a tunnel; `undefined`: nothing, ever. */
  readonly status?: number | undefined;
  readonly onAsked?: () => void;
  readonly secure?: { readonly cert: string; readonly key: string } | undefined;
  readonly at?: string;
}

/** An HTTP proxy that tunnels every name to the server of this test. */
async function serveProxy(to: number, options: ProxyOptions = {}) {
  const { status, secure, onAsked, at = '127.0.0.1' } = { status: 200, ...options };
  const asked: IncomingMessage[] = [];
  const server = secure === undefined ? createHttpServer() : createServer(secure);
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    asked.push(request);
    socket.on('error', () => undefined);
    onAsked?.();
    if (status === undefined) return;
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const onward = connect(to, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  const host = await listen(server, at === '[::1]' ? '::1' : '127.0.0.1');
  return { asked, host, port: host.slice(host.lastIndexOf(':') + 1) };
}

describe('downloadVideo: proxy', () => {
  it('tunnels an https link, and sends its password nowhere else', async () => {
    trust();
    const { port, url, allowHosts, names } = await serveSecurely();
    const { host, asked } = await serveProxy(port);
    const { stream } = collector();
    const proxy = `http://anna:p%40ss@${host}`;
    expect(await downloadVideo({ url }, stream, { proxy, allowHosts })).toMatchObject({
      sha256: sha256(clip),
    });
    expect(asked.map((request) => [request.url, request.headers['proxy-authorization']])).toEqual([
      [`localhost:${port}`, `Basic ${btoa('anna:p@ss')}`],
    ]);
    expect(names).toEqual(['localhost']);
  });

  it('that stands behind TLS itself, at an IPv6 address, without a password; the link’s port is that of https', async () => {
    trust();
    const { port } = await serveSecurely();
    for (const [at, secure] of [
      ['localhost', { cert, key }],
      ['[::1]', undefined],
    ] as const) {
      const { asked, port: proxyPort } = await serveProxy(port, { secure, at });
      const proxy = `${secure === undefined ? 'http' : 'https'}://${at}:${proxyPort}`;
      const options = { proxy, allowHosts: ['localhost'] };
      const { sha256: found } = await downloadVideo(
        { url: 'https://localhost/' },
        collector().stream,
        options,
      );
      expect(found).toBe(sha256(clip));
      expect(asked.map(({ url }) => url)).toEqual(['localhost:443']);
      expect(asked[0]?.headers).not.toHaveProperty('proxy-authorization');
    }
  });

  it('is for https links only', async () => {
    const { link, allowHosts } = await serve(file(clip));
    const { asked, host } = await serveProxy(1);
    const options = { proxy: `http://${host}`, allowHosts };
    expect(await downloadVideo({ url: link }, collector().stream, options)).toMatchObject({
      sha256: sha256(clip),
    });
    expect(asked).toEqual([]);
  });

  it('that does not answer is given up', async () => {
    const { url, allowHosts } = await serveSecurely();
    const { host, asked } = await serveProxy(1, { status: undefined });
    const { clock } = virtualClock();
    const options = { proxy: `http://${host}`, allowHosts, clock, idleTimeoutMs: 20 };
    const done = downloadVideo({ url }, collector().stream, options);
    await failure(done, 'timeout', /No data from the proxy 127\.0\.0\.1:\d+ for 0\.02 s/);
    expect(asked).toHaveLength(5);
  });

  it('that does not answer is left at once by an abort', async () => {
    const { url, allowHosts } = await serveSecurely();
    const controller = new AbortController();
    const reason = new Error('enough');
    const { host } = await serveProxy(1, { status: undefined, onAsked: () => controller.abort(reason) });
    const options = { proxy: `http://${host}`, allowHosts, signal: controller.signal };
    await expect(downloadVideo({ url }, collector().stream, options)).rejects.toBe(reason);
  });

  it.each([
    [407, 1, /proxy 127\.0\.0\.1:\d+ answered 407 when asked for localhost:\d+.*Put user and password/],
    [403, 1, /answered 403.*Ask who runs the proxy/],
    [502, 5, /answered 502 when asked for localhost/],
  ])('that answers %i is named', async (status, times, says) => {
    const { url, allowHosts } = await serveSecurely();
    const { host, asked } = await serveProxy(1, { status });
    const { clock } = virtualClock();
    const options = { proxy: `http://anna:${planted}@${host}`, allowHosts, clock };
    const error = await failure(downloadVideo({ url }, collector().stream, options), 'network', says);
    expect(error.retryable).toBe(times > 1);
    expect(asked).toHaveLength(times);
  });

  it('is not blamed for the certificate of the host behind it', async () => {
    const { port, url, allowHosts } = await serveSecurely();
    const { host } = await serveProxy(port);
    const done = downloadVideo({ url }, collector().stream, { proxy: `http://${host}`, allowHosts });
    const error = await failure(done, 'network', /certificate of localhost:\d+ is not valid/);
    expect(error.retryable).toBe(false);
  });

  it.each(['127.0.0.1', '[::1]'])('tunnels to %s, too, whose certificate must name it', async (address) => {
    trust();
    const { port, names } = await serveSecurely();
    const { host, asked } = await serveProxy(port);
    const options = { proxy: `http://${host}`, allowHosts: [address] };
    const done = downloadVideo({ url: `https://${address}:${port}/` }, collector().stream, options);
    const invalid = /certificate of \S+:\d+ is not valid \(ERR_TLS_CERT_ALTNAME_INVALID\)/;
    await failure(done, 'network', invalid);
    expect(asked.map(({ url }) => url)).toEqual([`${address}:${port}`]);
    // An address is none.
    expect(names).toEqual([]);
  });

  it('that nobody answers at is named', async () => {
    const { url, allowHosts } = await serveSecurely();
    const { clock } = virtualClock();
    const options = { proxy: 'http://127.0.0.1:1', allowHosts, clock };
    const done = downloadVideo({ url }, collector().stream, options);
    const error = await failure(
      done,
      'network',
      /connection to the proxy 127\.0\.0\.1:1 failed \(ECONNREFUSED\)/,
    );
    expect(error.retryable).toBe(true);
  });

  it.each(['socks5://127.0.0.1:1080', 'proxy.example:3128', 'http://anna:50%@proxy.example'])(
    'is not %s',
    async (proxy) => {
      const done = downloadVideo({ url: 'https://a.example' }, collector().stream, { proxy });
      const error = await failure(done, 'invalid-request', /proxy takes the http or https URL/);
      expect(error.retryable).toBe(false);
    },
  );

  it.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])(
    'that %s names is mentioned where a direct connection fails, without its password',
    async (variable) => {
      for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) vi.stubEnv(name, '');
      onTestFinished(() => void vi.unstubAllEnvs());
      const options = { allowHosts: ['localhost:1'], clock: virtualClock().clock };
      const fail = () =>
        failure(
          downloadVideo({ url: 'https://localhost:1/' }, collector().stream, options),
          'network',
          /localhost:1/,
        );
      expect((await fail()).message).not.toContain('proxy');
      vi.stubEnv(variable, `http://anna:${planted}@proxy.example:3128`);
      const { message } = await fail();
      expect(message).toContain(`${variable} is set and was not used: pass proxy: process.env.${variable}.`);
      expect(message).not.toContain('proxy.example');
    },
  );
});
