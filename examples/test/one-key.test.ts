import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouter } from '@vid/core';
import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { expect, it, onTestFinished, vi } from 'vitest';
import { buy, openHost } from '../src/one-key.ts';

const request = { model: 'kling:kling-v2-6', prompt: 'a paper boat' };

it('makes one task of an order, and a file of a job', async () => {
  const simulator = await startSimulator({ speed: 1_000 });
  const folder = mkdtempSync(join(tmpdir(), 'vid-one-key-'));
  const router = createRouter([
    createKling({ api: 'official', apiKey: simulator.apiKey, baseUrl: simulator.url }),
  ]);
  const host = openHost(router, folder, { allowHosts: ['127.0.0.1'], intervalMs: 20, minIntervalMs: 20 });
  onTestFinished(async () => {
    await host.stop();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const first = await buy(router, host.journal, 'order-1', request);
  expect(await buy(router, host.journal, 'order-1', request)).toMatchObject({ id: first.id });
  await host.jobs.submit(request, { id: 'order-2' });
  await host.jobs.submit(request, { id: 'order-2' });
  const done = await vi.waitUntil(
    async () => {
      const { job } = await host.jobs.get('order-2');
      return job.phase === 'succeeded' ? job : undefined;
    },
    { timeout: 60_000 },
  );
  expect(readdirSync(join(folder, 'videos'))).toEqual(done.videos.map(({ file }) => file?.name));
  expect(simulator.tasks).toHaveLength(2);
});
