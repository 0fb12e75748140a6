import { type ComparisonResult, createBudget, createRouter, VideoError } from '@vid/core';
import { createKling } from '@vid/kling';
import { describe, expect, it } from 'vitest';
import { forAll, openRouter, stillClock } from './open-router.ts';

type Comparison = AsyncGenerator<ComparisonResult, readonly ComparisonResult[], undefined>;

/** Everything that is told, and what is returned. */
async function all(comparison: Comparison, onUpdate: (update: ComparisonResult) => void = () => undefined) {
  const updates: ComparisonResult[] = [];
  for (;;) {
    const next = await comparison.next();
    if (next.done === true) return { updates, results: next.value };
    updates.push(next.value);
    onUpdate(next.value);
  }
}
const statesOf = (results: readonly ComparisonResult[]) =>
  results.map(({ provider, model, state, task }) => [provider, model, state, task?.status]);
const two = { models: ['kling-v2-6', 'jimeng'] };

/** Both apis of one service. */
async function openTwoDoors() {
  const { simulator, clock, submits } = await openRouter();
  const keys = { apiKey: simulator.apiKey, baseUrl: simulator.url } as const;
  const providers = [createKling({ api: 'official', ...keys }), createKling({ api: 'gateway', ...keys })];
  return { simulator, submits, router: createRouter(providers, { clock }) };
}

describe('a comparison', () => {
  it('runs every candidate to its end and tells of each as it goes', async () => {
    const { simulator, router } = await openRouter();
    const { updates, results } = await all(router.compare(forAll, { all: true }));
    expect(statesOf(results)).toEqual([
      ['runway', 'runwayml-gen4_turbo-5', 'ended', 'succeeded'],
      ['runway', 'runwayml-gen4_turbo-10', 'ended', 'succeeded'],
      ['runway', 'gen4_turbo', 'ended', 'succeeded'],
      ['kling', 'kling-v2-6', 'ended', 'succeeded'],
      ['jimeng', 'jimeng-video-3.0', 'ended', 'succeeded'],
      ['kling', 'kling-v1', 'ended', 'succeeded'],
    ]);
    expect(simulator.tasks).toHaveLength(6);
    for (const result of results) {
      const mine = updates.filter(({ model }) => model === result.model);
      expect(mine[0]).toMatchObject({ state: 'accepted', task: { status: 'queued' } });
      expect(mine.at(-1)).toEqual(result);
      expect(result.endedAfterMs).toBeGreaterThan(result.acceptedAfterMs ?? Number.POSITIVE_INFINITY);
      expect(result.candidate).toMatchObject({ model: result.model, evidence: 'documented' });
    }
  });

  it('lets no failure hide another, nor a video', async () => {
    const { simulator, router } = await openRouter();
    simulator.fault({ on: 'submit', kind: 'rate-limited', service: 'runway', times: 'always' });
    simulator.fault({ on: 'submit', kind: 'accepted-cut', service: 'jimeng' });
    simulator.fault({ on: 'poll', kind: 'failed', service: 'kling', reason: 'too dark' });
    const { results } = await all(router.compare(forAll, { all: true, retries: 0 }));
    expect(results).toMatchObject([
      { provider: 'runway', state: 'error', error: { code: 'rate-limited' } },
      { provider: 'runway', state: 'error', error: { code: 'rate-limited' } },
      { provider: 'runway', state: 'error', error: { code: 'rate-limited' } },
      { provider: 'kling', state: 'ended', task: { status: expect.stringMatching(/failed|succeeded/) } },
      {
        provider: 'jimeng',
        state: 'error',
        error: { code: 'submission-unknown' },
        submission: { provider: 'jimeng' },
      },
      { provider: 'kling', state: 'ended', task: { status: expect.stringMatching(/failed|succeeded/) } },
    ]);
    const endOfKling = results.flatMap(({ provider, task }) => (provider === 'kling' ? [task?.status] : []));
    expect(new Set(endOfKling)).toEqual(new Set(['failed', 'succeeded']));
    expect(simulator.tasks).toHaveLength(3);
  });

  it('sends nothing to a model that cannot, and says why', async () => {
    const { simulator, router } = await openRouter();
    const models = ['runwayml-gen4_turbo-5', 'kling:kling-v2-6'];
    const { updates, results } = await all(router.compare({ prompt: 'a paper boat' }, { models }));
    expect(results).toMatchObject([
      { provider: 'kling', state: 'ended' },
      { provider: 'runway', state: 'rejected', problems: [{ field: 'firstFrame' }] },
    ]);
    expect(updates[0]).toEqual(results[1]);
    expect(simulator.tasks).toMatchObject([{ service: 'kling' }]);
  });

  it('keeps to a limit for each candidate, and to one budget for all', async () => {
    const { simulator, router } = await openRouter();
    const maxCost = { amount: 1, currency: 'USD' } as const;
    const limited = await all(router.compare(forAll, { ...two, maxCost }));
    expect(limited.results).toMatchObject([
      { state: 'rejected', problems: [{ field: 'maxCost' }] },
      { state: 'rejected', problems: [{ field: 'maxCost' }] },
    ]);
    const budget = createBudget(maxCost);
    const unpaid = await all(router.compare(forAll, { ...two, budget }));
    expect(unpaid.results).toMatchObject([
      { state: 'error', error: { code: 'quota-exhausted' } },
      { state: 'error', error: { code: 'quota-exhausted' } },
    ]);
    expect(simulator.tasks).toHaveLength(0);
  });

  it('ends all waits when aborted; the tasks go on and the results hold them', async () => {
    const { simulator, router } = await openRouter();
    const controller = new AbortController();
    const reason = new Error('enough');
    let accepted = 0;
    const comparison = router.compare(forAll, { ...two, clock: stillClock, signal: controller.signal });
    const { results } = await all(comparison, ({ state }) => {
      if (state === 'accepted') accepted += 1;
      if (accepted === 2) controller.abort(reason);
    });
    expect(results).toMatchObject([
      { provider: 'kling', state: 'error', error: reason, task: { provider: 'kling' } },
      { provider: 'jimeng', state: 'error', error: reason, task: { provider: 'jimeng' } },
    ]);
    for (const { task } of results) {
      if (task === undefined) throw new Error('a task is missing');
      expect(await router.wait(task)).toMatchObject({ id: task.id, status: 'succeeded' });
    }
    expect(simulator.tasks).toHaveLength(2);
  });

  it('keeps what was sent when an abort comes while a service holds its answer', async () => {
    const { simulator, router } = await openRouter();
    const fault = simulator.fault({ on: 'submit', kind: 'accepted-hang' });
    const controller = new AbortController();
    void fault.struck.then(() => controller.abort());
    const models = ['kling-v2-6'];
    const { results } = await all(router.compare(forAll, { models, signal: controller.signal }));
    expect(results).toMatchObject([
      { state: 'error', error: { name: 'AbortError' }, submission: { model: 'kling-v2-6' } },
    ]);
    simulator.clearFaults();
  });

  it('can be left early: what was sent is journaled, what was queued is not sent', async () => {
    const maxTasks = { 'kling:kling-v2-6': 1 };
    const { simulator, router, clock } = await openRouter({ maxTasks, clock: stillClock });
    const first = await router.generate({ ...forAll, model: 'kling-v2-6' });
    const journal: string[] = [];
    const onSubmission = ({ provider }: { provider: string }) => void journal.push(provider);
    const seen: unknown[] = [];
    for await (const { state, provider } of router.compare(forAll, { ...two, onSubmission })) {
      seen.push([provider, state]);
      if (state === 'accepted') break;
    }
    expect(seen).toEqual([
      ['kling', 'queued'],
      ['jimeng', 'accepted'],
    ]);
    expect(await router.wait(first, { clock })).toMatchObject({ status: 'succeeded' });
    await router.generate({ ...forAll, model: 'kling-v2-6' });
    expect(journal).toEqual(['jimeng']);
    expect(simulator.tasks.map(({ service }) => service)).toEqual(['kling', 'jimeng', 'kling']);
  });

  it.each([
    [{}, /either "models" or "all: true"/],
    [{ all: true, models: ['kling'] }, /either "models" or "all: true"/],
    [{ models: [] }, /"models" is empty/],
    [{ models: ['klin'] }, /unknown model "klin". Did you mean "kling"/],
    [
      { models: [{ provider: 'kling', api: 'other-api', model: 'kling-v2-6' }] },
      /unknown model kling:kling-v2-6 \(other-api\)/,
    ],
    [{ all: true, timeoutMs: -1 }, /timeoutMs must be 0 or more/],
  ] as const)('refuses %j before anything is sent', async (options, message) => {
    const { router, submits } = await openRouter();
    const error: unknown = await all(router.compare(forAll, options)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(VideoError);
    expect(error).toMatchObject({ code: 'invalid-request', message: expect.stringMatching(message) });
    expect(submits()).toBe(0);
  });

  it('takes candidates of a plan, which tell two apis of one model apart, and a name for each request', async () => {
    const { router, submits } = await openTwoDoors();
    const request = { prompt: 'a paper boat' } as const;
    const models = router
      .plan({ ...request, model: 'kling:kling-v2-6' })
      .candidates.filter(({ api }) => api === 'gateway');
    expect(models).toHaveLength(1);
    const journal: string[] = [];
    const { results } = await all(
      router.compare(request, {
        models,
        reference: ({ api, model }) => `${api}-${model}`,
        onSubmission: ({ reference }) => void journal.push(reference),
      }),
    );
    expect(results).toMatchObject([{ api: 'gateway', model: 'kling-v2-6', state: 'ended' }]);
    expect(journal).toEqual(['gateway-kling-v2-6']);
    const both = await all(router.compare(request, { models: ['kling:kling-v2-6'] }));
    expect(both.results.map(({ api }) => api)).toEqual(['official', 'gateway']);
    expect(submits()).toBe(3);
  });

  it('sends a model of no table at the api that is named, where the request lets it pass unchecked', async () => {
    const { router, submits } = await openTwoDoors();
    const unknown = { provider: 'kling', api: 'gateway', model: 'kling-v9' } as const;
    const models = [unknown];
    const refused = await all(router.compare({ prompt: 'a paper boat' }, { models }));
    expect(refused.results).toMatchObject([
      { api: 'gateway', state: 'rejected', problems: [{ field: 'model' }] },
    ]);
    expect(submits()).toBe(0);
    const request = { prompt: 'a paper boat', unchecked: ['model'] } as const;
    // Each api is asked once, however often it is named.
    const { results } = await all(
      router.compare(request, {
        retries: 0,
        models: [...models, { ...unknown, api: 'official' }, ...models],
      }),
    );
    expect(results).toHaveLength(2);
    expect(submits()).toBe(2);
    const [result] = results;
    expect(result).toMatchObject({ api: 'gateway', model: 'kling-v9', candidate: { evidence: 'unchecked' } });
  });

  it('refuses a request that names its model', async () => {
    const { router } = await openRouter();
    const comparison = router.compare({ ...forAll, model: 'kling-v1' }, two);
    await expect(comparison.next()).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
