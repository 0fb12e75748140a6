import { type Clock, createRouter, createDurationStore, type VideoProvider, type VideoTask } from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { fakeProvider, tableOf } from './fixture.ts';

const acme = { provider: 'acme', api: 'direct', model: 'm' };
const table = tableOf(
  { prompt: { maxLength: 9 } },
  { typicalTime: { seconds: 300, source: 'somebody measured it' } },
);
const createdAt = '2026-11-23T10:00:00.000Z';
const start = Date.parse(createdAt);
const queued: VideoTask = { ...newTask(acme, '1'), createdAt };
const done = (task: VideoTask): VideoTask => ({
  ...acme,
  id: task.id,
  createdAt: task.createdAt,
  status: 'succeeded',
  videos: [{ url: 'https://example.com/a.mp4' }],
});

/** Time passes only by sleeping. */
function sleepingClock(): Clock & { readonly slept: () => number } {
  let now = start;
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
    slept: () => (now - start) / 1000,
  };
}

function open(query: VideoProvider['query'], seconds = 40) {
  const durations = createDurationStore();
  const { provider } = fakeProvider(table, { query });
  const clock = { ...sleepingClock(), now: () => start + seconds * 1000 };
  return { durations, router: createRouter([provider], { durations, clock }), clock };
}

describe('a speed store', () => {
  it('tells the median of the last tasks of each model', () => {
    const store = createDurationStore({ keep: 3 });
    expect(store.median(acme)).toBeUndefined();
    const medians = [10, 30, 20, 100, 100].map((seconds) => {
      store.record(acme, seconds);
      return store.median(acme);
    });
    expect(medians).toEqual([10, 20, 20, 30, 100]);
    expect(store.median({ ...acme, api: 'other' })).toBeUndefined();
  });

  it('keeps 20 tasks unless told otherwise', () => {
    const store = createDurationStore();
    for (const seconds of [...Array.from({ length: 20 }, () => 1), ...Array.from({ length: 20 }, () => 9)])
      store.record(acme, seconds);
    expect(store.median(acme)).toBe(9);
  });
});

describe('a router with a speed store', () => {
  it('learns from a question that sees the end, once for each task', async () => {
    const { router, durations } = open(async (task) => done(task));
    const plan = () => router.plan({ prompt: 'a boat' }).candidates;
    expect(plan()).toMatchObject([{ typicalSeconds: 300, timeSource: 'documented' }]);
    await router.query(queued);
    await router.query(queued);
    expect(durations.median(acme)).toBe(40);
    expect(plan()).toMatchObject([{ typicalSeconds: 40, timeSource: 'measured' }]);
    await router.query({ ...queued, id: '2', createdAt: '2026-11-23T10:00:20.000Z' });
    expect(durations.median(acme)).toBe(30);
    await router.query({ ...queued, id: '2', createdAt: '2026-11-23T10:00:20.000Z' });
    expect(durations.median(acme)).toBe(30);
  });

  it('learns from waits and from updates, by the clock of the call', async () => {
    const clock = sleepingClock();
    const waited = open(async (task) => done(task));
    await waited.router.wait(queued, { clock });
    expect(clock.slept()).toBeGreaterThan(0);
    expect(waited.durations.median(acme)).toBe(clock.slept());

    const other = sleepingClock();
    const watched = open(async (task) => done(task));
    for await (const update of watched.router.updates(queued, { clock: other }))
      expect(update.status).toBe('succeeded');
    expect(other.slept()).toBeGreaterThan(0);
    expect(watched.durations.median(acme)).toBe(other.slept());
  });

  it.each<[string, VideoTask, VideoProvider['query'], number]>([
    ['a task that goes on', queued, async (task) => ({ ...task, status: 'running' }), 40],
    [
      'a task that failed',
      queued,
      async (task) => ({
        ...acme,
        id: task.id,
        createdAt,
        status: 'failed',
        failure: { reason: 'unknown', message: '' },
      }),
      40,
    ],
    ['a task that had ended', done(queued), async (task) => done(task), 40],
    ['a clock that was set back', queued, async (task) => done(task), -1],
  ])('learns nothing from %s', async (_what, task, query, seconds) => {
    const { router, durations } = open(query, seconds);
    await router.query(task);
    expect(durations.median(acme)).toBeUndefined();
  });

  it('prefers by what it saw', () => {
    const models = ['slow', 'quick'].map((name) => ({
      ...acme,
      model: name,
      rows: table.models[0]?.rows ?? [],
    }));
    const durations = createDurationStore();
    const router = createRouter([fakeProvider({ models }).provider], { durations, prefer: 'fastest' });
    expect(router.select({ prompt: 'a boat' }).model).toBe('slow');
    durations.record({ ...acme, model: 'quick' }, 60);
    expect(router.select({ prompt: 'a boat' }).model).toBe('quick');
  });
});
