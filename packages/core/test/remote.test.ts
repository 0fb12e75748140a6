import { type Submission, VideoError } from '@vid/core';
import { connectRemote, createRemote } from '@vid/core/remote';
import { describe, expect, it } from 'vitest';
import { link, png } from './fixture.ts';
import { capabilities, errorAnswer, jobOf, type Script, startServer, taskOf } from './remote-server.ts';

const request = { model: 'acme:brook-2', prompt: 'a kite' };
const page = '<!doctype html><title>502 Bad Gateway</title>';
/** Pauses cost nothing. */
const clock = { now: () => Date.now(), sleep: async () => undefined };
const skipping = () => {
  let passed = 0;
  return {
    now: () => Date.now() + passed,
    monotonic: () => passed,
    sleep: async (milliseconds: number) => {
      passed += milliseconds;
    },
  };
};
const quick = { reference: 'order-1', clock };

const failure = async (promise: Promise<unknown>): Promise<VideoError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof VideoError) return error;
  throw new Error(`no VideoError: ${String(error)}`);
};

/** For the calls of one kind only. */
const on =
  (name: string, script: Script): Script =>
  (call, count) =>
    call.name === name ? script(call, count) : undefined;

describe('a remote router', () => {
  it('plans, refuses and shows the request without a call after the first', async () => {
    const server = await startServer();
    const remote = await connectRemote(`${server.url}/`, { token: 'secret-0123456789' });
    expect(server.names()).toEqual(['GET /capabilities']);
    const { candidates } = remote.plan({ prompt: 'a kite' });
    expect(candidates.map(({ model }) => model)).toEqual(['brook-2', 'peak', 'brook-1']);
    expect(remote.validateRequest({ prompt: 'a kite', duration: 99 })).toMatchObject({ valid: false });
    const refused = await failure(remote.generate({ prompt: 'a kite', duration: 99 }));
    expect(refused).toMatchObject({ code: 'unsupported', plan: { candidates: [] } });
    expect(remote.prepare(request)).toEqual({
      method: 'POST',
      url: `${server.url}/tasks`,
      headers: {
        accept: 'application/json',
        authorization: 'Bearer ***',
        'content-type': 'application/json',
        'idempotency-key': '{reference}',
        prefer: 'wait=20',
      },
      body: {
        request: { model: 'acme:brook-2 (direct)', prompt: 'a kite', duration: 5, aspectRatio: '16:9' },
      },
    });
    expect(server.calls).toHaveLength(1);
  });

  it('sends what it showed, names the chosen model, and holds the server to the price', async () => {
    const server = await startServer();
    const remote = createRemote(server.url, capabilities, {
      token: async () => 'secret-0123456789',
      label: 'ad',
    });
    const options = { only: ['zenith'], maxCost: { amount: 1, currency: 'USD' }, allowUnknownPrice: true };
    const shown = remote.prepare({ prompt: 'a kite' }, options);
    const journal: Submission[] = [];
    const task = await remote
      .generate({ prompt: 'a kite' }, { ...options, ...quick, onSubmission: (one) => void journal.push(one) })
      .catch((error: unknown) => error);
    const [call] = server.calls;
    expect(JSON.parse(call?.body ?? '')).toEqual(shown.body);
    expect(shown.body).toEqual({
      request: {
        model: 'zenith:peak (direct)',
        prompt: 'a kite',
        aspectRatio: '16:9',
        watermark: false,
      },
      routing: { maxCost: { amount: 1, currency: 'USD' }, allowUnknownPrice: true },
      label: 'ad',
    });
    expect(call?.headers).toMatchObject({
      authorization: 'Bearer secret-0123456789',
      'idempotency-key': 'order-1',
    });
    expect(journal).toMatchObject([{ provider: 'zenith', reference: 'order-1' }]);
    expect(task).toMatchObject({ id: 'service-job-1', lookup: { job: 'job-1' }, status: 'queued' });
  });

  it('lets the server choose under a fallback, from the request as it was asked', async () => {
    const server = await startServer();
    const remote = createRemote(server.url, capabilities);
    await remote.generate({ prompt: 'a kite' }, { ...quick, fallback: 2, never: ['brook-1'] });
    expect(JSON.parse(server.calls[0]?.body ?? '')).toEqual({
      request: { prompt: 'a kite' },
      routing: { never: ['brook-1'], fallback: 2 },
    });
    const byFunction = remote.generate({ prompt: 'a kite' }, { ...quick, fallback: true, prefer: () => 1 });
    expect(await failure(byFunction)).toMatchObject({ code: 'invalid-request' });
    expect(server.calls).toHaveLength(1);
  });

  it('sends files as base64, and refuses before it leaves what the server would not take', async () => {
    const server = await startServer();
    const remote = createRemote(server.url, capabilities);
    const firstFrame = new File([png().data], 'a.png', { type: 'image/png' });
    await remote.generate({ model: 'acme:brook-2', firstFrame }, quick);
    expect(JSON.parse(server.calls[0]?.body ?? '')).toMatchObject({
      request: { firstFrame: { base64: 'AAAAAA==', mediaType: 'image/png' } },
    });
    const small = createRemote(server.url, { ...capabilities, maxBodyBytes: 50 });
    const error = await failure(small.generate(request, { ...quick, reference: 'order-2' }));
    expect(error).toMatchObject({ code: 'invalid-request', message: expect.stringContaining('takes 50') });
    expect(server.calls).toHaveLength(1);
  });

  it('needs a token that a header may hold, and shows none', async () => {
    const server = await startServer(() =>
      errorAnswer(401, new VideoError('authentication', 'Who is planted-wrong-token?')),
    );
    const empty = createRemote(server.url, capabilities, { token: ' ' });
    expect(await failure(empty.generate(request, quick))).toMatchObject({
      code: 'authentication',
      message: expect.stringContaining('token'),
    });
    expect(server.calls).toHaveLength(0);
    const wrong = createRemote(server.url, capabilities, { token: 'planted-wrong-token' });
    const error = await failure(wrong.generate(request, quick));
    expect([error.code, String(error).includes('planted')]).toEqual(['authentication', false]);
    expect(server.names()).toEqual(['POST /tasks']);
  });
});

describe('a submit over a server', () => {
  it.each<[string, Script]>([
    ['the connection breaks after it arrived', () => 'reset'],
    ['a proxy answers with a page', () => ({ status: 502, page })],
    ['a proxy answers with JSON of its own', () => ({ status: 403, json: { error: 'Forbidden' } })],
    ['the answer is no job', () => ({ json: {} })],
  ])('is found by its key when %s', async (_what, script) => {
    const server = await startServer(on('POST /tasks', script));
    const remote = createRemote(server.url, capabilities);
    expect(await remote.generate(request, quick)).toMatchObject({ lookup: { job: 'job-1' } });
    expect(server.names()).toEqual(['POST /tasks', 'GET /tasks']);
    expect(server.jobs.size).toBe(1);
  });

  it('is sent again under its key when the server never had it', async () => {
    const server = await startServer(
      on('POST /tasks', (_call, count) => (count === 1 ? 'reset-unheard' : undefined)),
    );
    const remote = createRemote(server.url, capabilities);
    await remote.generate(request, quick);
    expect(server.names()).toEqual(['POST /tasks', 'GET /tasks', 'POST /tasks']);
    expect(server.calls.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'order-1',
      undefined,
      'order-1',
    ]);
    expect(server.jobs.size).toBe(1);
  });

  it('is unknown where nobody can tell, and found later by its submission', async () => {
    let isLost = true;
    const server = await startServer(() => (isLost ? 'reset' : undefined));
    const remote = createRemote(server.url, capabilities);
    const error = await failure(remote.generate(request, quick));
    expect(error).toMatchObject({ code: 'submission-unknown', submission: { reference: 'order-1' } });
    expect(server.names().filter((name) => name === 'POST /tasks')).toHaveLength(1);
    isLost = false;
    const submission: Submission = JSON.parse(JSON.stringify(error.submission));
    expect(await remote.reconcile(submission)).toMatchObject({ lookup: { job: 'job-1' } });
    expect(await remote.reconcile({ ...submission, reference: 'never-sent' })).toBeUndefined();
    expect(await remote.generate(request, quick)).toMatchObject({ lookup: { job: 'job-1' } });
    expect(server.jobs.size).toBe(1);
  });

  it.each(['scene 7', 'кадр/7', 'ü%', '🪁'])(
    'is found by its reference, whatever is in that: %s',
    async (reference) => {
      const server = await startServer(
        on('POST /tasks', (_call, count) => (count === 1 ? 'reset' : undefined)),
      );
      const remote = createRemote(server.url, capabilities);
      const journal: Submission[] = [];
      const options = { reference, clock, onSubmission: (one: Submission) => void journal.push(one) };
      const task = await remote.generate(request, options);
      expect(journal).toMatchObject([{ reference }]);
      for (const submission of journal) expect(await remote.reconcile(submission)).toEqual(task);
      expect(await remote.generate(request, options)).toEqual(task);
      expect(server.jobs.size).toBe(1);
      await remote.generate(request, { ...options, reference: encodeURI(reference) });
      expect(server.jobs.size).toBe(2);
    },
  );

  it('has one name: a key of the caller’s own is refused, and so is half a letter', async () => {
    const server = await startServer();
    const remote = createRemote(server.url, capabilities);
    const headers = { 'Idempotency-Key': 'order-2' };
    expect(await failure(remote.generate(request, { ...quick, headers }))).toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('`reference`'),
    });
    const half = { ...quick, reference: '\ud83e' };
    expect(await failure(remote.generate(request, half))).toMatchObject({ code: 'invalid-request' });
    expect(server.calls).toEqual([]);
  });

  it('takes no other list for the look-up of its key', async () => {
    const foreign = { json: { jobs: [jobOf('job-of-others')] } };
    const server = await startServer((call) => (call.name === 'GET /tasks' ? foreign : 'reset'));
    const remote = createRemote(server.url, capabilities);
    expect(await failure(remote.generate(request, quick))).toMatchObject({ code: 'submission-unknown' });
  });

  it('waits until the server has sent it, through a restart', async () => {
    const waiting: Partial<ReturnType<typeof jobOf>> = { phase: 'submitting', task: undefined };
    const server = await startServer(
      on('GET /tasks/job-1', (_call, count) => {
        if (count < 3) return 'reset-unheard';
        return { json: count < 5 ? jobOf('job-1', waiting) : jobOf('job-1') };
      }),
      waiting,
    );
    const remote = createRemote(server.url, capabilities);
    expect(await remote.generate(request, quick)).toMatchObject({ id: 'service-job-1' });
    expect(server.names().filter((name) => name === 'POST /tasks')).toHaveLength(1);
  });

  it('tells a refusal as the service gave it, once', async () => {
    const error = { code: 'rate-limited', message: 'slow down', retryable: true, provider: 'acme' } as const;
    const server = await startServer(undefined, { phase: 'refused', task: undefined, error });
    const remote = createRemote(server.url, capabilities);
    expect(await failure(remote.generate(request, quick))).toMatchObject(error);
    expect(server.names()).toEqual(['POST /tasks']);
  });

  it('repeats what the server itself refuses for the moment, and nothing that stands for another request', async () => {
    const busy = errorAnswer(429, new VideoError('rate-limited', 'Too many. Nothing was sent.'));
    const server = await startServer(on('POST /tasks', (_call, count) => (count < 3 ? busy : undefined)));
    const remote = createRemote(server.url, capabilities);
    await remote.generate(request, quick);
    expect(server.names()).toEqual(['POST /tasks', 'POST /tasks', 'POST /tasks']);

    const conflict = errorAnswer(
      409,
      new VideoError('invalid-request', 'The key stands for another request.'),
    );
    const other = await startServer(on('POST /tasks', () => conflict));
    const error = await failure(createRemote(other.url, capabilities).generate(request, quick));
    expect(error).toMatchObject({ code: 'invalid-request', httpStatus: 409 });
    expect(other.names()).toEqual(['POST /tasks']);
  });

  it('is refused by a server that failed only once it says that it has no job', async () => {
    const failed = errorAnswer(503, new VideoError('provider-unavailable', 'Every model is unavailable.'));
    const server = await startServer((call) => {
      if (call.name === 'POST /tasks') return failed;
      return { json: { jobs: [], key: 'order-1' } };
    });
    const remote = createRemote(server.url, capabilities);
    const error = await failure(remote.generate(request, { ...quick, retries: 1 }));
    expect(error).toMatchObject({ code: 'provider-unavailable', submission: undefined });
    expect(server.names()).toEqual(['POST /tasks', 'GET /tasks', 'POST /tasks', 'GET /tasks']);
  });

  it.each<[string, ReturnType<Script>]>([
    ['is refused', errorAnswer(429, new VideoError('rate-limited', 'Too many. Nothing was sent.'))],
    ['meets a server that fails', errorAnswer(500, new VideoError('provider-unavailable', 'It failed.'))],
  ])('stays unknown where one was lost and the next one %s', async (_what, answer) => {
    const server = await startServer((call, count) => {
      if (call.name !== 'POST /tasks') return undefined;
      return count === 1 ? 'reset-unheard' : answer;
    });
    const remote = createRemote(server.url, capabilities);
    const error = await failure(remote.generate(request, { ...quick, reference: 'order-9' }));
    expect(error).toMatchObject({ code: 'submission-unknown', submission: { reference: 'order-9' } });
    expect(server.names().filter((name) => name === 'POST /tasks')).toHaveLength(2);
  });

  it('says what the server does not know either, with what may be it', async () => {
    const error = { code: 'submission-unknown', message: 'It may be billed.', retryable: false } as const;
    const candidates = [taskOf('maybe')];
    const server = await startServer(undefined, { phase: 'unknown', task: undefined, error, candidates });
    const remote = createRemote(server.url, capabilities);
    const unknown = await failure(remote.generate(request, quick));
    expect(unknown).toMatchObject({
      ...error,
      candidates,
      submission: { reference: 'order-1', lookup: { job: 'job-1' } },
    });
    const { submission } = unknown;
    if (submission === undefined) throw new Error('no submission');
    expect(await failure(remote.reconcile(submission))).toMatchObject({
      code: 'submission-unknown',
      candidates,
    });
  });
});

describe('a task over a server', () => {
  const task = { ...taskOf('service-job-1'), lookup: { task_type: 'text2video', job: 'job-1' } };

  it('is asked for by its job, keeps the lookup of its service, and a bare id is that of a job', async () => {
    const own = { ...taskOf('service-job-1'), lookup: { task_type: 'text2video' } };
    const server = await startServer(undefined, { task: own });
    const remote = createRemote(server.url, capabilities);
    expect(await remote.generate(request, quick)).toEqual(task);
    expect(await remote.query(task)).toEqual(task);
    const { lookup: _lookup, ...bare } = task;
    expect(await remote.query({ ...bare, id: 'job-1' })).toEqual(task);
    const strange = { ...bare, id: 'a/b?c=d#e%2F é' };
    expect(await failure(remote.query(strange))).toMatchObject({ code: 'not-found' });
    expect(server.names().at(-1)).toBe('GET /tasks/a/b?c=d#e%2F é');
    expect(await failure(remote.query({ ...task, id: 'another' }))).toMatchObject({ retryable: true });
  });

  it.each<[string, ReturnType<Script>]>([
    ['a page of a proxy', { status: 502, page }],
    ['a redirect', { status: 302, headers: { location: 'https://login.example/' } }],
    ['a 404 of a proxy', { status: 404, page }],
    ['a broken connection', 'reset'],
  ])('is what it was after %s', async (_what, answer) => {
    const server = await startServer((_call, count) => (count === 1 ? answer : undefined));
    const remote = createRemote(server.url, capabilities);
    server.jobs.set('order-1', jobOf('job-1'));
    const error = await failure(remote.query(task));
    expect(error).toMatchObject({ retryable: true });
    expect(await remote.query(task)).toMatchObject({ status: 'queued' });
  });

  it('ends with links of the server, and the token is for them alone', async () => {
    const server = await startServer();
    const videos = [{ url: `${server.url}/tasks/job-1/videos/0` }];
    const done = { ...taskOf('service-job-1'), status: 'succeeded', videos } as const;
    server.jobs.set('order-1', jobOf('job-1', { phase: 'succeeded', task: done }));
    const remote = createRemote(server.url, capabilities, { token: 'secret-0123456789' });
    const ended = await remote.wait(task, { clock: skipping() });
    expect(ended).toMatchObject({ status: 'succeeded', videos });
    const headers = (url: string) => remote.linkHeaders?.({ url }, ended);
    expect(await headers(videos[0]?.url ?? '')).toEqual({ authorization: 'Bearer secret-0123456789' });
    for (const url of [
      link,
      server.url.replace('/video', '/videos/1'),
      'http://127.0.0.1/video/tasks/1',
      'no link',
    ])
      expect(await headers(url)).toEqual({});
  });

  it('is canceled where the service can, and a finished one is only asked for', async () => {
    const canceled = { ...taskOf('service-job-1'), status: 'canceled' } as const;
    const view = {
      outcome: 'stopped',
      billed: 'no',
      job: jobOf('job-1', { phase: 'canceled', task: canceled }),
    };
    const server = await startServer(on('POST /tasks/job-1/cancel', () => ({ json: view })));
    server.jobs.set('order-1', jobOf('job-1'));
    const remote = createRemote(server.url, capabilities);
    expect(await remote.cancel(task)).toMatchObject({
      outcome: 'stopped',
      billed: 'no',
      task: { status: 'canceled' },
    });
    server.jobs.set('order-1', view.job);
    expect(await remote.cancel(task)).toMatchObject({ outcome: 'stopped', task: { status: 'canceled' } });
    expect(server.names().filter((name) => name.endsWith('/cancel'))).toHaveLength(1);
    const other = { ...task, provider: 'zenith', model: 'peak' };
    expect(await failure(remote.cancel(other))).toMatchObject({ code: 'unsupported' });
  });

  it('goes on when its videos are on their way home already', async () => {
    const late = errorAnswer(409, new VideoError('invalid-request', 'It is downloading.'));
    const server = await startServer(on('POST /tasks/job-1/cancel', () => late));
    server.jobs.set('order-1', jobOf('job-1', { task: { ...taskOf('service-job-1'), status: 'running' } }));
    const remote = createRemote(server.url, capabilities);
    expect(await remote.cancel(task)).toMatchObject({
      outcome: 'goes-on',
      billed: 'yes',
      task: { status: 'running' },
    });
  });
});
