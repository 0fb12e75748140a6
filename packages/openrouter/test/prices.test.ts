import { estimateCost, type VideoRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { createOpenrouter } from '../src/index.ts';
import { billOf } from '../src/simulation/bill.ts';
import { models } from '../src/simulation/models.ts';
import { providerAt } from './planted.ts';

const amountOf = (model: string, request: VideoRequest) =>
  estimateCost(createOpenrouter().capabilities, { prompt: 'x', ...request, model: `openrouter:${model}` })
    ?.amount;
const picture = 'https://example.com/a.png';
const clip = 'https://example.com/a.mp4';

/** The price of a model whose skus are these. */
async function priced(pricing_skus: unknown, request: VideoRequest = {}, inputs = ['text', 'image']) {
  const record = {
    id: 'acme/film-1',
    supported_resolutions: ['720p', '1080p'],
    supported_aspect_ratios: ['16:9'],
    supported_durations: [4, 5],
    supported_frame_images: ['first_frame', 'last_frame'],
    generate_audio: true,
    pricing_skus,
  };
  const { provider } = await providerAt({
    'GET /videos/models': { json: { data: [record] } },
    'GET /models?output_modalities=video': {
      json: { data: [{ id: 'acme/film-1', architecture: { input_modalities: inputs } }] },
    },
  });
  await provider.refresh();
  return estimateCost(provider.capabilities, { prompt: 'x', duration: 4, resolution: '720p', ...request });
}
const usd = (amount: number) => ({ amount, currency: 'USD' });

describe('skus', () => {
  it.each<[string, Record<string, string>, VideoRequest, number]>([
    ['plain', { duration_seconds: '0.1' }, {}, 0.4],
    [
      'by resolution',
      { duration_seconds: '0.1', duration_seconds_1080p: '0.2' },
      { resolution: '1080p' },
      0.8,
    ],
    ['by sound', { duration_seconds: '0.1', duration_seconds_with_audio: '0.15' }, { audio: true }, 0.6],
    [
      'by sound that is open, which is on',
      { duration_seconds: '0.1', duration_seconds_with_audio: '0.15' },
      {},
      0.6,
    ],
    [
      'silent',
      { duration_seconds_with_audio: '0.15', duration_seconds_without_audio: '0.1' },
      { audio: false },
      0.4,
    ],
    [
      'resolution before sound',
      { duration_seconds_720p: '0.1', duration_seconds_with_audio: '0.3' },
      { audio: true },
      0.4,
    ],
    [
      'mode before resolution',
      { image_to_video_duration_seconds: '0.3', duration_seconds_720p: '0.1' },
      { firstFrame: picture },
      1.2,
    ],
    [
      'references before resolution',
      { reference_duration_seconds: '0.3', duration_seconds_720p: '0.1' },
      { references: [picture] },
      1.2,
    ],
    ['in cents', { cents_per_second_output_720p: '17' }, {}, 0.68],
    ['in cents of output', { cents_per_video_output_second_720p: '17' }, {}, 0.68],
    [
      'with pictures',
      { duration_seconds: '0.1', cents_per_image_input: '1' },
      { firstFrame: picture, lastFrame: picture },
      0.42,
    ],
    [
      'with references',
      { duration_seconds: '0.1', reference_images: '0.04' },
      { references: [picture] },
      0.44,
    ],
    ['frames are none', { duration_seconds: '0.1', reference_images: '0.04' }, { firstFrame: picture }, 0.4],
    [
      'with pictures that cost nothing',
      { duration_seconds: '0.1', cents_per_image_input: '0' },
      { firstFrame: picture },
      0.4,
    ],
    ['at least', { duration_seconds: '0.1', minimum_cents_per_generation: '56' }, {}, 0.56],
  ])('%s', async (_what, skus, request, amount) => {
    expect(await priced(skus, request)).toEqual(usd(amount));
  });

  it.each([
    ['an unknown name', { duration_seconds: '0.1', surcharge_at_night: '0.1' }],
    ['an unknown part', { duration_seconds_hdr: '0.1' }],
    ['a unit that nobody can count', { cents_per_megapixel_second_precise: '7.5' }],
    ['a price of 0', { duration_seconds: '0' }],
    ['no number', { duration_seconds: 'on request' }],
    ['no number for another resolution', { duration_seconds: '0.1', duration_seconds_1080p: 'on request' }],
    ['less than nothing', { duration_seconds: '0.1', cents_per_image_input: '-1' }],
    ['none', {}],
    ['null', null],
    ['another resolution only', { duration_seconds_1080p: '0.1' }],
  ])('%s is no estimate, and never 0', async (_what, skus) => {
    expect(await priced(skus)).toBeUndefined();
  });

  it('tell the price with a clip only where they speak of it', async () => {
    const inputs = ['text', 'image', 'video'];
    const request = { referenceVideos: [clip] };
    expect(await priced({ duration_seconds: '0.1' }, request, inputs)).toBeUndefined();
    expect(
      await priced({ video_tokens: '0.000007', video_tokens_with_video_input: '0.000004' }, request, inputs),
    ).toBeUndefined();
    expect(
      await priced({ reference_duration_seconds: '0.2', duration_seconds: '0.1' }, request, inputs),
    ).toEqual(usd(0.8));
    expect(
      await priced(
        { cents_per_video_output_second: '17', cents_per_second_video_continuation: '41' },
        request,
        inputs,
      ),
    ).toEqual(usd(1.64));
    expect(await priced({ duration_seconds: '0.1' }, {}, inputs)).toEqual(usd(0.4));
  });
});

describe('what others measured', () => {
  it('4 s of veo-3.1-lite without sound', () => {
    const silent = { duration: 4, audio: false };
    expect(amountOf('google/veo-3.1-lite', { ...silent, resolution: '720p' })).toBe(0.12);
    expect(amountOf('google/veo-3.1-lite', { ...silent, resolution: '1080p' })).toBe(0.2);
  });

  it('a job by tokens is estimated on the high side, by less than 8 %', () => {
    const amount = amountOf('bytedance/seedance-2.0-mini', {
      duration: 4,
      resolution: '480p',
      aspectRatio: '1:1',
    });
    expect(amount).toBeGreaterThanOrEqual(0.1358);
    expect(amount).toBeLessThan(0.1358 * 1.08);
  });

  it('every job by tokens at the simulator costs at most what was estimated', () => {
    const byToken = models.filter(({ skus }) => skus['video_tokens'] !== undefined);
    expect(byToken).toHaveLength(5);
    for (const { id, tiers } of byToken)
      for (const tier of tiers ?? [])
        for (const audio of [true, false]) {
          const bill = billOf({
            model: id,
            prompt: 'x',
            duration: 5,
            resolution: tier,
            generate_audio: audio,
          });
          const amount = amountOf(id, { duration: 5, resolution: tier.toLowerCase(), audio });
          expect(amount, `${id} ${tier}`).toBeGreaterThanOrEqual(bill ?? Number.NaN);
          expect(amount, `${id} ${tier}`).toBeLessThan(1.1 * (bill ?? Number.NaN));
        }
  });

  it('pixels are priced as the tier that they are', () => {
    expect(amountOf('google/veo-3.1', { duration: 4, size: '3840x2160' })).toBe(2.4);
    expect(amountOf('google/veo-3.1', { duration: 4, size: '1280x720' })).toBe(1.6);
  });

  it('an editor has no estimate: what goes in decides', () => {
    expect(amountOf('runway/aleph-2', { sourceVideo: clip })).toBeUndefined();
  });
});
