import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouter } from '@vid/core';
import { createAdvance, createJobs, createMemoryJobStore, createMemoryJournal } from '@vid/core/journal';
import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { OpenWorkflow } from 'openworkflow';
import { BackendSqlite } from 'openworkflow/sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { tick } from '../src/cron.ts';
import { defineVideoWorkflow } from '../src/openworkflow.ts';

const request = { model: 'kling:kling-v2-6', prompt: 'a paper boat' };

async function open() {
  const simulator = await startSimulator({ speed: 1_000 });
  onTestFinished(() => simulator.close());
  const router = createRouter([
    createKling({ api: 'official', apiKey: simulator.apiKey, baseUrl: simulator.url }),
  ]);
  const journal = createMemoryJournal();
  const store = createMemoryJobStore();
  const advance = createAdvance({ router, journal, intervalMs: 20, minIntervalMs: 20 });
  return { simulator, store, advance, jobs: createJobs({ router, journal, store }) };
}

it('a cron takes jobs to their ends, two of them at a time', async () => {
  const { simulator, store, advance, jobs } = await open();
  for (const id of ['order-1', 'order-2', 'order-3']) await jobs.submit(request, { id });
  await vi.waitUntil(async () => {
    await Promise.all([tick(store, advance), tick(store, advance)]);
    const { jobs: all } = await store.list({ owner: '', limit: 9 });
    return all.every(({ job }) => job.phase === 'succeeded');
  }, 60_000);
  expect(simulator.tasks).toHaveLength(3);
});

it('a workflow of openworkflow takes a job to its end', async () => {
  const { simulator, advance, jobs } = await open();
  const { job } = await jobs.submit(request, { id: 'order-1' });
  const folder = mkdtempSync(join(tmpdir(), 'vid-workflow-'));
  const backend = BackendSqlite.connect(join(folder, 'workflows.sqlite'));
  const engine = new OpenWorkflow({ backend });
  const workflow = defineVideoWorkflow(engine, advance);
  const worker = engine.newWorker();
  await worker.start();
  onTestFinished(async () => {
    await worker.stop();
    await backend.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const run = await workflow.run(job);
  expect(await run.result()).toMatchObject({ id: 'order-1', phase: 'succeeded' });
  expect(simulator.tasks).toHaveLength(1);
});
