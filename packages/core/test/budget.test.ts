import {
  type CancelResult,
  createBudget,
  createRouter,
  type Money,
  type Submission,
  VideoError,
  type VideoProvider,
  type VideoTask,
  waitForTask,
} from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { fakeProvider, link, perSecond, tableOf } from './fixture.ts';

const request = { prompt: 'a boat', duration: 5 };
const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const priced = (amount: number | undefined) =>
  tableOf(
    { prompt: { maxLength: 20 }, duration: { oneOf: [5] } },
    amount === undefined ? {} : perSecond(amount),
  );
const submission: Submission = {
  provider: 'acme',
  api: 'direct',
  model: 'm',
  reference: 'r',
  submittedAt: '2026-11-23T00:00:00.000Z',
  fingerprint: 'f',
};
const task = newTask({ provider: 'acme', api: 'direct', model: 'm' }, '1');
const ended = {
  succeeded: { ...task, status: 'succeeded', videos: [{ url: link }] },
  failed: { ...task, status: 'failed', failure: { reason: 'unknown', message: 'no' } },
  canceled: { ...task, status: 'canceled' },
} as const;

/** One model for 1 USD, and 10 USD to spend. */
function open(parts: Partial<VideoProvider> = {}, total = 10, price: number | undefined = 0.2) {
  const budget = createBudget(usd(total));
  const { provider, generated } = fakeProvider(priced(price), {
    generate: async (_request, options) => {
      await options?.onSubmission?.(submission);
      return task;
    },
    ...parts,
  });
  const router = createRouter([provider], { budget });
  const state = () =>
    [budget.spent, budget.reserved, budget.unknown, budget.left].map(({ amount }) => amount);
  return { budget, router, provider, generated, state };
}
const clock = { now: () => Date.parse(task.createdAt), sleep: async () => undefined };
const rejecting =
  (error: unknown) => async (_request: unknown, options: Parameters<VideoProvider['generate']>[1]) => {
    await options?.onSubmission?.(submission);
    throw error;
  };

describe('router budget', () => {
  it('sets aside what a request may cost, and refuses what is beyond before anything is sent', async () => {
    const sent: unknown[] = [];
    const { router, state } = open(
      {
        generate: async (asked) => {
          sent.push(asked);
          return task;
        },
      },
      1.5,
    );
    await router.generate(request);
    expect(state()).toEqual([0, 1, 0, 0.5]);
    await expect(router.generate(request)).rejects.toMatchObject({
      code: 'quota-exhausted',
      provider: undefined,
      retryable: false,
      problems: [
        { field: 'budget', price: { amount: 1, currency: 'USD' }, left: { amount: 0.5, currency: 'USD' } },
      ],
      message: 'Nothing was sent: budget: acme:m would cost 1 USD; 0.5 USD of 1.5 USD is left.',
    });
    expect(sent).toHaveLength(1);
    expect(state()).toEqual([0, 1, 0, 0.5]);
  });

  it('is never overspent by a thousand calls at a time', async () => {
    let number = 0;
    const { router, state } = open({
      generate: async () => {
        number += 1;
        const mine = number;
        await Promise.resolve();
        if (mine % 3 === 0) throw new VideoError('rate-limited', 'later');
        return { ...task, id: String(mine) };
      },
    });
    const calls = await Promise.allSettled(Array.from({ length: 1_000 }, () => router.generate(request)));
    const accepted = calls.filter(({ status }) => status === 'fulfilled').length;
    expect(accepted).toBe(7);
    expect(number).toBe(10);
    expect(state()).toEqual([0, 7, 0, 3]);
  });

  it('adds without the noise of binary fractions', async () => {
    let number = 0;
    const generate = async () => ({ ...task, id: String((number += 1)) });
    const { router, state } = open({ generate }, 0.3, 0.02);
    for (let time = 0; time < 3; time += 1) await router.generate(request);
    expect(state()).toEqual([0, 0.3, 0, 0]);
  });

  it.each([
    ['refusal', new VideoError('rate-limited', 'later'), [0, 0, 0, 10]],
    ['unknown outcome', new VideoError('submission-unknown', 'who knows', { submission }), [0, 0, 1, 9]],
    ['fault on the way', new TypeError('a bug'), [0, 0, 1, 9]],
  ])('after a %s', async (_name, error, expected) => {
    const { router, state } = open({ generate: rejecting(error) });
    await expect(router.generate(request)).rejects.toThrow(error.message);
    expect(state()).toEqual(expected);
  });

  it('is free again when the journal fails, and held when an abort comes after it', async () => {
    const controller = new AbortController();
    const { router, state } = open({
      generate: async (_request, options) => {
        await options?.onSubmission?.(submission);
        controller.abort();
        throw controller.signal.reason;
      },
    });
    const onSubmission = () => Promise.reject(new Error('disk full'));
    await expect(router.generate(request, { onSubmission })).rejects.toThrow('disk full');
    expect(state()).toEqual([0, 0, 0, 10]);
    await expect(router.generate(request, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(state()).toEqual([0, 0, 1, 9]);
  });

  it.each<[VideoTask, readonly number[]]>([
    [ended.succeeded, [1, 0, 0, 9]],
    [{ ...ended.succeeded, cost: usd(0.25) }, [0.25, 0, 0, 9.75]],
    [{ ...ended.succeeded, cost: usd(12) }, [12, 0, 0, -2]],
    [ended.failed, [0, 0, 1, 9]],
    [{ ...ended.failed, cost: usd(0) }, [0, 0, 0, 10]],
    [ended.canceled, [0, 0, 1, 9]],
  ])('is settled once with %j, whoever sees the end', async (end, expected) => {
    const { router, state } = open({ query: async () => end });
    await router.generate(request);
    expect(await Promise.all([router.wait(task, { clock }), router.wait(task, { clock })])).toEqual([
      end,
      end,
    ]);
    expect(state()).toEqual(expected);
    await router.query(task);
    await router.wait(end);
    expect(state()).toEqual(expected);
  });

  it.each<[string, (router: ReturnType<typeof open>['router']) => Promise<unknown>]>([
    ['query', (router) => router.query(task)],
    ['wait', (router) => router.wait(task, { clock })],
    ['updates', (router) => router.updates(task, { clock }).next()],
    ['waitForTask', (router) => waitForTask(router, task, { clock })],
    ['a router around it', (router) => createRouter([router]).wait(task, { clock })],
    ['a query of a router around it', (router) => createRouter([router]).query(task)],
    ['an end that was seen elsewhere', (router) => router.wait(ended.succeeded)],
    [
      'an end that was seen elsewhere, through a router around it that tells events',
      (router) => createRouter([router], { onEvent: () => undefined }).wait(ended.succeeded),
    ],
  ])('is settled by %s', async (_name, see) => {
    const { router, state } = open({ query: async () => ended.succeeded });
    await router.generate(request);
    await see(router);
    expect(state()).toEqual([1, 0, 0, 9]);
  });

  it.each<[CancelResult['billed'], readonly number[]]>([
    ['no', [0, 0, 0, 10]],
    ['yes', [1, 0, 0, 9]],
    ['unknown', [0, 0, 1, 9]],
  ])('is settled by a cancel that is billed: %s', async (billed, expected) => {
    const { router, state } = open({
      cancel: async () => ({ outcome: 'stopped', billed, task: ended.canceled }),
    });
    await router.generate(request);
    await router.cancel(task);
    expect(state()).toEqual(expected);
  });

  it('keeps an unknown outcome until it is found', async () => {
    let known: VideoTask | undefined;
    const { router, state } = open({
      generate: rejecting(new VideoError('submission-unknown', 'who knows', { submission })),
      reconcile: async () => known,
      query: async () => ended.succeeded,
    });
    await expect(router.generate(request)).rejects.toMatchObject({ code: 'submission-unknown' });
    await router.reconcile(submission);
    expect(state()).toEqual([0, 0, 1, 9]);
    known = task;
    await router.reconcile(submission);
    expect(state()).toEqual([0, 1, 0, 9]);
    await router.query(task);
    expect(state()).toEqual([1, 0, 0, 9]);
  });

  it('ignores tasks that it does not know', async () => {
    const { router, state } = open({ query: async () => ended.succeeded });
    await router.query(task);
    expect(state()).toEqual([0, 0, 0, 10]);
  });

  it('refuses an unknown price unless it is allowed, and settles what is reported', async () => {
    const parts = { query: async () => ({ ...ended.succeeded, cost: usd(3) }) };
    const { budget } = open();
    const { provider } = fakeProvider(priced(undefined), { generate: async () => task, ...parts });
    const router = createRouter([provider], { budget });
    await expect(router.generate(request)).rejects.toMatchObject({
      code: 'quota-exhausted',
      problems: [{ code: 'unknown-price', field: 'budget' }],
    });
    await router.generate(request, { allowUnknownPrice: true });
    await router.query(task);
    expect(budget.spent).toEqual(usd(3));
  });

  it('of one call stands in for the one of the router, to the end', async () => {
    const mine = createBudget(usd(1));
    const { router, state } = open({ query: async () => ended.succeeded });
    await router.generate(request, { budget: mine });
    await expect(router.generate(request, { budget: mine })).rejects.toMatchObject({
      code: 'quota-exhausted',
    });
    await router.query(task);
    expect([mine.spent, mine.left]).toEqual([usd(1), usd(0)]);
    expect(state()).toEqual([0, 0, 0, 10]);
  });

  it('of one call hears of a cost that is told late', async () => {
    const mine = createBudget(usd(1));
    let end: VideoTask = ended.failed;
    const { router } = open({ query: async () => end });
    await router.generate(request, { budget: mine });
    await router.query(task);
    expect([mine.unknown, mine.left]).toEqual([usd(1), usd(0)]);
    end = { ...ended.failed, cost: usd(0.25) };
    await router.query(task);
    expect([mine.spent, mine.unknown, mine.left]).toEqual([usd(0.25), usd(0), usd(0.75)]);
  });

  it('counts a task once that a router and one inside it both pay from it', async () => {
    const { router, budget, state } = open({ query: async () => ended.succeeded });
    const outer = createRouter([router], { budget });
    await outer.generate(request);
    expect(state()).toEqual([0, 1, 0, 9]);
    await outer.query(task);
    expect(state()).toEqual([1, 0, 0, 9]);
  });

  it('counts an unknown outcome once, and what it turns out to be', async () => {
    const { router, budget, state } = open({
      generate: rejecting(new VideoError('submission-unknown', 'who knows', { submission })),
      reconcile: async () => ended.succeeded,
    });
    const outer = createRouter([router], { budget });
    await expect(outer.generate(request)).rejects.toMatchObject({ code: 'submission-unknown' });
    expect(state()).toEqual([0, 0, 1, 9]);
    await outer.reconcile(submission);
    expect(state()).toEqual([1, 0, 0, 9]);
  });

  it('is free again when the call is aborted in its journal', async () => {
    const sent: unknown[] = [];
    const { router, state } = open({
      generate: async (asked, options) => {
        await options?.onSubmission?.(submission);
        options?.signal?.throwIfAborted();
        sent.push(asked);
        return task;
      },
    });
    const controller = new AbortController();
    const onSubmission = () => controller.abort();
    const call = router.generate(request, { signal: controller.signal, onSubmission });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent).toEqual([]);
    expect(state()).toEqual([0, 0, 0, 10]);
  });

  it('lets a cheaper candidate do it, and never closes a model off', async () => {
    const { provider: dear } = fakeProvider(priced(2));
    const cheap = fakeProvider({
      models: priced(0.1).models.map((entry) => ({ ...entry, provider: 'zenith' })),
    });
    const router = createRouter([dear, cheap.provider], {
      budget: createBudget(usd(5)),
      breaker: { failures: 1 },
    });
    const accepted = await router.generate(request, { fallback: 1 });
    expect(accepted).toMatchObject({
      provider: 'zenith',
      attempts: [
        { provider: 'acme', outcome: 'skipped', code: 'quota-exhausted' },
        { provider: 'zenith', outcome: 'accepted' },
      ],
    });
    expect(router.plan(request).candidates).toHaveLength(2);
  });

  it('may be a ledger that takes its time', async () => {
    const { budget, provider } = open();
    const slow = {
      ...budget,
      reserve: async (...asked: Parameters<typeof budget.reserve>) => budget.reserve(...asked),
    };
    const router = createRouter([provider], { budget: slow });
    await router.generate(request);
    expect(budget.reserved).toEqual(usd(1));
  });

  it('counts every submit, though the service gives one id to all', async () => {
    let count = 0;
    const { router, budget, state } = open({
      generate: async (_request, options) => {
        count += 1;
        await options?.onSubmission?.({ ...submission, reference: `r${count}` });
        return task;
      },
      query: async () => ended.succeeded,
    });
    for (const _ of Array.from({ length: 10 })) await router.generate(request);
    expect(state()).toEqual([0, 10, 0, 0]);
    await expect(router.generate(request)).rejects.toMatchObject({ code: 'quota-exhausted' });
    await router.query(task);
    expect([state(), count, budget.left.amount]).toEqual([[10, 0, 0, 0], 10, 0]);
  });

  it.each([0, -0.2, Number.NaN, Number.POSITIVE_INFINITY])(
    'takes a price of %d in a table for an unknown one',
    async (price) => {
      const { router, generated } = open({}, 10, price);
      expect(router.select(request).price).toBeUndefined();
      await expect(router.generate(request)).rejects.toMatchObject({
        code: 'quota-exhausted',
        problems: [{ code: 'unknown-price' }],
      });
      const maxCost = usd(1_000);
      expect(router.plan(request, { maxCost }).rejected).toMatchObject([
        { problems: [{ code: 'unknown-price' }] },
      ]);
      expect(generated).toEqual([]);
    },
  );

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('sets nothing aside for a price of %d', (amount) => {
    const { budget, state } = open();
    expect(() => budget.reserve(usd(amount), { provider: 'acme', api: 'direct', model: 'm' })).toThrow(
      expect.objectContaining({ code: 'invalid-request' }),
    );
    expect(state()).toEqual([0, 0, 0, 10]);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
    'counts what was reserved where the reported cost is %d',
    async (amount) => {
      const { router, state } = open({ query: async () => ({ ...ended.succeeded, cost: usd(amount) }) });
      await router.generate(request);
      await router.query(task);
      expect(state()).toEqual([1, 0, 0, 9]);
    },
  );

  it.each([-1, Number.NaN])('is not asked where maxCost is %d, which is refused', (amount) => {
    const { router } = open();
    expect(() => router.plan(request, { maxCost: usd(amount) })).toThrow(
      expect.objectContaining({ code: 'invalid-request' }),
    );
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('of %d is refused', (amount) => {
    expect(() => createBudget(usd(amount))).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
