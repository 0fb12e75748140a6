import { once } from 'node:events';
import { createServer as createSocketServer, type Socket } from 'node:net';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { runInNewContext } from 'node:vm';
import {
  createHttpClient,
  createRedactor,
  type HttpSettings,
  type SendOptions,
  submissionUnknown,
} from '@vid/core/provider-kit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

const secret = 'planted-key-0123456789';
const redact = createRedactor([secret]);
const paid: SendOptions = { timeoutMs: 60_000, paid: true, redact };
const free: SendOptions = { timeoutMs: 60_000, paid: false, redact };

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real server that writes down what it gets. */
async function serve(answer: (response: ServerResponse, seen: Seen) => void) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method, url, headers } = request;
      const one = { method, url, headers, body: Buffer.concat(parts).toString() };
      seen.push(one);
      answer(response, one);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${portOf(server.address())}/videos?signature=hidden`, seen, server };
}
const portOf = (address: unknown) =>
  typeof address === 'object' && address !== null && 'port' in address ? String(address.port) : '';

const client = (settings: Partial<HttpSettings> = {}) => createHttpClient({ provider: 'acme', ...settings });
const post = (url: string, body: unknown = { prompt: 'a boat' }) =>
  ({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body,
  }) as const;

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const cause = error instanceof Error ? error.cause : undefined;
  const said = `${String(error)} ${JSON.stringify(error)} ${JSON.stringify(cause)} ${String(cause)}`;
  expect(said).not.toContain(secret);
  expect(said).not.toContain('hidden');
  return error;
}

describe('an answer', () => {
  it.each([200, 201, 204, 400, 401, 404, 429, 500, 503])(
    'of status %i comes back whole, asked for once',
    async (status) => {
      const { url, seen } = await serve((response) => {
        response
          .writeHead(status, { 'x-trace': 'abc', 'retry-after': '0' })
          .end(status === 204 ? '' : '{"id":9000000000000000001}');
      });
      const answer = await client().send(post(url), paid);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('x-trace')).toBe('abc');
      expect(answer.json).toEqual(status === 204 ? undefined : { id: '9000000000000000001' });
      expect(seen).toHaveLength(1);
    },
  );

  it('that is no JSON has its text', async () => {
    const { url } = await serve((response) => response.end('<html>'));
    expect(await client().send(post(url), paid)).toMatchObject({ text: '<html>', json: undefined });
  });

  it.each([301, 302, 303, 307, 308])('that redirects (%i) is not followed', async (status) => {
    const { url, seen } = await serve((response) => {
      response.writeHead(status, { location: '/elsewhere' }).end();
    });
    expect(await client().send(post(url), paid)).toMatchObject({ status });
    expect(seen.map(({ url }) => url)).toEqual(['/videos?signature=hidden']);
  });
});

describe('what is sent', () => {
  it('a form as multipart, with its length, as a storage needs it', async () => {
    const { url, seen } = await serve((response) => void response.writeHead(204).end());
    const form = new FormData();
    form.append('key', 'u/1');
    form.append('file', new Blob([new Uint8Array(3).fill(65)], { type: 'image/png' }), 'a.png');
    await client().send({ method: 'POST', url, headers: {}, body: form }, free);
    const [{ headers, body } = { headers: {}, body: '' }] = seen;
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(body).toMatch(
      /name="key"\s+u\/1\s[^]*name="file"; filename="a.png"\s+Content-Type: image\/png\s+AAA\s/,
    );
  });

  it('is the prepared request, byte for byte', async () => {
    const { url, seen } = await serve((response) => response.end('{}'));
    const body = { prompt: 'a boat — 一只纸船 😀', list: [1, 0.5, false, null], gone: undefined };
    await client().send(post(url, body), paid);
    expect(seen[0]).toMatchObject({ method: 'POST', body: JSON.stringify(body) });
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
    });
  });

  it('in Deno a paid body as a Blob, which its fetch never sends twice', async () => {
    const bodies: unknown[] = [];
    const fetch = async (_url: unknown, init?: RequestInit) => {
      bodies.push(init?.body);
      return new Response('{}');
    };
    vi.stubGlobal('Deno', {});
    onTestFinished(() => void vi.unstubAllGlobals());
    await client({ fetch }).send(post('https://h.example/a'), paid);
    await client({ fetch }).send(post('https://h.example/a'), free);
    expect(bodies).toEqual([expect.any(Blob), '{"prompt":"a boat"}']);
    expect(await new Response(new Blob([bodies[0] instanceof Blob ? bodies[0] : ''])).text()).toBe(bodies[1]);
  });

  it('has no body where there is none', async () => {
    const { url, seen } = await serve((response) => response.end('{}'));
    await client().send({ method: 'GET', url, headers: {}, body: undefined }, free);
    expect(seen[0]).toMatchObject({ method: 'GET', body: '' });
  });

  it('has the headers of the call, in place of the same ones in another case', async () => {
    const { url, seen } = await serve((response) => response.end('{}'));
    await client().send(post(url), { ...paid, headers: { 'X-Trace': '1', Authorization: 'Bearer mine' } });
    expect(seen[0]?.headers).toMatchObject({ 'x-trace': '1', authorization: 'Bearer mine' });
  });

  it('goes through the fetch that is given', async () => {
    const urls: string[] = [];
    const fetch = async (input: string | URL | Request) => {
      urls.push(new Request(input).url);
      return new Response('{"id":"1"}', { status: 202 });
    };
    expect(await client({ fetch }).send(post('https://h.example/a'), paid)).toMatchObject({
      status: 202,
      json: { id: '1' },
    });
    expect(urls).toEqual(['https://h.example/a']);
  });
});

describe('a request that cannot be sent is refused before anything is', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  it.each([
    ['a header', { headers: { 'x-key': `${secret}\nx` } }, 'headers x-key cannot be sent'],
    ['a header name', { headers: { 'x key': 'v' } }, 'headers x key cannot be sent'],
    ['a body', { body: circle }, 'A body that is no JSON cannot be sent'],
    ['a big integer', { body: { seed: 1n } }, 'A body that is no JSON cannot be sent'],
    ['a URL', { url: 'videos' }, 'A request to an invalid URL'],
    [
      'a URL with a password behind backslashes',
      { url: `https:\\\\me:${secret}@h.example/` },
      'or to one with a user or a password',
    ],
    [
      'a URL with a password',
      { url: `https://me:${secret}@h.example/` },
      'or to one with a user or a password',
    ],
  ])('%s', async (_what, part, message) => {
    let calls = 0;
    const fetch = async () => {
      calls += 1;
      return new Response('{}');
    };
    const error = await errorOf(client({ fetch }).send({ ...post('https://h.example/'), ...part }, paid));
    expect(error).toMatchObject({
      code: 'invalid-request',
      provider: 'acme',
      message: expect.stringContaining(message),
    });
    expect(String(error)).toContain('Nothing was sent.');
    expect(calls).toBe(0);
  });
});

const talkative: typeof fetch = async () => {
  throw new TypeError(
    `fetch https://h.example/?hidden with Bearer ${secret} and ${'aGlkZGVu'.repeat(50)} failed`,
  );
};

describe('no answer', () => {
  it.each([paid, free])('a refused connection proves that nothing was sent: %j', async (options) => {
    const { url, server } = await serve((response) => response.end());
    server.close();
    await once(server, 'close');
    const error = await errorOf(client().send(post(url), options));
    expect(error).toMatchObject({ code: 'network', provider: 'acme', retryable: true });
    expect(String(error)).toContain('ECONNREFUSED');
    expect(String(error)).toContain(options.paid ? 'nothing was paid' : 'This says nothing about the task');
    // A look-up after a lost submit is no word about that.
    expect(String(error).includes('paid')).toBe(options.paid);
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    'nor does %s, wherever it is said',
    async (code) => {
      const first = Object.assign(new Error('first'), { code });
      const fetch = async () => {
        throw new TypeError('fetch failed', { cause: new AggregateError([first, new Error('second')]) });
      };
      expect(await errorOf(client({ fetch }).send(post('https://h.example/'), paid))).toMatchObject({
        code: 'network',
      });
    },
  );

  it.each([
    [paid, 'submission-unknown', false],
    [free, 'network', true],
  ] as const)(
    'a connection that breaks after the request left: %j is %s',
    async (options, code, retryable) => {
      const { url, seen } = await serve((response) => response.socket?.destroy());
      expect(await errorOf(client().send(post(url), options))).toMatchObject({
        code,
        retryable,
        provider: 'acme',
      });
      expect(seen).toHaveLength(1);
    },
  );

  it.each([
    [paid, 'submission-unknown'],
    [free, 'network'],
  ] as const)('a connection that breaks in the middle of the answer: %j is %s', async (options, code) => {
    const { url, seen } = await serve((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"id":"1"', () => response.socket?.destroy());
    });
    expect(await errorOf(client().send(post(url), options))).toMatchObject({ code });
    expect(seen).toHaveLength(1);
  });

  it.each([
    [paid, 'submission-unknown'],
    [free, 'timeout'],
  ] as const)('silence: %j is %s', async (options, code) => {
    const { url, seen } = await serve(() => undefined);
    const error = await errorOf(client().send(post(url), { ...options, timeoutMs: 300 }));
    expect(error).toMatchObject({ code });
    expect(String(error)).toContain('no answer within 0.3 s');
    expect(seen.length).toBeLessThanOrEqual(1);
  });

  it.each([
    ['EHOSTUNREACH', 'connect', 'network'],
    ['ENOTFOUND', 'getaddrinfo', 'network'],
    ['EHOSTUNREACH', 'read', 'submission-unknown'],
    ['ENETUNREACH', 'write', 'submission-unknown'],
    ['ECONNREFUSED', 'read', 'submission-unknown'],
  ])('%s of %s is %s: only before sending does it prove anything', async (reason, syscall, code) => {
    const broken = Object.assign(new Error(`${syscall} ${reason}`), { code: reason, syscall });
    const fetch = async () => {
      throw new TypeError('fetch failed', { cause: broken });
    };
    const error = await errorOf(client({ fetch }).send(post('https://h.example/'), paid));
    expect(error).toMatchObject({ code, retryable: code === 'network' });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['a port that speaks no TLS', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a handshake that is refused', (socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40]))],
    ['a version that is refused', (socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 70]))],
    ['a name that is refused', (socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 112]))],
    ['a socket that is closed in the handshake', (socket) => socket.end()],
  ])('%s: nothing was sent', async (_what, onHello) => {
    const server = createSocketServer((socket) => {
      socket.on('error', () => undefined).once('data', () => onHello(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `https://127.0.0.1:${portOf(server.address())}/`;
    expect(await errorOf(client().send(post(url), paid))).toMatchObject({ code: 'network' });
  });

  const broken = (message: string, more: object = {}) => Object.assign(new Error(message), more);
  const tls = (code: string) => broken(`${code} happened`, { code });
  const refused = { code: 'ECONNREFUSED', errno: 0 };
  it.each<[string, Error]>([
    ['node-fetch', broken('request to https://h.example/ failed, reason: connect ECONNREFUSED 10.0.0.1:443')],
    ['a system call under another name', broken('no', { code: 'ECONNREFUSED', erroredSysCall: 'connect' })],
    ['a connection that took too long', broken('no', { code: 'ETIMEDOUT', syscall: 'connect' })],
    ['Deno', broken('error sending request', { cause: broken('client error (Connect): tcp connect error') })],
    ['Bun', broken('ECONNREFUSED: Unable to connect. Is the computer able to access the url?', refused)],
    [
      'Bun before 1.4',
      broken('Unable to connect. Is the computer able to access the url?', { code: 'ConnectionRefused' }),
    ],
    [
      'Bun, at a port without TLS',
      broken('EPROTO: The TLS handshake failed. Does the server speak TLS on this port?', { code: 'EPROTO' }),
    ],
    [
      'another realm, such as Jest’s',
      runInNewContext('Object.assign(new Error("no"), refused)', {
        refused: { ...refused, syscall: 'connect' },
      }),
    ],
    [
      'a proxy that wants a password',
      broken('Proxy response (407) !== 200 when HTTP Tunneling', { code: 'UND_ERR_ABORTED' }),
    ],
    [
      'a proxy that cannot reach it',
      broken('Proxy response (503) !== 200 when HTTP Tunneling', { code: 'UND_ERR_ABORTED' }),
    ],
    ['an unknown issuer', tls('UNABLE_TO_GET_ISSUER_CERT_LOCALLY')],
    ['a port without TLS', tls('ERR_SSL_WRONG_VERSION_NUMBER')],
    ['an alert of the handshake', tls('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE')],
    ['an alert of the version', tls('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')],
    [
      'a handshake, as Node’s own client says it',
      broken('write EPROTO 40:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../a.c:354:', {
        code: 'EPROTO',
        syscall: 'write',
      }),
    ],
  ])('%s: nothing was sent', async (_what, cause) => {
    for (const thrown of [cause, new TypeError('fetch failed', { cause })]) {
      const fetch = () => Promise.reject(thrown);
      const error = await errorOf(client({ fetch }).send(post('https://h.example/'), paid));
      expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('Nothing was sent') });
    }
  });

  it.each<[string, Error]>([
    ['Illegal invocation', new TypeError('Illegal invocation')],
    [
      'a signal of another realm',
      new TypeError('RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.'),
    ],
    ['a blocked port', new TypeError('fetch failed', { cause: new Error('bad port') })],
  ])('a fetch that does not take the call (%s): nothing was sent', async (_what, thrown) => {
    const fetch = () => Promise.reject(thrown);
    const error = await errorOf(client({ fetch }).send(post('https://h.example/'), paid));
    expect(error).toMatchObject({ code: 'invalid-request', retryable: false });
    expect(String(error)).toContain('Nothing was sent');
  });

  it.each<[string, Error]>([
    ['EHOSTUNREACH, nobody says of what', broken('no route', { code: 'EHOSTUNREACH' })],
    ['ENETUNREACH, nobody says of what', broken('no net', { code: 'ENETUNREACH' })],
    ['ECONNREFUSED, nobody says of what', broken('refused', { code: 'ECONNREFUSED' })],
    ['an alert in the middle', tls('ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC')],
    ['Deno, while sending', broken('client error (SendRequest): connection closed')],
    [
      'Bun, after sending',
      broken('ECONNRESET: The socket connection was closed unexpectedly.', { code: 'ECONNRESET', errno: 0 }),
    ],
    ['Cloudflare Workers, before or after sending', broken('Network connection lost.', { retryable: true })],
    ['Chromium, before or after sending', new TypeError('Failed to fetch')],
    ['an abort of undici’s own', broken('Request aborted', { code: 'UND_ERR_ABORTED' })],
    ['nothing at all', broken('fetch failed')],
  ])('%s: what became of it is unknown', async (_what, cause) => {
    for (const thrown of [cause, new TypeError('fetch failed', { cause })]) {
      const fetch = () => Promise.reject(thrown);
      expect(await errorOf(client({ fetch }).send(post('https://h.example/'), paid))).toMatchObject({
        code: 'submission-unknown',
      });
    }
  });

  it('keeps secrets, links and bodies out of the error, whatever the platform says', async () => {
    const error = await errorOf(client({ fetch: talkative }).send(post('https://h.example/'), paid));
    expect(error).toMatchObject({ code: 'submission-unknown', cause: expect.stringContaining('h.example') });
    expect(JSON.stringify(error instanceof Error && error.cause)).not.toContain('aGlkZGVu');
  });
});

describe('an abort', () => {
  it('before the call sends nothing', async () => {
    const { url, seen } = await serve((response) => response.end());
    const signal = AbortSignal.abort();
    await expect(client().send(post(url), { ...paid, signal })).rejects.toBe(signal.reason);
    expect(seen).toEqual([]);
  });

  it('during the call is the platform’s own error', async () => {
    const controller = new AbortController();
    const { url, seen } = await serve(() => controller.abort());
    const call = client().send(post(url), { ...paid, signal: controller.signal });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toHaveLength(1);
  });

  it('has the caller’s reason', async () => {
    const controller = new AbortController();
    const reason = new Error('the page was closed');
    const { url } = await serve(() => controller.abort(reason));
    await expect(client().send(post(url), { ...free, signal: controller.signal })).rejects.toBe(reason);
  });
});

describe('submissionUnknown', () => {
  it('says that money may be spent and that nothing was repeated', () => {
    const error = submissionUnknown('acme', 'it answered without a task id', {
      providerCode: '5000',
      requestId: 'r-1',
    });
    expect(error).toMatchObject({
      code: 'submission-unknown',
      retryable: false,
      provider: 'acme',
      providerCode: '5000',
      requestId: 'r-1',
    });
    expect(error.message).toBe(
      'acme may have accepted the request: it answered without a task id. It may be billed; it was not sent again. Look at the account before you send it again.',
    );
  });
});
