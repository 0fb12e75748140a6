import {
  adjustedRequest,
  createRouter,
  type Router,
  type RouterSettings,
  VideoError,
  type VideoEvent,
  type VideoProvider,
  type VideoTask,
  waitForTask,
} from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { acme, fakeProvider, link, perSecond, tableOf, zenith } from './fixture.ts';

function open(parts: Partial<VideoProvider> = {}) {
  const [a, z] = [fakeProvider(acme, parts), fakeProvider(zenith)];
  return { router: createRouter([a.provider, z.provider]), a, z };
}
const task = newTask({ provider: 'acme', api: 'direct', model: 'brook-2' }, '1');
const foreign = newTask({ provider: 'acme', api: 'other-api', model: 'brook-2' }, '1');

const twice = () => createRouter([fakeProvider(acme).provider, fakeProvider(acme).provider]);
const nested = () => {
  const [a, z] = [fakeProvider(acme), fakeProvider(zenith)];
  const inner: Router = createRouter([a.provider]);
  return { outer: createRouter([inner, z.provider]), inner, a, z };
};
/** What a call throws or rejects with. */
async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a router', () => {
  it('selects the best candidate', () => {
    const { router } = open();
    expect(router.select({ prompt: 'a boat' })).toMatchObject({ provider: 'acme', model: 'brook-2' });
    expect(router.select({ prompt: 'a boat', watermark: true })).toMatchObject({
      provider: 'zenith',
      model: 'peak',
    });
  });

  it('hands a request to the one chosen provider, once, with the model named', async () => {
    const { router, a, z } = open();
    const options = { signal: new AbortController().signal };
    const accepted = await router.generate({ prompt: 'a boat', watermark: true, seed: undefined }, options);
    expect(accepted).toMatchObject({ provider: 'zenith', api: 'direct', model: 'peak', status: 'queued' });
    expect(z.generated).toEqual([{ prompt: 'a boat', watermark: true, model: 'zenith:peak (direct)' }]);
    expect(a.generated).toEqual([]);
  });

  it('shows in a dry run what the chosen provider would send', () => {
    const { router, a, z } = open();
    const request = { prompt: 'a boat', model: 'brook-1' };
    expect(router.prepare(request)).toEqual(a.provider.prepare({ ...request, model: 'acme:brook-1' }));
    expect([...a.generated, ...z.generated]).toEqual([]);
  });

  it('passes the options of a call on', async () => {
    const seen: unknown[] = [];
    const remember = async (_given: unknown, options: unknown) => {
      seen.push(options);
      return task;
    };
    const cancel = async (_given: unknown, options: unknown) => {
      seen.push(options);
      return { outcome: 'stopped', billed: 'no', task } as const;
    };
    const { router } = open({ generate: remember, query: remember, cancel });
    const options = { headers: { 'x-trace': '1' } };
    await router.generate({ model: 'brook-2', prompt: 'a boat' }, options);
    await router.query(task, options);
    await router.cancel(task, options);
    expect(seen).toEqual([{ ...options, onSubmission: expect.any(Function) }, options, options]);
  });

  it.each(['select', 'prepare', 'generate'] as const)(
    '%s: an error carries the plan when nobody can',
    async (method) => {
      const { router, a, z } = open();
      const request = { firstFrame: `${link}?signature=hidden`, prompt: 'a boat', seed: 3 };
      const plan = router.plan(request);
      const error = await errorOf(() => router[method](request));
      expect(error).toBeInstanceOf(VideoError);
      const problems = plan.rejected.flatMap((rejection) => rejection.problems);
      expect(error).toMatchObject({ code: 'unsupported', retryable: false, plan, problems });
      expect(String(error)).toContain('nothing was sent');
      expect(String(error)).toContain('would fit: without seed');
      // What is printed and logged names no signed link; the suggested requests do, and are left out.
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('hidden');
      expect([...a.generated, ...z.generated]).toEqual([]);
    },
  );

  it.each(['plan', 'select', 'prepare', 'generate'] as const)(
    '%s refuses a request that is none',
    async (method) => {
      const { router } = open();
      const error = await errorOf(() => router[method]({ prompt: 'a boat', duration: 0 }));
      expect(error).toMatchObject({ code: 'invalid-request', problems: [{ field: 'duration' }] });
    },
  );

  it('finds the provider of a task by provider and api', async () => {
    const { router } = open();
    expect(await router.query(task)).toMatchObject({ status: 'running' });
    for (const call of [router.query(foreign), router.cancel(foreign)]) {
      await expect(call).rejects.toMatchObject({
        code: 'invalid-request',
        provider: 'acme',
        message:
          'No provider of this router serves acme (other-api); available: acme (direct), zenith (direct).',
      });
    }
  });

  it('does not wait for a task of nobody', async () => {
    const { router } = open();
    const clock = { now: () => 0, sleep: async () => undefined };
    await expect(router.wait(foreign, { clock })).rejects.toMatchObject({
      code: 'invalid-request',
      task: foreign,
    });
  });

  it('cancels where the service can, and says so where it cannot', async () => {
    const { router } = open({
      cancel: async (running) => ({ outcome: 'requested', billed: 'unknown', task: running }),
    });
    expect(await router.cancel(task)).toEqual({ outcome: 'requested', billed: 'unknown', task });
    const peak = newTask({ provider: 'zenith', api: 'direct', model: 'peak' }, '1');
    await expect(router.cancel(peak)).rejects.toMatchObject({
      code: 'unsupported',
      provider: 'zenith',
      task: peak,
    });
  });

  it('tells how each of its services wants to be asked', () => {
    const polling = [{ provider: 'acme', api: 'direct', minIntervalMs: 5_000, source: 'the test' }];
    const { provider } = fakeProvider({ ...acme, polling });
    expect(createRouter([createRouter([provider])]).capabilities.polling).toEqual(polling);
  });

  it('waits for a task of any of its providers', async () => {
    const done: VideoTask = { ...task, status: 'succeeded', videos: [{ url: link }] };
    const { router } = open({ query: async () => done });
    const clock = { now: () => 0, sleep: async () => undefined };
    expect(await router.wait(task, { clock })).toEqual(done);
  });

  it('refuses two providers of the same api, and takes two apis of one service', () => {
    expect(twice).toThrow('Two providers of this router serve acme (direct); remove one.');
    expect(twice).toThrow(expect.objectContaining({ code: 'invalid-request' }));
    const other = { models: acme.models.map((entry) => ({ ...entry, api: 'official' })) };
    const router = createRouter([fakeProvider(acme).provider, fakeProvider(other).provider]);
    expect(router.select({ prompt: 'a boat' })).toMatchObject({ api: 'direct' });
    expect(router.plan({ prompt: 'a boat', model: 'brook-2' }).candidates.map(({ api }) => api)).toEqual([
      'direct',
      'official',
    ]);
  });
});

describe('a router is a provider', () => {
  it('inside another router', async () => {
    const { outer, a, z } = nested();
    const accepted = await outer.generate({ prompt: 'a boat' });
    expect(accepted).toMatchObject({ provider: 'acme', model: 'brook-2' });
    expect(a.generated).toEqual([{ prompt: 'a boat', model: 'acme:brook-2 (direct)' }]);
    expect(z.generated).toEqual([]);
    expect(await outer.query(accepted)).toMatchObject({ id: accepted.id, status: 'running' });
    await expect(outer.cancel(accepted)).rejects.toMatchObject({ code: 'unsupported', provider: 'acme' });
  });

  describe('with two apis of one model', () => {
    const providerOf = (api: string, price: number, parts: Partial<VideoProvider> = {}) => {
      const [entry = expect.fail('no model')] = tableOf(
        { prompt: { maxLength: 20 }, duration: { oneOf: [5] } },
        perSecond(price),
      ).models;
      return fakeProvider({ models: [{ ...entry, api }] }, parts);
    };
    const request = { prompt: 'a boat', duration: 5 };
    const open = (settings: RouterSettings = {}, parts: Partial<VideoProvider> = {}) => {
      const [dear, cheap] = [providerOf('dear', 2, parts), providerOf('cheap', 1)];
      const inner = createRouter([dear.provider, cheap.provider]);
      return { router: createRouter([inner], settings), inner, dear, cheap };
    };

    it.each([{}, { onEvent: () => undefined }])(
      'sends by the one that was planned, with %j',
      async (settings) => {
        const { router, dear } = open(settings);
        const maxCost = { amount: 5, currency: 'USD' } as const;
        expect(await router.generate(request, { maxCost })).toMatchObject({ api: 'cheap' });
        expect(await router.generate(request, { prefer: 'cheapest' })).toMatchObject({ api: 'cheap' });
        expect(await router.generate(request, { never: ['acme:m (dear)'] })).toMatchObject({ api: 'cheap' });
        expect(router.prepare(request, { maxCost }).body).toMatchObject({ model: 'm' });
        expect(dear.generated).toEqual([]);
      },
    );

    it('falls back to the other one', async () => {
      const { router } = open(
        {},
        { generate: () => Promise.reject(new VideoError('quota-exhausted', 'no')) },
      );
      const accepted = await router.generate(request, { fallback: true });
      expect(accepted).toMatchObject({ api: 'cheap', attempts: [{ api: 'dear' }, { api: 'cheap' }] });
    });

    it('emits events of the api that was asked', async () => {
      const events: VideoEvent[] = [];
      const parts = { generate: () => Promise.reject(new VideoError('quota-exhausted', 'no')) };
      const { router } = open({ onEvent: (event) => events.push(event) }, parts);
      await expect(router.generate(request)).rejects.toMatchObject({ code: 'quota-exhausted' });
      expect(events.at(-1)).toMatchObject({ type: 'refused', provider: 'acme', api: 'dear', model: 'm' });
    });

    it('sends by hand what was planned', async () => {
      const { inner } = open();
      const [, second = expect.fail('one api')] = inner.plan(request).candidates;
      expect(await inner.generate(adjustedRequest(request, second))).toMatchObject({ api: 'cheap' });
    });

    it('sends an unlisted model to the api that is named', () => {
      const { inner } = open();
      const model = 'acme:new (cheap)';
      expect(inner.select({ ...request, model, unchecked: ['model'] })).toMatchObject({
        api: 'cheap',
        model: 'new',
      });
      expect(() => inner.select({ ...request, model })).toThrow('unknown model "acme:new"');
    });
  });

  it('for waitForTask', async () => {
    const failure = { reason: 'unknown', message: 'no reason' } as const;
    const { provider } = fakeProvider(acme, {
      query: async (asked) => ({ ...asked, status: 'failed', failure }),
    });
    const clock = { now: () => 0, sleep: async () => undefined };
    expect(await waitForTask(createRouter([provider]), task, { clock })).toMatchObject({
      status: 'failed',
      failure,
    });
  });

  it('whose api another provider cannot serve as well', () => {
    const { inner } = nested();
    expect(() => createRouter([inner, fakeProvider(acme).provider])).toThrow('acme (direct)');
  });
});
