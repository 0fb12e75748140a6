import { inspect } from 'node:util';
import { createRouter, parseVideoError, VideoError } from '@vid/core';
import { describe, expect, it, vi } from 'vitest';

describe('a VideoError', () => {
  it('is one to another copy of the package in the same process', async () => {
    vi.resetModules();
    const copy = await import('@vid/core');
    expect(copy.VideoError).not.toBe(VideoError);
    expect(new copy.VideoError('network', 'x')).toBeInstanceOf(VideoError);
    expect(new VideoError('network', 'x')).toBeInstanceOf(copy.VideoError);
    expect(new Error('x')).not.toBeInstanceOf(VideoError);
    for (const nothing of [null, undefined, 'VideoError', { name: 'VideoError' }]) {
      expect(nothing instanceof VideoError).toBe(false);
    }
  });

  it('comes back from JSON and from a structured clone with all that it knew', () => {
    const submission = {
      provider: 'acme',
      api: 'gateway',
      model: 'brook-1',
      reference: 'shot-1',
      submittedAt: '2026-11-22T09:00:00.000Z',
      fingerprint: 'f',
    };
    const details = {
      provider: 'acme',
      providerCode: '7',
      requestId: 'r-1',
      retryAfterMs: 5,
      reportedStatus: 'succeeded',
      submission,
    } as const;
    const error = new VideoError('submission-unknown', 'lost', details);
    for (const copy of [JSON.parse(JSON.stringify(error)), structuredClone(error.toJSON())]) {
      const back = parseVideoError(copy);
      expect(back).toMatchObject({
        code: 'submission-unknown',
        message: 'lost',
        retryable: false,
        ...details,
      });
    }
  });

  it.each([
    null,
    'x',
    {},
    { name: 'Error', message: 'x' },
    { name: 'VideoError', message: 'x', code: 'new' },
  ])('is not read from %j', (json) => {
    expect(parseVideoError(json)).toBeUndefined();
  });

  it('carries the plan, and prints none of the request that it suggests', async () => {
    const capabilities = {
      models: [
        {
          provider: 'acme',
          api: 'gateway',
          model: 'brook-1',
          rows: [
            {
              mode: 'image-to-video',
              evidence: 'documented',
              source: 's',
              requires: ['firstFrame'],
              accepts: { firstFrame: { from: ['url'] } },
            },
          ],
        },
      ],
    } as const;
    const never = () => Promise.reject(new Error('never'));
    const prepare = () => ({ method: 'GET', url: '', headers: {}, body: null }) as const;
    const validateRequest = () => ({ valid: true }) as const;
    const router = createRouter([
      { id: 'acme', capabilities, prepare, validateRequest, generate: never, query: never },
    ]);
    const request = { firstFrame: 'https://a.example/b.png?sig=planted', duration: 5 };
    const select = async () => router.select(request);
    const error: unknown = await select().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(VideoError);
    const { plan } = error instanceof VideoError ? error : {};
    expect(plan?.rejected[0]?.suggestion?.request).toEqual({ firstFrame: request.firstFrame });
    expect(`${inspect(error, { depth: 20 })} ${JSON.stringify(error)}`).not.toContain('planted');
  });
});
