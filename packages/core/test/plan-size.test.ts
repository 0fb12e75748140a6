import {
  type Capabilities,
  type FeatureRules,
  type ModelCapabilities,
  planRequest,
  planSize,
  type RoutingOptions,
  sizeVariants,
  type VideoRequest,
} from '@vid/core';
import { describe, expect, it } from 'vitest';

const model = (name: string, accepts: FeatureRules, resolution?: string): ModelCapabilities => ({
  provider: 'acme',
  api: 'direct',
  model: name,
  rows: [
    {
      mode: 'text-to-video',
      evidence: 'documented',
      source: 's',
      accepts: { prompt: {}, ...accepts },
      ...(resolution !== undefined && { output: { resolution } }),
    },
  ],
});
const ratio = { aspectRatio: { oneOf: ['16:9', '9:16'] } } as const;
const pixels = model('pixels', { size: { oneOf: ['1280x720'] } });
const tiers = model('tiers', { ...ratio, resolution: { oneOf: ['480p', '720p', '4k'] } });
const shapes = model('shapes', ratio, '720p');
const silent = model('silent', ratio);

const plan = (size: string, models: readonly ModelCapabilities[], routing?: RoutingOptions) => {
  const capabilities: Capabilities = { models };
  return planSize(
    { prompt: 'a boat', size },
    { plan: (request, chosen) => planRequest(capabilities, request, chosen) },
    routing,
  );
};
const names = ({ candidates }: { readonly candidates: readonly { readonly model: string }[] }) =>
  candidates.map((one) => one.model);

describe('sizeVariants', () => {
  it.each([
    ['1280x720', '16:9', ['720p']],
    ['720x1280', '9:16', ['720p']],
    ['854x480', '16:9', ['480p']],
    ['1024x1024', '1:1', ['1024p']],
    ['3840x2160', '16:9', ['4k', '2160p']],
    ['2560x1080', '64:27', ['1080p']],
  ])('%s is %s at %j', (size, aspectRatio, resolutions) => {
    expect(sizeVariants(size)).toEqual([
      { shape: { size } },
      ...resolutions.map((resolution) => ({ shape: { resolution, aspectRatio } })),
      { shape: { aspectRatio }, needs: resolutions.at(-1) },
    ]);
  });

  it('has no ratio that would be read as a size', () => {
    expect(sizeVariants('1234x5678')).toEqual([{ shape: { size: '1234x5678' } }]);
    const { plan: none } = plan('1234x5678', [pixels, tiers]);
    expect(none.rejected).toMatchObject([
      { problems: [{ field: 'size', code: 'not-one-of' }] },
      { problems: [{ field: 'size', code: 'not-accepted' }] },
    ]);
  });

  it('takes sizes only', () => {
    expect(() => sizeVariants('16:9')).toThrow(/must look like "1280x720"; got "16:9"/);
  });
});

describe('planSize', () => {
  it('asks for the size itself where a model takes it', () => {
    const found = plan('1280x720', [shapes, tiers, pixels]);
    expect(found.request).toEqual({ prompt: 'a boat', size: '1280x720' });
    expect(names(found.plan)).toEqual(['pixels']);
  });

  it('asks for resolution and ratio where that is what they take', () => {
    const found = plan('854x480', [shapes, tiers, pixels]);
    expect(found.request).toEqual({ prompt: 'a boat', resolution: '480p', aspectRatio: '16:9' });
    expect(names(found.plan)).toEqual(['tiers']);
    expect(plan('2160x3840', [tiers]).request).toMatchObject({ resolution: '4k', aspectRatio: '9:16' });
  });

  it('asks for the ratio alone where the resolution comes out by itself', () => {
    const routing = { needs: ['cancel'], prefer: 'cheapest' } as const;
    const cancels = { ...shapes, operations: ['cancel'] } as const;
    const found = plan('1280x720', [silent, shapes, cancels], routing);
    expect(found.request).toEqual({ prompt: 'a boat', aspectRatio: '16:9' });
    expect(found.routing).toEqual({ needs: ['cancel', '720p'], prefer: 'cheapest' });
    expect(found.plan.candidates).toMatchObject([{ model: 'shapes', resolution: '720p' }]);
    expect(names(plan('1920x1080', [silent, shapes]).plan)).toEqual([]);
  });

  it('says of each model what tells most where none can', () => {
    const { plan: none } = plan('1920x1080', [pixels, tiers, shapes]);
    expect(none.candidates).toEqual([]);
    expect(none.rejected).toMatchObject([
      { model: 'pixels', problems: [{ code: 'not-one-of', field: 'size', allowed: ['1280x720'] }] },
      {
        model: 'tiers',
        problems: [{ code: 'not-one-of', field: 'resolution', allowed: ['480p', '720p', '4k'] }],
      },
      { model: 'shapes', problems: [{ code: 'need-resolution', output: '720p' }] },
    ]);
  });

  it('takes no ratio and no resolution beside the size', () => {
    const both: VideoRequest & { size: string } = { size: '1280x720', aspectRatio: '1:1' };
    expect(() =>
      planSize(both, { plan: () => ({ mode: 'text-to-video', candidates: [], rejected: [] }) }),
    ).toThrow(/aspectRatio is set beside size/);
  });
});
