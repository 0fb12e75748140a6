import { createRouter, explainPlan, planRequest, type VideoRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { acme, both, fakeProvider, link, zenith } from './fixture.ts';

const explain = (request: VideoRequest) => explainPlan(planRequest(both, request));

describe('a plan', () => {
  it('is plain data about every model that is meant', () => {
    const plan = planRequest(both, { prompt: 'a boat', duration: 8 });
    expect(plan).toEqual(JSON.parse(JSON.stringify(plan)));
    expect(plan.mode).toBe('text-to-video');
    expect(plan.candidates).toEqual([
      {
        provider: 'zenith',
        api: 'direct',
        model: 'peak',
        evidence: 'claimed',
        source: 'a reseller says that any size works',
        warnings: [{ code: 'claimed', source: 'a reseller says that any size works' }],
        defaults: { aspectRatio: '16:9', watermark: false },
        added: {},
        adjustments: [],
      },
    ]);
    expect(plan.rejected).toMatchObject([
      {
        provider: 'acme',
        api: 'direct',
        model: 'brook-1',
        suggestion: {
          changes: [{ code: 'changed', field: 'duration', from: 8, to: 10 }],
          request: { prompt: 'a boat', duration: 10 },
        },
      },
      { provider: 'acme', model: 'brook-2' },
    ]);
  });

  it('is not made for a request that is none', () => {
    expect(() => planRequest(both, { prompt: 'a boat', duration: -1, seed: 0.5 })).toThrow(
      expect.objectContaining({
        code: 'invalid-request',
        message:
          'Invalid request, nothing was sent. duration: must be more than 0; got -1; seed: must be a whole number; got 0.5.',
        problems: [
          expect.objectContaining({ field: 'duration' }),
          expect.objectContaining({ field: 'seed' }),
        ],
      }),
    );
  });
});

describe('explainPlan', () => {
  it('tells who can, in order and why, and who cannot', () => {
    expect(explain({ prompt: 'a boat', duration: 5, aspectRatio: '9:16' })).toMatchInlineSnapshot(`
      "text-to-video: Candidates, best first
        1. acme:brook-2 (documented, price unknown)
           Source: Acme's map: brook-2 from text
      Rejected
        acme:brook-1: aspectRatio: takes 16:9, 1:1; got "9:16" → would fit: aspectRatio "1:1" instead of "9:16"
        zenith:peak: aspectRatio: takes 16:9, 21:9; got "9:16" → would fit: aspectRatio "16:9" instead of "9:16""
    `);
    expect(explain({ prompt: 'a boat', duration: 5 })).toMatchInlineSnapshot(`
      "text-to-video: Candidates, best first
        1. acme:brook-2 (documented, price unknown)
           Defaults: aspectRatio "16:9"
           Source: Acme's map: brook-2 from text
        2. zenith:peak (claimed, price unknown)
           Defaults: aspectRatio "16:9", watermark false
           Warning: a reseller says that any size works
        3. acme:brook-1 (documented, price unknown)
           Defaults: aspectRatio "16:9"
           Source: Acme's map: brook-1
           Warning: end of life 2026-01-31: Acme's notice
        (Order: live before retired, documented before claimed, then your preference, then as listed)"
    `);
  });

  it('tells why nobody can, and what would fit', () => {
    expect(explain({ firstFrame: `${link}?signature=hidden`, prompt: 'a boat', seed: 3 }))
      .toMatchInlineSnapshot(`
        "image-to-video: No model can do this
        Rejected
          acme:brook-1: firstFrame: does not take it for text-to-video; got https://example.com/a.png?…; seed: does not take it for text-to-video; got 3 → would fit: without firstFrame, without seed
          acme:brook-2: seed: does not take it for image-to-video; got 3 (together with firstFrame) → would fit: without seed
          zenith:peak: firstFrame: does not take it for text-to-video; got https://example.com/a.png?…; seed: does not take it for text-to-video; got 3 → would fit: without firstFrame, without seed"
      `);
  });
});

describe('a router of nobody', () => {
  it('plans nothing and sends nothing', () => {
    const router = createRouter([]);
    expect(router.plan({ prompt: 'a boat' })).toEqual({
      mode: 'text-to-video',
      candidates: [],
      rejected: [],
    });
    expect(() => router.select({ prompt: 'a boat' })).toThrow('No model can do this, nothing was sent.');
  });

  it('plans over the tables of all its providers', () => {
    const router = createRouter([fakeProvider(acme).provider, fakeProvider(zenith).provider]);
    expect(router.capabilities).toEqual(both);
    expect(router.plan({ prompt: 'a boat' })).toEqual(planRequest(both, { prompt: 'a boat' }));
  });
});
