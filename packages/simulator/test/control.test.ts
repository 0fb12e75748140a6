import { describe, expect, it } from 'vitest';
import { startSimulator, type SimulatorOptions } from '../src/index.ts';
import { gateway, requests } from './gateway.ts';

const key = 'steer-me';

async function controlled(options: SimulatorOptions = {}) {
  const opened = await gateway({ control: { key }, ...options });
  const { simulator } = opened;
  const call = async (method: string, path: string, body?: unknown, authorization = `Bearer ${key}`) => {
    const response = await fetch(`${simulator.url}/_control${path}`, {
      method,
      headers: { Authorization: authorization },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, json };
  };
  return { ...opened, call };
}

describe('control from another process', () => {
  it('is not there unless it was asked for', async () => {
    const { get } = await gateway();
    for (const path of ['/bill', '/tasks', '/faults', '/time']) {
      const answer = await get(`/_control${path}`);
      expect(answer).toMatchObject({ status: 404, json: { error: { message: expect.any(String) } } });
    }
  });

  it.each(['', 'sk-simulator'])('takes no key such as %j', async (weak) => {
    await expect(startSimulator({ control: { key: weak } })).rejects.toThrow(RangeError);
  });

  it.each(['', 'Bearer', 'Bearer sk-simulator', `Bearer ${key}x`, key])(
    'refuses %j',
    async (authorization) => {
      const { simulator, call } = await controlled();
      simulator.fault({ on: 'submit', kind: 'html-403' });
      for (const [method, path] of [
        ['GET', '/bill'],
        ['GET', '/nothing'],
        ['POST', '/time'],
        ['DELETE', '/faults'],
      ] as const) {
        const answer = await call(
          method,
          path,
          method === 'POST' ? { seconds: 5 } : undefined,
          authorization,
        );
        expect(answer).toEqual({ status: 401, json: { error: expect.any(String) } });
      }
    },
  );

  it('reads the bill, by service, api and model', async () => {
    const { simulator, post, call } = await controlled();
    await post(requests.jimeng.path, requests.jimeng.body);
    await post('/v1/videos/text2video', { model_name: 'kling-v2-6', prompt: 'a' });
    await post('/v1/videos/text2video', { model_name: 'kling-v2-6', prompt: 'b', mode: 'pro' });
    const lines = [
      { service: 'jimeng', api: 'gateway', model: 'jimeng-video-3.0', tasks: 1 },
      { service: 'kling', api: 'official', model: 'kling-v2-6', tasks: 2, cost: { amount: 4, unit: 'unit' } },
    ];
    expect(await call('GET', '/bill')).toEqual({ status: 200, json: { tasks: 3, lines } });
    expect(simulator.bill()).toEqual(lines);
    expect(await call('GET', '/tasks')).toMatchObject({
      json: [
        { id: simulator.tasks[0]?.id, status: 'queued' },
        { api: 'official', status: 'queued' },
        { status: 'queued' },
      ],
    });
  });

  it('moves time', async () => {
    const { post, task, get, call } = await controlled();
    await post(requests.jimeng.path, requests.jimeng.body);
    const before = await call('GET', '/time');
    const after = await call('POST', '/time', { seconds: 20 });
    const time = ({ json }: { readonly json: unknown }) => Date.parse(String(Object(json).now));
    expect(time(after) - time(before)).toBe(20_000);
    expect(await get(`/v1/video/query?id=${task().id}`)).toMatchObject({ json: { status: 'completed' } });
    for (const body of [{ seconds: -1 }, { seconds: '5' }, {}, { seconds: 1, minutes: 1 }]) {
      expect(await call('POST', '/time', body)).toMatchObject({ status: 400 });
    }
  });

  it('sets faults, counts what they struck and what was billed behind them, and removes them', async () => {
    const { simulator, post, call } = await controlled();
    const rule = { on: 'submit', kind: 'redirect-302', times: 2 };
    expect(await call('POST', '/faults', rule)).toMatchObject({
      status: 201,
      json: { id: 1, hits: 0, created: 0, rule: { kind: 'redirect-302', creates: true } },
    });
    expect(await call('POST', '/faults', { on: 'submit', kind: 'nonsense' })).toMatchObject({ status: 400 });
    const submit = () =>
      fetch(simulator.url + requests.jimeng.path, {
        method: 'POST',
        redirect: 'manual',
        headers: { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(requests.jimeng.body),
      });
    expect((await submit()).status).toBe(302);
    expect(await call('GET', '/faults')).toMatchObject({ json: [{ id: 1, hits: 1, created: 1 }] });
    expect(await call('DELETE', '/faults/1')).toMatchObject({ status: 204 });
    expect(await call('DELETE', '/faults/1')).toMatchObject({ status: 404 });
    await call('POST', '/faults', { on: 'submit', kind: 'rate-limited' });
    expect(await call('DELETE', '/faults')).toMatchObject({ status: 204 });
    expect(await post(requests.jimeng.path, requests.jimeng.body)).toMatchObject({ status: 200 });
    expect(simulator.tasks).toHaveLength(2);
  });

  it('is no request of a service', async () => {
    const { simulator, call } = await controlled();
    await call('GET', '/bill');
    expect(simulator.requests).toEqual([]);
  });
});

describe('the address in links', () => {
  const link = async (options: SimulatorOptions, headers: Readonly<Record<string, string>> = {}) => {
    const { simulator, get, post, task } = await gateway(options);
    await post(requests.jimeng.path, requests.jimeng.body);
    simulator.advance(20);
    const sent = { Authorization: `Bearer ${simulator.apiKey}`, ...headers };
    const { json } = await get(`/v1/video/query?id=${task().id}`, { headers: sent });
    return { url: new URL(String(Object(json).video_url)), simulator };
  };

  it('is where the request went', async () => {
    const { url, simulator } = await link({});
    expect(url.origin).toBe(simulator.url);
  });

  it('is publicUrl, with its path, whatever a proxy says', async () => {
    const forwarded = { 'X-Forwarded-Host': 'other.example' };
    const { url } = await link({ publicUrl: 'https://sim.example/video/' }, forwarded);
    expect(url.href).toMatch(/^https:\/\/sim\.example\/video\/clips\/jimeng-/);
  });

  it.each([
    [{ 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'sim.example' }, 'https://sim.example'],
    [
      { 'X-Forwarded-Proto': 'https, http', 'X-Forwarded-Host': 'sim.example:8443, inner' },
      'https://sim.example:8443',
    ],
    [{ 'X-Forwarded-Host': 'sim.example' }, 'http://sim.example'],
    [{ 'X-Forwarded-Proto': 'javascript', 'X-Forwarded-Host': 'sim.example' }, 'http://sim.example'],
    [{ 'X-Forwarded-Host': 'sim.example/path' }, 'http://sim.example'],
  ])('is what a proxy says: %j', async (headers, origin) => {
    const { url } = await link({}, headers);
    expect(url.origin).toBe(origin);
    expect(url.pathname).toMatch(/^\/clips\//);
  });

  it.each(['sim.example', 'ftp://sim.example', ''])('cannot be %j', async (publicUrl) => {
    await expect(startSimulator({ publicUrl })).rejects.toThrow(RangeError);
  });
});

describe('the clock for those who wait', () => {
  it('moves time itself where it stands still, and is over at once', async () => {
    const { simulator } = await gateway();
    const before = simulator.clock.now();
    await simulator.clock.sleep(600_000, undefined);
    expect(simulator.clock.now() - before).toBe(600_000);
    const reason = new Error('enough');
    await expect(simulator.clock.sleep(5, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('takes simulated time where it runs, and ends with an abort', async () => {
    const { simulator } = await gateway({ speed: 1000 });
    const before = simulator.clock.now();
    await simulator.clock.sleep(5000, undefined);
    expect(simulator.clock.now() - before).toBeGreaterThanOrEqual(5000);
    const reason = new Error('enough');
    const stop = new AbortController();
    const sleep = simulator.clock.sleep(1e9, stop.signal);
    stop.abort(reason);
    await expect(sleep).rejects.toBe(reason);
  });
});
