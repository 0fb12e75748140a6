import { createRouter, VideoError, type VideoProvider, type VideoTask } from '@vid/core';
import {
  type Advance,
  createAdvance,
  createJobs,
  createMemoryJobStore,
  createMemoryJournal,
  type JobStore,
  type JobWorkerSettings,
  startJobWorker,
  type VideoJob,
} from '@vid/core/journal';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { acme, fakeProvider, link } from './fixture.ts';
import { simulatedTime } from './simulated-time.ts';

const start = Date.parse('2026-12-01T00:00:00.000Z');
const brook = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const request = { model: 'acme:brook-2', prompt: 'a kite' };
const task: VideoTask = { ...newTask(brook, 't-1'), createdAt: new Date(start).toISOString() };
const polling = (id = 'order-1', failures = 0, taskId = 't-1'): VideoJob => ({
  id,
  owner: '',
  fingerprint: 'f',
  createdAt: task.createdAt ?? '',
  updatedAt: task.createdAt ?? '',
  failures,
  model: brook,
  phase: 'polling',
  task: { ...task, id: taskId, status: 'running' },
});

/** A worker whose steps are the test's. */
function work(advance: Advance, settings: Partial<JobWorkerSettings> = {}) {
  const time = simulatedTime(start);
  const jobs = settings.jobs ?? createMemoryJobStore();
  const worker = startJobWorker({ advance, clock: time.clock, ...settings, jobs });
  onTestFinished(async () => {
    const stopped = worker.stop();
    await time.advance(60_000);
    await stopped;
  });
  return { jobs, worker, time };
}

function uncaught(): unknown[] {
  const found: unknown[] = [];
  const listener = (reason: unknown) => void found.push(reason);
  process.on('unhandledRejection', listener);
  onTestFinished(() => void process.off('unhandledRejection', listener));
  return found;
}

it.each(['throws', 'rejects'] as const)('goes on where a listener %s', async (how) => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  const rejections = uncaught();
  const error = new Error('listener');
  const fail: () => unknown = () => {
    if (how === 'throws') throw error;
    return Promise.reject(error);
  };
  let steps = 0;
  const { jobs, time, worker } = work(
    async (job) => {
      steps += 1;
      if (steps === 1) throw new TypeError('a mistake');
      return { job: { ...job, failures: steps }, wakeAfterMs: 1_000 };
    },
    { onError: fail, onChange: fail },
  );
  await jobs.put(polling(), { version: 0, wakeAt: start });
  worker.wake();
  await time.advance(10_000);
  expect(steps).toBeGreaterThan(3);
  const stopped = worker.stop();
  await time.advance(10_000);
  await stopped;
  expect(rejections).toEqual([]);
  expect(log).toHaveBeenCalled();
});

it('takes the next step of its own job when it is due, however rarely it asks for those of others', async () => {
  const at: number[] = [];
  const { jobs, time, worker } = work(
    async (job) => {
      at.push(time.clock.now() - start);
      return { job: { ...job, failures: at.length }, wakeAfterMs: 3_000 };
    },
    { idleMs: 600_000 },
  );
  await jobs.put(polling(), { version: 0, wakeAt: start });
  worker.wake();
  await time.advance(9_500);
  expect(at).toEqual([0, 3_000, 6_000, 9_000]);
});

it.each([
  ['an hour and a half', 90 * 60_000],
  ['four seconds', 4_000],
])(
  'takes its jobs on time when the clock is put back by %s, those of others when they are due',
  async (_, by) => {
    const at: number[] = [];
    const { jobs, time, worker } = work(async (job) => {
      if (job.id === 'order-1') at.push(time.clock.monotonic?.() ?? 0);
      return {
        job: { ...job, failures: job.failures + 1 },
        wakeAfterMs: job.id === 'order-1' ? 3_000 : 1_800_000,
      };
    });
    for (const id of ['order-1', 'order-2']) await jobs.put(polling(id), { version: 0, wakeAt: start });
    worker.wake();
    await time.advance(4_000);
    expect(at).toEqual([0, 3_000]);
    time.setClock(-by);
    await time.advance(8_500);
    expect(at).toEqual([0, 3_000, 6_000, 9_000, 12_000]);
    expect((await jobs.get('order-2'))?.job.failures).toBe(1);
    await time.advance(1_800_000);
    expect((await jobs.get('order-2'))?.job.failures).toBe(2);
  },
);

it('leaves a job to whoever has taken it since, when the clock is put back', async () => {
  let steps = 0;
  const { jobs, time, worker } = work(async (job) => {
    steps += 1;
    return { job: { ...job, failures: steps }, wakeAfterMs: 3_000 };
  });
  await jobs.put(polling(), { version: 0, wakeAt: start });
  worker.wake();
  await time.advance(1_000);
  time.setClock(-3_600_000);
  const now = time.clock.now();
  // Another process, which was given it by a clock that was right.
  const [leased] = await jobs.due({ now: start + 3_000, limit: 1, leaseMs: 60_000 });
  await jobs.put(leased?.job ?? polling(), { version: leased?.version ?? 0, wakeAt: now + 60_000 });
  await time.advance(59_000);
  expect(steps).toBe(1);
  await time.advance(3_000);
  expect(steps).toBe(2);
});

it('begins nothing once it is stopped, though the store answers later, and gives the lease back', async () => {
  const inner = createMemoryJobStore();
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const jobs: JobStore = {
    ...inner,
    async due(options) {
      asked.resolve();
      await answered.promise;
      return inner.due(options);
    },
  };
  const bills: string[] = [];
  const { provider } = fakeProvider(acme, {
    async generate(_request, options) {
      await options?.onSubmission?.({
        ...brook,
        reference: '',
        fingerprint: 'f',
        submittedAt: new Date(start).toISOString(),
      });
      bills.push('t-1');
      return task;
    },
  });
  const router = createRouter([provider]);
  const journal = createMemoryJournal();
  const host = createJobs({ router, journal, store: inner });
  await host.submit(request, { id: 'order-1' });
  const time = simulatedTime(Date.now());
  const worker = startJobWorker({ jobs, advance: createAdvance({ router, journal }), clock: time.clock });
  await asked.promise;
  const stopped = worker.stop();
  answered.resolve();
  await time.advance(1_000);
  await stopped;
  expect(bills).toEqual([]);
  expect(await journal.get('order-1')).toBeUndefined();
  const later = { now: time.clock.now(), limit: 1, leaseMs: 1 };
  expect(await inner.due(later)).toMatchObject([{ job: { phase: 'submitting' } }]);
});

it('renews the lease of a step that lasts, so that nobody else takes it', async () => {
  const done = Promise.withResolvers<void>();
  const steps: string[] = [];
  const jobs = createMemoryJobStore();
  const slow: Advance = async (job) => {
    steps.push('slow');
    await done.promise;
    return { job: { ...job, failures: 7 } };
  };
  const { time, worker } = work(slow, { jobs, leaseMs: 30_000 });
  await jobs.put(polling(), { version: 0, wakeAt: start });
  worker.wake();
  await time.advance(0);
  const other = startJobWorker({
    jobs,
    clock: time.clock,
    advance: async (job) => {
      steps.push('other');
      return { job };
    },
  });
  await time.advance(600_000);
  done.resolve();
  await time.advance(1_000);
  const stopped = other.stop();
  await time.advance(1_000);
  await stopped;
  expect(steps).toEqual(['slow']);
  expect(await jobs.get('order-1')).toMatchObject({ job: { failures: 7 } });
});

it('ends a step whose job somebody else has changed, and drops what came of it', async () => {
  const jobs = createMemoryJobStore();
  const ends: unknown[] = [];
  const { time, worker } = work(
    async (job, { signal } = {}) => {
      await new Promise<void>((resolve) => {
        signal?.addEventListener('abort', () => resolve());
      });
      ends.push('aborted');
      return { job: { ...job, failures: 99 } };
    },
    { jobs, leaseMs: 30_000 },
  );
  await jobs.put(polling(), { version: 0, wakeAt: start });
  worker.wake();
  await time.advance(0);
  const leased = await jobs.get('order-1');
  await jobs.put({ ...polling(), label: 'theirs' }, { version: leased?.version ?? 0 });
  await time.advance(30_000);
  expect(ends).toEqual(['aborted']);
  expect(await jobs.get('order-1')).toMatchObject({ job: { label: 'theirs', failures: 0 } });
});

it('counts what a store of videos throws as a failed download, without the link in it', async () => {
  const router = createRouter([fakeProvider(acme, {}).provider]);
  const time = simulatedTime(start);
  const advance = createAdvance({
    router,
    journal: createMemoryJournal(),
    clock: time.clock,
    storeVideo: async ({ video }) => {
      throw new Error(`PUT ${video.url}: 503`);
    },
  });
  const job: VideoJob = {
    ...polling(),
    phase: 'downloading',
    files: {},
    task: { ...brook, id: 't-1', status: 'succeeded', videos: [{ url: `${link}?signature=s3cret` }] },
  };
  const first = await advance(job);
  expect(first).toMatchObject({ wakeAfterMs: 2_000, job: { failures: 1, lastError: { code: 'network' } } });
  expect(await advance(first.job)).toMatchObject({ wakeAfterMs: 4_000 });
  expect(JSON.stringify(first.job.lastError)).not.toContain('s3cret');
});

it('gives up the place in a queue of a job that was canceled meanwhile, and sends nothing for it', async () => {
  const time = simulatedTime(start);
  const { clock } = time;
  const bills: string[] = [];
  let isRunning = true;
  const { provider } = fakeProvider(acme, {
    async generate(_request, { reference = '', onSubmission } = {}) {
      const submittedAt = new Date(clock.now()).toISOString();
      await onSubmission?.({ ...brook, reference, fingerprint: 'f', submittedAt });
      bills.push(reference);
      return { ...task, id: reference };
    },
    query: async (asked) =>
      isRunning
        ? { ...task, id: asked.id, status: 'running' }
        : { ...brook, id: asked.id, status: 'succeeded', videos: [{ url: link }] },
  });
  const router = createRouter([provider], { clock, maxTasks: { 'acme:brook-2': 1 } });
  const [journal, store] = [createMemoryJournal(), createMemoryJobStore()];
  const errors: unknown[] = [];
  const worker = startJobWorker({
    jobs: store,
    advance: createAdvance({ router, journal, clock }),
    clock,
    onError: (error) => void errors.push(error),
  });
  const jobs = createJobs({ router, journal, store, clock, onChange: worker.wake });
  for (const id of ['order-1', 'order-2', 'order-3']) {
    await jobs.submit(request, { id });
    await time.advance(100);
  }
  expect(await jobs.cancel('order-2')).toMatchObject({ outcome: 'stopped', billed: 'no' });
  await time.advance(60_000);
  isRunning = false;
  await time.advance(120_000);
  const phases = await Promise.all(
    ['order-1', 'order-2', 'order-3'].map(async (id) => (await jobs.get(id)).job.phase),
  );
  expect(phases).toEqual(['succeeded', 'canceled', 'succeeded']);
  expect(bills).toEqual(['order-1', 'order-3']);
  // One more that waits for a place does not hold up the end.
  isRunning = true;
  for (const id of ['order-4', 'order-5']) {
    await jobs.submit(request, { id });
    await time.advance(100);
  }
  const stopped = worker.stop();
  await time.advance(1_000);
  await stopped;
  expect(bills).toEqual(['order-1', 'order-3', 'order-4']);
  const [left] = await store.due({ now: clock.now(), limit: 9, leaseMs: 1, phases: ['submitting'] });
  expect(left?.job.id).toBe('order-5');
  expect(errors).toEqual([]);
});

describe('a job whose last poll failed', () => {
  const down = new VideoError('provider-unavailable', 'The service is down.');
  const open = (query: VideoProvider['query'], others: Partial<VideoProvider> = {}) => {
    const time = simulatedTime(start);
    const polling = [
      { provider: 'acme', api: 'direct', minIntervalMs: 5_000, maxBatch: 20, source: 'the test' },
    ];
    const { provider } = fakeProvider({ ...acme, polling }, { query, ...others });
    const router = createRouter([provider], { clock: time.clock });
    const advance = createAdvance({ router, journal: createMemoryJournal(), clock: time.clock });
    const step = async (milliseconds: number, ...jobs: readonly VideoJob[]) => {
      const steps = jobs.map((job) => advance(job));
      await time.advance(milliseconds);
      return Promise.all(steps);
    };
    return { time, step };
  };

  it('is asked about no more often than its service allows, whoever wakes it', async () => {
    const at: number[] = [];
    const { time, step } = open(async () => {
      at.push(time.clock.now() - start);
      throw down;
    });
    let job: VideoJob = polling();
    for (let nth = 0; nth < 12; nth += 1) for (const next of await step(1_000, job)) ({ job } = next);
    expect(at).toEqual([0, 5_000, 10_000]);
    expect(job).toMatchObject({ phase: 'polling', lastError: { code: 'provider-unavailable' } });
  });

  it('heeds what the service asked of another one', async () => {
    const asked: string[] = [];
    const { step } = open(async ({ id }) => {
      asked.push(id);
      throw new VideoError('rate-limited', 'Too many requests.', { retryAfterMs: 60_000 });
    });
    await step(1_000, polling());
    const [next] = await step(1_000, polling('order-2', 1, 't-2'));
    expect(asked).toEqual(['t-1']);
    expect(next).toMatchObject({ job: { phase: 'polling', lastError: { code: 'rate-limited' } } });
  });

  it('is asked about alone, and its service gets its time', async () => {
    const { time, step } = open(
      async (asked) => {
        await time.clock.sleep(25_000, undefined);
        return { ...asked, status: 'running' };
      },
      { queryMany: async () => Promise.reject(down) },
    );
    const both = ['t-1', 't-2'].map((id) => polling(id, 1, id));
    for (const next of await step(30_000, ...both))
      expect(next).toMatchObject({ job: { failures: 0, task: { status: 'running' } } });
  });
});
