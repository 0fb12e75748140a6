import { inspect } from 'node:util';
import {
  type CallbackOptions,
  parseVideoError,
  type Submission,
  VideoError,
  type VideoTask,
} from '@vid/core';
import {
  type AcceptedRequest,
  bearer,
  chooseApi,
  createHttpProvider,
  type HttpProviderDefinition,
  httpProviderSettings,
  property,
  readSettings,
  refused,
} from '@vid/core/provider-kit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod/mini';
import { tableOf } from './fixture.ts';

const key = 'planted-key-0123456789';

interface Call {
  readonly url: string;
  readonly init: RequestInit;
}

const job = z.object({ id: z.string(), state: z.optional(z.string()), link: z.optional(z.string()) });
const jobIn = (json: unknown) => z.safeParse(job, json).data;
const reading = (json: unknown) => {
  const found = jobIn(json);
  return found?.state === undefined ? undefined : { status: found.state, videos: [{ url: found.link }] };
};

/** A provider whose service gives these answers in turn, and the calls that it made. */
function acme(
  answers: readonly (Response | (() => Response | Promise<Response>))[],
  more: Partial<HttpProviderDefinition> = {},
) {
  const calls: Call[] = [];
  const left = [...answers];
  const provider = createHttpProvider({
    provider: 'acme',
    api: 'direct',
    capabilities: tableOf({ prompt: { maxLength: 100 } }),
    baseUrl: 'https://acme.example/v1//',
    authentication: bearer(key, { provider: 'acme', variable: 'VID_TEST_ACME_KEY' }),
    errors: {
      read: (json) => z.safeParse(z.object({ message: z.string(), code: z.optional(z.string()) }), json).data,
      codes: { moved: { code: 'invalid-request', provesNoTask: true, failure: 'invalid-input' } },
      statuses: { 400: refused('invalid-request'), 404: refused('not-found'), 429: refused('rate-limited') },
    },
    statuses: { waiting: 'queued', busy: 'running', done: 'succeeded', broken: 'failed' },
    submit: {
      request: ({ request }) => ({ path: '/jobs', body: { text: request.prompt } }),
      readTask: jobIn,
    },
    query: { request: ({ id }) => ({ path: `/jobs/${id}` }), readTask: reading },
    cancel: { request: ({ id }) => ({ method: 'DELETE', path: `/jobs/${id}` }), from: ['queued'] },
    reconcile: {
      request: ({ reference }) => ({ path: `/jobs?name=${reference}` }),
      readTask: (json) => ({ id: jobIn(json)?.id, reading: { status: jobIn(json)?.state } }),
    },
    // As some implementations are: a plain function of a URL and its init, called on nothing.
    async fetch(this: unknown, input: string | URL | Request, init?: RequestInit) {
      expect(this).toBeUndefined();
      if (typeof input !== 'string' || init === undefined) throw new TypeError('Illegal invocation');
      calls.push({ url: input, init });
      const next = left.shift();
      return (typeof next === 'function' ? await next() : next) ?? Response.json({});
    },
    ...more,
  });
  return { provider, calls };
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const task: VideoTask = {
  provider: 'acme',
  api: 'direct',
  model: 'm',
  id: 'job-1',
  createdAt: '2026-11-28T09:00:00.000Z',
  status: 'queued',
};
const submission: Submission = {
  provider: 'acme',
  api: 'direct',
  model: 'm',
  reference: 'shot-1',
  submittedAt: '2026-11-28T09:00:00.000Z',
  fingerprint: 'f',
};
async function errorOf(call: Promise<unknown>): Promise<VideoError> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new TypeError(`no VideoError: ${String(error)}`);
}

describe('createHttpProvider: calls', () => {
  it('drops slashes at the end of the base URL, and sends the body as it was built', async () => {
    const { provider, calls } = acme([json({ id: 'job-1' })]);
    await provider.generate({ prompt: 'a boat' });
    expect(calls).toMatchObject([
      { url: 'https://acme.example/v1/jobs', init: { method: 'POST', body: '{"text":"a boat"}' } },
    ]);
  });

  it('sends the headers of the caller with every call', async () => {
    const { provider, calls } = acme([
      json({ id: 'job-1' }),
      json({ id: 'job-1', state: 'waiting' }),
      json({ id: 'job-1', state: 'waiting' }),
      json({}),
      json({ id: 'job-1', state: 'waiting' }),
    ]);
    const options = { headers: { 'x-trace': 'trace-1' } };
    await provider.generate({ prompt: 'a boat' }, options);
    await provider.query(task, options);
    await provider.cancel?.(task, options);
    await provider.reconcile?.(submission, options);
    expect(calls).toHaveLength(5);
    expect(calls.map(({ init }) => new Headers(init.headers).get('x-trace'))).toEqual(
      Array(5).fill('trace-1'),
    );
  });

  it('ends at the abort of a caller, though whoever answers does not heed the signal', async () => {
    const never = () => new Promise<Response>(() => undefined);
    for (const call of ['generate', 'query'] as const) {
      const { provider, calls } = acme([never]);
      const controller = new AbortController();
      const { signal } = controller;
      const ended =
        call === 'generate'
          ? provider.generate({ prompt: 'a boat' }, { signal })
          : provider.query(task, { signal });
      ended.catch(() => undefined);
      await vi.waitFor(() => expect(calls).toHaveLength(1));
      controller.abort();
      await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
    }
  });

  it('hands over a signal of its own, whatever realm the signal of the caller is of', async () => {
    const { provider, calls } = acme([json({ id: 'job-1', state: 'busy' })]);
    const foreign = Object.create(new AbortController().signal);
    Object.defineProperties(foreign, {
      aborted: { value: false },
      throwIfAborted: { value: () => undefined },
      addEventListener: { value: () => undefined },
      removeEventListener: { value: () => undefined },
    });
    await provider.query(task, { signal: foreign });
    expect(calls[0]?.init.signal).toBeInstanceOf(AbortSignal);
    expect(calls[0]?.init.signal).not.toBe(foreign);
  });

  it('does not need AbortSignal.any', async () => {
    const known = Object.getOwnPropertyDescriptor(AbortSignal, 'any');
    Object.defineProperty(AbortSignal, 'any', { ...known, value: undefined });
    onTestFinished(() => void Object.defineProperty(AbortSignal, 'any', { ...known }));
    const { provider } = acme([json({ id: 'job-1', state: 'busy' })]);
    const { signal } = new AbortController();
    expect(await provider.query(task, { signal })).toMatchObject({ status: 'running' });
  });

  it('keeps what the platform said of a failed connection, down to its cause', async () => {
    const inner = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
    const { provider } = acme([() => Promise.reject(new TypeError('fetch failed', { cause: inner }))]);
    const error = await errorOf(provider.query(task));
    expect(error.cause).toBe('fetch failed: connect ECONNREFUSED 127.0.0.1:9');
  });
});

describe('createHttpProvider: answers', () => {
  it('a short word in a header of the caller is no secret', async () => {
    const { provider } = acme([json({ message: 'a boat is no cat' }, 400)]);
    const error = await errorOf(
      provider.generate({ prompt: 'a' }, { headers: { 'x-note': 'hello there a' } }),
    );
    expect(error.message).toContain('a boat is no cat');
    const second = acme([json({ message: 'a boat is no cat' }, 400)]);
    const headers = { 'x-note': 'greeting a' };
    const other = await errorOf(second.provider.generate({ prompt: 'a' }, { headers }));
    expect(other.message).toContain('a boat is no cat');
  });

  it('an error says its HTTP status', async () => {
    const { provider } = acme([json({ message: 'no' }, 400), json({ message: 'no' }, 500)]);
    const [known, unknown] = [
      await errorOf(provider.generate({ prompt: 'a' })),
      await errorOf(provider.generate({ prompt: 'a' })),
    ];
    expect(known).toMatchObject({ code: 'invalid-request', httpStatus: 400 });
    expect(unknown).toMatchObject({ code: 'submission-unknown', httpStatus: 500 });
    expect(JSON.parse(JSON.stringify(unknown))).toMatchObject({ httpStatus: 500 });
  });

  it('only the service’s own error shape proves anything', async () => {
    const { provider } = acme([new Response('<html>', { status: 400 }), json({ hello: 'world' }, 404)]);
    expect(await errorOf(provider.generate({ prompt: 'a' }))).toMatchObject({ code: 'submission-unknown' });
    expect(await errorOf(provider.generate({ prompt: 'a' }))).toMatchObject({ code: 'submission-unknown' });
  });

  it('an answer about another id is none about the task', async () => {
    const { provider } = acme([json({})], {
      query: {
        request: ({ id }) => ({ path: `/jobs/${id}` }),
        readTask: () => ({ id: 'job-2', status: 'broken' }),
      },
    });
    expect(await errorOf(provider.query(task))).toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
      message: expect.stringContaining('it is about task job-2'),
    });
  });

  it('a refusal that names a task is none', async () => {
    const { provider, calls } = acme([json({ message: 'slow down', id: 'job-7' }, 429)]);
    expect(await errorOf(provider.generate({ prompt: 'a' }))).toMatchObject({
      code: 'submission-unknown',
      message: expect.stringContaining('names task job-7'),
    });
    expect(calls).toHaveLength(1);
  });

  it.each([300, 302, 307, 308])('a %i decides nothing, whatever its body says', async (status) => {
    const sent = () => json({ code: 'moved', message: 'the picture is gone' }, status);
    const { provider, calls } = acme([sent(), sent(), sent()]);
    expect(await errorOf(provider.generate({ prompt: 'a' }))).toMatchObject({ code: 'submission-unknown' });
    expect(await errorOf(provider.query(task))).toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
    const lookUp = provider.reconcile?.(submission) ?? Promise.resolve();
    expect(await errorOf(lookUp)).toMatchObject({ code: 'provider-unavailable' });
    expect(calls).toHaveLength(3);
  });

  it('an error of our own after the request has left leaves its outcome open', async () => {
    const failing = () => {
      throw new TypeError('cannot read this');
    };
    const { provider, calls } = acme([json({ id: 'a' }), json({ id: 'a' })], {
      submit: { request: () => ({ path: '/jobs', body: {} }), readTask: failing },
      query: { request: () => ({ path: '/jobs' }), readTask: failing },
    });
    expect(await errorOf(provider.generate({ prompt: 'a' }))).toMatchObject({ code: 'submission-unknown' });
    expect(await errorOf(provider.query(task))).toMatchObject({ code: 'provider-unavailable' });
    expect(calls).toHaveLength(2);
  });

  describe('Cloudflare’s own page that the service was not reached', () => {
    const cloudflare = { 'cf-ray': '8f0-FRA', 'content-type': 'text/html' };
    const page = (status: number, headers: Record<string, string> = cloudflare, body = '<html>') =>
      new Response(body, { status, headers });
    const codeOf = async (answer: Response, isDirect: boolean) => {
      const errors = { read: () => undefined, isDirect };
      const { provider } = acme([answer], { errors });
      return (await errorOf(provider.generate({ prompt: 'a' }, { retries: 0 }))).code;
    };

    it.each([521, 523, 525, 526])(
      '%i proves that nothing was made, at the service itself',
      async (status) => {
        expect(await codeOf(page(status), true)).toBe('provider-unavailable');
        expect(await codeOf(page(status), false)).toBe('submission-unknown');
        expect(await codeOf(page(status, {}), true)).toBe('submission-unknown');
        expect(await codeOf(page(status, cloudflare, '{"error":"x"}'), true)).toBe('submission-unknown');
      },
    );

    it.each([520, 522, 524, 527, 502, 403])('%i proves nothing', async (status) => {
      expect(await codeOf(page(status), true)).toBe('submission-unknown');
    });
  });

  it('says how far the clock is off, where that may be the reason', async () => {
    const errors = {
      read: () => ({ code: 'stale', message: 'no' }),
      codes: { stale: { ...refused('authentication'), byClock: true } },
    };
    const at = (offset: number) =>
      Response.json({}, { status: 401, headers: { date: new Date(Date.now() - offset).toUTCString() } });
    const said = async (answer: Response) =>
      (await errorOf(acme([answer], { errors }).provider.generate({ prompt: 'a' }))).message;
    expect(await said(at(600_000))).toMatch(/clock is (599|600|601) s ahead of the service's/);
    expect(await said(at(-600_000))).toMatch(/clock is (599|600|601) s behind the service's/);
    expect(await said(at(0))).not.toContain('clock');
  });

  it('an error whose rule says so is the end of the task, at a query only', async () => {
    const moved = { code: 'moved', message: 'the picture is gone' };
    const { provider } = acme([json(moved, 400), json(moved, 400)]);
    expect(await provider.query(task)).toMatchObject({
      status: 'failed',
      failure: { reason: 'invalid-input', message: 'the picture is gone', providerCode: 'moved' },
    });
    expect(await errorOf(provider.generate({ prompt: 'a' }))).toMatchObject({ code: 'invalid-request' });
  });

  it.each(['', 'javascript:alert(1)', 'relative.mp4', '/with a space', 'ftp://h.example/a.mp4', undefined])(
    'a success with the link %j is none',
    async (link) => {
      const { provider } = acme([json({ id: 'job-1', state: 'done', link })]);
      expect(await errorOf(provider.query(task))).toMatchObject({ code: 'provider-unavailable' });
    },
  );

  it.each([
    ['/clips/a.mp4', 'https://acme.example/clips/a.mp4'],
    ['//media.example/a.mp4', 'https://media.example/a.mp4'],
  ])('the link %s is taken from where the service is', async (link, url) => {
    const { provider } = acme([json({ id: 'job-1', state: 'done', link })]);
    expect(await provider.query(task)).toMatchObject({ videos: [{ url }] });
  });

  it('blanks the key, the values of the caller’s headers and signed links in whatever is quoted', async () => {
    const quoted = `key ${key}, token Bearer callers-own-token, https://x.example/a.mp4?sig=planted`;
    const options = { headers: { authorization: 'Bearer callers-own-token', 'x-user': 'planted-user-7' } };
    const body = { message: `${quoted} planted-user-7`, code: key };
    const { provider } = acme([json(body, 400), json({ ...body, code: 'moved' }, 400)]);
    const error = await errorOf(provider.generate({ prompt: 'a' }, options));
    const failed = await provider.query(task, options);
    expect(`${String(error)} ${JSON.stringify(error)} ${JSON.stringify(failed)}`).not.toMatch(
      /planted|callers-own/,
    );
    expect(failed).toMatchObject({ status: 'failed' });
  });

  it('blanks them in the id of a call, too, with and without an error', async () => {
    const errors = { read: () => ({ message: 'no', requestId: `r ${key} planted-user-7` }) };
    const options = { headers: { 'x-user': 'planted-user-7' } };
    const { provider } = acme([json({}, 400), json({})], { errors });
    for (let call = 0; call < 2; call += 1) {
      const error = await errorOf(provider.generate({ prompt: 'a' }, options));
      expect(error.requestId).toBe('r *** ***');
    }
  });
});

describe('createHttpProvider: operations', () => {
  it('reconcile by POST keeps its body, and is sent once', async () => {
    const { provider, calls } = acme([json({ id: 'job-1', state: 'busy' })], {
      reconcile: {
        request: ({ reference }) => ({ path: '/find', body: { reference } }),
        readTask: (found) => ({ id: jobIn(found)?.id, reading: { status: jobIn(found)?.state } }),
      },
    });
    await provider.reconcile?.(submission);
    expect(calls).toMatchObject([{ init: { method: 'POST', body: '{"reference":"shot-1"}' } }]);
  });

  it('cancel asks first, and sends nothing where the state does not allow it', async () => {
    const done = json({ id: 'job-1', state: 'done', link: 'https://x.example/a.mp4' });
    for (const [answer, outcome] of [
      [done, 'goes-on'],
      [json({ id: 'job-1', state: 'busy' }), 'goes-on'],
      [json({ id: 'job-1', state: 'broken' }), 'stopped'],
    ] as const) {
      const { provider, calls } = acme([answer]);
      expect(await provider.cancel?.(task)).toMatchObject({ outcome });
      expect(calls.map(({ init }) => init.method)).toEqual(['GET']);
    }
  });

  it.each<readonly [string, Response]>([
    ['a page', new Response('<html>sign in</html>')],
    ['a text', json('ok')],
    ['a list', json([])],
    ['null', json(null)],
    ['an error', json({ error: { message: 'cannot' } })],
    ['a code', json({ code: 400, message: 'cannot' })],
  ])('cancel that is answered by %s has stopped nothing', async (_what, answer) => {
    const waits = () => json({ id: 'job-1', state: 'waiting' });
    const { provider } = acme([waits(), answer, waits()]);
    expect(await errorOf(provider.cancel?.(task) ?? Promise.resolve())).toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
  });

  it.each([new Response(null, { status: 204 }), new Response(''), json({})])(
    'cancel that is answered by nothing else has stopped it',
    async (answer) => {
      const { provider } = acme([json({ id: 'job-1', state: 'waiting' }), answer]);
      expect(await provider.cancel?.(task)).toMatchObject({ outcome: 'stopped' });
    },
  );

  it('cancel that is answered in words of somebody else has stopped what its service says is stopped', async () => {
    const states = ['waiting', 'stopped'].map((state) => json({ id: 'job-1', state }));
    const { provider, calls } = acme(states.toSpliced(1, 0, json({ code: 0, message: 'success' })), {
      statuses: { waiting: 'queued', stopped: 'canceled' },
    });
    expect(await provider.cancel?.(task)).toMatchObject({
      outcome: 'stopped',
      billed: 'unknown',
      task: { status: 'canceled' },
    });
    expect(calls.map(({ init }) => init.method)).toEqual(['GET', 'DELETE', 'GET']);
  });

  it('cancel has stopped what its definition says', async () => {
    const cancel = {
      request: () => ({ path: '/jobs/job-1/stop', body: {} }),
      isStopped: (answer: unknown) => jobIn(answer)?.state === 'gone',
    };
    const waits = () => json({ id: 'job-1', state: 'waiting' });
    const stopped = json({ id: 'job-1', state: 'gone' });
    const { provider } = acme([waits(), json({}), waits(), waits(), stopped], { cancel });
    await errorOf(provider.cancel?.(task) ?? Promise.resolve());
    expect(await provider.cancel?.(task)).toMatchObject({ outcome: 'stopped' });
  });

  it('cancel that comes too late tells the state, and one that is refused throws', async () => {
    const waiting = () => json({ id: 'job-1', state: 'waiting' });
    const refusal = () => json({ message: 'it has begun' }, 400);
    const late = acme([waiting, refusal, json({ id: 'job-1', state: 'busy' })]);
    expect(await late.provider.cancel?.(task)).toMatchObject({
      outcome: 'goes-on',
      task: { status: 'running' },
    });
    const refusing = acme([waiting, refusal, waiting]);
    expect(await errorOf(refusing.provider.cancel?.(task) ?? Promise.resolve())).toMatchObject({
      code: 'invalid-request',
    });
  });

  it('reconcile repeats a look-up whose connection fails, and finds nothing where nothing is', async () => {
    const reset = () => Promise.reject(new TypeError('fetch failed'));
    const { provider, calls } = acme([
      reset,
      json({ id: 'job-1', state: 'busy' }),
      json({ message: 'none' }, 404),
    ]);
    expect(await provider.reconcile?.(submission)).toMatchObject({
      id: 'job-1',
      status: 'running',
      createdAt: submission.submittedAt,
    });
    expect(calls.map(({ url }) => url)).toEqual(Array(2).fill('https://acme.example/v1/jobs?name=shot-1'));
    expect(await provider.reconcile?.(submission)).toBeUndefined();
    await expect(provider.reconcile?.({ ...submission, api: 'other' })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });

  it('reconcile returns no task without proof: what may be it stands in the error, to be adopted by whoever knows', async () => {
    const list = z.array(z.object({ id: z.string(), name: z.optional(z.string()) }));
    const listed = (answer: unknown) => z.safeParse(list, answer).data ?? [];
    const reconcile: HttpProviderDefinition['reconcile'] = {
      request: () => ({ path: '/jobs' }),
      readTask(answer, { reference }) {
        const own = listed(answer).find(({ name }) => name === reference);
        return own && { id: own.id, reading: { status: 'busy' } };
      },
      readCandidates: (answer) =>
        listed(answer).flatMap(({ id, name }) => (name === undefined ? [{ id }] : [])),
    };
    const { provider } = acme(
      [
        json([{ id: 'job-1' }, { id: 'job-2', name: 'shot-1' }]),
        json([{ id: 'job-1' }, { id: 'job-2', name: 'shot-2' }]),
        json([{ id: 'job-2', name: 'shot-2' }]),
      ],
      { reconcile },
    );
    expect(await provider.reconcile?.(submission)).toMatchObject({ id: 'job-2' });
    const error = await errorOf(provider.reconcile?.(submission) ?? Promise.resolve());
    expect(error).toMatchObject({
      code: 'submission-unknown',
      retryable: false,
      submission,
      candidates: [{ ...task, id: 'job-1' }],
    });
    expect(error.candidates).toHaveLength(1);
    expect(error.message).toContain('job-1');
    expect(parseVideoError(JSON.parse(JSON.stringify(error)))?.candidates).toEqual(error.candidates);
    expect(await provider.reconcile?.(submission)).toBeUndefined();
  });

  describe('a list', () => {
    const list = z.object({ jobs: z.array(z.object({ id: z.string(), call: z.string() })), more: z.int() });
    const linesIn = (answer: unknown) => z.parse(list, answer).jobs;
    const page = (more: number, ...jobs: readonly object[]) => json({ jobs, more });
    const listed = (answers: Parameters<typeof acme>[0]) =>
      acme(answers, {
        reconcile: {
          request: () => ({ path: '/jobs?page=1' }),
          nextPage: (answer) => {
            const { more } = z.parse(list, answer);
            return more === 0 ? undefined : { path: `/jobs?page=${more}` };
          },
          readTask(answer, { requestId }) {
            const own = linesIn(answer).find(({ call }) => call === requestId);
            return own && { id: own.id, reading: { status: 'busy' } };
          },
          readCandidates: (answer) => linesIn(answer),
        },
      });
    const own = { ...submission, requestId: 'call-3' };
    const line = (number: number) => ({ id: `job-${number}`, call: `call-${number}` });

    it('is read page by page until the proof, and no further', async () => {
      const { provider, calls } = listed([page(2, line(1)), page(3, line(2), line(3)), page(0, line(4))]);
      expect(await provider.reconcile?.(own)).toMatchObject({ id: 'job-3', status: 'running' });
      expect(calls.map(({ url }) => url.slice(-6))).toEqual(['page=1', 'page=2']);
    });

    it('has the candidates of all pages', async () => {
      const { provider } = listed([page(2, line(1)), page(0, line(2))]);
      const error: unknown = await provider.reconcile?.(own).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ candidates: [{ id: 'job-1' }, { id: 'job-2' }] });
      expect(await listed([page(2), page(0)]).provider.reconcile?.(own)).toBeUndefined();
    });

    it('that does not go on, or breaks off, says nothing', async () => {
      const same = listed([page(2, line(1)), page(2, line(1))]);
      await expect(same.provider.reconcile?.(own)).rejects.toMatchObject({ code: 'provider-unavailable' });
      expect(same.calls).toHaveLength(2);
      const endless = listed(Array.from({ length: 200 }, (_, index) => page(index + 2, line(1))));
      const unended: unknown = await endless.provider.reconcile?.(own).catch((reason: unknown) => reason);
      expect(unended).toMatchObject({ code: 'submission-unknown', candidates: [{ id: 'job-1' }] });
      expect(endless.calls).toHaveLength(100);
      const broken = listed([page(2, line(1)), json({ message: 'down' }, 503)]);
      await expect(broken.provider.reconcile?.(own)).rejects.toMatchObject({ code: 'provider-unavailable' });
    });
  });

  const requestIdHeader = 'x-call';
  const headers = { [requestIdHeader]: 'call-7' };
  const brokenOff = () =>
    new Response(
      new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) }),
      {
        headers,
      },
    );
  it.each([
    ['a body that breaks off', brokenOff],
    ['a page', () => new Response('<!doctype html>', { status: 502, headers })],
    ['no task', () => Response.json({}, { headers })],
    ['an error', () => Response.json({ message: 'down' }, { status: 500, headers })],
  ])('keeps the id of the call in the submission: %s', async (_what, answer) => {
    const { provider } = acme([answer()], { requestIdHeader });
    const error: unknown = await provider.generate({ prompt: 'a boat' }).catch((reason: unknown) => reason);
    const told = { requestId: 'call-7', submission: { requestId: 'call-7', reference: expect.any(String) } };
    expect(error).toMatchObject({ code: 'submission-unknown', ...told });
    expect(parseVideoError(JSON.parse(JSON.stringify(error)))?.submission?.requestId).toBe('call-7');
    const untold: unknown = await acme([answer()])
      .provider.generate({ prompt: 'a boat' })
      .catch((reason: unknown) => reason);
    expect(untold).toMatchObject({ code: 'submission-unknown' });
    expect(untold).not.toHaveProperty('submission.requestId');
  });

  it('sends the headers of one request beside those of all', async () => {
    const request = { path: '/jobs', body: {}, headers: { 'x-slow': 'yes' } };
    const { provider, calls } = acme([json({ id: 'job-1' }), json({ id: 'job-1', state: 'busy' })], {
      headers: { 'x-all': '1' },
      submit: { request: () => request, readTask: jobIn },
    });
    expect(provider.prepare({ prompt: 'a boat' }).headers).toMatchObject({ 'x-all': '1', 'x-slow': 'yes' });
    await provider.query(await provider.generate({ prompt: 'a boat' }));
    const sent = calls.map(({ init }) => new Headers(init.headers).get('x-slow'));
    expect(sent).toEqual(['yes', null]);
  });

  it.each<[NonNullable<HttpProviderDefinition['cancel']>['billed'], string]>([
    [undefined, 'unknown'],
    ['no', 'no'],
    [(answer) => (property(answer, 'state') === 'gone' ? 'yes' : 'no'), 'yes'],
  ])('a task that was stopped is billed as the service says: %s', async (billed, expected) => {
    const request = () => ({ method: 'DELETE', path: '/jobs/job-1' }) as const;
    const cancel = { request, ...(billed !== undefined && { billed }) };
    const { provider } = acme([json({ id: 'job-1', state: 'waiting' }), json({ state: 'gone' })], { cancel });
    expect(await provider.cancel?.(task)).toMatchObject({ outcome: 'stopped', billed: expected });
  });

  describe('a submit of unknown outcome at a service that has a list and no proof', () => {
    const candidates: NonNullable<HttpProviderDefinition['submit']['candidates']> = {
      request: () => ({ path: '/jobs?newest' }),
      readTasks: (answer, { submittedAt }, body) =>
        (z.safeParse(z.array(z.object({ id: z.string(), text: z.string() })), answer).data ?? []).flatMap(
          ({ id, text }) =>
            text === property(body, 'text') && !Number.isNaN(Date.parse(submittedAt))
              ? [{ id, createdAt: '2026-11-28T09:00:01.000Z' }]
              : [],
        ),
    };
    const submit = {
      request: ({ request }: AcceptedRequest) => ({ path: '/jobs', body: { text: request.prompt } }),
      readTask: jobIn,
      candidates,
    };
    const jobs = [
      { id: 'job-1', text: 'a boat' },
      { id: 'job-2', text: 'a kite' },
    ];
    const lost = () => Promise.reject(new TypeError('fetch failed'));

    it('tells what may be its task, once, to be adopted by whoever knows', async () => {
      const { provider, calls } = acme([lost, json(jobs)], { submit });
      const error = await errorOf(provider.generate({ prompt: 'a boat' }));
      expect(error).toMatchObject({
        code: 'submission-unknown',
        retryable: false,
        submission: { model: 'm' },
        candidates: [{ ...task, createdAt: '2026-11-28T09:00:01.000Z' }],
        message: expect.stringMatching(/may be billed.*job-1.*error\.candidates/),
      });
      expect(error.candidates).toHaveLength(1);
      expect(calls.map(({ init: { method } }) => method)).toEqual(['POST', 'GET']);
    });

    it.each([
      ['that fails', lost],
      ['that is refused', json(jobs, 404)],
      ['that cannot be read', new Response('<html>')],
      ['that finds none alike', json(jobs.slice(1))],
    ])('is told as it is after a question %s', async (_what, answer) => {
      const { provider, calls } = acme([json({ message: 'oops' }, 500), answer], { submit });
      const error = await errorOf(provider.generate({ prompt: 'a boat' }));
      expect(error).toMatchObject({ code: 'submission-unknown', candidates: undefined, httpStatus: 500 });
      expect(error.submission).toBeDefined();
      expect(calls).toHaveLength(2);
    });

    it('asks nothing after a refusal, nor after a task', async () => {
      const { provider, calls } = acme([json({ message: 'no' }, 400), json({ id: 'job-1' })], { submit });
      expect(await errorOf(provider.generate({ prompt: 'a boat' }))).toMatchObject({
        code: 'invalid-request',
      });
      expect(await provider.generate({ prompt: 'a boat' })).toMatchObject({ id: 'job-1' });
      expect(calls).toHaveLength(2);
    });
  });

  it('a challenge is answered as the service wants it, signed or not, and asks for no task', async () => {
    const { provider } = acme([], {
      readCallback: (body) => {
        const found = jobIn(body);
        return found && { subject: { id: found.id, reference: undefined }, reading: { status: found.state } };
      },
      readChallenge: (body, { searchParams }) => {
        const asked = property(body, 'challenge') ?? searchParams.get('challenge');
        return typeof asked === 'string' ? { challenge: asked } : undefined;
      },
    });
    const find = vi.fn<CallbackOptions['find']>(() => task);
    const hook = 'https://hooks.example/acme';
    const post = (body: object) => new Request(hook, { method: 'POST', body: JSON.stringify(body) });
    const handle = (request: Request, secret?: string) =>
      provider.handleCallback?.(request, { find, secret });
    const asked = { outcome: 'challenge', reply: { challenge: 'c-1' } };
    expect(await handle(post({ challenge: 'c-1' }))).toEqual(asked);
    expect(await handle(post({ challenge: 'c-1' }), 'whsec_c2VjcmV0')).toEqual(asked);
    expect(await handle(new Request(`${hook}?challenge=c-1`))).toEqual(asked);
    expect(find).not.toHaveBeenCalled();
    expect(await handle(post({ id: 'job-1', state: 'done' }))).toEqual({ outcome: 'hint', task });
    const unsigned = handle(post({ id: 'job-1' }), 'whsec_c2VjcmV0') ?? Promise.resolve();
    expect(await errorOf(unsigned)).toMatchObject({ code: 'authentication' });
  });

  it('a submission is plain data whose fingerprint is that of the body', async () => {
    const { provider } = acme([json({ id: 'job-1' })]);
    const seen: Submission[] = [];
    await provider.generate(
      { prompt: 'a boat' },
      { onSubmission: (one) => void seen.push(one), reference: 'r' },
    );
    const [one] = seen;
    // SHA-256 of {"text":"a boat"}
    const fingerprint = '6169501120ab579d812316f700a6eb570c3d517b7089ba3fb577063632c1c3a4';
    expect(JSON.parse(JSON.stringify(one))).toMatchObject({ reference: 'r', fingerprint });
    expect(structuredClone(one)).toMatchObject({ fingerprint });
  });
});

describe('settings', () => {
  const schema = z.strictObject(httpProviderSettings);

  it.each(['http://127.0.0.1:6000', 'https://acme.example:10080/v1'])(
    'a port that fetch blocks: %s',
    (baseUrl) => {
      expect(() => readSettings(schema, { baseUrl }, 'acme')).toThrow(
        'baseUrl: has a port that fetch refuses',
      );
    },
  );

  const apis = {
    gateway: { settings: [], variables: [] },
    official: { settings: ['secretKey'], variables: ['VID_TEST_OFFICIAL_KEY'] },
  } as const;
  const choose = (settings: unknown) => chooseApi('acme', settings, apis, 'gateway');

  it('chooseApi: the api that is named, else whose setting is given, else whose key is there', () => {
    expect(choose({ api: 'official', apiKey: 'k' })).toBe('official');
    expect(choose({ secretKey: 's' })).toBe('official');
    expect(choose({})).toBe('gateway');
    vi.stubEnv('VID_TEST_OFFICIAL_KEY', 'k');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(choose({})).toBe('official');
    expect(choose(undefined)).toBe('official');
    // A key that is passed without a word must not go to another api.
    expect(choose({ apiKey: 'k' })).toBe('gateway');
    expect(() => choose({ api: 'direct' })).toThrow('api: must be "gateway" or "official"');
  });
});

it('tells of a signature that fails that nothing was sent, of a submit as of a question', async () => {
  const sign = { shown: () => ({}), credentials: () => ({ secrets: [key], headersFor: () => broken() }) };
  const broken = () => {
    throw new TypeError(`cannot sign with ${key}`);
  };
  const { provider, calls } = acme([], { authentication: sign });
  const submissions: Submission[] = [];
  const onSubmission = (submission: Submission) => void submissions.push(submission);
  const task = { provider: 'acme', api: 'direct', model: 'one', id: 't-1', status: 'queued' } as const;
  for (const call of [
    () => provider.generate({ prompt: 'a cat' }, { onSubmission }),
    () => provider.query(task),
  ]) {
    const error = await call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'VideoError', code: 'authentication', retryable: false });
    expect(String(error)).toBe('VideoError: The request to acme could not be signed here. Nothing was sent.');
    expect(inspect(error)).toContain('cannot sign with');
    expect(inspect(error)).not.toContain(key);
  }
  expect([submissions.length, calls.length]).toEqual([1, 0]);
});
