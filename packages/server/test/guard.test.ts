import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseVideoError } from '@vid/core';
import { serve } from '@vid/server/node';
import { describe, expect, it } from 'vitest';
import { body, startHost } from './fixture.ts';

const token = 'a-token-that-nobody-guesses';
const json = { 'content-type': 'application/json' };

/** `fetch` sets some headers itself. */
const raw = (url: string, headers: Readonly<Record<string, string>>, method = 'GET') =>
  new Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly text: string;
  }>((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on('error', reject).end();
  });

async function errorIn(answer: Response) {
  const error = parseVideoError((await answer.json()).error);
  return [answer.status, error?.code];
}

describe('whom the server answers', () => {
  it('is only who asks for it by a name of its own', async () => {
    const owner = () => 'ann';
    const { url } = await startHost({ settings: { hosts: ['videos.example.com'], owner } });
    const { port } = new URL(url);
    const statusFor = async (host: string) => (await raw(`${url}/tasks`, { host })).status;
    expect(await statusFor(`localhost:${port}`)).toBe(200);
    expect(await statusFor('videos.example.com')).toBe(200);
    expect(await statusFor('VIDEOS.example.com:443')).toBe(200);
    const { url: proxied } = await startHost({ settings: { url: 'https://videos.example.com/api', owner } });
    const origin = 'https://videos.example.com';
    expect((await raw(`${proxied}/tasks`, { host: 'videos.example.com', origin })).status).toBe(200);
    expect((await raw(`${proxied}/tasks`, { origin })).status).toBe(200);
    for (const host of ['evil.example', `localhost.evil.example:${port}`, '10.0.0.1'])
      expect(await statusFor(host)).toBe(421);
  });

  it('is no page of another origin, unless it is listed', async () => {
    const origin = 'https://app.example.com';
    const { url, send } = await startHost({ settings: { origins: [origin], token } });
    const authorization = `Bearer ${token}`;
    const evil = await send('/tasks', { headers: { origin: 'https://evil.example', authorization } });
    expect(await errorIn(evil)).toEqual([403, 'authentication']);
    expect((await send('/tasks', { headers: { origin: 'null', authorization } })).status).toBe(403);
    expect((await send('/tasks', { headers: { origin: url, authorization } })).status).toBe(200);
    const listed = await send('/tasks', { headers: { origin, authorization } });
    expect(listed.headers.get('access-control-allow-origin')).toBe(origin);
    const preflight = await send('/tasks', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    const refused = await send('/tasks', { headers: { origin } });
    expect(await errorIn(refused)).toEqual([401, 'authentication']);
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin);
  });

  it.each(['', 'short', 'correct horse battery staple', ` ${token}`, `${token}\n`, `${token}é`])(
    'is nobody for a token that no header brings, or that is short: %j',
    async (odd) => {
      await expect(startHost({ settings: { token: odd } })).rejects.toThrow(TypeError);
    },
  );

  it.each([
    ['a name', { hosts: ['localhost', 'videos.example.com'] }],
    ['an address', { hosts: ['10.0.0.1'] }],
    ['a url', { url: 'https://videos.example.com/api' }],
  ])('is not just anybody who knows %s of it', async (_, settings) => {
    await expect(startHost({ settings })).rejects.toThrow(/could spend money.*"token" or an "owner"/);
    await startHost({ settings: { ...settings, token } });
  });

  it('is anybody on this machine, by whatever name of it', async () => {
    const settings = { hosts: ['LOCALHOST', '127.0.0.2', '[::1]'], url: 'http://[::1]:8787' };
    expect((await (await startHost({ settings })).send('/tasks')).status).toBe(200);
  });

  it('is who has the token, and nobody else', async () => {
    const { send, post, simulator } = await startHost({ settings: { token } });
    const headers = [
      {},
      { authorization: token },
      { authorization: `Bearer ${token}x` },
      { authorization: 'Bearer ' },
    ];
    for (const header of headers) expect((await send('/tasks', { headers: header })).status).toBe(401);
    expect((await post('/tasks', body)).status).toBe(401);
    expect((await send('/tasks', { headers: { authorization: `bearer ${token}` } })).status).toBe(200);
    expect(simulator.tasks).toHaveLength(0);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('the token is odd'))],
    ['is undefined', () => undefined],
    ['is empty', async () => ''],
  ])('is nobody where owner %s', async (_, owner) => {
    const { send } = await startHost({ settings: { owner } });
    expect(await errorIn(await send('/capabilities'))).toEqual([401, 'authentication']);
  });

  it('is nobody who posts no JSON', async () => {
    const { send, simulator } = await startHost();
    const form = { method: 'POST', body: JSON.stringify(body) };
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await send('/tasks', { ...form, headers: { 'content-type': type } })).status).toBe(415);
    expect((await send('/tasks/x/cancel', { method: 'POST' })).status).toBe(415);
    expect(simulator.tasks).toHaveLength(0);
  });
});

describe('what the server takes', () => {
  it('is no more than the limit, with its length told or in chunks', async () => {
    const { send, simulator, errors } = await startHost({ settings: { maxBodyBytes: 10_000 } });
    const large = JSON.stringify({ request: { prompt: 'x'.repeat(20_000) } });
    const told = await send('/tasks', { method: 'POST', headers: json, body: large });
    expect(await errorIn(told)).toEqual([413, 'invalid-request']);
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new TextEncoder().encode(' '.repeat(5_000)));
        if (pulled > 100_000) controller.close();
      },
    });
    // The answer may come before the whole of the body has left.
    const init = { method: 'POST', headers: json, body: endless, duplex: 'half' };
    const status = await send('/tasks', init).then(
      (answer) => answer.status,
      () => 413,
    );
    expect(status).toBe(413);
    expect(pulled).toBeLessThan(10_000);
    expect(simulator.tasks).toHaveLength(0);
    expect(errors).toEqual([]);
  });

  it('may come in chunks, as the platform’s own request', async () => {
    const platform = globalThis.Request;
    const asked: boolean[] = [];
    const owner = async (request: Request) => {
      asked.push(new Request(request.url, { headers: request.headers }).url === request.clone().url);
      return 'ann';
    };
    const { send } = await startHost({ simulator: { speed: 0 }, settings: { owner } });
    const text = JSON.stringify(body);
    const parts = [text.slice(0, 9), text.slice(9)].values();
    const stream = new ReadableStream({
      pull(controller) {
        const { value, done } = parts.next();
        if (done === true) controller.close();
        else controller.enqueue(new TextEncoder().encode(value));
      },
    });
    const init = { method: 'POST', headers: json, body: stream, duplex: 'half' };
    expect((await send('/tasks', init)).status).toBe(202);
    expect([asked, globalThis.Request === platform]).toEqual([[true], true]);
  });

  it('may break off', async () => {
    const { send, url, errors, simulator } = await startHost();
    const sent = httpRequest(`${url}/tasks`, {
      method: 'POST',
      headers: { ...json, 'content-length': '9000' },
    });
    sent.on('error', () => undefined).write('{"request": ');
    await sleep(100);
    sent.destroy();
    expect((await send('/tasks')).status).toBe(200);
    await sleep(100);
    expect([errors, simulator.tasks.length]).toEqual([[], 0]);
  });

  it('has no field that nobody knows, and is not repeated', async () => {
    const { post, send, simulator } = await startHost();
    const secret = 'planted-7Q';
    const bodies = [
      { ...body, surplus: secret },
      { request: { ...body.request, surplus: {} }, label: secret },
      { request: { ...body.request, firstFrame: { base64: `${secret} no base64` } } },
      { ...body, routing: { reference: secret } },
      { ...body, routing: { maxCosts: { amount: 1, currency: secret } } },
      { ...body, routing: { fallback: secret } },
      { ...body, routing: { prefer: secret } },
      { ...body, routing: { needs: [secret] } },
      { ...body, label: [secret] },
      { request: secret },
      [],
      null,
    ];
    for (const one of bodies) {
      const answer = await post('/tasks', one);
      const text = await answer.text();
      expect([answer.status, parseVideoError(JSON.parse(text).error)?.code]).toEqual([
        400,
        'invalid-request',
      ]);
      expect(text).not.toContain(secret);
    }
    for (const text of ['', '{', `{"request": ${'['.repeat(100_000)}`]) {
      const answer = await send('/tasks', { method: 'POST', headers: json, body: text });
      expect(answer.status).toBe(400);
    }
    expect(simulator.tasks).toHaveLength(0);
  });

  it('is answered for nobody on the way', async () => {
    const { send } = await startHost();
    const cached = async (path: string) => (await send(path)).headers.get('cache-control');
    expect([await cached('/tasks'), await cached('/spending'), await cached('/tasks/x')]).toEqual([
      'no-store',
      'no-store',
      'no-store',
    ]);
    expect(await cached('/capabilities')).toBe('private, no-cache');
  });

  it('is a route that there is', async () => {
    const { send, post } = await startHost();
    expect(await errorIn(await send('/nowhere'))).toEqual([404, 'not-found']);
    expect(await errorIn(await post('/tasks/x', {}))).toEqual([404, 'not-found']);
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'cursor=x', `key=${'k'.repeat(256)}`])
      expect(await errorIn(await send(`/tasks?${query}`))).toEqual([400, 'invalid-request']);
    expect(await errorIn(await send('/events?after=x'))).toEqual([400, 'invalid-request']);
  });
});

describe('what went wrong in the server itself', () => {
  it('is for its own log, and the client may ask again', async () => {
    const { folder, store } = await startHost();
    const jobs = { ...store.jobs, list: () => Promise.reject(new Error(`cannot open ${folder}`)) };
    const { send, errors } = await startHost({ settings: { store: { ...store, jobs } } });
    const answer = await send('/tasks');
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(parseVideoError(JSON.parse(text).error)).toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
    expect(text).not.toContain(folder);
    expect(errors).toMatchObject([{ message: `cannot open ${folder}` }]);
  });
});

describe('listening', () => {
  it('beyond this machine needs somebody who asks', async () => {
    const { server } = await startHost();
    for (const host of ['0.0.0.0', '::', '192.0.2.1', ''])
      await expect(serve(server, { port: 0, host })).rejects.toThrow(/"token" or an "owner"/);
    const open = await startHost({ settings: { token }, listen: { host: '0.0.0.0' } });
    expect((await open.send('/tasks')).status).toBe(401);
  });
});
