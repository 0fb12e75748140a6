import {
  type AdaptableField,
  adjustedRequest,
  type Capabilities,
  type CapabilityRow,
  createRouter,
  explainChange,
  explainPlan,
  type ModelCapabilities,
  planRequest,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import { describe, expect, it } from 'vitest';
import { fakeProvider, perSecond } from './fixture.ts';

const row = (accepts: CapabilityRow['accepts'], more: Partial<CapabilityRow> = {}): CapabilityRow => ({
  mode: 'text-to-video',
  evidence: 'documented',
  source: 's',
  requires: ['prompt'],
  ...more,
  accepts: { prompt: { maxLength: 9 }, ...accepts },
});
const model = (
  name: string,
  rows: readonly CapabilityRow[],
  more: Partial<ModelCapabilities> = {},
): ModelCapabilities => ({ provider: 'acme', api: 'direct', model: name, ...more, rows });
const tenCents = perSecond(0.1);

const table: Capabilities = {
  models: [
    model('short', [row({ duration: { oneOf: [5] }, aspectRatio: { oneOf: ['16:9', '1:1'] } })], tenCents),
    model(
      'two',
      [row({ duration: { oneOf: [5] } }), row({ duration: { oneOf: [10] }, seed: { min: 0, max: 9 } })],
      { prices: [{ when: { duration: [10] }, perSecond: 0.1, currency: 'USD', source: 'list' }] },
    ),
    model('claimed', [row({ duration: { min: 1, max: 60 } }, { evidence: 'claimed' })]),
    model('shapes', [
      row({
        resolution: { oneOf: ['480p', '1080p'] },
        size: { oneOf: ['1280x720'] },
        quality: { oneOf: ['pro'] },
      }),
    ]),
  ],
};
const plan = (request: VideoRequest, adapt: readonly AdaptableField[]) =>
  planRequest(table, { prompt: 'a boat', ...request }, { adapt });
const changesOf = (request: VideoRequest, adapt: readonly AdaptableField[]) =>
  plan(request, adapt).candidates.map(({ model: name, adjustments }) => [
    name,
    ...adjustments.map(explainChange),
  ]);

describe('adapting', () => {
  it.each<[VideoRequest, readonly AdaptableField[], readonly (readonly string[])[]]>([
    [{ duration: 8 }, [], [['claimed']]],
    [
      { duration: 8 },
      ['duration'],
      [['claimed'], ['short', 'duration 5 instead of 8'], ['two', 'duration 10 instead of 8']],
    ],
    [{ duration: 8 }, ['aspectRatio', 'size'], [['claimed']]],
    [
      { duration: 70 },
      ['duration', 'duration'],
      [
        ['short', 'duration 5 instead of 70'],
        ['two', 'duration 10 instead of 70'],
        ['claimed', 'duration 60 instead of 70'],
      ],
    ],
    [
      { duration: 70, aspectRatio: '4:3' },
      ['duration', 'aspectRatio'],
      [['short', 'duration 5 instead of 70', 'aspectRatio "16:9" instead of "4:3"']],
    ],
    [{ duration: 70, aspectRatio: '4:3' }, ['aspectRatio'], []],
    [{ duration: 5, seed: 3 }, ['duration'], [['two', 'duration 10 instead of 5']]],
    [{ resolution: '4k' }, ['resolution'], [['shapes', 'resolution "1080p" instead of "4k"']]],
    [{ size: '1279x721' }, ['size'], [['shapes', 'size "1280x720" instead of "1279x721"']]],
    [{ quality: 'standard' }, ['quality'], [['shapes', 'quality "pro" instead of "standard"']]],
    [{ duration: 7, seed: 10 }, ['duration'], []],
  ])('%j with %j gives %j', (request, adapt, expected) => {
    expect(changesOf(request, adapt)).toEqual(expected);
  });

  it('never drops or cuts, and never fills in what is missing', () => {
    const everything = ['duration', 'aspectRatio', 'resolution', 'size', 'quality'] as const;
    expect(changesOf({ prompt: 'ten letters', duration: 8 }, everything)).toEqual([]);
    expect(planRequest(table, { duration: 8 }, { adapt: everything }).candidates).toEqual([]);
    expect(changesOf({ duration: 8, resolution: '480p' }, everything)).toEqual([]);
  });

  it('tells in plain data what changes, with the price of what is sent', () => {
    const found = plan({ duration: 8 }, ['duration']).candidates.find((one) => one.model === 'two');
    expect(found).toMatchObject({
      adjustments: [{ code: 'changed', field: 'duration', from: 8, to: 10 }],
      price: { amount: 1, currency: 'USD' },
    });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it('comes after every candidate that does what was asked, however good', () => {
    const models = [
      model('bent', [row({ duration: { oneOf: [5] } })], tenCents),
      model('ended', [row({ duration: { oneOf: [8] } }, { evidence: 'claimed' })], {
        retired: { since: '2026-01-01', source: 'notice' },
      }),
    ];
    const options = { adapt: ['duration'], prefer: 'cheapest' } as const;
    const found = planRequest({ models }, { prompt: 'a boat', duration: 8 }, options);
    expect(found.candidates.map((one) => one.model)).toEqual(['ended', 'bent']);
    expect(explainPlan(found)).toMatch(/Changed: duration 5 instead of 8[^]*as asked before adapted/);
  });

  it('holds against limits of cost by what is sent', () => {
    const options = { adapt: ['duration'], maxCost: { amount: 0.5, currency: 'USD' } } as const;
    const { candidates } = planRequest(table, { prompt: 'a boat', duration: 8 }, options);
    expect(candidates.map((one) => one.model)).toEqual(['short']);
  });

  it.each([
    ['480p', 0.1, 0.4],
    ['1080p', 0.4, 0.1],
  ])('takes %s, the cheaper of two ways that are as near', (to, small, large) => {
    const way = (resolution: string) =>
      row({ resolution: { oneOf: [resolution] } }, { defaults: { duration: 5 } });
    const price = (resolution: string, amount: number) =>
      ({ when: { resolution: [resolution] }, perSecond: amount, currency: 'USD', source: 'list' }) as const;
    const prices = [price('1080p', large), price('480p', small)];
    const models = [model('m', [way('1080p'), way('480p')], { prices })];
    const request = { prompt: 'a boat', resolution: '720p' };
    const { candidates } = planRequest({ models }, request, { adapt: ['resolution'] });
    expect(candidates).toMatchObject([{ adjustments: [{ to }], price: { amount: 0.5 } }]);
  });

  it('goes together with needs', () => {
    const tiers: Capabilities = {
      models: [
        model('tiers', [
          row(
            { duration: { oneOf: [5] }, quality: { oneOf: ['standard'] } },
            { defaults: { quality: 'standard' }, output: { resolution: '720p' } },
          ),
          row(
            { duration: { oneOf: [5, 10] }, quality: { oneOf: ['pro'] } },
            { defaults: { quality: 'pro' }, output: { resolution: '1080p' } },
          ),
        ]),
      ],
    };
    const request = { prompt: 'a boat', duration: 4 };
    const options = { adapt: ['duration'], needs: ['1080p'] } as const;
    const [found = expect.fail('no candidate')] = planRequest(tiers, request, options).candidates;
    expect(found).toMatchObject({ resolution: '1080p', added: { quality: 'pro' } });
    expect(adjustedRequest(request, found)).toEqual({
      prompt: 'a boat',
      duration: 5,
      quality: 'pro',
      model: 'acme:tiers (direct)',
    });
  });

  it.each([
    ['prompt', /"prompt" cannot be adapted; use duration, aspectRatio/],
    ['durration', /did you mean "duration"/],
  ])('%s is refused', (field, message) => {
    const planAny = () => Reflect.apply(planRequest, undefined, [table, {}, { adapt: [field] }]);
    expect(planAny).toThrow(message);
    expect(planAny).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});

describe('the router', () => {
  const open = () => {
    const { provider, generated } = fakeProvider(table);
    return { router: createRouter([provider]), generated };
  };
  const request = { prompt: 'a boat', duration: 8 };
  const options = { adapt: ['duration'], only: ['two'] } as const;

  it('selects, shows and sends the same adapted request', async () => {
    const { router, generated } = open();
    expect(router.select(request, options).adjustments).toMatchObject([{ from: 8, to: 10 }]);
    expect(router.prepare(request, options).body).toMatchObject({ duration: 10 });
    await router.generate(request, options);
    expect(generated).toEqual([{ prompt: 'a boat', duration: 10, model: 'acme:two (direct)' }]);
    expect(request).toEqual({ prompt: 'a boat', duration: 8 });
  });

  it('adapts nothing unless asked', async () => {
    const { router, generated } = open();
    const refused = router.generate(request, { only: ['two'] });
    await expect(refused).rejects.toBeInstanceOf(VideoError);
    await expect(refused).rejects.toMatchObject({ code: 'unsupported' });
    expect(generated).toEqual([]);
  });
});
