import { ReadableStream } from 'node:stream/web';
import {
  type ComparisonResult,
  createBudget,
  createRouter,
  type Submission,
  VideoError,
  type VideoProvider,
  type VideoTask,
} from '@vid/core';
import { newSubmission, newTask, submitPaid } from '@vid/core/provider-kit';
import { describe, expect, it, vi } from 'vitest';
import { fakeProvider, link, perSecond, tableOf } from './fixture.ts';
import { start } from './polling-service.ts';
import { simulatedTime } from './simulated-time.ts';

const request = { prompt: 'a boat', duration: 5 };
const models = ['acme', 'zenith'] as const;
const done = (task: VideoTask): VideoTask => ({ ...task, status: 'succeeded', videos: [{ url: link }] });

type Send = (provider: string, nth: number) => VideoTask | Error | Promise<never>;
const named = (provider: string, nth = 1) =>
  newTask({ provider, api: 'direct', model: 'm' }, `${provider}-${nth}`);

/** Two services with one model each, in simulated time; `sent` is the bill. */
function open(send: Send = named, parts: Partial<VideoProvider> = {}) {
  const time = simulatedTime(start);
  const sent: string[] = [];
  const capabilities = tableOf({ prompt: { maxLength: 20 }, duration: { oneOf: [5] } }, perSecond(0.2));
  const providers = models.map(
    (id) =>
      fakeProvider(
        { models: capabilities.models.map((entry) => ({ ...entry, provider: id })) },
        {
          generate: (_request, options = {}) => {
            const submission = newSubmission(
              { provider: id, api: 'direct', model: 'm' },
              { body: {} },
              options,
            );
            return submitPaid(submission, options, async () => {
              sent.push(id);
              const answer = await send(id, sent.length);
              if (answer instanceof Error) throw answer;
              return answer;
            });
          },
          ...parts,
        },
      ).provider,
  );
  const budget = createBudget({ amount: 10, currency: 'USD' });
  const router = createRouter(providers, { clock: time.clock, budget, maxTasks: { 'acme:m': 1 } });
  return { time, sent, budget, router };
}

async function resultsOf(comparison: AsyncGenerator<ComparisonResult, readonly ComparisonResult[]>) {
  for (;;) {
    const next = await comparison.next();
    if (next.done === true) return next.value;
  }
}

describe('router.compare, left while a step is pending', () => {
  it('ends at once, and what was queued is not sent', async () => {
    let hasEnded = false;
    const query = async (task: VideoTask) => (hasEnded ? done(task) : task);
    const { router, time, sent, budget } = open(undefined, { query });
    const first = await router.generate({ ...request, model: 'acme:m' });
    const comparison = router.compare(request, { models: ['acme'] });
    expect(await comparison.next()).toMatchObject({ value: { state: 'queued' } });
    const pending = comparison.next();
    await time.advance(100);
    expect(await comparison.return([])).toEqual({ done: true, value: [] });
    expect(await pending).toMatchObject({ done: true, value: [{ provider: 'acme', state: 'queued' }] });
    hasEnded = true;
    expect(await router.query(first)).toMatchObject({ status: 'succeeded' });
    await time.advance(600_000);
    expect(sent).toEqual(['acme']);
    expect(budget.reserved.amount + budget.unknown.amount).toBe(0);
  });

  it('ends with a stream of it that is canceled', async () => {
    let hasEnded = false;
    const query = async (task: VideoTask) => (hasEnded ? done(task) : task);
    const { router, time, sent } = open(undefined, { query });
    const first = await router.generate({ ...request, model: 'acme:m' });
    const reader = ReadableStream.from(router.compare(request, { models: ['acme'] })).getReader();
    await reader.read();
    void reader.read();
    await time.advance(100);
    await reader.cancel();
    hasEnded = true;
    await router.query(first);
    await time.advance(600_000);
    expect(sent).toEqual(['acme']);
  });

  it('does not repeat a refusal for nobody', async () => {
    const { router, time, sent } = open(() => new VideoError('rate-limited', 'slow down'));
    const comparison = router.compare(request, { models: ['acme'] });
    void comparison.next();
    await time.advance(100);
    await comparison.return([]);
    await time.advance(60_000);
    expect([sent, time.sleeping()]).toEqual([['acme'], 0]);
  });

  it('sends nothing once a journal that hangs has been left', async () => {
    const { router, time, sent, budget } = open();
    const journal = Promise.withResolvers<void>();
    const comparison = router.compare(request, { models: ['acme'], onSubmission: () => journal.promise });
    void comparison.next();
    await time.advance(100);
    await comparison.return([]);
    await time.advance(0);
    expect(budget.left.amount).toBe(10);
    journal.resolve();
    await time.advance(60_000);
    expect(sent).toEqual([]);
  });

  it('sends nothing when it is left before it began', async () => {
    const { router, time, sent } = open();
    const comparison = router.compare(request, { all: true });
    await comparison.return([]);
    expect(await comparison.next()).toEqual({ done: true, value: [] });
    await time.advance(60_000);
    expect(sent).toEqual([]);
  });
});

describe('router.compare, with one candidate that is queued', () => {
  /** `acme` has room for one task, which is taken; `zenith` has room. */
  async function openQueued() {
    let hasEnded = false;
    const opened = open(undefined, { query: async (task) => (hasEnded ? done(task) : task) });
    const first = await opened.router.generate({ ...request, model: 'acme:m' });
    const end = async () => {
      hasEnded = true;
      await opened.router.query(first);
    };
    return { ...opened, end };
  }

  it('says so, and then how it goes on', async () => {
    const { router, time, sent, end } = await openQueued();
    const comparison = router.compare(request, { models: ['acme'] });
    expect(await comparison.next()).toMatchObject({ value: { provider: 'acme', state: 'queued', ahead: 1 } });
    await end();
    const results = resultsOf(comparison);
    await time.advance(600_000);
    const [result] = await results;
    expect(result).toMatchObject({ state: 'ended', task: { status: 'succeeded' } });
    expect(result).not.toHaveProperty('ahead');
    expect(sent).toEqual(['acme', 'acme']);
  });

  it('ends it alone, sends nothing for it and gives its money back', async () => {
    const { router, time, sent, budget, end } = await openQueued();
    const stop = new AbortController();
    const reason = new Error('not this one');
    const results = resultsOf(
      router.compare(request, {
        all: true,
        candidateSignal: ({ provider }) => (provider === 'acme' ? stop.signal : undefined),
      }),
    );
    await time.advance(100);
    stop.abort(reason);
    await end();
    await time.advance(600_000);
    expect(await results).toMatchObject([
      { provider: 'acme', state: 'error', error: reason },
      { provider: 'zenith', state: 'ended', task: { status: 'succeeded' } },
    ]);
    expect(sent).toEqual(['acme', 'zenith']);
    expect(budget.reserved.amount + budget.unknown.amount).toBe(0);
    expect(budget.spent.amount).toBe(2);
  });

  it('pays nobody where its signal cannot be had', async () => {
    const { router, sent } = open();
    const candidateSignal = () => {
      throw new TypeError('no signal for it');
    };
    await expect(resultsOf(router.compare(request, { all: true, candidateSignal }))).rejects.toThrow(
      'no signal for it',
    );
    expect(sent).toEqual([]);
  });
});

describe('router.compare, with faults of the caller', () => {
  it.each([
    [
      'throws',
      () => {
        throw new TypeError('no name for it');
      },
      { message: 'no name for it' },
    ],
    ['is empty', () => '', { code: 'invalid-request', message: expect.stringContaining('reference') }],
  ])('pays nobody where a reference %s', async (_what, nameOfZenith, error) => {
    const { router, sent } = open();
    const reference = ({ provider }: { provider: string }) => (provider === 'zenith' ? nameOfZenith() : 'a');
    await expect(resultsOf(router.compare(request, { all: true, reference }))).rejects.toMatchObject(error);
    expect(sent).toEqual([]);
  });

  it('ends with the error of a task that is no JSON, and with the others', async () => {
    const { router, sent, time } = open(
      (provider, nth) => {
        const task = named(provider, nth);
        if (provider === 'zenith') Object.assign(task, { extra: 1n });
        return task;
      },
      { query: async (task) => done(task) },
    );
    const results = resultsOf(router.compare(request, { all: true }));
    await time.advance(600_000);
    const byName = Object.fromEntries((await results).map((result) => [result.provider, result]));
    expect(byName).toMatchObject({
      acme: { state: 'ended', task: { status: 'succeeded' } },
      zenith: { state: 'error', error: expect.any(TypeError), task: { provider: 'zenith' } },
    });
    expect(sent.toSorted()).toEqual(['acme', 'zenith']);
  });
});

it('router.compare: does not need AbortSignal.any', async () => {
  const any = vi.spyOn(AbortSignal, 'any').mockImplementation(() => {
    throw new TypeError('AbortSignal.any is not a function');
  });
  try {
    const { router, time } = open(undefined, { query: async (task) => done(task) });
    const controller = new AbortController();
    const results = resultsOf(router.compare(request, { all: true, signal: controller.signal }));
    await time.advance(600_000);
    expect(await results).toMatchObject([{ state: 'ended' }, { state: 'ended' }]);
  } finally {
    any.mockRestore();
  }
});

describe('router.generate', () => {
  it('obeys the abort while the journal hangs: nothing is sent', async () => {
    const { router, sent, budget } = open();
    const controller = new AbortController();
    const seen: Submission[] = [];
    const onSubmission = async (submission: Submission) => {
      seen.push(submission);
      controller.abort();
      await new Promise<void>(() => undefined);
    };
    const call = router.generate(request, { onSubmission, signal: controller.signal });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect([seen.length, sent, budget.left.amount]).toEqual([1, [], 10]);
  });

  it('obeys the abort where the provider does not, and counts what comes of it', async () => {
    const answer = Promise.withResolvers<VideoTask>();
    const controller = new AbortController();
    const { router, budget } = open(undefined, {
      generate: async (_request, options = {}) => {
        await options.onSubmission?.(
          newSubmission({ provider: 'acme', api: 'direct', model: 'm' }, { body: {} }, options),
        );
        setImmediate(() => controller.abort());
        return answer.promise;
      },
      query: async (task) => done(task),
    });
    const call = router.generate({ ...request, model: 'acme:m' }, { signal: controller.signal });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(budget.unknown.amount).toBe(1);
    answer.resolve(named('acme'));
    await new Promise((resolve) => setImmediate(resolve));
    expect([budget.unknown.amount, budget.reserved.amount]).toEqual([0, 1]);
    await router.query(named('acme'));
    expect(budget.spent.amount).toBe(1);
  });

  it.each([
    { reference: '' },
    { reference: ' ' },
    { retries: Number.NaN },
    { retries: -1 },
    { retries: 0.5 },
  ])('refuses %j, and sends nothing', async (options) => {
    const { router, sent, budget } = open(() => new VideoError('rate-limited', 'slow down'));
    await expect(router.generate(request, options)).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(router.providers[0]?.generate(request, options)).rejects.toMatchObject({
      code: 'invalid-request',
    });
    expect([sent, budget.left.amount]).toEqual([[], 10]);
  });
});
