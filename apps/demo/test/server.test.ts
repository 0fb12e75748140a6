import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Run, RunPage, Setup } from '../src/api.ts';
import { connectionEntries } from '../src/server/providers.ts';
import { startDemo } from '../src/server/start.ts';
import { key, newFolder, openDemo, runInput, png } from './demo.ts';
import { type Demo, patience } from './watch.ts';

const text = { prompt: 'a cat' };
vi.setConfig({ testTimeout: 2 * patience.timeout });

async function allEnded({ app }: Demo): Promise<readonly Run[]> {
  return vi.waitFor(async () => {
    const { runs }: RunPage = await (await app.request('/api/runs')).json();
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.map(({ endedAt }) => typeof endedAt)).not.toContain('undefined');
    return runs;
  }, patience);
}

describe('only this machine', () => {
  test.each([
    ['127.0.0.1:4173', 200],
    ['localhost:4173', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['evil.example:4173', 403],
    ['', 403],
  ])('Host %j answers %i', async (host, status) => {
    const { app } = await openDemo();
    expect((await app.request('/api/setup', { headers: { host } })).status).toBe(status);
  });

  test.each(['https://evil.example', 'http://localhost:1', 'null'])(
    'a page of %s starts nothing',
    async (origin) => {
      const { post, simulator } = await openDemo();
      const answer = await post('/api/runs', runInput(text), { origin });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ error: { code: 'forbidden' } });
      expect(simulator.requests).toHaveLength(0);
    },
  );

  test.each([
    ['PUT', '/api/limit', 'null'],
    ['PUT', '/api/faults', '{"preset":"slow"}'],
    ['POST', '/api/runs/0/cancel', ''],
    ['DELETE', '/api/runs/0', ''],
  ])('a foreign page may not %s %s', async (method, path, body) => {
    const { app } = await openDemo();
    const headers = { 'content-type': 'application/json', origin: 'https://evil.example' };
    const answer = await app.request(path, { method, headers, ...(body !== '' && { body }) });
    expect(answer.status).toBe(403);
    expect(await (await app.request('/api/faults')).json()).toEqual({ preset: 'none' });
  });

  test.each(['/api/prepare', '/api/runs'])('an unknown api is refused by %s', async (path) => {
    const { post, simulator } = await openDemo();
    const { id, comparison, confirmed, ...chosen } = { ...runInput(text), api: 'side-entrance' };
    const body = path === '/api/runs' ? { ...chosen, id, comparison, confirmed } : chosen;
    const answer = await post(path, body);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'unknown-api' } });
    expect(simulator.requests).toHaveLength(0);
  });

  test('its own page starts a run', async () => {
    const { post, simulator } = await openDemo();
    expect((await post('/api/runs', runInput(text), { origin: 'http://localhost' })).status).toBe(202);
    await vi.waitFor(() => expect(simulator.tasks).toHaveLength(1), patience);
  });

  test('scripts, frames and forms of others are shut out', async () => {
    const { app } = await openDemo();
    const policy = (await app.request('/api/setup')).headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "media-src 'self'",
      ]),
    );
  });
});

describe('paying', () => {
  const environment = { KLING_API_TOKEN: key };

  test('a real call that nobody confirmed is refused', async () => {
    const { post, simulator } = await openDemo({ environment });
    const answer = await post('/api/runs', runInput(text));
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ error: { code: 'confirmation-required' } });
    expect(simulator.requests).toHaveLength(0);
  });

  test('a confirmed one is sent once', async () => {
    const demo = await openDemo({ environment });
    expect((await demo.post('/api/runs', { ...runInput(text), confirmed: true })).status).toBe(202);
    await vi.waitFor(() => expect(demo.simulator.tasks).toHaveLength(1), patience);
    expect(await (await demo.app.request('/api/runs')).json()).toMatchObject({ runs: [{ real: true }] });
  });

  test('the same run id is one task, at once or later', async () => {
    const demo = await openDemo();
    const same = runInput(text);
    await Promise.all([1, 2, 3].map(async () => demo.post('/api/runs', same)));
    await allEnded(demo);
    const again = await demo.post('/api/runs', same);
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ id: same.id });
    expect(await allEnded(demo)).toHaveLength(1);
    expect(demo.simulator.tasks).toHaveLength(1);
  });

  test('a run id that stands for something else is refused', async () => {
    const demo = await openDemo();
    const first = runInput(text);
    await demo.post('/api/runs', first);
    const answer = await demo.post('/api/runs', { ...first, request: { prompt: 'a dog' } });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ error: { code: 'conflict' } });
    await allEnded(demo);
    expect(demo.simulator.tasks).toHaveLength(1);
  });
});

describe('bad input', () => {
  const { id: _, ...withoutId } = runInput(text);
  const picture = (firstFrame: unknown) => ({ ...text, firstFrame });
  const fake = { base64: Buffer.from('<svg onload="alert(1)">').toString('base64') };
  test.each([
    ['no JSON', '{"request":', 400, 'invalid-request', /JSON/],
    ['no object', [], 400, 'invalid-request', /body/],
    ['no id', withoutId, 400, 'invalid-request', /id/],
    ['an id that is none', { ...runInput(text), id: '1' }, 400, 'invalid-request', /id/],
    ['no request', { ...runInput(text), request: 'a cat' }, 400, 'invalid-request', /request/],
    ['no provider', runInput(text, 'kling-v2-6'), 400, 'invalid-request', /provider:model/],
    ['an unknown key', runInput({ promt: 'a cat' }), 400, 'invalid-request', /prompt/],
    ['a key beside the request', { ...runInput(text), extra: 1 }, 400, 'invalid-request', /extra/i],
    ['an http picture', runInput(picture('http://example.com/a.jpg')), 400, 'invalid-request', /https/],
    ['a fake picture', runInput(picture(fake)), 400, 'invalid-request', /firstFrame.*PNG/],
    ['a wrong type', runInput({ ...text, duration: '5' }), 400, 'invalid-request', /duration/],
    ['what the model cannot', runInput({ ...text, watermark: true }), 422, 'unsupported', /watermark/],
    ['an unknown model', runInput(text, 'kling:kling-v99'), 422, 'unsupported', /kling-v99/],
    ['an unknown provider', runInput(text, 'nobody:model'), 404, 'unknown-api', /nobody/],
  ])('%s: one clear error, nothing sent', async (_name, body, status, code, message) => {
    const { app, post, simulator } = await openDemo();
    const answer = await post('/api/runs', body);
    expect(await answer.json()).toMatchObject({
      error: { code, message: expect.stringMatching(message), problems: expect.any(Array) },
    });
    expect(answer.status).toBe(status);
    expect(simulator.requests).toHaveLength(0);
    expect(await (await app.request('/api/runs')).json()).toEqual({ runs: [] });
  });

  test.each([
    ['request', (many: object) => many],
    ['request.providerOptions', (many: object) => ({ ...text, providerOptions: { kling: many } })],
  ])('more fields than any %s has: refused without looking at each', async (_, requestOf) => {
    const { post, simulator } = await openDemo();
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_unused, index) => [`k${index}`, 1]));
    const answer = await post('/api/runs', runInput(requestOf(many)));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid-request', message: expect.stringContaining('more than 1,000 fields') },
    });
    expect(simulator.requests).toHaveLength(0);
  });

  test('more than 12 MB of pictures', async () => {
    const { post, simulator } = await openDemo();
    const base64 = Buffer.alloc(13 * 1024 * 1024).toString('base64');
    const answer = await post('/api/runs', runInput(picture({ base64 })));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ error: { code: 'too-large' } });
    expect(simulator.requests).toHaveLength(0);
  });

  test('an address that is none', async () => {
    const { app } = await openDemo();
    for (const path of ['/api/nothing', '/nothing.html', '/..%2fpackage.json', '/%2e%2e/package.json']) {
      const answer = await app.request(path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: 'no-such-address' } });
    }
  });
});

describe('runs', () => {
  test('a picture from a file arrives as its bytes', async () => {
    const { post, simulator } = await openDemo();
    const request = { ...text, firstFrame: { base64: png.toString('base64') } };
    expect((await post('/api/runs', runInput(request))).status).toBe(202);
    await vi.waitFor(() => expect(simulator.tasks).toHaveLength(1), patience);
    expect(simulator.tasks[0]?.body).toMatchObject({ image: png.toString('base64') });
  });

  test.each([
    [{ firstFrame: 'file:///etc/hosts' }, 'firstFrame'],
    [{ references: ['https://example.com/a.png', ' FILE:///etc/hosts'] }, 'references.1'],
    [
      { motionMasks: { dynamic: [{ mask: 'file:///etc/hosts', trajectory: [] }] } },
      'motionMasks.dynamic.0.mask',
    ],
  ])('a page cannot ask for a file of the server: %j', async (media, field) => {
    const { post, simulator } = await openDemo();
    const request = { ...text, ...media };
    for (const [path, body] of [
      ['/api/runs', runInput(request)],
      ['/api/prepare', { model: 'kling:kling-v2-6', api: 'gateway', request }],
    ] as const) {
      const answer = await post(path, body);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(await answer.text()).toContain(`${field}: must be an https:// link`);
    }
    expect(simulator.requests).toHaveLength(0);
  });

  test('the dry run shows the request and sends none', async () => {
    const { post, simulator } = await openDemo();
    const answer = await post('/api/prepare', { model: 'kling:kling-v2-6', api: 'gateway', request: text });
    expect(await answer.json()).toMatchObject({
      method: 'POST',
      url: `${simulator.url}/kling/v1/videos/text2video`,
      body: { prompt: 'a cat' },
    });
    expect(simulator.requests).toHaveLength(0);
  });

  test('a service that says no is a run that did not start', async () => {
    const demo = await openDemo({ environment: { KLING_API_TOKEN: 'wrong' } });
    await demo.post('/api/runs', { ...runInput(text), confirmed: true });
    const [run] = await allEnded(demo);
    expect(run?.state).toMatchObject({ phase: 'refused', error: { code: 'authentication' } });
    expect(demo.simulator.tasks).toHaveLength(0);
  });

  test('a task that fails says why', async () => {
    const demo = await openDemo({ outcome: () => ({ failed: 'the moon is too bright' }) });
    await demo.post('/api/runs', runInput(text));
    const [run] = await allEnded(demo);
    expect(run?.state).toMatchObject({
      phase: 'accepted',
      task: { status: 'failed', failure: { message: expect.stringContaining('too bright') } },
    });
  });

  test('whoever connects later gets the whole state first, then each change', async () => {
    const demo = await openDemo({ speed: 0 });
    const first = runInput(text);
    await demo.post('/api/runs', first);
    const stream = (await demo.app.request('/api/runs/events')).body?.pipeThrough(new TextDecoderStream());
    const reader = stream?.getReader();
    let received = '';
    const readUntil = async (wanted: RegExp) => {
      while (!wanted.test(received)) received += (await reader?.read())?.value ?? '';
    };
    await readUntil(/event: all\ndata: \[.*\]\n/);
    expect(received).toContain(first.id);
    await vi.waitFor(() => expect(demo.simulator.tasks).toHaveLength(1), patience);
    demo.simulator.advance(60);
    await readUntil(/event: run\ndata: .*"status":"succeeded".*"endedAt"/);
    await reader?.cancel();
  });
});

test('no answer holds a key', async () => {
  // What is simulated has a public key, which is told.
  const ways = connectionEntries.flatMap(({ keys: [usual] }) => Object.values(usual));
  const environment = Object.fromEntries(ways.map((variable) => [variable, key]));
  const demo = await openDemo({ environment });
  const failing = await openDemo({ environment: { KLING_API_TOKEN: `${key}-old` } });
  const run = { ...runInput(text), confirmed: true };
  const answers = [
    await demo.app.request('/api/setup'),
    await demo.post('/api/prepare', { model: 'kling:kling-v2-6', api: 'gateway', request: text }),
    await demo.post('/api/runs', runInput(text)),
    await demo.post('/api/runs', run),
    await failing.post('/api/runs', run),
  ];
  const { connections }: Setup = await (await demo.app.request('/api/setup')).json();
  expect(connections.map(({ state }) => state)).toEqual(connections.map(() => 'real'));
  await vi.waitFor(() => expect(demo.simulator.tasks).toHaveLength(1), patience);
  await allEnded(failing);
  answers.push(await demo.app.request('/api/runs'), await failing.app.request('/api/runs'));
  // The simulator's own key is the same here; elsewhere it is public.
  const withoutSimulator = (text: string) => text.replaceAll(/"simulator(Variables)?":\{[^}]*\}/g, '');
  for (const answer of answers) expect(withoutSimulator(await answer.text())).not.toContain(key);
});

test('a taken port: the usual one gives way, a wanted one is an error', async () => {
  const pageFolder = newFolder();
  writeFileSync(join(pageFolder, 'index.html'), 'a page');
  const open = async (port?: number) => {
    const demo = await startDemo({ port, environment: {}, dataFolder: newFolder(), pageFolder });
    onTestFinished(async () => demo.close());
    return demo;
  };
  const first = await open();
  const second = await open();
  expect(second.url).not.toBe(first.url);
  expect(second.simulator.url).not.toBe(first.simulator.url);
  for (const { url, simulator } of [first, second]) {
    const { connections }: Setup = await (await fetch(`${url}/api/setup`)).json();
    const addresses = connections.map((one) => one.simulator?.['baseUrl'] ?? '');
    // A provider with a simulation of its own has a path there.
    expect(addresses.filter((address) => !address.startsWith(simulator.url))).toEqual([]);
  }
  await expect(open(Number(new URL(first.url).port))).rejects.toThrow('Another program has port');
});
