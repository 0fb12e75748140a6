import {
  adjustedRequest,
  createBudget,
  createRouter,
  type GenerateOptions,
  type RouterSettings,
  type Submission,
  type VideoRequest,
  type WaitOptions,
} from '@vid/core';
import { createMemoryJournal, submitOnce } from '@vid/core/journal';
import { bearer, createHttpProvider, newTask, refused } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { fakeProvider, link, tableOf } from './fixture.ts';

/* Callers change and reuse what they passed, while parts are loaded, files are read and requests queue. */

type Changing<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

const table = tableOf(
  {
    prompt: { maxLength: 20 },
    seed: 'any',
    duration: { min: 1, max: 10 },
    aspectRatio: { oneOf: ['16:9'] },
    references: { from: ['url'], maxItems: 9 },
    providerOptions: { strength: { min: 0, max: 9 } },
  },
  { prices: [{ perSecond: 1, currency: 'USD', source: 'the test' }] },
);
const model = { provider: 'acme', api: 'direct', model: 'm' };

function open(settings: RouterSettings = {}) {
  const sent: VideoRequest[] = [];
  const { provider } = fakeProvider(table, {
    generate: async (request) => {
      sent.push(request);
      return newTask(model, String(sent.length));
    },
  });
  return { provider, sent, router: createRouter([provider], settings) };
}

function kit() {
  const bodies: unknown[] = [];
  const provider = createHttpProvider({
    provider: 'acme',
    api: 'direct',
    capabilities: table,
    baseUrl: 'https://acme.example',
    authentication: bearer('planted-key-0123456789', { provider: 'acme', variable: 'VID_TEST_ACME_KEY' }),
    errors: { read: () => undefined, statuses: { 400: refused('invalid-request') } },
    statuses: { waiting: 'queued' },
    submit: {
      request: ({ request }) => ({ path: '/jobs', body: { text: request.prompt } }),
      readTask: () => ({ id: 'job-1' }),
    },
    query: { request: () => ({ path: '/jobs' }), readTask: () => undefined },
    fetch: async (_url, init) => {
      bodies.push(init?.body);
      return Response.json({});
    },
  });
  return { provider, bodies };
}

describe('what is sent is what was asked at the call', () => {
  it('of a router', async () => {
    const { router, sent } = open();
    const strength = { strength: 0 };
    const request: Changing<VideoRequest> = { providerOptions: { acme: strength } };
    const calls = ['a boat', 'a kite'].map((prompt, index) => {
      request.prompt = prompt;
      request.duration = index + 1;
      strength.strength = index + 1;
      return router.generate(request);
    });
    request.seed = 9;
    await Promise.all(calls);
    expect(sent).toMatchObject([
      { prompt: 'a boat', duration: 1, providerOptions: { acme: { strength: 1 } } },
      { prompt: 'a kite', duration: 2, providerOptions: { acme: { strength: 2 } } },
    ]);
    expect(sent.map(({ seed }) => seed)).toEqual([undefined, undefined]);
  });

  it('of a router that waits for the money of the plan', async () => {
    const budget = createBudget({ amount: 5, currency: 'USD' });
    const { router, sent } = open();
    const references = [link];
    const request: Changing<VideoRequest> = { prompt: 'a boat', duration: 5, references };
    const call = router.generate(request, { budget });
    request.duration = 10;
    references.push(link);
    await call;
    expect(sent).toMatchObject([{ duration: 5, references: [link] }]);
  });

  it('of a comparison, from the first step', async () => {
    const { router, sent } = open();
    const request: Changing<VideoRequest> = { prompt: 'a boat' };
    const options: Changing<Parameters<typeof router.compare>[1]> = { models: ['acme'] };
    const comparison = router.compare(request, options);
    request.prompt = 'a kite';
    options.models = [];
    expect(await comparison.next()).toMatchObject({ value: { state: 'accepted' } });
    await comparison.return([]);
    expect(sent).toMatchObject([{ prompt: 'a boat' }]);
  });

  it('under a key, which stands for no other request', async () => {
    const { provider, bodies } = kit();
    const journal = createMemoryJournal();
    const request: Changing<VideoRequest> = { prompt: 'a boat' };
    const call = submitOnce(provider, request, { key: 'order-1', journal });
    request.prompt = 'a kite';
    const task = await call;
    expect(await submitOnce(provider, { prompt: 'a boat' }, { key: 'order-1', journal })).toEqual(task);
    expect(bodies).toEqual(['{"text":"a boat"}']);
  });

  it('of a provider of its own, under the name that was given then', async () => {
    const { provider, bodies } = kit();
    const submissions: Submission[] = [];
    const request: Changing<VideoRequest> = {};
    const options: Changing<GenerateOptions> = { onSubmission: (one) => void submissions.push(one) };
    const calls = ['a boat', 'a kite'].map((prompt) => {
      request.prompt = prompt;
      options.reference = `shot of ${prompt}`;
      return provider.generate(request, options);
    });
    await Promise.all(calls);
    expect(bodies).toEqual(['{"text":"a boat"}', '{"text":"a kite"}']);
    expect(submissions.map(({ reference }) => reference)).toEqual(['shot of a boat', 'shot of a kite']);
  });
});

it('a wait and a loop take the times that they were called with', async () => {
  const { router } = open();
  const task = newTask(model, '1');
  const times: Changing<WaitOptions> = { timeoutMs: 0, intervalMs: 0, minIntervalMs: 0 };
  const wait = router.wait(task, times);
  const loop = router.updates(task, times);
  times.timeoutMs = 600_000;
  times.intervalMs = 600_000;
  await expect(wait).rejects.toMatchObject({ code: 'timeout' });
  const readAll = async () => {
    let step = await loop.next();
    while (step.done !== true) step = await loop.next();
  };
  await expect(readAll()).rejects.toMatchObject({ code: 'timeout' });
});

it('a router keeps the settings that it was built with', async () => {
  const [own, other] = [
    createBudget({ amount: 9, currency: 'USD' }),
    createBudget({ amount: 9, currency: 'USD' }),
  ];
  const settings: Changing<RouterSettings> = { budget: own };
  const { router } = open(settings);
  settings.budget = other;
  settings.maxTasks = { 'acme:m': 1 };
  await router.generate({ prompt: 'a boat', duration: 4 });
  expect([own.reserved.amount, other.reserved.amount]).toEqual([4, 0]);
});

describe('a request whose fields are accessors of its class, as those of observable forms are', () => {
  class Form {
    readonly #seed = 4;
    readonly #ratio: string;
    constructor(ratio: string) {
      this.#ratio = ratio;
    }
    get prompt() {
      return 'a boat';
    }
    get seed() {
      return this.#seed;
    }
    get aspectRatio() {
      return this.#ratio;
    }
  }
  const asked = { prompt: 'a boat', seed: 4, aspectRatio: '16:9' };

  it.each(['16:9', '16 : 9'])('is sent with all of them (%s)', async (ratio) => {
    const { router, sent } = open();
    const form = new Form(ratio);
    const { candidates } = router.plan(form);
    expect(candidates).toHaveLength(1);
    expect(candidates.map((candidate) => adjustedRequest(form, candidate))).toMatchObject([asked]);
    expect(router.prepare(form).body).toMatchObject(asked);
    await router.generate(form);
    expect(sent).toMatchObject([asked]);
  });
});
