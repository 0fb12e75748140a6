import dns from 'node:dns';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { createServer } from 'node:net';
import { downloadVideo } from '@vid/core/download';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { collector, failure, file, film, listen, planted, serve, sha256, status } from './download-server.ts';

const clip = film(1000);
const query = `?sig=${planted}`;

/** A download to a stream that must stay empty. */
const refusal = (url: string, says: RegExp, allowHosts: readonly string[] = []) =>
  failure(downloadVideo({ url }, collector().stream, { allowHosts }), 'invalid-request', says);

/** Fails every request in its first moment, so that passing a check needs no network. */
function stopAtTheDoor() {
  const request = vi.spyOn(https, 'request').mockImplementation(() => {
    throw new Error('knocked');
  });
  onTestFinished(() => request.mockRestore());
  return request;
}

/** Answers for every name with these addresses. */
function resolveTo(...addresses: readonly string[]) {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const lookup = vi.fn<(host: string, options: object, callback: (...answer: unknown[]) => void) => void>(
    (_host, _options, callback) => callback(null, found),
  );
  const original = Object.getOwnPropertyDescriptor(dns, 'lookup');
  Object.defineProperty(dns, 'lookup', { ...original, value: lookup });
  syncBuiltinESMExports();
  onTestFinished(() => {
    if (original !== undefined) Object.defineProperty(dns, 'lookup', original);
    syncBuiltinESMExports();
  });
  return lookup;
}

/** Counts the connections that are made to it. */
async function innerService() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  const host = await listen(server);
  return { host, port: host.split(':')[1], connections: () => connections };
}

const inner = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::10.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
];
const outer = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00:1450:4001::1',
  '64:ff9b::8.8.8.8',
];
const inUrl = (address: string) => (address.includes(':') ? `[${address}]` : address);

describe('downloadVideo: refuses a link', () => {
  it.each(inner)('to %s', async (address) => {
    const request = stopAtTheDoor();
    await refusal(
      `https://${inUrl(address)}/${query}`,
      /is not a public address; no request was sent.*allowHosts/,
    );
    expect(request).not.toHaveBeenCalled();
  });

  it.each(outer)('but not to %s', async (address) => {
    stopAtTheDoor();
    const { stream } = collector();
    await expect(downloadVideo({ url: `https://${inUrl(address)}/` }, stream)).rejects.toThrow('knocked');
  });

  it.each([
    ['an address in other writing', 'https://0x7f.1/', /127\.0\.0\.1, which is not a public address/],
    ['an address as a number', 'https://2130706433/', /127\.0\.0\.1, which is not a public address/],
    [
      'http',
      'http://example.com/',
      /starts with http:\/\/example\.com, not https; no request was sent.*allowHosts/,
    ],
    ['a file', 'file:///etc/passwd', /starts with file:/],
    ['data', 'data:video/mp4;base64,AAAA', /starts with data:/],
    ['ftp', 'ftp://example.com/', /starts with ftp:/],
    ['a user', 'https://user@example.com/', /contains a user name or password/],
    ['a password', 'https://:word@example.com/', /contains a user name or password/],
    ['no link', 'clip.mp4', /is not a valid URL/],
  ])('is %s', async (_what, url, says) => {
    const request = stopAtTheDoor();
    await refusal(`${url}${query}`, says);
    expect(request).not.toHaveBeenCalled();
  });

  it('to a name of this machine', async () => {
    const { port, connections } = await innerService();
    await refusal(`https://localhost:${port}/${query}`, /localhost at .+, which is not a public address/);
    expect(connections()).toBe(0);
  });

  it.each([[['127.0.0.1']], [['8.8.8.8', '127.0.0.1']], [['::1', '127.0.0.1']], [['::ffff:127.0.0.1']]])(
    'has a name that resolves to %s, looked up once',
    async (addresses) => {
      const { port, connections } = await innerService();
      const lookup = resolveTo(...addresses);
      await refusal(`https://video.example:${port}/${query}`, /video\.example at /);
      expect(lookup.mock.calls.map(([host]) => host)).toEqual(['video.example']);
      expect(connections()).toBe(0);
    },
  );
});

describe('downloadVideo: allowHosts', () => {
  it('lets http and inner addresses through, for the host or one port of it', async () => {
    const { link, host } = await serve(file(clip));
    for (const allowed of [host, '127.0.0.1', '0x7f.1']) {
      const { stream } = collector();
      const done = await downloadVideo({ url: link }, stream, { allowHosts: ['other', allowed] });
      expect(done.sha256).toBe(sha256(clip));
    }
    await refusal(link, /starts with http/, ['127.0.0.1:1', 'localhost']);
  });

  it('lets a name through that resolves inside', async () => {
    const { link } = await serve(file(clip));
    const { stream } = collector();
    const url = link.replace('127.0.0.1', 'LocalHost');
    expect(await downloadVideo({ url }, stream, { allowHosts: ['localhost'] })).toMatchObject({
      bytes: 1000,
    });
  });

  it('knows the port that a link leaves out', async () => {
    stopAtTheDoor();
    const { stream } = collector();
    const done = downloadVideo({ url: 'https://10.0.0.1/' }, stream, { allowHosts: ['10.0.0.1:443'] });
    await expect(done).rejects.toThrow('knocked');
    await refusal('https://10.0.0.1/', /not a public address/, ['10.0.0.1:80']);
  });

  it('knows IPv6', async () => {
    stopAtTheDoor();
    for (const allowed of ['[::1]', '[0:0::1]:8443']) {
      const { stream } = collector();
      const done = downloadVideo({ url: 'https://[::1]:8443/' }, stream, { allowHosts: [allowed] });
      await expect(done).rejects.toThrow('knocked');
    }
  });
});

describe('downloadVideo: redirects', () => {
  it('are followed up to five times, relative ones too, without cookies or keys', async () => {
    const setCookie = { 'set-cookie': 'a=b' };
    const { link, allowHosts, requests } = await serve(
      ...[301, 302, 303, 307, 308].map((code) => status(code, { location: `/next${query}`, ...setCookie })),
      file(clip),
    );
    const { stream } = collector();
    expect(await downloadVideo({ url: link }, stream, { allowHosts })).toMatchObject({ bytes: 1000 });
    expect(requests).toHaveLength(6);
    for (const { method, headers } of requests) {
      expect(method).toBe('GET');
      expect(Object.keys(headers).toSorted()).toEqual(
        ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'].toSorted(),
      );
    }
  });

  it.each([
    ['UTF-8', Buffer.from('/影片/é.mp4?名=1', 'utf8'), '/%E5%BD%B1%E7%89%87/%C3%A9.mp4?%E5%90%8D=1'],
    ['Latin-1', Buffer.from('/\xE9.mp4', 'latin1'), '/%E9.mp4'],
    ['UTF-8 in a relative path', Buffer.from('../\u00E9 a.mp4', 'utf8'), '/%C3%A9%20a.mp4'],
    ['what is escaped already', Buffer.from('/%E5%BD%B1.mp4'), '/%E5%BD%B1.mp4'],
    ['no path', Buffer.from('//HOST/a.mp4'), '/a.mp4'],
  ])('to bytes of %s are followed as they are', async (_what, location, path) => {
    const { link, host, allowHosts, requests } = await serve((_request, response) => {
      const bytes = location.toString('latin1').replace('HOST', host);
      response.socket?.end(`HTTP/1.1 302 Found\r\nLocation: ${bytes}\r\nContent-Length: 0\r\n\r\n`, 'latin1');
    }, file(clip));
    const { stream } = collector();
    expect(await downloadVideo({ url: link }, stream, { allowHosts })).toMatchObject({ bytes: 1000 });
    expect(requests.map(({ url }) => url)).toEqual([expect.stringMatching(/^\/clip/), path]);
  });

  it.each(['https://', 'http://[1::', 'https://a b/', '//:99999999'])(
    'to %s, which is no URL, say so',
    async (location) => {
      const { link, host, allowHosts, requests } = await serve(
        status(302, { location: `${location}${query}` }),
      );
      const done = downloadVideo({ url: link }, collector().stream, { allowHosts });
      const error = await failure(done, 'provider-unavailable', /redirects to something that is not a URL\./);
      expect(error.message).toContain(host);
      expect(error.retryable).toBe(false);
      expect(requests).toHaveLength(1);
    },
  );

  it('to a host in UTF-8 are checked by its real name', async () => {
    const { link, allowHosts, requests } = await serve((_request, response) => {
      const bytes = Buffer.from(`http://\uFF11\uFF12\uFF17.0.0.1/${query}`).toString('latin1');
      response.socket?.end(`HTTP/1.1 302 Found\r\nLocation: ${bytes}\r\nContent-Length: 0\r\n\r\n`, 'latin1');
    });
    await refusal(link, /starts with http:\/\/127\.0\.0\.1, not https/, allowHosts);
    expect(requests).toHaveLength(1);
  });

  it('are not followed a sixth time', async () => {
    const { link, allowHosts, requests } = await serve(status(302, { location: `/next${query}` }));
    const done = downloadVideo({ url: link }, collector().stream, { allowHosts });
    await failure(done, 'provider-unavailable', /redirects \(more than 5\)/);
    expect(requests).toHaveLength(6);
  });

  it('without a location are no video', async () => {
    const { link, allowHosts } = await serve(status(302));
    const done = downloadVideo({ url: link }, collector().stream, { allowHosts });
    expect((await failure(done, 'provider-unavailable', /answered 302/)).retryable).toBe(false);
  });

  it.each([
    ['an inner address', 'https://10.0.0.1/', /10\.0\.0\.1, which is not a public address/],
    ['the metadata service', 'http://169.254.169.254/latest/', /starts with http:\/\/169/],
    ['http', 'http://example.com/', /starts with http:\/\/example\.com/],
    ['a user', 'https://user:word@example.com/', /user name or password/],
    ['a file', 'file:///etc/passwd', /starts with file:/],
  ])('to %s are refused', async (_what, location, says) => {
    const { link, allowHosts, requests } = await serve(
      status(302, { location: `/next${query}` }),
      status(302, { location: `${location}${query}` }),
    );
    await refusal(link, says, allowHosts);
    expect(requests).toHaveLength(2);
  });

  it('to another port of an allowed host, or a name that resolves inside, are refused', async () => {
    const { host, port, connections } = await innerService();
    for (const location of [`https://${host}/`, `http://${host}/`, `https://localhost:${port}/`]) {
      const { link, allowHosts } = await serve(status(302, { location: `${location}${query}` }));
      await refusal(link, /no request was sent/, allowHosts);
    }
    expect(connections()).toBe(0);
  });
});
