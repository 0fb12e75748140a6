import { describe, expect, it } from 'vitest';
import { gateway } from './gateway.ts';
import { ask, linkIn, open, rawGateway, routes, variants } from './raw.ts';

const range = (first: number, last: number | '' = '') => ({ headers: { Range: `bytes=${first}-${last}` } });

const nothing = { status: 0, complete: false };

/** A task at its end, its link, and what is behind it. */
async function finished(variant: (typeof variants)[number]) {
  const all = await rawGateway(variant);
  await all.finish();
  const link = await all.link();
  const whole = (await ask(link)).body;
  const hit = () => all.simulator.requests.at(-1)?.fault;
  return { ...all, url: link, whole, hit };
}

describe.each(routes)('a clip that goes wrong: $name', (variant) => {
  it('cut', async () => {
    const { simulator, url, whole } = await finished(variant);
    simulator.fault({ on: 'clip', kind: 'cut', service: variant.service });
    expect(await ask(url)).toMatchObject(nothing);
    expect((await ask(url)).body).toEqual(whole);
  });

  it('hang, until the simulator closes', async () => {
    const { simulator, url } = await finished(variant);
    const { struck } = simulator.fault({ on: 'clip', kind: 'hang' });
    const hung = open(url);
    await struck;
    await simulator.close();
    expect(await hung.over).toMatchObject(nothing);
  });

  it('error, rate-limited, html', async () => {
    const { simulator, url, whole } = await finished(variant);
    simulator.fault({ on: 'clip', kind: 'error', status: 503, body: 'html' });
    simulator.fault({ on: 'clip', kind: 'rate-limited', retryAfter: 2 });
    simulator.fault({ on: 'clip', kind: 'html' });
    simulator.fault({ on: 'clip', kind: 'html', contentType: 'video/mp4' });
    const broken = await ask(url);
    expect(broken).toMatchObject({ status: 503, headers: { 'access-control-allow-origin': '*' } });
    expect(await ask(url)).toMatchObject({ status: 429, headers: { 'retry-after': '2' } });
    for (const type of [/^text\/html/, /^video\/mp4$/]) {
      const page = await ask(url);
      expect(page).toMatchObject({ status: 200, complete: true });
      expect(page.headers['content-type']).toMatch(type);
      expect(page.body.toString()).toMatch(/^<!doctype html>/);
    }
    expect((await ask(url)).body).toEqual(whole);
  });

  it.each([403, 410] as const)('expired with %d, until the task is polled again', async (status) => {
    const { simulator, url, whole, link } = await finished(variant);
    simulator.fault({ on: 'clip', kind: 'expired', status });
    for (const method of ['GET', 'GET', 'HEAD'] as const) {
      expect(await ask(url, { method })).toMatchObject({ status, complete: true });
    }
    const fresh = await link();
    expect(new URL(fresh).pathname).toBe(new URL(url).pathname);
    expect(fresh).not.toBe(url);
    expect((await ask(fresh)).body).toEqual(whole);
    expect(await ask(url, range(10))).toMatchObject({ status });
    expect(await link()).toBe(fresh);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('broken-link, which a range resumes', async () => {
    const { simulator, url, whole, hit } = await finished(variant);
    simulator.fault({ on: 'clip', kind: 'broken-link' });
    const half = await ask(url);
    expect(half).toMatchObject({ status: 200, complete: false });
    expect(half.headers['content-length']).toBe(String(whole.length));
    expect(half.headers['accept-ranges']).toBe('bytes');
    expect(half.body).toEqual(whole.subarray(0, Math.floor(whole.length / 2)));
    await expect.poll(hit, { timeout: 4500 }).toBe('broken-link');
    const rest = await ask(url, range(half.body.length));
    expect(rest).toMatchObject({ status: 206, complete: true });
    expect(Buffer.concat([half.body, rest.body])).toEqual(whole);

    simulator.fault({ on: 'clip', kind: 'broken-link', share: 0.25 });
    const part = await ask(url, range(100, 499));
    expect(part).toMatchObject({ status: 206, complete: false, headers: { 'content-length': '400' } });
    expect(part.body).toEqual(whole.subarray(100, 200));
  });

  it('no-range: the whole file, whatever part is asked for', async () => {
    const { simulator, url, whole } = await finished(variant);
    simulator.fault({ on: 'clip', kind: 'broken-link', share: 0.1 });
    simulator.fault({ on: 'clip', kind: 'no-range' });
    const { length } = (await ask(url)).body;
    expect(length).toBe(Math.floor(whole.length / 10));
    const again = await ask(url, range(length));
    expect(again).toMatchObject({ status: 200, complete: true, headers: { 'accept-ranges': 'none' } });
    expect(again.headers).not.toHaveProperty('content-range');
    expect(again.body).toEqual(whole);
  });

  it('no-length: chunked', async () => {
    const { simulator, url, whole } = await finished(variant);
    simulator.fault({ on: 'clip', kind: 'no-length' });
    const answer = await ask(url);
    expect(answer).toMatchObject({ status: 200, complete: true });
    expect(answer.headers).not.toHaveProperty('content-length');
    expect(answer.body).toEqual(whole);
  });

  it('short-body: a part that passes for the whole', async () => {
    const { simulator, url, whole } = await finished(variant);
    simulator.fault({ on: 'clip', kind: 'short-body', share: 0.3 });
    const bytes = Math.floor(whole.length * 0.3);
    const answer = await ask(url);
    expect(answer).toMatchObject({ status: 200, complete: true });
    expect(answer.headers['content-length']).toBe(String(bytes));
    expect(answer.body).toEqual(whole.subarray(0, bytes));
  });

  it('wrong-length: more is promised than comes', async () => {
    const { simulator, url, whole } = await finished(variant);
    simulator.fault({ on: 'clip', kind: 'wrong-length', by: 100 });
    const answer = await ask(url);
    expect(answer).toMatchObject({ status: 200, complete: false });
    expect(answer.headers['content-length']).toBe(String(whole.length + 100));
    expect(answer.body).toEqual(whole);
  });

  it('redirect', async () => {
    const { simulator, url } = await finished(variant);
    simulator.fault({ on: 'clip', kind: 'redirect', to: 'https://media.example/a.mp4?key=1' });
    simulator.fault({ on: 'clip', kind: 'redirect', to: 'http://169.254.169.254/', status: 308 });
    const location = 'https://media.example/a.mp4?key=1';
    expect(await ask(url)).toMatchObject({ status: 302, headers: { location } });
    expect(await ask(url)).toMatchObject({ status: 308, headers: { location: 'http://169.254.169.254/' } });
  });

  it('slow-body comes as time is moved', async () => {
    const { simulator, url, whole } = await finished(variant);
    const { struck } = simulator.fault({ on: 'clip', kind: 'slow-body', seconds: 1000 });
    const slow = open(url);
    await struck;
    for (const [tenths, sum] of [
      [1, 1],
      [2, 3],
      [7, 10],
    ] as const) {
      simulator.advance(tenths * 100);
      const due = Math.ceil((whole.length * sum) / 10);
      expect(await slow.received(due)).toBe(due);
    }
    const { complete, body } = await slow.over;
    expect(complete).toBe(true);
    expect(body).toEqual(whole);
  });
});

describe('which clips are struck', () => {
  it('those of the service, by the task or by the file', async () => {
    const [variant] = routes;
    if (variant === undefined) throw new Error('no variant');
    const { simulator, url, hit } = await finished(variant);
    simulator.fault({ on: 'clip', kind: 'html', service: 'kling', times: 'always' });
    expect(await ask(url)).toMatchObject({ status: 200, headers: { 'content-type': 'video/mp4' } });
    expect(hit()).toBeUndefined();
    await ask(`${simulator.url}/clips/kling-16x9-5s.mp4`);
    expect(hit()).toBe('html');
  });

  it('no HEAD, no preflight, and nothing that is not there', async () => {
    const [variant] = routes;
    if (variant === undefined) throw new Error('no variant');
    const { simulator, url } = await finished(variant);
    const { origin } = new URL(url);
    const fault = simulator.fault({ on: 'clip', kind: 'html' });
    expect(await ask(url, { method: 'HEAD' })).toMatchObject({ status: 200 });
    expect(await ask(`${origin}/clips/none.mp4`)).toMatchObject({ status: 404 });
    expect(fault.hits).toBe(0);
  });

  it.each(['no-length', 'slow-body'] as const)('%s no longer than the client listens', async (kind) => {
    const { simulator } = await gateway();
    const { struck } = simulator.fault({ on: 'clip', kind });
    const endless = open(`${simulator.url}/clips/generated-8000000000000.mp4`);
    await struck;
    simulator.advance(1);
    await endless.received(1_000_000);
    endless.abort();
    await expect.poll(() => simulator.requests, { timeout: 4500 }).toMatchObject([{ fault: kind }]);
  });

  it('without a task an expired link is only answered so', async () => {
    const [variant] = routes;
    if (variant === undefined) throw new Error('no variant');
    const { simulator } = await rawGateway(variant);
    simulator.fault({ on: 'clip', kind: 'expired' });
    const url = `${simulator.url}/clips/kling-16x9-5s.mp4`;
    expect(await ask(url)).toMatchObject({ status: 403 });
    expect(await ask(url)).toMatchObject({ status: 200 });
  });
});

describe.each(variants)('links with a time to live: $name', (variant) => {
  it('end in simulated time, and a poll gives another', async () => {
    const { simulator, finish, link } = await rawGateway(variant, { linkSeconds: 3600 });
    await finish();
    const first = await link();
    simulator.advance(3599);
    expect(await ask(first)).toMatchObject({ status: 200 });
    const second = await link();
    simulator.advance(1);
    expect(await ask(first)).toMatchObject({ status: 403 });
    expect(await ask(second)).toMatchObject({ status: 200 });
    expect(linkIn({ ...(await ask(first)), body: Buffer.from(await link()) })).not.toBe(second);
  });
});
