import { type Money, type SucceededTask, VideoError } from '@vid/core';
import type { JobStore, VideoJob } from '@vid/core/journal';
import { expect } from 'vitest';
import { groupOf } from '../contract-case.ts';
import type { JobStoreFixture } from './job-store.ts';

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

const putAll = async (store: JobStore, jobs: readonly VideoJob[]) => {
  for (const job of jobs) await store.put(job, { version: 0 });
};

/** The cases of a job store's books. */
export const jobBookCases = groupOf<JobStoreFixture>('the books of a job store', {
  'have one sum for each owner, label, day and currency, deleted jobs among them': async (open) => {
    const { jobs: store } = await open();
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
  },

  'hold an owner to a limit, and put nothing that does not fit': async (open) => {
    const { jobs: store } = await open();
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
    const put = await store.put(polling({ id: '8', estimate: usd(1) }), { version: 0, limit: own });
    expect(await store.latest()).toBe(put?.revision);
    await expect(
      store.put(polling({ id: '8', estimate: usd(1) }), { version: 1, limit }),
    ).rejects.toBeInstanceOf(VideoError);
    expect(seen).toEqual([cny(4), usd(0.55)]);
  },

  'let no two jobs pass that do not fit together, whoever puts them': async (open) => {
    const { jobs, another } = await open();
    const other = (await another?.()) ?? jobs;
    const objection = (committed: readonly Money[]) =>
      committed.reduce((sum, { amount }) => sum + amount, 0) + 1 > 3
        ? new VideoError('quota-exhausted', 'No.')
        : undefined;
    const puts = Array.from({ length: 12 }, (_, nth) =>
      (nth % 2 === 0 ? jobs : other).put(polling({ id: String(nth), estimate: usd(1) }), {
        version: 0,
        limit: { objection },
      }),
    );
    const results = await Promise.allSettled(puts);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  },

  'tell the last revision, and nothing of what was not put': async (open) => {
    const { jobs: store } = await open();
    expect(await store.latest()).toBe(0);
    const put = await store.put(polling({ id: '1' }), { version: 0 });
    expect(await store.latest()).toBe(put?.revision);
    await store.put(polling({ id: '1' }), { version: 7 });
    await store.put(polling({ id: '1' }), { version: 1, isChange: false });
    expect(await store.latest()).toBe(put?.revision);
    await store.delete('1', 2);
    expect((await store.changes({ after: 0, limit: 9 })).at(-1)?.revision).toBe(await store.latest());
    expect(await store.latest()).toBeGreaterThan(put?.revision ?? 0);
  },

  'find a job by its task': async (open) => {
    const { jobs: store } = await open();
    await putAll(store, [polling({ id: '1' }), succeeded({ id: '2' }), refused({ id: '3' })]);
    const { provider, api } = model;
    expect((await store.find({ provider, api, id: 't-2' }))?.job.id).toBe('2');
    expect(await store.find({ provider, api: 'gateway', id: 't-2' })).toBeUndefined();
    expect(await store.find({ provider, api, id: 't-3' })).toBeUndefined();
    expect((await store.find({ provider, api, id: 't-1' }))?.version).toBe(1);
    await store.delete('1', 1);
    expect(await store.find({ provider, api, id: 't-1' })).toBeUndefined();
  },
});
