import { createRouter, planRequest, type VideoRequest } from '@vid/core';
import { defineOverrides } from '@vid/core/overrides';
import { describe, expect, it } from 'vitest';
import { createSeedance } from '../src/index.ts';
import { connect } from './connect.ts';

const modelark = createSeedance({ api: 'modelark' });
const ark = createSeedance({ api: 'ark' });
const link = (name: string) => `https://example.com/${name}`;

function priceOf(provider: typeof ark, request: VideoRequest) {
  const [candidate] = planRequest(provider.capabilities, request).candidates;
  const { price: most, leastPrice: least = most } = candidate ?? {};
  return most === undefined || least === undefined ? undefined : [least.amount, most.amount, most.currency];
}

const exactly = (tokens: number, perMillion: number) => {
  const amount = Number(((tokens * perMillion) / 1e6).toFixed(6));
  return [amount, amount];
};
const plain = (core: string, more: VideoRequest) => ({ model: core, prompt: 'a boat', ...more });

describe('a price', () => {
  /** Tokens that were measured, of 16:9. */
  it.each([
    ['dreamina-seedance-2-5-260628', { duration: 4 }, 87_300, 10.7],
    ['dreamina-seedance-2-5-260628', { duration: 5 }, 108_900, 10.7],
    ['dreamina-seedance-2-5-260628', { duration: 30 }, 648_900, 10.7],
    ['dreamina-seedance-2-5-260628', { duration: 4, resolution: '480p' }, 38_830, 10.7],
    ['dreamina-seedance-2-5-260628', { duration: 5, resolution: '480p' }, 48_437, 10.7],
    ['dreamina-seedance-2-5-260628', { duration: 4, resolution: '1080p' }, 196_425, 11.7],
    ['dreamina-seedance-2-0-260128', { duration: 4, resolution: '480p' }, 40_594, 7],
    ['dreamina-seedance-2-0-260128', { duration: 5, resolution: '480p' }, 50_638, 7],
    ['dreamina-seedance-2-0-260128', { duration: 4, resolution: '1080p' }, 196_425, 7.7],
    ['seedance-1-0-pro-250528', { duration: 5, resolution: '1080p' }, 246_840, 2.5],
  ] as const)('of %s with %j is that of the tokens that were measured', (model, more, tokens, rate) => {
    expect(priceOf(modelark, plain(model, more))).toEqual([...exactly(tokens, rate), 'USD']);
  });

  it('is in the money of the region', () => {
    expect(priceOf(ark, plain('doubao-seedance-2-5-260628', { duration: 5 }))).toEqual([
      ...exactly(108_900, 70),
      'CNY',
    ]);
  });

  it('with a clip is a range: how long the clip is nobody knows, and a minimum is billed', () => {
    const request = { prompt: 'as in Video 1', referenceVideos: [link('a.mp4')], aspectRatio: '16:9' };
    // 5 s of 720p, 21,600 tokens a second: at least 9 s in and out, at most the 30 s that may go in, and 5.
    const price = priceOf(modelark, { model: 'dreamina-seedance-2-5-260628', ...request });
    expect(price).toEqual([exactly(9 * 21_600, 6.4)[0], exactly(35 * 21_600, 6.4)[0], 'USD']);
    const older = priceOf(modelark, { model: 'dreamina-seedance-2-0-260128', ...request, resolution: '4k' });
    expect(older?.[0]).toBe(exactly((9 * 24 * 3840 * 2160) / 1024, 2.4)[0]);
  });

  it('of an adaptive ratio lies between those of all ratios', () => {
    const [least, most] =
      priceOf(modelark, { model: 'dreamina-seedance-2-5-260628', firstFrame: link('a.png') }) ?? [];
    // 16:9 has the fewest pixels of all ratios, 4:3 the most.
    const ends = [921_600, 1112 * 834].map((pixels) => exactly(Math.floor((121 * pixels) / 1024), 10.7)[0]);
    expect([least, most]).toEqual(ends);
  });

  it('of 1.x is half at leisure, and of 1.5 half without sound', () => {
    const old = (more: VideoRequest) =>
      Number(priceOf(modelark, plain('seedance-1-5-pro-251215', more))?.[0]);
    const flex = { providerOptions: { seedance: { serviceTier: 'flex' } } } as const;
    expect(old({ audio: false })).toBeCloseTo(old({ audio: true }) / 2, 6);
    expect(old({ audio: true, ...flex })).toBeCloseTo(old({ audio: true }) / 2, 6);
    expect(old({ audio: true, providerOptions: { seedance: { serviceTier: 'default' } } })).toBe(old({}));
  });

  it('is that of 480p for a draft', () => {
    const draft = { providerOptions: { seedance: { draft: true } } } as const;
    const price = priceOf(modelark, plain('dreamina-seedance-2-5-260628', { duration: 4, ...draft }));
    expect(price).toEqual([...exactly(38_830, 10.7), 'USD']);
  });

  it.each([
    ['an edit, as long as its clip', { prompt: 'rain', sourceVideo: link('a.mp4') }],
    ['the video of a draft', { providerOptions: { seedance: { draftTask: 'cgt-1' } } }],
    ['frames', plain('seedance-1-0-pro-250528', { providerOptions: { seedance: { frames: 121 } } })],
  ] as const)('is not known of %s', (_what, request) => {
    expect(planRequest(modelark.capabilities, request).candidates.length).toBeGreaterThan(0);
    expect(priceOf(modelark, request)).toBeUndefined();
  });

  it('is the relay’s own at a relay', () => {
    const relay = createSeedance({ api: 'gateway' });
    expect(priceOf(relay, plain('doubao-seedance-2-0-260128', {}))).toBeUndefined();
  });

  it('multiplies no row', () => {
    const { models } = modelark.capabilities;
    expect(models.map(({ rows }) => rows.length)).toEqual([8, 4, 4, 4, 2, 2, 2]);
    expect(models.map(({ prices = [] }) => prices.length)).toEqual([4, 6, 2, 2, 2, 1, 1]);
  });
});

describe('what the model chooses', () => {
  it('is -1 and adaptive on the wire', () => {
    const request = plain('doubao-seedance-2-5-260628', { duration: 'auto', aspectRatio: 'adaptive' });
    expect(ark.prepare(request).body).toMatchObject({ duration: -1, ratio: 'adaptive' });
  });

  it.each([
    ['a length on 1.0', plain('doubao-seedance-1-0-pro-250528', { duration: 'auto' })],
    ['a ratio from text on 1.0', plain('doubao-seedance-1-0-pro-250528', { aspectRatio: 'adaptive' })],
    ['half a second', plain('doubao-seedance-2-0-260128', { duration: 4.5 })],
    [
      'frames between',
      plain('doubao-seedance-1-0-pro-250528', { providerOptions: { seedance: { frames: 30 } } }),
    ],
    [
      'frames and a length',
      plain('doubao-seedance-1-0-pro-250528', { duration: 5, providerOptions: { seedance: { frames: 29 } } }),
    ],
    [
      'a draft in 720p',
      plain('doubao-seedance-2-5-260628', {
        resolution: '720p',
        providerOptions: { seedance: { draft: true } },
      }),
    ],
  ] as const)('is refused where no document has it: %s', (_what, request) => {
    expect(ark.validateRequest(request)).toMatchObject({ valid: false });
  });
});

describe('a draft', () => {
  it('is made in 480p, and its video of nothing but the draft', async () => {
    const { provider, simulator } = await connect('ark');
    const options = { seedance: { draft: true } } as const;
    const draft = await provider.generate({ prompt: 'a boat', duration: 4, providerOptions: options });
    simulator.advance(60);
    expect(await provider.query(draft)).toMatchObject({
      status: 'succeeded',
      usage: { amount: 38_830, unit: 'tokens' },
    });
    const final = await provider.generate({ providerOptions: { seedance: { draftTask: draft.id } } });
    expect(simulator.tasks.map(({ body }) => body)).toMatchObject([
      { draft: true, resolution: '480p', duration: 4 },
      { content: [{ type: 'draft_task', draft_task: { id: draft.id } }], resolution: '1080p' },
    ]);
    expect(Object.keys(simulator.tasks[1]?.body ?? {})).toEqual([
      'model',
      'content',
      'resolution',
      'watermark',
      'safety_identifier',
    ]);
    expect(final.model).toBe(draft.model);
  });
});

it('an endpoint is asked for by its own name, with the checks and the price of its model', async () => {
  const model = 'doubao-seedance-2-0-260128';
  const overrides = defineOverrides({
    source: 'the console',
    models: { [`seedance:${model} (ark)`]: { wireModel: 'ep-1' } },
  });
  const { provider, simulator } = await connect('ark', {
    account: { endpoints: { 'ep-1': model }, endpointsOnly: true },
    settings: { overrides },
  });
  const router = createRouter([provider]);
  const { candidates } = router.plan({ model, prompt: 'a boat' });
  expect(candidates[0]?.price).toEqual({ amount: 5.0094, currency: 'CNY' });
  const task = await provider.generate({ model, prompt: 'a boat' });
  expect([task.model, simulator.tasks[0]?.model]).toEqual([model, 'ep-1']);
  simulator.advance(60);
  expect(await provider.query(task)).toMatchObject({ status: 'succeeded' });
});
