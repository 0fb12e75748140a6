import { createRouter, type GenerateOptions, VideoError, type VideoErrorCode } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { acme, fakeProvider, tableOf, zenith } from './fixture.ts';

const request = { prompt: 'a boat' };

/** `acme`, which has the first candidate and an ended model, does this; `zenith` has the one between. */
function open(acmeDoes: (options: GenerateOptions | undefined) => void | Promise<void>) {
  const asked: string[] = [];
  const references: (string | undefined)[] = [];
  const a = fakeProvider(acme, {
    generate: async ({ model = '' }, options) => {
      asked.push(model);
      references.push(options?.reference);
      await acmeDoes(options);
      throw new VideoError('provider-unavailable', 'acme is down');
    },
  });
  const z = fakeProvider(zenith);
  return { router: createRouter([a.provider, z.provider]), asked, references, z };
}
const refuse = (code: VideoErrorCode) => () => {
  throw new VideoError(code, `no: ${code}`);
};
const submission = {
  provider: 'acme',
  api: 'direct',
  model: 'brook-2',
  reference: 'r',
  submittedAt: '2026-11-23T00:00:00.000Z',
  fingerprint: 'f',
};

describe('a fallback', () => {
  it.each([
    'invalid-request',
    'unsupported',
    'authentication',
    'quota-exhausted',
    'rate-limited',
    'not-found',
    'provider-unavailable',
    'network',
    'timeout',
  ] as const)('goes on after %s', async (code) => {
    const { router } = open(refuse(code));
    const task = await router.generate(request, { fallback: true });
    expect(task).toMatchObject({ provider: 'zenith' });
    const [first] = task.attempts ?? [];
    expect(first).toEqual({
      provider: 'acme',
      api: 'direct',
      model: 'brook-2',
      outcome: 'refused',
      code,
      reason: `no: ${code}`,
    });
  });

  it('ends after content-policy, unless it is asked to go on', async () => {
    const { router, z } = open(refuse('content-policy'));
    await expect(router.generate(request, { fallback: true })).rejects.toMatchObject({
      code: 'content-policy',
      attempts: [{ outcome: 'refused', code: 'content-policy' }],
    });
    expect(z.generated).toEqual([]);
    const task = await router.generate(request, { fallback: { afterContentPolicy: true } });
    expect(task.provider).toBe('zenith');
  });

  it.each([
    ['a foreign error', new TypeError('a bug')],
    ['submission-unknown', new VideoError('submission-unknown', 'who knows')],
  ])('ends after %s', async (_name, error) => {
    const { router, asked, z } = open(() => {
      throw error;
    });
    await expect(router.generate(request, { fallback: true })).rejects.toThrow(error.message);
    expect([asked, z.generated]).toEqual([['acme:brook-2 (direct)'], []]);
  });

  it('ends when the journal fails, even with a VideoError', async () => {
    const { router, asked, z } = open(async (options) => options?.onSubmission?.(submission));
    const error = new VideoError('network', 'the journal is out of reach');
    const onSubmission = () => {
      throw error;
    };
    await expect(router.generate(request, { fallback: true, onSubmission })).rejects.toBe(error);
    expect([asked, z.generated]).toEqual([['acme:brook-2 (direct)'], []]);
  });

  it.each([
    ['the reason', new VideoError('timeout', 'the host has no time left')],
    ['a refusal of the same moment', undefined],
  ])('ends when aborted, by %s', async (_name, reason) => {
    const controller = new AbortController();
    const stop = reason ?? new Error('stop');
    const { router, asked, z } = open(() => {
      controller.abort(stop);
      if (reason !== undefined) throw reason;
    });
    const generate = router.generate(request, { fallback: true, signal: controller.signal });
    await expect(generate).rejects.toBe(stop);
    expect([asked, z.generated]).toEqual([['acme:brook-2 (direct)'], []]);
  });

  it('gives each candidate the same reference', async () => {
    const { router, references } = open(() => undefined);
    const both = router.generate(request, { fallback: true, reference: 'mine', only: ['acme'] });
    await expect(both).rejects.toMatchObject({ code: 'provider-unavailable' });
    expect(references).toEqual(['mine', 'mine']);
  });

  it.each([0, -1, 1.5, Number.NaN, { attempts: 0 }])('of %j is refused', async (fallback) => {
    const { router, asked } = open(() => undefined);
    await expect(router.generate(request, { fallback })).rejects.toMatchObject({ code: 'invalid-request' });
    expect(asked).toEqual([]);
  });

  it.each(['Authorization', 'cookie'])('carries no %s from one service to the next', async (name) => {
    const { router, asked, z } = open(refuse('network'));
    const headers = { [name]: 'planted-secret' };
    const error: unknown = await router
      .generate(request, { headers, fallback: true })
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'invalid-request' });
    expect(String(error)).not.toContain('planted');
    const comparison = router.compare(request, { headers, all: true });
    await expect(comparison.next()).rejects.toMatchObject({ code: 'invalid-request' });
    expect([...asked, ...z.generated]).toEqual([]);
    await router.generate(request, { headers, only: ['zenith'] });
    expect(z.generated).toHaveLength(1);
  });

  it.each([
    { fallback: true, headers: { authorization: 'planted-secret' } },
    { fallback: 0, headers: {} },
  ])('that is refused reads no stream before: %j', async (options) => {
    const picture = fakeProvider(tableOf({ firstFrame: { from: ['data'] } }, { mode: 'image-to-video' }));
    const router = createRouter([picture.provider]);
    let wasRead = false;
    async function* pieces() {
      wasRead = true;
      yield new Uint8Array([1]);
    }
    await expect(router.generate({ firstFrame: pieces() }, options)).rejects.toMatchObject({
      code: 'invalid-request',
    });
    expect([wasRead, ...picture.generated]).toEqual([false]);
  });
});
