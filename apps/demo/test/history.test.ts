import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createKling } from '@vid/kling';
import { expect, test, vi } from 'vitest';
import type { Chosen, Run, RunPage } from '../src/api.ts';
import { key, openDemo, runInput, png } from './demo.ts';
import { accepted, type Demo, ended, patience, runOf } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

const text = { prompt: 'a cat' };

async function made(demo: Demo, request: object = text): Promise<Run> {
  const one = runInput(request);
  expect((await demo.post('/api/runs', one)).status).toBe(202);
  return ended(demo, one.id);
}

const list = async ({ app }: Demo, query = ''): Promise<RunPage> =>
  (await app.request(`/api/runs${query}`)).json();

test('the video is here, byte for byte, with safe headers and ranges', async () => {
  const demo = await openDemo();
  const run = await made(demo);
  const { state } = run;
  if (state.phase !== 'accepted' || state.task.status !== 'succeeded') throw new Error('it did not succeed');
  const service = createKling({ api: 'gateway', apiKey: key, baseUrl: demo.simulator.url });
  const asked = await service.query(state.task);
  const original = await (
    await fetch(asked.status === 'succeeded' ? (asked.videos[0]?.url ?? '') : '')
  ).bytes();
  const [video] = run.videos;
  expect(video?.sha256).toBe(createHash('sha256').update(original).digest('hex'));

  const answer = await demo.app.request(video?.url ?? '');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'video/mp4',
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(/^inline; filename="kling-kling-v2-6-[\w-]+\.mp4"$/),
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
  });
  expect(Buffer.from(await answer.bytes()).equals(original)).toBe(true);

  const part = await demo.app.request(`/api/runs/${run.id}/video`, { headers: { range: 'bytes=4-11' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 4-11/${original.length}`);
  expect(Buffer.from(await part.bytes()).equals(original.subarray(4, 12))).toBe(true);

  const kept = await demo.app.request(`${video?.url}?download`);
  expect(kept.headers.get('content-disposition')).toMatch(/^attachment; /);
  await kept.bytes();
});

test('a restart finds everything as it was', async () => {
  const first = await openDemo();
  const before = await made(first);
  await first.close();
  const second = await openDemo({ dataFolder: first.dataFolder });
  // What happened to it on its way is known to its own process only.
  const { timeline, ...kept } = before;
  expect(timeline?.at(-1)).toMatchObject({ type: 'downloaded' });
  expect(await runOf(second, before.id)).toEqual(kept);
  expect((await second.app.request(before.videos[0]?.url ?? '')).status).toBe(200);
  expect(second.simulator.requests).toHaveLength(0);
});

test('no path leads out of the folder, and no id but that of a run leads anywhere', async () => {
  const demo = await openDemo();
  const { id } = await made(demo);
  for (const path of [
    '/api/runs/..%2f..%2fdemo.sqlite/video',
    '/api/runs/%2e%2e/video',
    `/api/runs/${id}%2f..%2f${id}/video`,
    `/api/runs/${id}/video/1`,
    `/api/runs/${id}/video/-1`,
    `/api/runs/${id}/video/0%2f..%2f..%2fdemo.sqlite`,
    `/api/runs/${crypto.randomUUID()}/video`,
    '/api/pictures/..%2fdemo.sqlite',
    '/api/pictures/%2e%2e%2fdemo.sqlite',
    `/api/pictures/${'0'.repeat(64)}`,
    '/demo.sqlite',
    '/..%2fdemo.sqlite',
  ]) {
    const answer = await demo.app.request(path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).not.toContain('SQLite');
  }
});

test('a run again: the request as it was, its picture from here', async () => {
  const demo = await openDemo();
  const request = { ...text, firstFrame: { base64: png.toString('base64') }, duration: 5 };
  const { id } = await made(demo, request);
  const kept: Chosen = await (await demo.app.request(`/api/runs/${id}/request`)).json();
  expect(kept).toEqual({
    model: 'kling:kling-v2-6',
    api: 'gateway',
    request: {
      ...text,
      duration: 5,
      firstFrame: { picture: expect.stringMatching(/^\/api\/pictures\/\w{64}$/) },
    },
  });
  const [address = ''] = /\/api\/pictures\/\w{64}/.exec(JSON.stringify(kept)) ?? [];
  const picture = await demo.app.request(address);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await picture.bytes()).equals(png)).toBe(true);
});

test('deleting takes the row, the video and a picture that nobody else needs', async () => {
  const demo = await openDemo();
  const files = () => ['videos', 'pictures'].flatMap((name) => readdirSync(join(demo.dataFolder, name)));
  const request = { ...text, firstFrame: { base64: png.toString('base64') } };
  const one = runInput(request);
  await demo.post('/api/runs', one);
  await ended(demo, one.id);
  const other = await made(demo, request);
  expect(files()).toHaveLength(3);
  expect((await demo.app.request(`/api/runs/${one.id}`, { method: 'DELETE' })).status).toBe(204);
  expect(files()).toHaveLength(2);
  expect((await demo.app.request(`/api/runs/${one.id}`)).status).toBe(404);
  expect((await list(demo)).runs.map(({ id }) => id)).toEqual([other.id]);
  // An input that arrives once more must not be paid once more.
  expect((await demo.post('/api/runs', one)).status).toBe(409);
  await demo.app.request(`/api/runs/${other.id}`, { method: 'DELETE' });
  expect(files()).toEqual([]);
  expect(demo.simulator.tasks).toHaveLength(2);
});

test('a run that goes on cannot be deleted, nor by a foreign page', async () => {
  const demo = await openDemo({ speed: 0 });
  const one = runInput(text);
  await demo.post('/api/runs', one);
  await accepted(demo, one.id);
  const refused = await demo.app.request(`/api/runs/${one.id}`, { method: 'DELETE' });
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ error: { message: expect.stringContaining('cancel it') } });
  demo.simulator.advance(60);
  await ended(demo, one.id);
  const headers = { origin: 'https://evil.example' };
  const foreign = await demo.app.request(`/api/runs/${one.id}`, { method: 'DELETE', headers });
  expect(foreign.status).toBe(403);
  expect((await list(demo)).runs).toHaveLength(1);
});

test('cancel stops a task where the service can, and says where it cannot', async () => {
  const demo = await openDemo({ speed: 0 });
  const one = { ...runInput(text, 'jimeng:jimeng-video-3.0'), api: 'official' };
  const cannot = runInput(text);
  expect((await demo.post('/api/runs', one)).status).toBe(202);
  await demo.post('/api/runs', cannot);
  await accepted(demo, one.id);
  await accepted(demo, cannot.id);
  const stopped = await demo.app.request(`/api/runs/${one.id}/cancel`, { method: 'POST' });
  expect(await stopped.json()).toMatchObject({ outcome: 'stopped' });
  expect(await runOf(demo, one.id)).toMatchObject({
    endedAt: expect.any(Number),
    state: { task: { status: 'canceled' } },
  });
  const refused = await demo.app.request(`/api/runs/${cannot.id}/cancel`, { method: 'POST' });
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({
    error: { code: 'not-cancelable', message: expect.stringContaining('goes on and is billed') },
  });
  expect((await demo.app.request(`/api/runs/${one.id}/cancel`, { method: 'POST' })).status).toBe(409);
  demo.simulator.advance(60);
  expect((await ended(demo, cannot.id)).state).toMatchObject({ task: { status: 'succeeded' } });
});

test('a hundred runs and more: in pages, newest first, searched, and told at once to a new page', async () => {
  const demo = await openDemo({ outcome: () => ({ failed: 'no video is needed here' }) });
  const inputs = Array.from({ length: 120 }, (_, index) => runInput({ prompt: `Cat number ${index}.` }));
  for (const one of inputs) await demo.post('/api/runs', one);
  const ids = inputs.map(({ id }) => id).toReversed();
  const first = await list(demo, '?limit=100');
  expect(first.runs.map(({ id }) => id)).toEqual(ids.slice(0, 100));
  const second = await list(demo, `?limit=100&before=${first.next}`);
  expect(second.runs.map(({ id }) => id)).toEqual(ids.slice(100));
  expect(second.next).toBeUndefined();
  expect((await list(demo, '?search=NUMBER%207.')).runs.map(({ prompt }) => prompt)).toEqual([
    'Cat number 7.',
  ]);
  expect((await list(demo, '?search=kling-v2-6&limit=200')).runs).toHaveLength(120);
  for (const query of ['?limit=0', '?limit=9999', '?before=x']) {
    expect((await demo.app.request(`/api/runs${query}`)).status).toBe(400);
  }
  await Promise.all(inputs.map(({ id }) => ended(demo, id)));
});

test('a comparison is told as a whole, however long ago it began', async () => {
  const demo = await openDemo();
  const first = runInput(text);
  const other = runInput(text);
  const later = { ...runInput(text), comparison: first.comparison };
  for (const one of [first, other, later]) await demo.post('/api/runs', one);
  const { runs, next } = await list(demo, `?comparison=${first.comparison}`);
  expect([runs.map(({ id }) => id), next]).toEqual([[later.id, first.id], undefined]);
  expect((await list(demo, `?comparison=${crypto.randomUUID()}`)).runs).toEqual([]);
  await Promise.all([first, other, later].map(({ id }) => ended(demo, id)));
});

test('who connects again gets what was missed, also over a restart and of deletions', async () => {
  const first = await openDemo();
  const old = await made(first);
  const gone = await made(first);
  const streamOf = async ({ app }: Demo, headers: Readonly<Record<string, string>> = {}) => {
    const stream = (await app.request('/api/runs/events', { headers })).body;
    const reader = stream?.pipeThrough(new TextDecoderStream()).getReader();
    let received = '';
    return {
      async readUntil(wanted: RegExp): Promise<string> {
        while (!wanted.test(received)) received += (await reader?.read())?.value ?? '';
        await reader?.cancel();
        return received;
      },
    };
  };
  const [, known = ''] = /id: (\d+)/.exec(await (await streamOf(first)).readUntil(/id: \d+\n/)) ?? [];
  await first.app.request(`/api/runs/${gone.id}`, { method: 'DELETE' });
  await first.close();
  const second = await openDemo({ dataFolder: first.dataFolder });
  const fresh = await made(second);
  const received = await (await streamOf(second, { 'last-event-id': known })).readUntil(/"endedAt"/);
  expect(received).toContain(`event: delete\ndata: {"id":"${gone.id}"}`);
  expect(received).toContain(fresh.id);
  expect(received).not.toContain(old.id);
  const strange = await (await streamOf(second, { 'last-event-id': '999999' })).readUntil(/data: [^]*\n\n/);
  expect(strange).toContain('event: all');
  expect(strange).toContain(old.id);
});

test('two servers do not share one folder', async () => {
  const { dataFolder } = await openDemo();
  await expect(openDemo({ dataFolder })).rejects.toThrow(/Another demo has the data in .*VID_DEMO_DATA/);
});
