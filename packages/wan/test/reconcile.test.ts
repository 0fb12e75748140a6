import {
  parseSubmission,
  type Submission,
  taskFromId,
  VideoError,
  type VideoProvider,
  waitForTask,
} from '@vid/core';
import { describe, expect, it } from 'vitest';
import { errorOf, openWan } from './fixture.ts';

const request = { prompt: 'a paper boat', resolution: '480p' } as const;

/** The submission of a request whose outcome stays unknown, as another process has it. */
async function lose(provider: VideoProvider, reference?: string): Promise<Submission> {
  const error = await errorOf(provider.generate(request, { reference, retries: 0 }));
  if (!(error instanceof VideoError)) throw new Error(`not lost: ${String(error)}`);
  expect(error.code).toBe('submission-unknown');
  return parseSubmission(JSON.parse(JSON.stringify(error.submission)));
}

/** The service acts, and its answer breaks off behind its head. */
const brokenBody: typeof fetch = async (...input) => {
  const { headers, status, body } = await fetch(...input);
  await body?.cancel();
  const stream = new ReadableStream({
    pull: (controller) => controller.error(new TypeError('terminated')),
  });
  return new Response(stream, { headers, status });
};

describe('what is proven', () => {
  it.each([
    ['a 500 after the task was made', { on: 'submit', kind: 'accepted-error', status: 500 }],
    ['an answer without the id', { on: 'submit', kind: 'accepted-without-id' }],
    ['half an answer', { on: 'submit', kind: 'accepted-broken-json' }],
  ] as const)('is the task of %s, by the id of the call', async (_what, fault) => {
    const { simulator, create } = await openWan();
    const provider = create();
    // Others of the same model and minute.
    await provider.generate(request);
    simulator.fault(fault);
    const submission = await lose(provider);
    await provider.generate(request);
    expect(submission.requestId).toMatch(/^[\da-f-]{36}$/);
    const found = await provider.reconcile?.(submission);
    expect(found).toMatchObject({ id: simulator.tasks[1]?.id, status: 'queued', model: 'wan3.0-video' });
    if (found === undefined) return;
    simulator.advance(60);
    expect(await provider.reconcile?.(submission)).toMatchObject({ status: 'running' });
    expect(await waitForTask(provider, found, { clock: simulator.clock })).toMatchObject({
      status: 'succeeded',
    });
    expect(simulator.tasks).toHaveLength(3);
  });

  it('is the task of an answer that broke off behind its head', async () => {
    const { simulator, create } = await openWan();
    const submission = await lose(create({ fetch: brokenBody }));
    expect(await create().reconcile?.(submission)).toMatchObject({ id: simulator.tasks[0]?.id });
  });

  it('is found on a later page', async () => {
    const { simulator, create } = await openWan();
    const submission = await lose(create({ fetch: brokenBody }));
    for (let others = 0; others < 25; others += 1) await create().generate(request);
    expect(await create().reconcile?.(submission)).toMatchObject({ id: simulator.tasks[0]?.id });
    const lists = simulator.requests.filter(({ path }) => path.endsWith('/tasks/'));
    expect(lists).toHaveLength(3);
  });

  it('is found by the name that was sent, where overrides give another', async () => {
    const { simulator, create } = await openWan();
    const overrides: NonNullable<Parameters<typeof create>[0]>['overrides'] = ({ models, ...others }) => ({
      ...others,
      models: models
        .filter(({ model }) => model === 'wan3.0-video')
        .map((entry) => ({ ...entry, wireModel: 'wan3.0-video-prime' })),
    });
    const submission = await lose(create({ fetch: brokenBody, overrides }));
    expect(simulator.tasks[0]).toMatchObject({ model: 'wan3.0-video-prime' });
    expect(await create({ overrides }).reconcile?.(submission)).toMatchObject({ id: simulator.tasks[0]?.id });
  });
});

describe('what is only a hint', () => {
  it('comes as candidates of the model and the time, to be adopted by the caller', async () => {
    const { simulator, create } = await openWan();
    const provider = create();
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    const submission = await lose(provider);
    expect(submission.requestId).toBeUndefined();
    await provider.generate({ prompt: 'a paper boat', model: 'wan2.7-t2v' });
    simulator.advance(60);
    const error = await errorOf(provider.reconcile?.(submission));
    expect(error).toMatchObject({ code: 'submission-unknown', retryable: false, submission });
    const candidates = error instanceof VideoError ? (error.candidates ?? []) : [];
    expect(candidates.map(({ id }) => id)).toEqual([simulator.tasks[0]?.id]);
    const [adopted = taskFromId({ provider: 'wan', api: 'official', id: 'none' })] = candidates;
    const done = await waitForTask(provider, adopted, { clock: simulator.clock });
    expect(done).toMatchObject({ status: 'succeeded' });
    expect(simulator.tasks).toHaveLength(2);
  });

  it('is one task alone, too', async () => {
    const { simulator, create } = await openWan();
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    const submission = await lose(create());
    expect(await errorOf(create().reconcile?.(submission))).toMatchObject({
      candidates: [{ status: 'queued' }],
    });
  });

  it('is a task that an id of somebody on the way does not fit', async () => {
    const { create } = await openWan();
    const proxied: typeof fetch = async (...input) => {
      await fetch(...input);
      return new Response('<!doctype html>', { status: 502, headers: { 'x-request-id': 'of-the-proxy' } });
    };
    const submission = await lose(create({ fetch: proxied }));
    expect(submission.requestId).toBe('of-the-proxy');
    expect(await errorOf(create().reconcile?.(submission))).toMatchObject({ candidates: [{}] });
  });

  it('is nothing of another hour', async () => {
    const { simulator, create } = await openWan();
    await create().generate(request);
    simulator.advance(11 * 60);
    await create().generate(request);
    simulator.fault({ on: 'submit', kind: 'cut' });
    const { submittedAt, ...submission } = await lose(create());
    const then = new Date(Date.parse(submittedAt) + 11 * 60_000).toISOString();
    const error = await errorOf(create().reconcile?.({ ...submission, submittedAt: then }));
    expect(error).toMatchObject({ candidates: [{ id: simulator.tasks[1]?.id }] });
  });
});

it('takes no line for proof that has no id of a call, and none of another model for a hint', async () => {
  const { simulator, create } = await openWan();
  simulator.fault({ on: 'submit', kind: 'cut' });
  const submission = await lose(create());
  const gmt_create = Date.parse(submission.submittedAt);
  const lines = [
    { task_id: 'other', model_name: 'wan2.7-t2v', status: 'RUNNING', gmt_create },
    { task_id: 'own', model_name: 'wan3.0-video', status: 'RUNNING', gmt_create },
  ];
  const list = { total: 2, total_page: 1, page_no: 1, page_size: 10, data: lines, request_id: 'r-1' };
  const error = await errorOf(create({ fetch: async () => Response.json(list) }).reconcile?.(submission));
  expect(error).toMatchObject({ code: 'submission-unknown', candidates: [{ id: 'own' }] });
});

it('knows no submission of which the list has nothing', async () => {
  const { simulator, create } = await openWan();
  simulator.fault({ on: 'submit', kind: 'cut' });
  const submission = await lose(create());
  expect(await create().reconcile?.(submission)).toBeUndefined();
});

it('says nothing of a submission that is older than what is kept, and asks nobody', async () => {
  const { simulator, create } = await openWan();
  simulator.fault({ on: 'submit', kind: 'accepted-cut' });
  const submission = await lose(create());
  const old = { ...submission, submittedAt: new Date(Date.now() - 25 * 3_600_000).toISOString() };
  const before = simulator.requests.length;
  expect(await errorOf(create().reconcile?.(old))).toMatchObject({
    code: 'submission-unknown',
    message: expect.stringContaining('24 h'),
  });
  expect(simulator.requests).toHaveLength(before);
});

it.each([
  ['with the likely ones of the first', (at: number) => at, ['own-1']],
  ['where none is likely', () => 0, []],
])('says that a longer list leaves it unknown, %s', async (_which, timeOf, candidates) => {
  const { simulator, create } = await openWan();
  simulator.fault({ on: 'submit', kind: 'cut' });
  const submission = await lose(create());
  let pages = 0;
  const fetch = async () => {
    pages += 1;
    const gmt_create = pages === 1 ? timeOf(Date.parse(submission.submittedAt)) : 0;
    const data = [{ task_id: `own-${pages}`, model_name: 'wan3.0-video', status: 'RUNNING', gmt_create }];
    return Response.json({ total: 9_990, total_page: 999, page_no: pages, page_size: 10, data });
  };
  const error = await errorOf(create({ fetch }).reconcile?.(submission));
  expect(error).toMatchObject({
    code: 'submission-unknown',
    retryable: false,
    submission,
    message: expect.stringMatching(/lists more tasks than can be looked through.*do not send/),
  });
  const told = error instanceof VideoError ? (error.candidates ?? []) : [];
  expect(told.map(({ id }) => id)).toEqual(candidates);
  expect(pages).toBe(100);
});
