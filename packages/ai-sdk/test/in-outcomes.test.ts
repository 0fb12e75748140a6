import { createXai } from '@ai-sdk/xai';
import { createRouter, VideoError } from '@vid/core';
import { fromVideoModel, knownServices, probedRows } from '@vid/ai-sdk';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, vi } from 'vitest';
import { cut, openFake, page, words } from './fake-services.ts';
import { reasonOf } from './open-vid.ts';

declare module '@vid/core' {
  interface ProviderOptions {
    'black-forest-labs'?: { readonly safetyTolerance?: unknown };
  }
}

/* One start has three ends: a task, a refusal that proves that there is none, or an outcome that nobody knows. */

const boat = { prompt: 'a paper boat' } as const;

describe.each(knownServices)('a start at %s', (service) => {
  it.each([
    [400, 'invalid-request'],
    [401, 'authentication'],
    [402, 'quota-exhausted'],
    [404, 'not-found'],
    [422, 'invalid-request'],
    [429, 'rate-limited'],
  ] as const)('is refused by %i in the service’s own words', async (status, code) => {
    const { provider, starts, onStart } = openFake(service);
    onStart(() => words[service].refused(status, 'it has its reasons'));
    const reason = await reasonOf(provider.generate(boat, { retries: 0 }));
    expect(reason).toMatchObject({
      code,
      httpStatus: status,
      message: expect.stringContaining('it has its reasons'),
    });
    expect(starts).toHaveLength(1);
  });

  it('is repeated after a refusal that is worth it', async () => {
    const { provider, starts, onStart } = openFake(service);
    onStart(() => words[service].refused(429, 'slow down'));
    expect(await provider.generate(boat, { clock: virtualClock() })).toMatchObject({ status: 'queued' });
    expect(starts).toHaveLength(2);
  });

  it.each([
    ['a page with 429', page(429)],
    ['a page with 403', page(403)],
    ['a page with 502', page(502)],
    ['words of HTTP', () => Response.json({ detail: 'Too Many Requests' }, { status: 429 })],
    ['somebody’s JSON', () => Response.json({ message: 'Forbidden' }, { status: 403 })],
    ['a stranger’s JSON', () => Response.json({ message: 'Your company blocks this.' }, { status: 422 })],
    ['an empty 404', () => new Response(null, { status: 404 })],
    ['503 in its own words', () => words[service].refused(503, 'overloaded')],
    ['a reset', cut('ECONNRESET')],
    ['a socket that closed', cut('UND_ERR_SOCKET')],
    ['an answer without a name', () => Response.json({})],
    ['a page with 200', page(200)],
    ['a list', () => Response.json([])],
  ])('is unknown after %s, and sent once', async (_what, answer) => {
    const { provider, starts, onStart } = openFake(service);
    onStart(answer, answer, answer);
    const reason = await reasonOf(provider.generate(boat, { reference: 'shot-7', clock: virtualClock() }));
    expect(reason).toMatchObject({
      code: 'submission-unknown',
      submission: { reference: 'shot-7', provider: service },
    });
    expect(starts).toHaveLength(1);
  });

  it('is no start where the connection was never made', async () => {
    const { provider, onStart } = openFake(service);
    onStart(cut('ECONNREFUSED', { syscall: 'connect' }));
    expect(await reasonOf(provider.generate(boat, { retries: 0 }))).toMatchObject({ code: 'network' });
  });

  it('ends at once on an abort', async () => {
    const { provider, starts } = openFake(service);
    const signal = AbortSignal.abort();
    expect(await reasonOf(provider.generate(boat, { signal }))).toMatchObject({ name: 'AbortError' });
    expect(starts).toEqual([]);
  });

  it('leaves the task alone where a question fails', async () => {
    const { provider, onStatus } = openFake(service);
    const task = await provider.generate(boat);
    for (const answer of [page(503), page(429), page(401), cut('ECONNRESET')]) {
      onStatus(answer);
      const reason = await reasonOf(provider.query(task));
      expect(reason).toBeInstanceOf(VideoError);
      expect(reason).toMatchObject({
        code: expect.stringMatching(/^(provider-unavailable|rate-limited|network)$/),
      });
    }
  });
});

it.each(['google', 'vertex', 'xai', 'replicate', 'alibaba', 'minimax'] as const)(
  'of %s a reason alone is nobody’s own shape',
  async (service) => {
    const { provider, onStart } = openFake(service);
    onStart(() => Response.json({ detail: 'Your company blocks this.' }, { status: 422 }));
    expect(await reasonOf(provider.generate(boat))).toMatchObject({ code: 'submission-unknown' });
  },
);

describe('fal’s error', () => {
  const wrong: readonly (() => Response)[] = [page(503), page(429), page(401), cut('ECONNRESET')];

  it('is trouble while it does not stay: four, a look, four more, and a video', async () => {
    const { provider, starts, onStatus } = openFake('fal');
    const clock = virtualClock();
    const router = createRouter([provider], { clock });
    const task = await router.generate(boat);
    onStatus(...wrong, words.fal.pending, ...wrong, words.fal.done);
    expect(await router.wait(task)).toMatchObject({ status: 'succeeded' });
    expect(starts).toHaveLength(1);
  });

  it('is the end when it was said five times in a row', async () => {
    const { provider, onStatus } = openFake('fal');
    const task = await provider.generate(boat);
    onStatus(() => words.fal.failed('the boat sank'));
    const ends: unknown[] = [];
    for (let asked = 0; asked < 5; asked += 1) ends.push(await provider.query(task).catch(() => 'trouble'));
    expect(ends).toEqual([
      ...Array.from({ length: 4 }, () => 'trouble'),
      expect.objectContaining({ status: 'failed', failure: { reason: 'unknown', message: 'the boat sank' } }),
    ]);
  });
});

describe('before anything is sent', () => {
  it('a key that is missing is said, by the package', async () => {
    vi.stubEnv('XAI_API_KEY', '');
    const fetch = vi.fn<typeof globalThis.fetch>();
    vi.stubEnv('XAI_API_KEY', undefined);
    const provider = fromVideoModel({
      id: 'xai',
      model: createXai({ fetch }).video('grok-imagine-video'),
      rows: probedRows.xai,
    });
    const reason = await reasonOf(provider.generate(boat));
    vi.unstubAllEnvs();
    expect(reason).toMatchObject({
      code: 'authentication',
      message: expect.stringContaining('Nothing was sent'),
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('an option of another kind is said, by the package', async () => {
    const { provider, starts } = openFake('black-forest-labs');
    const request = { ...boat, providerOptions: { 'black-forest-labs': { safetyTolerance: 'none' } } };
    expect(await reasonOf(provider.generate(request))).toMatchObject({ code: 'invalid-request' });
    expect(starts).toEqual([]);
  });

  it('a model of another name is refused, whatever is unchecked', async () => {
    const { provider, starts } = openFake('xai');
    const request = { ...boat, model: 'xai:grok-imagine-video-9', unchecked: ['model'] } as const;
    expect(await reasonOf(provider.generate(request))).toMatchObject({
      code: 'unsupported',
      problems: [{ field: 'model' }],
    });
    expect(starts).toEqual([]);
  });

  it('a file that has gone is said', async () => {
    const { provider, starts } = openFake('xai');
    const request = { ...boat, firstFrame: 'file:///nowhere/boat.png' };
    expect(await reasonOf(provider.generate(request))).toMatchObject({ code: 'invalid-request' });
    expect(starts).toEqual([]);
  });
});

describe('a model cannot be taken in', () => {
  const model = createXai({ apiKey: 'x' }).video('grok-imagine-video');
  const { rows } = { rows: probedRows.xai };
  const taken = (changes: object) => () =>
    fromVideoModel({ id: 'mine', rows, model: Object.assign(Object.create(model), changes) });

  it.each<readonly [string, object, RegExp]>([
    [
      'of the specification v3',
      { specificationVersion: 'v3', doStart: undefined },
      /is of the specification v3/,
    ],
    [
      'that only generates',
      { doStart: undefined, doGenerate: () => undefined },
      /has no doStart and doStatus/,
    ],
  ])('%s', (_what, changes, message) => {
    expect(taken(changes)).toThrow(message);
  });

  it('whose videos are bytes, where nobody stores them', () => {
    expect(() => openFake('vertex', { resultStore: undefined })).toThrow(/set resultStore/);
  });
});

it('of a service that nobody knows no answer proves a refusal', async () => {
  const starts: unknown[] = [];
  const model = createXai({
    apiKey: 'x',
    fetch: async (input) => {
      starts.push(input);
      return words.xai.refused(422, 'no');
    },
  }).video('grok-imagine-video');
  const other = Object.assign(Object.create(model), { modelId: 'other' });
  Object.defineProperty(other, 'provider', { value: 'somebody.video' });
  const rows = probedRows.xai;
  expect(await reasonOf(fromVideoModel({ id: 'mine', model: other, rows }).generate(boat))).toMatchObject({
    code: 'submission-unknown',
  });
  const named = fromVideoModel({ id: 'mine', model: other, rows, service: 'xai' });
  expect(await reasonOf(named.generate(boat))).toMatchObject({ code: 'invalid-request' });
  expect(starts).toHaveLength(2);
});

it('no key comes out where a service quotes it', async () => {
  const { provider, onStart, onStatus } = openFake('xai', { secrets: ['probe-key'] });
  onStart(() => words.xai.refused(401, 'Incorrect API key provided: probe-key'));
  const reason = await reasonOf(provider.generate(boat));
  expect(JSON.stringify(reason)).not.toContain('probe-key');
  const task = await provider.generate(boat);
  onStatus(() => words.xai.failed('the key probe-key was revoked'));
  expect(JSON.stringify(await provider.query(task))).not.toContain('probe-key');
});

it('a router goes on to the next model after a refusal', async () => {
  const first = openFake('xai');
  const second = openFake('fal');
  first.onStart(() => words.xai.refused(402, 'no credits'));
  const router = createRouter([first.provider, second.provider]);
  const task = await router.generate(boat, { fallback: true });
  expect(task).toMatchObject({
    provider: 'fal',
    attempts: [{ outcome: 'refused' }, { outcome: 'accepted' }],
  });
  expect(second.starts).toHaveLength(1);
});
