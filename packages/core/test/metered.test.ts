import {
  type Capabilities,
  estimateCost,
  explainPlan,
  type ModelCapabilities,
  planRequest,
  type Price,
  type VideoRequest,
} from '@vid/core';
import { describe, expect, it } from 'vitest';
import { link, tableOf } from './fixture.ts';
import { ember } from './metered-service.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });

/** The least and the most that a request costs by the first model that takes it. */
function rangeOf(capabilities: Capabilities, request: VideoRequest) {
  const [candidate] = planRequest(capabilities, { prompt: 'a boat', ...request }).candidates;
  if (candidate === undefined) throw new Error('nobody takes it');
  const { price, leastPrice = price } = candidate;
  return price === undefined ? undefined : [leastPrice?.amount, price.amount];
}
const exactly = (amount: number) => [amount, amount];
const priceOf = (model: string, request: VideoRequest) => rangeOf(ember, { model, ...request });
const given: VideoRequest = {
  prompt: 'a boat',
  firstFrame: link,
  references: [link],
  referenceAudio: [link],
};

describe('a metered service', () => {
  it('is as many rows as it has uses, whatever they cost', () => {
    expect(ember.models.flatMap(({ rows }) => rows)).toHaveLength(13);
    const uses = ember.models.flatMap(({ model, rows }) =>
      rows.flatMap(({ requires = [], accepts }) =>
        (accepts.resolution === 'any' ? [] : (accepts.resolution?.oneOf ?? [])).map((resolution) =>
          priceOf(model, {
            resolution,
            ...Object.fromEntries(requires.map((field) => [field, given[field]])),
          }),
        ),
      ),
    );
    expect(uses).toHaveLength(36);
    expect(uses).not.toContain(undefined);
  });

  it.each<[string, VideoRequest, number]>([
    ['ember-2-0', { resolution: '720p', duration: 5 }, 108_900 * 7],
    ['ember-2-0', { resolution: '720p', duration: 4 }, 87_300 * 7],
    ['ember-2-0', {}, 108_900 * 7],
    ['ember-2-0', { resolution: '480p', duration: 5 }, 50_638 * 7],
    ['ember-2-0', { resolution: '1080p', duration: 4 }, 196_425 * 7.7],
    ['ember-2-0', { resolution: '4k', duration: 5 }, 980_100 * 4],
    ['ember-2-0-mini', { resolution: '720p', aspectRatio: '9:16' }, 108_900 * 3.5],
    ['ember-2-5', { resolution: '480p', duration: 4 }, 38_830 * 10.7],
    ['ember-2-5', { resolution: '480p', duration: 5 }, 48_437 * 10.7],
    ['ember-2-5', { resolution: '720p', duration: 30 }, 648_900 * 10.7],
    ['ember-2-5', { referenceAudio: [link] }, 108_900 * 10.7],
  ])('%s bills %j by its tokens', (model, request, millionths) => {
    expect(priceOf(model, request)).toEqual(exactly(Math.round(millionths) / 1e6));
  });

  it('has the examples of the notes in dollars', () => {
    expect(estimateCost(ember, { model: 'ember-2-0', prompt: 'a boat' })).toEqual(usd(0.7623));
  });

  it('ranges over the pixels where the picture decides the ratio', () => {
    // 16:9 and the square have the fewest at 720p, 4:3 and 3:4 the most.
    expect(priceOf('ember-2-0', { firstFrame: link })).toEqual([
      0.7623,
      Math.round(Math.floor((121 * 1112 * 834) / 1024) * 7) / 1e6,
    ]);
  });

  it('ranges over the length of a clip that goes in, down to the minimum', () => {
    const references = { references: [link], referenceVideos: [link] };
    // 5 s come out: 9 s at least, 20 s at most; the vendor prints $0.84 to $1.86.
    expect(priceOf('ember-2-0', references)).toEqual([
      Math.round(194_400 * 4.3) / 1e6,
      Math.round(432_000 * 4.3) / 1e6,
    ]);
    // 5 s in and 10 s out are 367,200 tokens, by the minimum.
    expect(priceOf('ember-2-0', { ...references, duration: 10 })?.[0]).toBe(Math.round(367_200 * 4.3) / 1e6);
    // 5 s in and 30 s out are 1,080,000, by the minimum; 30 s in and 30 s out 1,296,000.
    expect(priceOf('ember-2-5', { ...references, duration: 30 })).toEqual([
      Math.round(1_080_000 * 6.4) / 1e6,
      Math.round(1_296_000 * 6.4) / 1e6,
    ]);
    const plan = planRequest(ember, { model: 'ember-2-0', prompt: 'a boat', ...references });
    expect(plan.candidates[0]).toMatchObject({ leastPrice: usd(0.83592), price: usd(1.8576) });
    expect(explainPlan(plan)).toContain('about 0.83592 to 1.8576 USD');
  });

  it('is held to the most by maxCost', () => {
    const request = { model: 'ember-2-0', prompt: 'a', references: [link], referenceVideos: [link] };
    const { rejected } = planRequest(ember, request, { maxCost: usd(1) });
    expect(rejected).toMatchObject([{ problems: [{ code: 'over-max-cost', price: usd(1.8576) }] }]);
  });
});

const terms = { currency: 'USD', source: 'the list' } as const;
const accepts = {
  prompt: { maxLength: 20 },
  duration: { oneOf: [5, 10] },
  resolution: { oneOf: ['720p', '1080p'] },
  quality: { oneOf: ['standard', 'pro'] },
  audio: { oneOf: [false, true] },
  providerOptions: { style: { oneOf: ['ink', 'oil'] }, voices: 'any' },
} as const;
const priced = (
  prices: readonly Price[],
  { row = {}, ...more }: Partial<ModelCapabilities> & { readonly row?: Parameters<typeof tableOf>[1] } = {},
): Capabilities => ({
  models: tableOf(accepts, { defaults: { duration: 5 }, ...row, prices }).models.map((entry) => ({
    ...entry,
    ...more,
  })),
});

describe('a price', () => {
  it('of a task is the same however long the video is', () => {
    const table = priced([{ ...terms, perTask: 0.3 }]);
    expect(rangeOf(table, {})).toEqual(exactly(0.3));
    expect(rangeOf(table, { duration: 10 })).toEqual(exactly(0.3));
    expect(rangeOf(priced([{ ...terms, perTask: 0.3 }], { row: { defaults: {} } }), {})).toEqual(
      exactly(0.3),
    );
  });

  it('is the first that matches, and unknown where none does', () => {
    const table = priced([
      { ...terms, when: { quality: ['pro'], audio: [true] }, perSecond: 0.4 },
      { ...terms, when: { quality: ['pro'] }, perSecond: 0.2 },
    ]);
    expect(rangeOf(table, { quality: 'pro', audio: true })).toEqual(exactly(2));
    expect(rangeOf(table, { quality: 'pro', audio: false })).toEqual(exactly(1));
    expect(rangeOf(table, { quality: 'standard', audio: true })).toBeUndefined();
  });

  it('takes the defaults of the row, and its output, for what is open', () => {
    const prices = [
      { ...terms, when: { audio: [true], resolution: ['1080p'] }, perSecond: 0.4 },
      { ...terms, perSecond: 0.1 },
    ];
    const of = (row: Parameters<typeof tableOf>[1]) => rangeOf(priced(prices, { row }), {});
    const defaults = { duration: 10, audio: true, resolution: '1080p' };
    expect(of({ defaults })).toEqual(exactly(4));
    expect(of({ defaults: { duration: 10 }, output: { audio: true, resolution: '1080p' } })).toEqual(
      exactly(4),
    );
    expect(of({ defaults: { duration: 10 }, output: { audio: false } })).toEqual(exactly(1));
  });

  it('is a range where a value stays open that it depends on, from the least to the most', () => {
    const table = priced([
      { ...terms, when: { audio: [true], quality: ['pro'] }, perSecond: 0.4 },
      { ...terms, when: { audio: [true] }, perSecond: 0.2 },
      { ...terms, perSecond: 0.1 },
    ]);
    expect(rangeOf(table, {})).toEqual([0.5, 2]);
    expect(rangeOf(table, { quality: 'standard' })).toEqual([0.5, 1]);
    expect(rangeOf(table, { audio: false })).toEqual(exactly(0.5));
    expect(planRequest(table, { prompt: 'a', audio: false }).candidates[0]).not.toHaveProperty('leastPrice');
    const bare = priced([{ ...terms, perSecond: 0.1 }], { row: { defaults: {} } });
    expect(rangeOf(bare, {})).toEqual([0.5, 1]);
  });

  it('is unknown where it is unknown for any of what may come out', () => {
    const table = priced([{ ...terms, when: { resolution: ['720p'] }, perSecond: 0.1 }]);
    expect(rangeOf(table, {})).toBeUndefined();
    expect(rangeOf(table, { resolution: '720p' })).toEqual(exactly(0.5));
    // No row says how long it is.
    const { models } = priced([{ ...terms, perSecond: 0.1 }], { row: { defaults: {} } });
    const { duration: _gone, ...open } = accepts;
    const lengthless = models.map((entry) => ({
      ...entry,
      rows: entry.rows.map((row) => ({ ...row, accepts: open })),
    }));
    expect(rangeOf({ models: lengthless }, {})).toBeUndefined();
  });

  it('ranges over the ends of a range of lengths, and what the prices name of it', () => {
    const [entry = expect.fail('no model')] = tableOf(
      { prompt: { maxLength: 9 }, duration: { min: 2, max: 10 } },
      {
        prices: [
          { ...terms, when: { duration: [6] }, perTask: 9 },
          { ...terms, perSecond: 0.1 },
        ],
      },
    ).models;
    expect(rangeOf({ models: [entry] }, {})).toEqual([0.2, 9]);
    expect(rangeOf({ models: [entry] }, { duration: 6.5 })).toEqual(exactly(0.65));
  });

  it('is multiplied by each factor that applies, and never below its minimum', () => {
    const table = priced([
      {
        ...terms,
        perSecond: 0.1,
        factors: [
          { when: { audio: [true] }, times: 2 },
          { when: { options: { style: ['ink'] } }, times: 0.5 },
        ],
        minimum: 0.4,
      },
    ]);
    expect(rangeOf(table, { audio: true })).toEqual(exactly(1));
    expect(rangeOf(table, { audio: false })).toEqual(exactly(0.5));
    const ink = { providerOptions: { acme: { style: 'ink' } } };
    expect(rangeOf(table, { ...ink, audio: true })).toEqual(exactly(0.5));
    expect(rangeOf(table, { ...ink, audio: false })).toEqual(exactly(0.4));
    expect(rangeOf(table, ink)).toEqual([0.4, 0.5]);
  });

  it('depends on what is given, on the mode and on options, set or not', () => {
    const table = priced([
      { ...terms, when: { mode: ['image-to-video'] }, perSecond: 1 },
      { ...terms, when: { options: { voices: true, style: ['ink', 'oil'] } }, perSecond: 0.8 },
      { ...terms, when: { options: { voices: true } }, perSecond: 0.6 },
      { ...terms, when: { given: { seed: false }, options: { voices: false } }, perSecond: 0.2 },
    ]);
    expect(rangeOf(table, {})).toEqual(exactly(1));
    expect(rangeOf(table, { providerOptions: { acme: { voices: ['a'] } } })).toEqual(exactly(3));
    expect(rangeOf(table, { providerOptions: { acme: { voices: ['a'], style: 'oil' } } })).toEqual(
      exactly(4),
    );
    expect(rangeOf(table, { seed: 0, unchecked: ['seed'] })).toBeUndefined();
  });

  it('knows a size by the shape that it is', () => {
    const sizes = { '720p': { '16:9': '1280x720', '21:9': '1470x630' }, '1080p': { '1:1': '1440x1440' } };
    const prices = [
      { ...terms, when: { resolution: ['1080p'] }, perSecond: 0.4 },
      { ...terms, when: { size: ['1470x630'] }, perSecond: 0.3 },
      { ...terms, when: { resolution: ['720p'], aspectRatio: ['16:9'] }, perSecond: 0.2 },
    ];
    const [entry = expect.fail('no model')] = tableOf(
      { ...accepts, size: 'any', aspectRatio: { oneOf: ['16:9', '21:9', '1:1'] } },
      {
        prices,
        defaults: { duration: 5, resolution: '720p', aspectRatio: '16:9' },
        atMostOne: [
          ['size', 'resolution'],
          ['size', 'aspectRatio'],
        ],
      },
    ).models;
    const table = { models: [{ ...entry, sizes }] };
    expect(rangeOf(table, { size: '1440x1440' })).toEqual(exactly(2));
    expect(rangeOf(table, { size: '1470x630' })).toEqual(exactly(1.5));
    expect(rangeOf(table, { aspectRatio: '21:9' })).toEqual(exactly(1.5));
    expect(rangeOf(table, { size: '1280x720' })).toEqual(exactly(1));
    expect(rangeOf(table, { size: '1000x1000' })).toBeUndefined();
  });

  it.each([0, -0.1, Number.NaN, Number.POSITIVE_INFINITY])('of %d is unknown', (amount) => {
    for (const price of [{ perSecond: amount }, { perTask: amount }])
      expect(rangeOf(priced([{ ...terms, ...price }]), {})).toBeUndefined();
  });

  it('of tokens is unknown where nobody says how many pixels come out', () => {
    const tokens = { framesPerSecond: 24, pixelsPerToken: 1024 };
    expect(rangeOf(priced([{ ...terms, perMillionTokens: 7, tokens }]), {})).toBeUndefined();
  });

  it('is unknown where it may be in one currency or another', () => {
    const table = priced([
      { ...terms, when: { audio: [true] }, perSecond: 0.1 },
      { ...terms, currency: 'CNY', perSecond: 0.1 },
    ]);
    expect(rangeOf(table, {})).toBeUndefined();
    expect(rangeOf(table, { audio: false })).toEqual(exactly(0.5));
  });

  it('of a clip that goes in counts its seconds too', () => {
    const table = priced([
      { ...terms, perSecond: 0.1, inputSeconds: { min: 3, max: 10, atLeastTimes: 1.5 } },
    ]);
    // 3 + 5 s are more than 1.5 × 5 s.
    expect(rangeOf(table, {})).toEqual([0.8, 1.5]);
    // 1.5 × 10 s are more than 3 + 10 s.
    expect(rangeOf(table, { duration: 10 })).toEqual([1.5, 2]);
  });
});
