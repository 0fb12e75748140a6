import { sqliteMemory } from '@vid/simulator';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../src/server/database.ts';
import { entriesAt, newFolder, openDemo, runInput } from './demo.ts';
import { accepted, ended, patience, runOf, until } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

const text = { prompt: 'a cat' };

test('a close waits for an answer that is under way', async () => {
  const faults = [{ on: 'submit', kind: 'slow-body', seconds: 50 }] as const;
  const first = await openDemo({ faults });
  const one = runInput(text);
  await first.post('/api/runs', one);
  await vi.waitUntil(() => first.simulator.tasks.length === 1, patience);
  expect((await runOf(first, one.id)).state.phase).toBe('sending');
  await first.close();
  const second = await openDemo({ dataFolder: first.dataFolder });
  expect((await runOf(second, one.id)).state).toMatchObject({
    phase: 'accepted',
    task: { id: first.simulator.tasks[0]?.id },
  });
});

test('a run whose request never left is told so, and is not sent by another start', async () => {
  const first = await openDemo({
    entries: (url) =>
      entriesAt(url).map((entry) => ({
        ...entry,
        create: (...settings) => ({
          ...entry.create(...settings),
          // Ends with the server before it has anything to journal.
          generate: (_request, { signal } = {}) =>
            new Promise((_resolve, reject) =>
              signal?.addEventListener('abort', () => reject(new Error('the server ends'))),
            ),
        }),
      })),
  });
  const one = runInput(text);
  await first.post('/api/runs', one);
  await first.close();
  const second = await openDemo({ dataFolder: first.dataFolder });
  expect((await ended(second, one.id)).state).toMatchObject({
    phase: 'refused',
    error: { message: expect.stringContaining('never sent') },
  });
  expect(second.simulator.requests).toHaveLength(0);
});

test('a video that could not be brought home is fetched by the next start, by a fresh link', async () => {
  const services = openDatabase(newFolder());
  onTestFinished(() => services.close());
  const memory = sqliteMemory(services, 'simulator');
  const first = await openDemo({ memory, faults: [{ on: 'clip', kind: 'html', times: 'always' }] });
  const one = runInput(text);
  await first.post('/api/runs', one);
  expect(await ended(first, one.id)).toMatchObject({
    videos: [],
    state: { task: { status: 'succeeded' }, lastError: { code: 'provider-unavailable' } },
  });
  await first.close();
  const second = await openDemo({ memory, dataFolder: first.dataFolder });
  const again = await until(second, one.id, ({ videos }) => videos.length === 1);
  expect(again.state).not.toHaveProperty('lastError');
  expect(second.simulator.tasks).toHaveLength(1);
});

test('times and costs: from the table before, from the service after', async () => {
  const demo = await openDemo({ speed: 0 });
  const one = { ...runInput({ ...text, duration: 5 }, 'runway:gen4.5'), api: 'official' };
  await demo.post('/api/runs', one);
  await accepted(demo, one.id);
  demo.simulator.advance(60);
  const run = await ended(demo, one.id);
  expect(run.estimate).toEqual({ amount: expect.any(Number), currency: 'USD' });
  expect(run.cost).toEqual(run.state.phase === 'accepted' ? run.state.task.cost : 'none');
  expect(run.state).toMatchObject({
    acceptedAfterMs: expect.any(Number),
    finishedAfterMs: expect.any(Number),
  });
});
