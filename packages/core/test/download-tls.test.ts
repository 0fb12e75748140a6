import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer, get, globalAgent } from 'node:https';
import { connect, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { downloadVideo } from '@vid/core/download';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { collector, failure, film, listen, planted, sha256, virtualClock } from './download-server.ts';

/** For `localhost` until 2126, made for this file alone: it protects nothing. */
const cert = `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUPhuVCuNgWEDOcZ9JYbBZHq57oYAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjIyMzQ0OVoYDzIxMjYxMDI5
MjIzNDQ5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQw2NWgl66kq0Zwy3Bidx2Qn5tenpLgCT+1vA7dAnuid6nd25aQ4rBU
wMYNy7ya3LaAk33rGDtd4Riewt12uboXo2kwZzAdBgNVHQ4EFgQUqWi82hMj7SiP
7FsJIZPKhmdE6jEwHwYDVR0jBBgwFoAUqWi82hMj7SiP7FsJIZPKhmdE6jEwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhAIrEHTcAVuT6t2pjWoV1FkgYwWwAmIhUv5FnRI/3Y1OgAiEArvGIpAWb
Pdz3UnMcphL2/NvV8JTi8ROJoFkplOGWZDs=
-----END CERTIFICATE-----`;
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWN0snl5290ntJ5Yy
3NGb+eSISeXRCmYtQzQv9qQO8yWhRANCAAQw2NWgl66kq0Zwy3Bidx2Qn5tenpLg
CT+1vA7dAnuid6nd25aQ4rBUwMYNy7ya3LaAk33rGDtd4Riewt12uboX
-----END PRIVATE KEY-----`;

const clip = film(300_000);

async function serveSecurely() {
  const server = createServer({ cert, key }, (_request, response) => {
    response.setHeader('content-type', 'video/mp4').end(clip);
  });
  const port = (await listen(server)).split(':')[1];
  return { url: `https://localhost:${port}/?sig=${planted}`, allowHosts: [`localhost:${port}`] };
}

function trust() {
  const known = getCACertificates();
  setDefaultCACertificates([...known, cert]);
  onTestFinished(() => setDefaultCACertificates(known));
}

it('downloadVideo: uses https', async () => {
  trust();
  const { url, allowHosts } = await serveSecurely();
  const { stream } = collector();
  expect(await downloadVideo({ url }, stream, { allowHosts })).toMatchObject({ sha256: sha256(clip) });
});

it('downloadVideo: trusts no certificate that this machine does not trust, also of an allowed host', async () => {
  const { url, allowHosts } = await serveSecurely();
  const { stream } = collector();
  const { clock, slept } = virtualClock();
  const done = downloadVideo({ url }, stream, { allowHosts, clock });
  await failure(done, 'network', /certificate of localhost:\d+ is not valid \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
  expect(slept).toEqual([]);
});

it('downloadVideo: reuses no pooled connection, which may lead inside', async () => {
  trust();
  const { url } = await serveSecurely();
  const pooled = once(globalAgent, 'free');
  get(url, (response) => void response.resume());
  await pooled;
  onTestFinished(() => globalAgent.destroy());
  await failure(downloadVideo({ url }, collector().stream), 'invalid-request', /is not a public address/);
  expect(Object.values(globalAgent.freeSockets).flat()).toHaveLength(1);
});

/** An HTTP proxy that tunnels every name to the server of this test; `status` refuses instead. */
async function serveProxy(to: number, status = 200) {
  const asked: IncomingMessage[] = [];
  const server = createHttpServer().on('connect', (request, socket: Socket) => {
    asked.push(request);
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const onward = connect(to, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    return socket;
  });
  return { asked, host: await listen(server) };
}

describe('downloadVideo: proxy', () => {
  it('tunnels an https link, and sends its password nowhere else', async () => {
    trust();
    const { url } = await serveSecurely();
    const port = Number(new URL(url).port);
    const { host, asked } = await serveProxy(port);
    const { stream } = collector();
    const proxy = `http://anna:p%40ss@${host}`;
    expect(
      await downloadVideo({ url: `https://localhost:${port}/` }, stream, {
        proxy,
        allowHosts: [`localhost:${port}`],
      }),
    ).toMatchObject({
      sha256: sha256(clip),
    });
    expect(asked.map((request) => [request.url, request.headers['proxy-authorization']])).toEqual([
      [`localhost:${port}`, `Basic ${btoa('anna:p@ss')}`],
    ]);
  });

  it.each([
    [407, 1, /proxy 127\.0\.0\.1:\d+ answered 407 when asked for localhost:\d+.*Put user and password/],
    [403, 1, /answered 403.*Ask who runs the proxy/],
    [502, 5, /answered 502 when asked for localhost/],
  ])('that answers %i is named', async (status, times, says) => {
    const { url, allowHosts } = await serveSecurely();
    const { host, asked } = await serveProxy(1, status);
    const { clock } = virtualClock();
    const options = { proxy: `http://anna:${planted}@${host}`, allowHosts, clock };
    await failure(downloadVideo({ url }, collector().stream, options), 'network', says);
    expect(asked).toHaveLength(times);
  });

  it('is not blamed for the certificate of the host behind it', async () => {
    const { url, allowHosts } = await serveSecurely();
    const { host } = await serveProxy(Number(new URL(url).port));
    const done = downloadVideo({ url }, collector().stream, { proxy: `http://${host}`, allowHosts });
    const error = await failure(done, 'network', /certificate of localhost:\d+ is not valid/);
    expect(error.retryable).toBe(false);
  });

  it('tunnels to an address, too, whose certificate must name it', async () => {
    trust();
    const { url } = await serveSecurely();
    const { port } = new URL(url);
    const { host, asked } = await serveProxy(Number(port));
    const options = { proxy: `http://${host}`, allowHosts: [`127.0.0.1:${port}`] };
    const done = downloadVideo({ url: `https://127.0.0.1:${port}/` }, collector().stream, options);
    await failure(
      done,
      'network',
      /certificate of 127\.0\.0\.1:\d+ is not valid \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
    );
    expect(asked).toHaveLength(1);
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

  it('that the environment names is mentioned where a direct connection fails, without its password', async () => {
    vi.stubEnv('HTTPS_PROXY', `http://anna:${planted}@proxy.example:3128`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { clock } = virtualClock();
    const done = downloadVideo({ url: 'https://localhost:1/' }, collector().stream, {
      allowHosts: ['localhost:1'],
      clock,
    });
    const { message } = await failure(done, 'network', /pass proxy: process\.env\.HTTPS_PROXY/);
    expect(message).not.toContain('proxy.example');
  });
});
