import type { SucceededTask } from '@vid/core';
import {
  type ActivePhase,
  activePhases,
  type DueOptions,
  horizonMs,
  type JobChange,
  type JobStore,
  type VideoJob,
} from '@vid/core/journal';
import { expect } from 'vitest';
import { groupOf } from '../contract-case.ts';

/** An empty store of jobs. */
export interface JobStoreFixture {
  /** The store that is tested, empty. */
  readonly jobs: JobStore;
  /**
   * Another way to the same jobs, as a second process has it: a connection of its own. Closed with the fixture. Default:
   * there is none, for what lives in one process.
   */
  readonly another?: () => Promise<JobStore>;
  /** Called after each case. */
  close(): void | Promise<void>;
}

const now = Date.parse('2026-12-01T00:00:00.000Z');
const at = new Date(now).toISOString();
const model = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const factsOf = (id: string, owner: string) => ({
  id,
  owner,
  fingerprint: 'a'.repeat(64),
  createdAt: at,
  updatedAt: at,
  label: 'Müllers Küche 🎬 "1"',
  estimate: { amount: 0.35, currency: 'USD' },
  failures: 0,
  model,
});
const task: SucceededTask = {
  ...model,
  id: 't-1',
  status: 'succeeded',
  videos: [{ url: 'https://cdn.example/v.mp4' }],
};

function jobOf(id: string, { owner = 'ann', phase = 'polling', label }: JobWish = {}): VideoJob {
  const facts = { ...factsOf(id, owner), ...(label !== undefined && { label }) };
  switch (phase) {
    case 'submitting':
      return {
        ...facts,
        phase,
        input: { request: { prompt: `a kite for ${id}` }, options: { fallback: true } },
      };
    case 'unknown':
      return { ...facts, phase, candidates: [] };
    case 'polling':
      return { ...facts, phase, task: { ...model, id: 't-1', status: 'running', createdAt: at } };
    case 'downloading':
      return { ...facts, phase, task, files: {} };
  }
}

interface JobWish {
  readonly owner?: string;
  readonly phase?: ActivePhase;
  readonly label?: string;
}

async function doorsOf({ jobs, another }: JobStoreFixture): Promise<(nth: number) => JobStore> {
  const other = (await another?.()) ?? jobs;
  return (nth) => (nth % 2 === 0 ? jobs : other);
}

const times = <Result>(count: number, run: (nth: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, nth) => run(nth)));
const isThere = <Value>(value: Value | undefined): value is Value => value !== undefined;
const idOf = (change: JobChange) => ('job' in change ? change.job.id : change.deleted);
const take = async (
  jobs: JobStore,
  time = now,
  more: Partial<Pick<DueOptions, 'limit' | 'phases' | 'ids'>> = {},
) => (await jobs.due({ now: time, limit: 100, leaseMs: 60_000, ...more })).map(({ job }) => job.id);

/** The cases that each job store passes. */
export const jobStoreCases = groupOf<JobStoreFixture>('a job store', {
  'keeps a job as it was put, for whoever asks, when the put returns': async (open) => {
    const doors = await doorsOf(await open());
    expect(await doors(0).get('order-1')).toBeUndefined();
    for (const phase of activePhases) {
      const job = jobOf(`order-${phase}`, { phase });
      const stored = await doors(0).put(job, { version: 0 });
      expect(stored).toMatchObject({ job, version: 1 });
      expect(await doors(1).get(job.id)).toMatchObject({ ...stored, job });
    }
  },

  'takes a put of the version that is there, and of no other': async (open) => {
    const { jobs } = await open();
    const job = jobOf('order-1');
    expect(await jobs.put(job, { version: 1 })).toBeUndefined();
    expect(await jobs.get('order-1')).toBeUndefined();
    await jobs.put(job, { version: 0 });
    expect(await jobs.put(job, { version: 0 })).toBeUndefined();
    expect(await jobs.put({ ...job, label: 'two' }, { version: 1 })).toMatchObject({ version: 2 });
    for (const version of [0, 1, 3])
      expect(await jobs.put({ ...job, label: 'late' }, { version })).toBeUndefined();
    expect(await jobs.get('order-1')).toMatchObject({ job: { label: 'two' }, version: 2 });
  },

  'takes one of twenty puts of the same version': async (open) => {
    const doors = await doorsOf(await open());
    for (const version of [0, 1, 2]) {
      const put = await times(20, (nth) =>
        doors(nth).put(jobOf('order-1', { label: `${version}-${nth}` }), { version }),
      );
      const [won, ...others] = put.filter(isThere);
      expect(others).toEqual([]);
      expect(await doors(1).get('order-1')).toMatchObject({
        job: { label: won?.job.label },
        version: version + 1,
      });
    }
  },

  'gives those that are named, and leaves the others due': async (open) => {
    const { jobs } = await open();
    for (const id of ['order-1', 'order-2', 'order-3'])
      await jobs.put(jobOf(id), { version: 0, wakeAt: now - 1 });
    await jobs.put(jobOf('later'), { version: 0, wakeAt: now + 1 });
    expect(await take(jobs, now, { ids: [] })).toEqual([]);
    expect(await take(jobs, now, { ids: ['order-2'], phases: ['downloading'] })).toEqual([]);
    expect(await take(jobs, now, { ids: ['order-2', 'later', 'none'] })).toEqual(['order-2']);
    expect(await take(jobs, now, { ids: ['order-2'] })).toEqual([]);
    expect((await take(jobs)).toSorted()).toEqual(['order-1', 'order-3']);
  },

  'gives what is due: longest due first, in every phase, no more than asked for': async (open) => {
    const { jobs } = await open();
    const phases = ['downloading', 'polling', 'unknown', 'submitting'] as const;
    for (const [nth, phase] of phases.entries())
      await jobs.put(jobOf(`order-${nth}`, { phase }), { version: 0, wakeAt: now - 1_000 + nth });
    await jobs.put(jobOf('later'), { version: 0, wakeAt: now + 1 });
    await jobs.put(jobOf('never'), { version: 0 });
    expect(await take(jobs, now - 2_000)).toEqual([]);
    expect(await take(jobs, now, { phases: ['unknown'] })).toEqual(['order-2']);
    expect(await take(jobs, now, { limit: 2 })).toEqual(['order-0', 'order-1']);
    expect(await take(jobs)).toEqual(['order-3']);
    expect(await take(jobs)).toEqual([]);
    expect(await take(jobs, now + 1)).toEqual(['later']);
  },

  'leases what it gives: to nobody else until the lease ends, or the job is put': async (open) => {
    const doors = await doorsOf(await open());
    const put = await doors(0).put(jobOf('order-1'), { version: 0, wakeAt: now });
    const [leased] = await doors(0).due({ now, limit: 9, leaseMs: 60_000 });
    expect(leased).toMatchObject({ job: put?.job, revision: put?.revision });
    expect(leased?.version).toBeGreaterThan(put?.version ?? 0);
    expect(await take(doors(1), now + 59_999)).toEqual([]);
    const [second] = await doors(1).due({ now: now + 60_000, limit: 9, leaseMs: 60_000 });
    expect(second?.job.id).toBe('order-1');
    // The first holder comes too late.
    expect(
      await doors(0).put(jobOf('order-1', { label: 'late' }), { version: leased?.version ?? 0 }),
    ).toBeUndefined();
    const renewed = { version: second?.version ?? 0, wakeAt: now + 180_000, isChange: false };
    expect(await doors(1).put(jobOf('order-1'), renewed)).toMatchObject({ revision: put?.revision });
    expect(await take(doors(0), now + 179_999)).toEqual([]);
    expect(await take(doors(0), now + 180_000)).toEqual(['order-1']);
  },

  'gives no job to two takers': async (open) => {
    const doors = await doorsOf(await open());
    await times(200, (nth) => doors(nth).put(jobOf(`order-${nth}`), { version: 0, wakeAt: now - nth }));
    const taken: string[] = [];
    await times(8, async (nth) => {
      for (;;) {
        const ids = await take(doors(nth), now, { limit: 7 });
        taken.push(...ids);
        if (ids.length === 0 || taken.length > 200) return;
      }
    });
    expect(new Set(taken).size).toBe(200);
    expect(taken).toHaveLength(200);
  },

  'takes a job that is too far away for due: whoever wrote that had another clock': async (open) => {
    const { jobs } = await open();
    await jobs.put(jobOf('planned'), { version: 0, wakeAt: now + horizonMs });
    expect(await take(jobs)).toEqual([]);
    await jobs.put(jobOf('far'), { version: 0, wakeAt: now + horizonMs + 1 });
    await jobs.put(jobOf('overdue'), { version: 0, wakeAt: now - 1 });
    expect(await take(jobs)).toEqual(['overdue', 'far']);
    expect(await take(jobs)).toEqual([]);
    // A clock that is put back while they wait.
    expect(await take(jobs, now - horizonMs, { limit: 1 })).toHaveLength(1);
  },

  'numbers changes, not leases, and tells each job once as it is now': async (open) => {
    const doors = await doorsOf(await open());
    const one = await doors(0).put(jobOf('order-1'), { version: 0, wakeAt: now });
    const two = await doors(1).put(jobOf('order-2', { owner: 'bob' }), { version: 0 });
    const revisionOf = (stored: typeof one) => stored?.revision ?? Number.NaN;
    expect(revisionOf(two)).toBeGreaterThan(revisionOf(one));
    const [leased] = await doors(1).due({ now, limit: 1, leaseMs: 1_000 });
    const version = leased?.version ?? 0;
    const renewed = await doors(0).put(jobOf('order-1'), { version, wakeAt: now, isChange: false });
    expect(renewed?.revision).toBe(one?.revision);
    const ofAll = () => doors(1).changes({ after: 0, limit: 9 });
    expect((await ofAll()).map(idOf)).toEqual(['order-1', 'order-2']);
    const changed = jobOf('order-1', { label: 'changed' });
    const third = await doors(0).put(changed, { version: renewed?.version ?? 0 });
    expect(revisionOf(third)).toBeGreaterThan(revisionOf(two));
    expect(await ofAll()).toMatchObject([
      { revision: two?.revision, job: { id: 'order-2' } },
      { revision: third?.revision, job: changed },
    ]);
    expect((await doors(0).changes({ after: 0, limit: 1 })).map(idOf)).toEqual(['order-2']);
    expect((await doors(0).changes({ after: revisionOf(two), limit: 9 })).map(idOf)).toEqual(['order-1']);
    expect((await doors(0).changes({ after: 0, limit: 9, owner: 'bob' })).map(idOf)).toEqual(['order-2']);
    expect(await doors(0).changes({ after: revisionOf(third), limit: 9 })).toEqual([]);
    expect(await doors(0).changes({ after: 0, limit: 9, owner: 'nobody' })).toEqual([]);
  },

  'leaves no change out for whoever follows while others put': async (open) => {
    const doors = await doorsOf(await open());
    const owners = ['ann', 'bob'];
    let isOver = false;
    const seen = new Map<string, string | undefined>();
    const follow = async (owner: string | undefined) => {
      let after = 0;
      for (;;) {
        const wasOver = isOver;
        const changes = await doors(after).changes({ after, limit: 5, owner });
        for (const change of changes) {
          expect(change.revision).toBeGreaterThan(after);
          after = change.revision;
          if ('job' in change) seen.set(`${owner} ${change.job.id}`, change.job.label);
        }
        if (wasOver && changes.length === 0) return;
        await new Promise<void>((resolve) => void setTimeout(resolve));
      }
    };
    const following = [follow(undefined), ...owners.map(follow)];
    await times(40, async (nth) => {
      const owner = owners[nth % 2] ?? '';
      for (let version = 0; version < 5; version += 1)
        await doors(nth + version).put(jobOf(`order-${nth}`, { owner, label: `${version}` }), { version });
    });
    isOver = true;
    await Promise.all(following);
    const last = Array.from({ length: 40 }, (_, nth) => `order-${nth}`);
    for (const [nth, id] of last.entries()) {
      const owner = owners[nth % 2] ?? '';
      expect([seen.get(`undefined ${id}`), seen.get(`${owner} ${id}`)]).toEqual(['4', '4']);
    }
    expect(seen.size).toBe(80);
  },

  'lists the jobs of an owner in pages, newest first, whatever is put meanwhile': async (open) => {
    const { jobs } = await open();
    const owners = ['ann', "o'hara %", ''];
    for (let nth = 0; nth < 30; nth += 1)
      await jobs.put(jobOf(`order-${nth}`, { owner: owners[nth % 3] ?? '' }), { version: 0 });
    for (const [index, owner] of owners.entries()) {
      const first = await jobs.list({ owner, limit: 4 });
      await jobs.put(jobOf(`new-${index}`, { owner }), { version: 0 });
      await jobs.put(jobOf(`order-${index}`, { owner, label: 'changed' }), { version: 1 });
      const second = await jobs.list({ owner, limit: 4, cursor: first.next });
      const third = await jobs.list({ owner, limit: 2, cursor: second.next });
      expect(third.next).toBeUndefined();
      const ids = [first, second, third].flatMap((page) => page.jobs.map(({ job }) => job.id));
      expect(ids).toEqual(Array.from({ length: 10 }, (_, nth) => `order-${27 + index - 3 * nth}`));
      expect(third.jobs.at(-1)).toMatchObject({ job: { label: 'changed', owner }, version: 2 });
      expect((await jobs.list({ owner, limit: 1 })).jobs).toMatchObject([{ job: { id: `new-${index}` } }]);
    }
    expect(await jobs.list({ owner: 'nobody', limit: 4 })).toEqual({ jobs: [] });
  },

  'deletes for good, and tells of it as a change': async (open) => {
    const doors = await doorsOf(await open());
    expect(await doors(0).delete('order-1', 0)).toBe(false);
    const put = await doors(0).put(jobOf('order-1'), { version: 0, wakeAt: now });
    await doors(0).put(jobOf('order-2'), { version: 0 });
    for (const version of [0, 2]) expect(await doors(1).delete('order-1', version)).toBe(false);
    expect(await doors(1).get('order-1')).toMatchObject({ version: 1 });
    expect(await doors(1).delete('order-1', 1)).toBe(true);
    expect(await doors(0).delete('order-1', 1)).toBe(false);
    expect(await doors(0).delete('order-1', 2)).toBe(false);
    expect(await doors(0).get('order-1')).toBeUndefined();
    for (const version of [0, 1, 2])
      expect(await doors(0).put(jobOf('order-1'), { version })).toBeUndefined();
    expect(await take(doors(0))).toEqual([]);
    expect((await doors(0).list({ owner: 'ann', limit: 9 })).jobs.map(({ job }) => job.id)).toEqual([
      'order-2',
    ]);
    const changes = await doors(0).changes({ after: put?.revision ?? 0, limit: 9, owner: 'ann' });
    expect(changes).toMatchObject([{ job: { id: 'order-2' } }, { deleted: 'order-1', owner: 'ann' }]);
    expect(await doors(0).changes({ after: 0, limit: 9, owner: 'bob' })).toEqual([]);
  },

  'keeps 20 MB of input while it is needed, and no longer': async (open) => {
    const doors = await doorsOf(await open());
    const base64 = 'QUJD'.repeat(5_000_000);
    const input = { request: { firstFrame: { base64, mediaType: 'image/png' } }, options: {} };
    const job: VideoJob = { ...factsOf('order-1', 'ann'), phase: 'submitting', input };
    await doors(0).put(job, { version: 0, wakeAt: now });
    const [leased] = await doors(1).due({ now, limit: 1, leaseMs: 60_000 });
    expect(leased?.job.phase === 'submitting' && leased.job.input.request).toEqual(input.request);
    const version = leased?.version ?? 0;
    const renewed = await doors(1).put(job, { version, wakeAt: now + 60_000, isChange: false });
    await doors(1).put(jobOf('order-1'), { version: renewed?.version ?? 0 });
    expect((await doors(0).get('order-1'))?.job).toEqual(jobOf('order-1'));
  },

  'takes a thousand jobs at a time': async (open) => {
    const doors = await doorsOf(await open());
    const put = await times(1_000, (nth) =>
      doors(nth).put(jobOf(`order-${nth}`), { version: 0, wakeAt: now + nth }),
    );
    expect(new Set(put.map((stored) => stored?.revision)).size).toBe(1_000);
    const due = await doors(1).due({ now: now + 1_000, limit: 2_000, leaseMs: 60_000 });
    expect(due.map(({ job }) => job.id)).toEqual(Array.from({ length: 1_000 }, (_, nth) => `order-${nth}`));
    const again = await times(1_000, (nth) => {
      const { job, version } = due[nth] ?? { job: jobOf('none'), version: 0 };
      return doors(nth).put({ ...job, label: 'polled' }, { version, wakeAt: now + 5_000 });
    });
    expect(again.filter(isThere)).toHaveLength(1_000);
    expect(await doors(0).changes({ after: 0, limit: 2_000 })).toHaveLength(1_000);
  },
});
