import {
  experimental_generateVideo as generateVideo,
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
} from 'ai';
import { createRouter, type Submission, VideoError } from '@vid/core';
import { createKling } from '@vid/kling';
import { type FaultRule, startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createVid } from '../src/index.ts';
import { openVid, reasonOf } from './open-vid.ts';

/* What the AI SDK makes of trouble: it repeats, ends waits and drops handles. Bills are counted at the services. */

vi.stubGlobal('AI_SDK_LOG_WARNINGS', false);

const boat = { prompt: 'a paper boat', aspectRatio: '16:9', duration: 5 } as const;

const lost: readonly (readonly [what: string, fault: FaultRule])[] = [
  ['the connection is cut after acceptance', { on: 'submit', kind: 'accepted-cut', times: 'always' }],
  ['503 after acceptance', { on: 'submit', kind: 'accepted-error', status: 503, times: 'always' }],
  ['500 after acceptance', { on: 'submit', kind: 'accepted-error', status: 500, times: 'always' }],
  ['a page after acceptance', { on: 'submit', kind: 'accepted-html', times: 'always' }],
  ['an answer without an id', { on: 'submit', kind: 'accepted-without-id', times: 'always' }],
  ['429 on a page', { on: 'submit', kind: 'html-429', times: 'always' }],
];

describe.each(['official', 'gateway'] as const)('a start at the %s api', (api) => {
  it.each(lost)('is sent and billed once: %s', async (_what, fault) => {
    const { vid, usual, simulator } = await openVid({ api });
    simulator.fault(fault);
    const reason = await reasonOf(generateVideo({ model: vid.video('kling-v2-6'), ...boat, ...usual }));
    expect(reason).toMatchObject({ name: 'VideoError', code: 'submission-unknown' });
    expect(reason).toMatchObject({ submission: { reference: expect.stringMatching(/^aisdk_vid_/) } });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('is repeated by the router alone, after a refusal that proves that there is no task', async () => {
    const { vid, usual, simulator } = await openVid({ api });
    simulator.fault({ on: 'submit', kind: 'rate-limited', times: 2 });
    await generateVideo({ model: vid.video('kling-v2-6'), ...boat, ...usual });
    expect(simulator.tasks).toHaveLength(1);
  });
});

it('goes to the next model after a proven refusal, where the call says so', async () => {
  const { vid, usual, simulator } = await openVid();
  simulator.fault({ on: 'submit', kind: 'rate-limited', service: 'runway', times: 'always' });
  const { providerMetadata } = await generateVideo({
    model: vid.video(),
    ...boat,
    ...usual,
    providerOptions: { vid: { fallback: true, retries: 0, only: ['kling-v2-6', 'gen4.5'] } },
  });
  expect(providerMetadata['vid']?.['task']).toMatchObject({
    provider: 'kling',
    attempts: [
      { provider: 'runway', outcome: 'refused' },
      { provider: 'kling', outcome: 'accepted' },
    ],
  });
  expect(simulator.tasks).toHaveLength(1);
});

describe('a wait', () => {
  it.each<FaultRule['kind'] & ('error' | 'html' | 'cut' | 'unknown-status')>([
    'error',
    'html',
    'cut',
    'unknown-status',
  ])('outlasts eight bad answers in a row: %s', async (kind) => {
    const { vid, usual, simulator } = await openVid();
    const struck = simulator.fault(
      kind === 'error' ? { on: 'poll', kind, status: 503, times: 8 } : { on: 'poll', kind, times: 8 },
    );
    const { video, providerMetadata } = await generateVideo({
      model: vid.video('kling-v2-6'),
      ...boat,
      ...usual,
    });
    expect(struck.hits).toBe(8);
    expect(video.uint8Array.byteLength).toBeGreaterThan(1_000);
    expect(providerMetadata['vid']).toMatchObject({ trouble: null, task: { status: 'succeeded' } });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('says what the trouble is while it lasts', async () => {
    const { vid, simulator } = await openVid();
    const model = vid.video('kling-v2-6');
    const { operation } = await startVideo({ model, ...boat });
    simulator.fault({ on: 'poll', kind: 'error', status: 503 });
    expect(await getVideoStatus(model, { operation })).toMatchObject({
      status: 'pending',
      providerMetadata: { vid: { trouble: { code: 'provider-unavailable' } } },
    });
    expect(await getVideoStatus(model, { operation })).toMatchObject({
      status: 'pending',
      providerMetadata: { vid: { trouble: null } },
    });
  });

  it('ends with the task where asking again changes nothing', async () => {
    const { vid, simulator, tasks } = await openVid();
    const { operation } = await startVideo({ model: vid.video('kling-v2-6'), ...boat });
    const wrongKey = createVid(createKling({ api: 'official', baseUrl: simulator.url, apiKey: 'wrong' }));
    const reason = await reasonOf(getVideoStatus(wrongKey.video(), { operation }));
    expect(reason).toMatchObject({ code: 'authentication', task: { id: tasks[0]?.id } });
  });

  it('names the task in the end that is no video', async () => {
    const { vid, usual, simulator, tasks } = await openVid({
      simulator: { outcome: () => ({ failed: 'The boat sank.' }) },
    });
    const reason = await reasonOf(generateVideo({ model: vid.video('kling-v2-6'), ...boat, ...usual }));
    expect(reason).toMatchObject({
      message: expect.stringMatching(`^kling \\(official\\) task ${tasks[0]?.id} failed .*The boat sank\\.`),
    });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('that runs out has told its task before', async () => {
    const { vid, simulator, tasks, router } = await openVid();
    const poll = { intervalMs: 1, timeoutMs: 5 };
    const reason = await reasonOf(generateVideo({ model: vid.video('kling-v2-6'), ...boat, poll }));
    expect(reason).toMatchObject({ message: expect.stringContaining('timed out') });
    simulator.advance(60);
    expect(tasks).toHaveLength(1);
    for (const task of tasks) expect(await router.query(task)).toMatchObject({ status: 'succeeded' });
  });
});

/** Aborts while the first status request is awaited. */
async function abortedWait(model: string, cancelOnAbort?: boolean) {
  const results: unknown[] = [];
  const opened = await openVid({
    settings: {
      ...(cancelOnAbort !== undefined && { cancelOnAbort }),
      onCancel: (_task, result) => void results.push(result),
    },
  });
  const { vid, simulator } = opened;
  const abort = new AbortController();
  const reason = await reasonOf(
    generateVideo({
      model: vid.video(model),
      ...boat,
      abortSignal: abort.signal,
      poll: {
        intervalMs: 1,
        delay: async () => {
          abort.abort();
          abort.signal.throwIfAborted();
        },
      },
    }),
  );
  expect(reason).toMatchObject({ name: 'AbortError' });
  expect(simulator.tasks).toHaveLength(1);
  const deletes = () => simulator.requests.filter(({ method }) => method === 'DELETE').length;
  return { ...opened, results, deletes };
}

/** How many requests there were by the time of two more: whoever stops a task asks about it first. */
async function requestsAfterTwo({ router, tasks, simulator }: Awaited<ReturnType<typeof openVid>>) {
  const before = simulator.requests.length;
  for (const task of [...tasks, ...tasks]) await router.query(task);
  return simulator.requests.length - before;
}

describe('an abort', () => {
  it('ends the wait and not the task', async () => {
    const opened = await abortedWait('gen4.5');
    expect(await requestsAfterTwo(opened)).toBe(2);
    expect(opened.deletes()).toBe(0);
  });

  it('stops the task where cancelOnAbort says so', async () => {
    const { results, deletes } = await abortedWait('gen4.5', true);
    await vi.waitFor(() => expect(results).toHaveLength(1));
    expect(results).toMatchObject([{ outcome: 'stopped', task: { status: 'canceled' } }]);
    expect(deletes()).toBe(1);
  });

  it('says where a service cannot stop a task', async () => {
    const { results, deletes, vid } = await abortedWait('kling-v2-6', true);
    await vi.waitFor(() => expect(results).toMatchObject([{ code: 'unsupported' }]));
    expect(deletes()).toBe(0);
    const { warnings } = await startVideo({ model: vid.video('kling-v2-6'), ...boat });
    expect(warnings).toContainEqual(expect.objectContaining({ feature: 'cancelOnAbort' }));
  });

  it('of a task that has ended asks nobody to stop it', async () => {
    const opened = await openVid({ settings: { cancelOnAbort: true } });
    const { vid, usual } = opened;
    const abort = new AbortController();
    const { signal: abortSignal } = abort;
    await generateVideo({ model: vid.video('gen4.5'), ...boat, ...usual, abortSignal });
    abort.abort();
    expect(await requestsAfterTwo(opened)).toBe(2);
  });

  it('of a task that another model object has seen end asks nobody', async () => {
    const opened = await openVid({ settings: { cancelOnAbort: true } });
    const { vid, simulator } = opened;
    const abort = new AbortController();
    const call = { ...boat, abortSignal: abort.signal };
    const { operation } = await startVideo({ model: vid.video('gen4.5'), ...call });
    simulator.advance(60);
    expect(await getVideoStatus(vid.video('gen4.5'), { operation })).toMatchObject({ status: 'completed' });
    abort.abort();
    expect(await requestsAfterTwo(opened)).toBe(2);
  });

  it('while the paid request is under way leaves what to look up', async () => {
    const submissions: Submission[] = [];
    const { vid, simulator } = await openVid({
      settings: { onSubmission: (submission) => void submissions.push(submission) },
    });
    const hangs = simulator.fault({ on: 'submit', kind: 'accepted-hang' });
    const abort = new AbortController();
    const started = reasonOf(
      startVideo({ model: vid.video('kling-v2-6'), ...boat, abortSignal: abort.signal }),
    );
    await hangs.struck;
    abort.abort();
    expect(await started).toMatchObject({ name: 'AbortError' });
    expect(submissions).toMatchObject([
      { provider: 'kling', reference: expect.stringMatching(/^aisdk_vid_/) },
    ]);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('before the start sends nothing', async () => {
    const { vid, simulator } = await openVid();
    const abortSignal = AbortSignal.abort();
    expect(await reasonOf(startVideo({ model: vid.video('gen4.5'), ...boat, abortSignal }))).toMatchObject({
      name: 'AbortError',
    });
    expect(simulator.tasks).toEqual([]);
  });
});

it('names the task of a file that cannot be brought home, without its link', async () => {
  const { vid, poll, tasks, router } = await openVid({ settings: { download: {} } });
  const { download } = vid;
  const reason = await reasonOf(generateVideo({ model: vid.video('kling-v2-6'), ...boat, poll, download }));
  expect(reason).toMatchObject({ name: 'VideoError', task: { id: tasks[0]?.id, status: 'running' } });
  expect(JSON.stringify(reason)).not.toContain('videos');
  for (const task of reason instanceof VideoError && reason.task !== undefined ? [reason.task] : [])
    expect(await router.query(task)).toMatchObject({ status: 'succeeded' });
});

it('says that three videos under one name of the caller’s are one', async () => {
  const { vid, usual, simulator } = await openVid();
  const headers = { 'idempotency-key': 'shot-7' };
  const model = vid.video('kling-v2-6');
  const { warnings } = await generateVideo({ model, ...boat, ...usual, n: 3, headers });
  expect(simulator.tasks).toHaveLength(1);
  const said = warnings.filter((one) => one.type === 'other' && one.message.includes('idempotency-key'));
  expect(said).toHaveLength(2);
  const apart = await generateVideo({ model, ...boat, ...usual, n: 3 });
  expect(apart.warnings).toEqual([]);
  expect(simulator.tasks).toHaveLength(4);
});

it('tells no key in an error', async () => {
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  const apiKey = 'planted-key-of-the-account';
  const vid = createVid(createRouter([createKling({ api: 'official', baseUrl: simulator.url, apiKey })]));
  const reason = await reasonOf(startVideo({ model: vid.video('kling-v2-6'), ...boat }));
  expect(JSON.stringify(reason)).not.toContain('planted');
});
