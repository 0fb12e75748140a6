import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouter, type Money, type SucceededTask, VideoError } from '@vid/core';
import {
  createJobs,
  createMemoryJobStore,
  createMemoryJournal,
  type JobStore,
  type SpendingLimit,
  type VideoJob,
} from '@vid/core/journal';
import { openSqlite } from '@vid/core/sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { acme, fakeProvider } from './fixture.ts';

const model = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const cny = (amount: number): Money => ({ amount, currency: 'CNY' });

interface Given {
  readonly id: string;
  readonly owner?: string;
  readonly label?: string;
  readonly day?: string;
  readonly estimate?: Money;
  readonly cost?: Money;
}

const factsOf = ({ id, owner = 'ann', label, day = '2026-11-29', estimate }: Given) => ({
  id,
  owner,
  fingerprint: 'f',
  createdAt: `${day}T23:59:59.999Z`,
  updatedAt: `${day}T23:59:59.999Z`,
  failures: 0,
  model,
  ...(label !== undefined && { label }),
  ...(estimate !== undefined && { estimate }),
});
const taskOf = ({ id, cost }: Given) => ({ ...model, id: `t-${id}`, ...(cost !== undefined && { cost }) });

const polling = (given: Given): VideoJob => ({
  ...factsOf(given),
  phase: 'polling',
  task: { ...taskOf(given), status: 'running' },
});
const succeeded = (given: Given): VideoJob => {
  const task: Omit<SucceededTask, 'videos'> = { ...taskOf(given), status: 'succeeded' };
  return { ...factsOf(given), phase: 'succeeded', task, videos: [] };
};
const refused = (given: Given): VideoJob => ({
  ...factsOf(given),
  phase: 'refused',
  lastError: { code: 'content-policy', message: 'No.', retryable: false },
});

const stores: Readonly<Record<string, () => JobStore>> = {
  memory: createMemoryJobStore,
  sqlite: () => {
    const { jobs, close } = openSqlite(':memory:');
    onTestFinished(close);
    return jobs;
  },
};

describe.each(Object.keys(stores))('the books of a store in %s', (kind) => {
  const open = () => stores[kind]?.() ?? createMemoryJobStore();
  const putAll = async (store: JobStore, jobs: readonly VideoJob[]) => {
    for (const job of jobs) await store.put(job, { version: 0 });
  };

  it('have one sum for each owner, label, day and currency', async () => {
    const store = open();
    await putAll(store, [
      polling({ id: '1', estimate: usd(0.1) }),
      succeeded({ id: '2', estimate: usd(0.2), cost: usd(0.15) }),
      succeeded({ id: '3', label: 'ads', estimate: usd(0.3), cost: cny(2) }),
      succeeded({ id: '4', label: 'ads' }),
      refused({ id: '5', estimate: usd(5) }),
      succeeded({ id: '6', day: '2026-11-30', owner: 'bob', cost: usd(1) }),
    ]);
    const day = '2026-11-29';
    const expected = [
      { day: '2026-11-30', owner: 'bob', currency: 'USD', estimate: 0, billed: 1, jobs: 1, unknown: 0 },
      { day, owner: 'ann', currency: 'USD', estimate: 0.3, billed: 0.15, jobs: 2, unknown: 1 },
      { day, owner: 'ann', label: 'ads', estimate: 0, billed: 0, jobs: 1, unknown: 1 },
      { day, owner: 'ann', label: 'ads', currency: 'CNY', estimate: 0, billed: 2, jobs: 1, unknown: 0 },
      { day, owner: 'ann', label: 'ads', currency: 'USD', estimate: 0.3, billed: 0, jobs: 0, unknown: 0 },
    ];
    expect(await store.spending()).toEqual(expected);
    expect(await store.spending({ owner: 'ann' })).toEqual(expected.slice(1));
    expect(await store.spending({ from: '2026-11-30' })).toEqual(expected.slice(0, 1));
    expect(await store.spending({ to: '2026-11-29' })).toEqual(expected.slice(1));
    await store.delete('2', 1);
    expect(await store.spending()).toEqual(expected);
  });

  it('hold an owner to a limit, and put nothing that does not fit', async () => {
    const store = open();
    await putAll(store, [
      polling({ id: '1', estimate: usd(0.1) }),
      succeeded({ id: '2', estimate: usd(0.2), cost: usd(0.15) }),
      // A bill that does not compare with what was set aside counts as that.
      succeeded({ id: '3', estimate: usd(0.3), cost: cny(2) }),
      succeeded({ id: '4', cost: cny(4) }),
      refused({ id: '5', estimate: usd(5) }),
      polling({ id: '6', owner: 'bob', estimate: usd(7) }),
      polling({ id: '7', day: '2026-10-01', estimate: usd(9) }),
    ]);
    let seen: readonly Money[] = [];
    const objection = (committed: readonly Money[]) => {
      seen = committed.toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
      return new VideoError('quota-exhausted', 'No.');
    };
    const limit = { since: '2026-11-01T00:00:00.000Z', objection };
    const before = await store.latest();
    await expect(store.put(polling({ id: '8' }), { version: 0, limit })).rejects.toMatchObject({
      code: 'quota-exhausted',
    });
    expect(seen).toEqual([cny(4), usd(0.55)]);
    expect([await store.get('8'), await store.latest()]).toEqual([undefined, before]);
    // A job is not among what stands beside it.
    const own = { objection: () => undefined };
    await store.put(polling({ id: '8', estimate: usd(1) }), { version: 0, limit: own });
    await expect(
      store.put(polling({ id: '8', estimate: usd(1) }), { version: 1, limit }),
    ).rejects.toBeInstanceOf(VideoError);
    expect(seen).toEqual([cny(4), usd(0.55)]);
  });

  it('find a job by its task', async () => {
    const store = open();
    await putAll(store, [polling({ id: '1' }), succeeded({ id: '2' }), refused({ id: '3' })]);
    const { provider, api } = model;
    expect((await store.find({ provider, api, id: 't-2' }))?.job.id).toBe('2');
    expect(await store.find({ provider, api: 'gateway', id: 't-2' })).toBeUndefined();
    expect(await store.find({ provider, api, id: 't-3' })).toBeUndefined();
    expect((await store.find({ provider, api, id: 't-1' }))?.version).toBe(1);
    await store.delete('1', 1);
    expect(await store.find({ provider, api, id: 't-1' })).toBeUndefined();
  });
});

describe('a limit', () => {
  const host = (limit: SpendingLimit, store: JobStore = createMemoryJobStore()) => {
    const { provider } = fakeProvider(acme);
    const router = createRouter([provider]);
    const request = { model: 'acme:brook-2', prompt: 'a kite' };
    const [price] = router.plan(request).candidates.map((candidate) => candidate.price);
    const jobs = createJobs({ router, journal: createMemoryJournal(), store, limitOf: () => limit });
    return { jobs, request, price, store };
  };

  it('has no place for a request without a price, unless it says so', async () => {
    const { jobs, request, price, store } = host({ amount: usd(1) });
    expect(price).toBeUndefined();
    await expect(jobs.submit(request)).rejects.toMatchObject({
      code: 'quota-exhausted',
      problems: [{ code: 'unknown-price' }],
    });
    expect(await store.latest()).toBe(0);
    await host({ amount: usd(1), allowUnknownPrice: true }, store).jobs.submit(request);
    expect(await store.latest()).toBe(1);
  });

  it('holds for two connections to one file at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vid-limit-'));
    const [one, two] = [openSqlite(join(folder, 'jobs.sqlite')), openSqlite(join(folder, 'jobs.sqlite'))];
    onTestFinished(() => {
      one.close();
      two.close();
      rmSync(folder, { recursive: true });
    });
    const objection = (committed: readonly Money[]) =>
      committed.reduce((sum, { amount }) => sum + amount, 0) + 1 > 3
        ? new VideoError('quota-exhausted', 'No.')
        : undefined;
    const puts = Array.from({ length: 12 }, (_, index) =>
      (index % 2 === 0 ? one : two).jobs.put(polling({ id: String(index), estimate: usd(1) }), {
        version: 0,
        limit: { objection },
      }),
    );
    const results = await Promise.allSettled(puts);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });
});
