import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VideoError } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { connectRemote } from '@vid/core/remote';
import { testKilledHost } from '@vid/testkit';
import { serve } from '@vid/server/node';
import { expect, onTestFinished, test } from 'vitest';
import { openDemo } from './demo.ts';
import { openProcess } from './process.ts';
import type { Demo } from './watch.ts';

const request = { model: 'kling:kling-v2-6', prompt: 'a kite over the sea' };
const environment = { KLING_API_TOKEN: 'sk-real', KLINGAI_API_KEY: 'sk-real' };

/** A router at a demo that listens. */
async function remoteTo({ app }: Demo) {
  const fetch = async (asked: Request) => app.fetch(asked);
  const nothing = { isProtected: false, startWorker: () => undefined, close: async () => undefined };
  const listening = await serve({ ...nothing, fetch }, { port: 0, graceMs: 0 });
  onTestFinished(() => listening.close());
  const url = `${listening.url}/api/vid`;
  return { url, router: await connectRemote(url) };
}

test('a router elsewhere plans, submits, waits and downloads at the demo, and the page has none of it', async () => {
  const demo = await openDemo();
  const { router } = await remoteTo(demo);
  expect(
    router
      .plan(request)
      .candidates.map(({ api }) => api)
      .toSorted(),
  ).toEqual(['gateway', 'official']);
  const task = await router.generate(request, { reference: 'order-1' });
  expect(await router.generate(request, { reference: 'order-1' })).toMatchObject({ id: task.id });
  const done = await router.wait(task);
  const [video = expect.fail()] = done.status === 'succeeded' ? done.videos : [];
  const folder = mkdtempSync(join(tmpdir(), 'vid-demo-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'kite.mp4');
  await downloadVideo(video, file, { provider: router, task: done, allowHosts: ['127.0.0.1'] });
  expect(readFileSync(file).length).toBeGreaterThan(1_000);
  expect(demo.simulator.tasks).toHaveLength(1);
  expect(await (await demo.app.request('/api/runs')).json()).toEqual({ runs: [] });
});

test('it cancels where the service can', async () => {
  const demo = await openDemo({ speed: 0 });
  const { router } = await remoteTo(demo);
  const task = await router.generate({ prompt: 'a kite', model: 'jimeng:jimeng-video-3.0 (official)' });
  expect(await router.cancel(task)).toMatchObject({ outcome: 'stopped', task: { status: 'canceled' } });
});

test('nothing real is there: a service with a key is in no table, and nothing is sent to it', async () => {
  const demo = await openDemo({ environment });
  const { router, url } = await remoteTo(demo);
  const providers = new Set(router.capabilities.models.map(({ provider }) => provider));
  expect([...providers].toSorted()).toEqual(['jimeng', 'runway']);
  await expect(router.generate(request)).rejects.toThrow(VideoError);
  const answer = await fetch(`${url}/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'order-1' },
    body: JSON.stringify({ request }),
  });
  expect(answer.status).toBe(422);
  expect(demo.simulator.requests).toHaveLength(0);
});

test('jobs of the page are not there, and the page of another site may not use it', async () => {
  const demo = await openDemo();
  const run = { id: crypto.randomUUID(), comparison: crypto.randomUUID(), confirmed: false };
  await demo.post('/api/runs', {
    ...run,
    request: { prompt: 'a' },
    model: 'kling:kling-v2-6',
    api: 'gateway',
  });
  expect(await (await demo.app.request('/api/vid/tasks')).json()).toEqual({ jobs: [] });
  expect((await demo.app.request(`/api/vid/tasks/${run.id}`)).status).toBe(404);
  const foreign = { origin: 'https://evil.example' };
  expect((await demo.post('/api/vid/tasks', { request }, foreign)).status).toBe(403);
  expect(
    (await demo.app.request('/api/vid/capabilities', { headers: { host: 'evil.example' } })).status,
  ).toBe(403);
  // Refused before anybody parses it: it is no JSON.
  const many = await demo.post('/api/vid/plan', `{"request":{${'"k":1,'.repeat(1_000_000)}`);
  expect([many.status, await many.text()]).toEqual([
    400,
    expect.stringContaining('more than 100,000 commas'),
  ]);
});

testKilledHost(
  'the demo',
  async () => {
    const server = await openProcess({ speed: 0 });
    const kill = () => server.kill();
    return {
      service: server.service,
      request: { ...request, model: `${request.model} (official)` },
      async start() {
        await server.start({}, 1, true);
        return { url: `${server.url()}/api/vid`, kill };
      },
      videos: () => server.videos(),
      close: kill,
    };
  },
  { by: 'remote' },
);
