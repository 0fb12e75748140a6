import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SqliteStore } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import { comparison, entriesAt, openDemo, runInput } from './demo.ts';
import { ended, patience, runOf } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

const real = { environment: { KLING_API_TOKEN: 'sk-real' }, apiKey: 'sk-real' };
const paid = () => ({ ...runInput({ prompt: 'a cat' }), confirmed: true });

test('a full disk ends no server: the id is said, and written as soon as that is possible', async () => {
  const uncaught: unknown[] = [];
  const listener = (error: unknown) => void uncaught.push(error);
  process.on('uncaughtException', listener);
  const said: string[] = [];
  const log = vi.spyOn(console, 'error').mockImplementation((line) => void said.push(String(line)));
  try {
    let isFull = false;
    const storeOf = (store: SqliteStore): SqliteStore => ({
      ...store,
      jobs: {
        ...store.jobs,
        put: async (job, options) => {
          if (isFull) throw new Error('database or disk is full');
          return store.jobs.put(job, options);
        },
      },
    });
    const demo = await openDemo({ ...real, speed: 20, storeOf });
    const one = paid();
    // Full from the moment at which the paid request has arrived.
    const fault = demo.simulator.fault({ on: 'submit', kind: 'slow-body', seconds: 5 });
    expect((await demo.post('/api/runs', one)).status).toBe(202);
    await fault.struck;
    isFull = true;
    await vi.waitUntil(() => said.some((line) => /task \S+ \(queued\)/.test(line)), patience);
    const [task] = demo.simulator.tasks;
    expect(said.join('\n')).toContain(`task ${task?.id}`);
    isFull = false;
    await vi.waitUntil(async () => (await runOf(demo, one.id)).endedAt !== undefined, patience);
    await vi.waitUntil(() => said.some((line) => line.includes('everything is written again')), patience);
    expect(await runOf(demo, one.id)).toMatchObject({ state: { task: { status: 'succeeded' } } });
    expect(demo.simulator.tasks).toHaveLength(1);
    expect(uncaught).toEqual([]);
  } finally {
    log.mockRestore();
    process.off('uncaughtException', listener);
  }
});

describe('a store that takes no new job', () => {
  const openFull = async (most: number) => {
    let made = 0;
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => log.mockRestore());
    const put = (store: SqliteStore): SqliteStore['jobs']['put'] =>
      async function full(job, options) {
        if (options.version === 0 && (made += 1) > most) throw new Error('database or disk is full');
        return store.jobs.put(job, options);
      };
    return openDemo({ storeOf: (store) => ({ ...store, jobs: { ...store.jobs, put: put(store) } }) });
  };
  const refused = { state: { phase: 'refused', error: { code: 'internal' } }, endedAt: expect.any(Number) };

  test('in the midst of a comparison: no run is sent for ever', async () => {
    const demo = await openFull(1);
    const apis = ['gateway', 'official'] as const;
    const asked = comparison(
      { prompt: 'a cat' },
      ['kling:kling-v2-6', 'jimeng:jimeng-video-3.0'].flatMap((model) =>
        apis.map((api) => [model, api] as const),
      ),
    );
    expect((await demo.post('/api/comparisons', asked)).status).toBe(500);
    const [first, ...others] = asked.runs;
    expect(others).toHaveLength(3);
    for (const { id } of others) expect(await runOf(demo, id)).toMatchObject(refused);
    expect(await ended(demo, first?.id ?? '')).toMatchObject({ state: { task: { status: 'succeeded' } } });
    expect(demo.simulator.tasks).toHaveLength(1);
  });

  test('of a task from elsewhere: its run ends, too', async () => {
    const demo = await openFull(1);
    const input = runInput({ prompt: 'a cat' });
    await demo.post('/api/runs', input);
    await ended(demo, input.id);
    const task = { provider: 'kling', api: 'gateway', task: demo.simulator.tasks[0]?.id };
    const followed = { ...task, id: crypto.randomUUID() };
    expect((await demo.post('/api/tasks', followed)).status).toBe(500);
    expect(await runOf(demo, followed.id)).toMatchObject(refused);
  });
});

test('one 403 page of whoever stands in between does not make it forget a paid, running task', async () => {
  let pages = 0;
  const challenged: typeof fetch = async (input, init) => {
    if (init?.method !== 'GET' || pages > 0) return fetch(input, init);
    pages += 1;
    const headers = { 'content-type': 'text/html' };
    return new Response('<!doctype html><title>Just a moment...</title>', { status: 403, headers });
  };
  const demo = await openDemo({
    ...real,
    entries: (url) =>
      entriesAt(url).map((entry) =>
        entry.keys[0]['apiKey'] === 'KLING_API_TOKEN'
          ? {
              ...entry,
              create: ({ apiKey }: Readonly<Record<string, string | undefined>>) =>
                createKling({ api: 'gateway', apiKey, baseUrl: url, fetch: challenged }),
            }
          : entry,
      ),
  });
  const one = paid();
  await demo.post('/api/runs', one);
  expect(await ended(demo, one.id)).toMatchObject({ state: { task: { status: 'succeeded' } } });
  expect([pages, demo.simulator.tasks.length]).toEqual([1, 1]);
});
