import {
  createRouter,
  type SucceededTask,
  VideoError,
  type VideoEvent,
  type VideoProvider,
  type VideoTask,
} from '@vid/core';
import {
  createAdvance,
  createJobs,
  createMemoryJobStore,
  createMemoryJournal,
  isEnded,
  type StoreVideo,
  startJobWorker,
  type VideoJob,
} from '@vid/core/journal';
import { openSqlite } from '@vid/core/sqlite';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { acme, fakeProvider, link, png } from './fixture.ts';
import { running } from './polling-service.ts';
import { simulatedTime } from './simulated-time.ts';

const start = Date.parse('2026-12-01T00:00:00.000Z');
const brook = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const request = { model: 'acme:brook-2', prompt: 'a kite' };
const taskOf = (id: string): VideoTask => ({
  ...newTask(brook, id),
  createdAt: new Date(start).toISOString(),
});
const file = { name: 'order-1-0.mp4', bytes: 9, mediaType: 'video/mp4' };

const succeeded = (task: VideoTask): SucceededTask => {
  const { provider, api, model, id } = task;
  return { provider, api, model, id, status: 'succeeded', videos: [{ url: `${link}?signature=s3cret` }] };
};

interface Script {
  readonly generate?: () => VideoTask | Promise<VideoTask>;
  readonly query?: (task: VideoTask, nth: number) => VideoTask;
  readonly storeVideo?: StoreVideo;
  readonly cancel?: VideoProvider['cancel'];
  readonly reconcile?: VideoProvider['reconcile'];
  readonly queryMany?: VideoProvider['queryMany'];
}

const stores = {
  memory: () => ({ journal: createMemoryJournal(), jobs: createMemoryJobStore() }),
  sqlite: () => {
    const store = openSqlite(':memory:');
    onTestFinished(() => store.close());
    return store;
  },
} as const;

/** A host with one worker, in simulated time. */
function host(store: ReturnType<(typeof stores)['memory']>, script: Script = {}) {
  const { journal, jobs: kept } = store;
  const time = simulatedTime(start);
  const { clock } = time;
  const bills: string[] = [];
  let polls = 0;
  const { query = succeeded, generate = () => taskOf(`t-${bills.length}`) } = script;
  const polling = [{ provider: 'acme', api: 'direct', maxBatch: 20, source: 'the test' }];
  const { provider } = fakeProvider(
    { ...acme, ...(script.queryMany !== undefined && { polling }) },
    {
      async generate(_request, options) {
        const { reference = '' } = options ?? {};
        await options?.onSubmission?.({
          ...brook,
          reference,
          fingerprint: 'f',
          submittedAt: new Date(clock.now()).toISOString(),
        });
        bills.push(reference);
        return generate();
      },
      query: async (task) => query(task, (polls += 1)),
      ...(script.cancel !== undefined && { cancel: script.cancel }),
      ...(script.reconcile !== undefined && { reconcile: script.reconcile }),
      ...(script.queryMany !== undefined && { queryMany: script.queryMany }),
    },
  );
  const events: VideoEvent[] = [];
  const router = createRouter([provider], { clock, onEvent: (event) => events.push(event) });
  const { storeVideo = async () => file } = script;
  const advance = createAdvance({ router, journal, storeVideo, clock });
  const worker = startJobWorker({ jobs: kept, advance, clock, onError: (error) => void errors.push(error) });
  const errors: unknown[] = [];
  onTestFinished(async () => {
    const stopped = worker.stop();
    await time.advance(10_000);
    await stopped;
  });
  const jobs = createJobs({ router, journal, store: kept, isStored: true, clock, onChange: worker.wake });
  const jobAfter = async (id: string, milliseconds: number): Promise<VideoJob> => {
    // What is written to a disk needs turns of its own.
    for (let passed = 0; passed <= milliseconds; passed += 1_000) {
      await time.advance(Math.min(1_000, milliseconds));
      for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
    }
    return (await jobs.get(id)).job;
  };
  return { router, jobs, jobAfter, bills, worker, journal, kept, polls: () => polls, errors, events, time };
}

describe.each(['memory', 'sqlite'] as const)('jobs in %s', (kind) => {
  it('goes from a request to a stored file, and keeps neither input nor link', async () => {
    const { jobs, jobAfter, bills, journal, kept } = host(stores[kind]());
    await jobs.submit({ ...request, firstFrame: png() }, { id: 'order-1', label: 'ads' });
    const job = await jobAfter('order-1', 120_000);
    expect(job).toMatchObject({ phase: 'succeeded', label: 'ads', videos: [{ file }], task: { id: 't-1' } });
    expect(bills).toEqual(['order-1']);
    const text = JSON.stringify([
      job,
      await journal.get('order-1'),
      await kept.changes({ after: 0, limit: 9 }),
    ]);
    expect(text).not.toMatch(/a kite|s3cret|base64/);
    expect(await jobs.submit({ ...request, firstFrame: png() }, { id: 'order-1' })).toMatchObject({ job });
    await expect(jobs.submit(request, { id: 'order-1' })).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('asks about many jobs with one request where the service takes that', async () => {
    const asked: number[] = [];
    const { jobs, jobAfter, polls } = host(stores[kind](), {
      queryMany: async (tasks) => {
        asked.push(tasks.length);
        return tasks.map(succeeded);
      },
    });
    for (let nth = 0; nth < 40; nth += 1) await jobs.submit(request, { id: `order-${nth}` });
    expect(await jobAfter('order-39', 120_000)).toMatchObject({ phase: 'succeeded' });
    expect(asked.reduce((sum, one) => sum + one, polls())).toBe(40);
    expect(asked.length + polls()).toBeLessThan(10);
  });

  it('polls through trouble, and tries a download again', async () => {
    let downloads = 0;
    const { jobs, jobAfter, polls } = host(stores[kind](), {
      query: (task, nth) => {
        if (nth < 4) throw new VideoError('provider-unavailable', 'The service is down.');
        return succeeded(task);
      },
      storeVideo: async () => {
        downloads += 1;
        if (downloads < 3) throw new VideoError('network', 'The connection broke.');
        return file;
      },
    });
    await jobs.submit(request, { id: 'order-1' });
    expect(await jobAfter('order-1', 40_000)).toMatchObject({
      phase: 'polling',
      lastError: { code: 'provider-unavailable' },
    });
    expect(await jobAfter('order-1', 120_000)).toMatchObject({ phase: 'succeeded' });
    expect([polls(), downloads]).toEqual([4, 3]);
  });

  it('asks once for a new link where a download was refused for good, then stalls, and goes on when it is resumed', async () => {
    const links: string[] = [];
    let isThere = false;
    const { jobs, jobAfter, polls, bills } = host(stores[kind](), {
      query: (task, nth) => ({ ...succeeded(task), videos: [{ url: `${link}?nth=${nth}` }] }),
      storeVideo: async ({ video: { url } }) => {
        links.push(url);
        if (isThere) return file;
        throw new VideoError('not-found', 'files.example answered 404. Look for it in your account there.');
      },
    });
    await jobs.submit(request, { id: 'order-1' });
    const job = await jobAfter('order-1', 3_600_000);
    expect(job).toMatchObject({ phase: 'downloading', stalled: true, failures: 1 });
    expect(job.lastError).toMatchObject({ code: 'not-found', message: expect.stringContaining('Look for') });
    expect(links).toEqual([`${link}?nth=1`, `${link}?nth=2`]);
    expect(polls()).toBe(2);
    isThere = true;
    await jobs.resume('order-1');
    expect(await jobAfter('order-1', 10_000)).toMatchObject({ phase: 'succeeded', videos: [{ file }] });
    expect(bills).toEqual(['order-1']);
  });

  it('stores with the new link what the old one refused for good', async () => {
    const { jobs, jobAfter } = host(stores[kind](), {
      query: (task, nth) => ({ ...succeeded(task), videos: [{ url: `${link}?nth=${nth}` }] }),
      storeVideo: async ({ video }) => {
        if (video.url.endsWith('2')) return file;
        throw new VideoError('invalid-request', 'This host is not allowed.');
      },
    });
    await jobs.submit(request, { id: 'order-1' });
    expect(await jobAfter('order-1', 120_000)).toMatchObject({ phase: 'succeeded', failures: 0 });
  });

  it('asks for a new link where a store has asked in vain', async () => {
    const { jobs, jobAfter, polls } = host(stores[kind](), {
      query(task, nth) {
        if (nth === 2) throw new VideoError('provider-unavailable', 'The service is down.');
        return { ...succeeded(task), videos: [{ url: `${link}?nth=${nth}` }] };
      },
      storeVideo: async ({ provider, task, video }) => {
        if (video.url.endsWith('3')) return file;
        await provider.query(task).catch(() => undefined);
        throw new VideoError('not-found', 'The link is dead.');
      },
    });
    await jobs.submit(request, { id: 'order-1' });
    expect(await jobAfter('order-1', 120_000)).toMatchObject({ phase: 'succeeded', failures: 0 });
    expect(polls()).toBe(3);
  });

  it.each([
    ['asked by itself', true, 2],
    ['cannot be asked for the moment', false, 11],
  ] as const)('counts what a store %s', async (_what, isAsking, most) => {
    const { jobs, jobAfter, polls } = host(stores[kind](), {
      query(task, nth) {
        if (nth > 1 && !isAsking) throw new VideoError('provider-unavailable', 'The service is down.');
        return succeeded(task);
      },
      storeVideo: async ({ provider, task }) => {
        if (isAsking) await provider.query(task);
        throw new VideoError('not-found', 'The link is dead.');
      },
    });
    await jobs.submit(request, { id: 'order-1' });
    expect(await jobAfter('order-1', 7_200_000)).toMatchObject({ phase: 'downloading', stalled: true });
    expect(polls()).toBe(most);
  });

  it('sends what was refused for the moment again, and ends with what was refused for good', async () => {
    const { jobs, jobAfter, bills, events } = host(stores[kind](), {
      generate: () => {
        throw new VideoError(bills.length < 3 ? 'rate-limited' : 'content-policy', 'No.', {
          httpStatus: 429,
        });
      },
    });
    await jobs.submit(request, { id: 'order-1' });
    expect(await jobAfter('order-1', 60_000)).toMatchObject({
      phase: 'refused',
      lastError: { code: 'content-policy' },
    });
    expect(bills).toHaveLength(3);
    const retrying = {
      type: 'retrying',
      ...brook,
      reference: 'order-1',
      code: 'rate-limited',
      httpStatus: 429,
    };
    expect(events.filter(({ type }) => type !== 'planned')).toMatchObject([
      { type: 'submitted', reference: 'order-1' },
      { type: 'refused', code: 'rate-limited' },
      { ...retrying, attempt: 1, inMs: 2_000 },
      { type: 'submitted' },
      { type: 'refused' },
      { ...retrying, attempt: 2, inMs: 4_000 },
      { type: 'submitted' },
      { type: 'refused', code: 'content-policy' },
    ]);
  });

  it('tells each poll, and when the next one comes', async () => {
    const { jobs, jobAfter, events } = host(stores[kind](), {
      query: (task, nth) => {
        if (nth === 2) throw new VideoError('provider-unavailable', 'Not now.', { httpStatus: 503 });
        return nth < 5 ? running(task) : succeeded(task);
      },
    });
    await jobs.submit(request, { id: 'order-1' });
    expect(await jobAfter('order-1', 240_000)).toMatchObject({ phase: 'succeeded' });
    const asked = events.filter(({ type }) => type === 'polled');
    const pauses = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
    expect(pauses).toHaveLength(4);
    expect(asked).toMatchObject([
      { ...brook, taskId: 't-1', ok: true, status: 'running', nextInMs: pauses[0] },
      { ok: false, code: 'provider-unavailable', httpStatus: 503, nextInMs: pauses[1] },
      ...pauses.slice(2).map((nextInMs) => ({ ok: true, nextInMs })),
      { ok: true, status: 'succeeded', nextInMs: undefined },
    ]);
  });

  it('looks up what is unknown for a while, never sends it again, and goes on with what was adopted', async () => {
    const lookUps: string[] = [];
    const { jobs, jobAfter, bills } = host(stores[kind](), {
      generate: () => {
        throw new VideoError('submission-unknown', 'The connection broke.');
      },
      reconcile: async ({ reference }) => {
        lookUps.push(reference);
        return undefined;
      },
    });
    await jobs.submit(request, { id: 'order-1' });
    const job = await jobAfter('order-1', 3_600_000);
    expect(job).toMatchObject({ phase: 'unknown', stalled: true });
    expect(isEnded(job)).toBe(true);
    expect(bills).toHaveLength(1);
    expect(lookUps).toHaveLength(6);
    await jobs.adopt('order-1', taskOf('t-7'));
    expect(await jobAfter('order-1', 120_000)).toMatchObject({ phase: 'succeeded', task: { id: 't-7' } });
  });

  it('does not give up what is unknown because webhooks asked for it again and again', async () => {
    let isListed = false;
    const { jobs, jobAfter, bills } = host(stores[kind](), {
      generate: () => {
        throw new VideoError('submission-unknown', 'The connection broke.');
      },
      reconcile: async () => (isListed ? taskOf('t-7') : undefined),
    });
    await jobs.submit(request, { id: 'order-1' });
    await jobAfter('order-1', 1_000);
    for (let webhook = 0; webhook < 10; webhook += 1) {
      await jobs.wake('order-1');
      const job = await jobAfter('order-1', 1_000);
      expect(job).toMatchObject({ phase: 'unknown' });
      expect(job.stalled).toBeUndefined();
    }
    isListed = true;
    expect(await jobAfter('order-1', 3_600_000)).toMatchObject({ phase: 'succeeded', task: { id: 't-7' } });
    expect(bills).toHaveLength(1);
  });

  it('takes a journal that has lost the key for no proof: the job stays unknown, and its id is not sent again', async () => {
    const store = stores[kind]();
    const generate = () => {
      throw new VideoError('submission-unknown', 'The connection broke.');
    };
    const first = host(store, { generate });
    await first.jobs.submit(request, { id: 'order-1' });
    expect(await first.jobAfter('order-1', 1_000)).toMatchObject({ phase: 'unknown' });
    await first.worker.stop();
    const second = host({ journal: createMemoryJournal(), jobs: store.jobs });
    const job = await second.jobAfter('order-1', 3_600_000);
    expect(job).toMatchObject({ phase: 'unknown', stalled: true });
    await second.jobs.submit(request, { id: 'order-1' });
    await second.jobAfter('order-1', 60_000);
    expect([...first.bills, ...second.bills]).toHaveLength(1);
  });

  it('cancels before the request leaves without a bill, and later at the service', async () => {
    const { jobs, jobAfter, bills, worker, time } = host(stores[kind](), {
      query: running,
      cancel: async (task) => {
        const { provider, api, model, id } = task;
        return {
          outcome: 'stopped',
          billed: 'unknown',
          task: { provider, api, model, id, status: 'canceled' },
        };
      },
    });
    await jobs.submit(request, { id: 'order-1' });
    expect(await jobAfter('order-1', 10_000)).toMatchObject({ phase: 'polling' });
    expect(await jobs.cancel('order-1')).toMatchObject({ outcome: 'stopped', billed: 'unknown' });
    expect(await jobAfter('order-1', 0)).toMatchObject({ phase: 'canceled', task: { id: 't-1' } });
    const stopped = worker.stop();
    await time.advance(10_000);
    await stopped;
    await jobs.submit(request, { id: 'order-2' });
    expect(await jobs.cancel('order-2')).toMatchObject({ outcome: 'stopped', billed: 'no' });
    expect(bills).toEqual(['order-1']);
  });

  it('leases the jobs that are named, and leaves the others due', async () => {
    const store = stores[kind]();
    const { jobs, kept, worker, time } = host(store);
    const stopped = worker.stop();
    await time.advance(10_000);
    await stopped;
    for (const id of ['order-1', 'order-2']) await jobs.submit(request, { id });
    const due = async (ids?: readonly string[]) =>
      (await kept.due({ now: time.clock.now(), limit: 9, leaseMs: 60_000, ids })).map(({ job }) => job.id);
    expect(await due([])).toEqual([]);
    expect(await due(['order-2', 'order-3'])).toEqual(['order-2']);
    expect(await due()).toEqual(['order-1']);
  });

  it('deletes what is stalled, and may be billed, only for who says so, and it stays in the books', async () => {
    const { jobs, jobAfter, kept } = host(stores[kind](), {
      generate: () => {
        throw new VideoError('submission-unknown', 'The connection broke.');
      },
      reconcile: async () => undefined,
    });
    await jobs.submit(request, { id: 'order-1' });
    const { phase } = await jobAfter('order-1', 3_600_000);
    const refused = { code: 'invalid-request', message: expect.stringMatching(/may be billed.*"abandon"/) };
    for (const options of [undefined, {}, { abandon: false }])
      await expect(jobs.delete('order-1', options)).rejects.toMatchObject(refused);
    expect((await jobs.get('order-1')).job).toMatchObject({ phase, stalled: true });
    const spent = await kept.spending();
    await jobs.delete('order-1', { abandon: true });
    await expect(jobs.get('order-1')).rejects.toMatchObject({ code: 'not-found' });
    expect(await kept.spending()).toEqual(spent);
  });

  it('deletes nothing that goes on, whatever is said', async () => {
    const { jobs, jobAfter } = host(stores[kind](), { query: running });
    await jobs.submit(request, { id: 'order-1' });
    await jobAfter('order-1', 10_000);
    const deleted = jobs.delete('order-1', { abandon: true });
    await expect(deleted).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('deletes what has ended only, for good, and tells it as a change', async () => {
    const { jobs, jobAfter, kept } = host(stores[kind]());
    await jobs.submit(request, { id: 'order-1', owner: 'ann' });
    await expect(jobs.delete('order-1')).rejects.toMatchObject({ code: 'invalid-request' });
    await jobAfter('order-1', 120_000);
    await jobs.delete('order-1');
    await expect(jobs.get('order-1')).rejects.toMatchObject({ code: 'not-found' });
    await expect(jobs.submit(request, { id: 'order-1', owner: 'ann' })).rejects.toMatchObject({
      code: 'invalid-request',
    });
    expect(await kept.changes({ after: 0, limit: 9, owner: 'ann' })).toMatchObject([{ deleted: 'order-1' }]);
    expect(await kept.changes({ after: 0, limit: 9, owner: 'bob' })).toEqual([]);
  });

  it('keeps a job whose listener throws, and refuses options that it could not keep', async () => {
    const { router, journal, kept } = host(stores[kind]());
    const onChange = () => {
      throw new Error('listener');
    };
    const jobs = createJobs({ router, journal, store: kept, onChange });
    expect(await jobs.submit(request, { id: 'order-1' })).toMatchObject({ job: { id: 'order-1' } });
    const options = { id: 'order-2' };
    Object.assign(options, { prefer: () => 0 });
    await expect(jobs.submit(request, options)).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(jobs.get('order-2')).rejects.toMatchObject({ code: 'not-found' });
  });
});
