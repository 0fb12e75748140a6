import {
  type Capabilities,
  type CapabilityRow,
  checkRequest,
  type Feature,
  type FeatureRules,
  features,
  modeOf,
  type VideoRequest,
} from '@vid/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acme, both, link, png, problemsOf, said, suggested, tableOf } from './fixture.ts';

const model = 'brook-2';

describe('the reason comes from the nearest row', () => {
  it('is the one with the fewest misses of the same mode', () => {
    // The picture row misses one field, the text rows fewer fields than a picture and a seed need.
    expect(problemsOf(acme, { model, firstFrame: link, seed: 1 })).toEqual({
      seed: 'seed: brook-2 does not take it for image-to-video; got 1 (together with firstFrame)',
    });
  });

  it('says together with what a field is not taken', () => {
    const camera = { pan: 1 };
    expect(problemsOf(acme, { model, prompt: 'a boat', cameraControl: camera, duration: 10 })).toEqual({
      duration: 'duration: brook-2 takes 5, 10; got 10 (not together with cameraControl)',
    });
    expect(problemsOf(acme, { model, prompt: 'a boat', duration: 7 })).toEqual({
      duration: 'duration: brook-2 takes 5, 10; got 7',
    });
  });

  it('says what is needed where a field is taken', () => {
    const rules: FeatureRules = { audio: { oneOf: [true] }, providerOptions: { voices: { maxItems: 2 } } };
    const base = { mode: 'text-to-video', evidence: 'documented', source: 'the map' } as const;
    const voiced = { ...base, requires: ['audio'], requiresOptions: ['voices'], accepts: rules } as const;
    const table = tableOf({ audio: { oneOf: [false] } }, {}, voiced);
    expect(problemsOf(table, { providerOptions: { acme: { voices: ['v'] } } })).toEqual({
      'providerOptions.acme.voices':
        'providerOptions.acme.voices: m takes no options; got ["v"] (needs audio true)',
    });
  });

  it('prefers a value that can be changed to a field that must go', () => {
    const row = { mode: 'text-to-video', evidence: 'documented', source: 'the map' } as const;
    const rules: FeatureRules = { duration: { oneOf: [5] }, seed: { min: 0, max: 9 } };
    const table = tableOf({ duration: { oneOf: [8] } }, {}, { ...row, accepts: rules });
    expect(problemsOf(table, { duration: 8, seed: 1 })).toEqual({
      duration: 'duration: m takes 5, 8; got 8 (not together with seed)',
    });
  });

  it('is of the model that needs the fewest changes, when any may do it', () => {
    expect(problemsOf(both, { prompt: 'a boat', size: '256x256', watermark: true, duration: 9 })).toEqual({
      duration: 'duration: peak takes 2 to 8; got 9',
    });
    expect(problemsOf({ models: [] }, {})).toEqual({ model: 'model: the table has no models' });
  });
});

describe('the suggestion', () => {
  it('changes values', () => {
    expect(suggested(acme, { model, prompt: 'a boat', duration: 7, quality: 'pro' })).toEqual({
      changes: [{ code: 'changed', field: 'duration', from: 7, to: 5 }],
      request: { model, prompt: 'a boat', duration: 5, quality: 'pro' },
    });
  });

  it('leaves out what has no place', () => {
    expect(suggested(acme, { model, firstFrame: link, seed: 1 })).toEqual({
      changes: [{ code: 'removed', field: 'seed', from: 1 }],
      request: { model, firstFrame: link },
    });
  });

  it('is the smallest, even where another row has fewer misses', () => {
    const row = { mode: 'text-to-video', evidence: 'documented', source: 'the map' } as const;
    const seed = { min: 0, max: 9 };
    // Both axes are foreign to the first row: two misses, one change. The second row: two of each.
    const table = tableOf(
      { cameraControl: { axes: ['pan'], presets: [] }, seed, size: 'any' },
      {},
      {
        ...row,
        accepts: { cameraControl: { axes: ['tilt', 'roll', 'zoom'], presets: [] } },
      },
    );
    expect(
      suggested(table, { cameraControl: { tilt: 1, roll: 1, zoom: 1 }, seed: 1, size: '256x256' }),
    ).toEqual({
      changes: [{ code: 'removed', field: 'cameraControl', from: { tilt: 1, roll: 1, zoom: 1 } }],
      request: { seed: 1, size: '256x256' },
    });
  });

  it('keeps the mode where it can, and leaves it where it must', () => {
    const wrong = { firstFrame: { ...png(), mediaType: 'image/gif' }, prompt: 'a boat' };
    expect(suggested(acme, { ...wrong, model })).toMatchObject({ request: { model, prompt: 'a boat' } });
    const request = { firstFrame: link, prompt: 'a boat', seed: 1, aspectRatio: '16:9' };
    expect(suggested(acme, { ...request, model })?.request).toEqual({
      model,
      firstFrame: link,
      prompt: 'a boat',
    });
  });

  it.each([
    [{ model }, 'nothing but the caller can supply the prompt'],
    [{ model, firstFrame: png(9) }, 'the picture is too big, and without it there is no prompt'],
    [{ model: 'nobody-1', prompt: 'a boat' }, 'the model is unknown'],
    [{ model, prompt: 'a boat', duration: -1 }, 'the request is none'],
  ])('is missing for %j: %s', (request, _why) => {
    expect(checkRequest(acme, request)).toHaveProperty('fits', false);
    expect(suggested(acme, request)).toBeUndefined();
  });
});

it('names the other field that would do, where one is missing', () => {
  const rows = (['firstFrame', 'lastFrame'] as const).map((frame) => ({
    mode: 'image-to-video' as const,
    evidence: 'documented' as const,
    source: 'a map',
    accepts: { prompt: { maxLength: 9 }, [frame]: { from: ['url'] as const } },
    requires: [frame],
  }));
  const table = { models: [{ provider: 'acme', api: 'direct', model: 'm', rows }] };
  const result = checkRequest(table, { prompt: 'a boat' });
  expect(result.fits ? [] : result.problems.map(said)).toEqual([
    'firstFrame: m needs it for image-to-video (or lastFrame)',
  ]);
});

const samples = {
  prompt: ['', 'abc', 'a boat at sea'],
  negativePrompt: ['', 'blur'],
  firstFrame: [link, png()],
  lastFrame: [link],
  references: [[link], [link, link]],
  referenceVideos: [[link]],
  referenceAudio: [[link]],
  sourceVideo: [link],
  extendVideo: ['video-1'],
  duration: [1, 5, 7, 20],
  aspectRatio: ['16:9', '5:4'],
  resolution: ['720p', '4k'],
  size: ['1280x720', '256x256'],
  quality: ['standard', 'pro'],
  watermark: [false, true],
  cameraControl: [{ pan: 1 }, { pan: 1, zoom: 2 }, { preset: 'orbit', strength: 'weak' }],
  motionMasks: [{ static: link }, { dynamic: [] }],
  audio: [false, true],
  seed: [0, 50],
  callbackUrl: [link],
  providerOptions: [{}, { acme: { style: 'ink' } }, { zenith: {} }],
} as const satisfies { readonly [F in Feature]: readonly unknown[] };

const requests: fc.Arbitrary<VideoRequest> = fc.record(
  {
    ...Object.fromEntries(features.map((feature) => [feature, fc.constantFrom(...samples[feature])])),
    model: fc.constant('m'),
    unchecked: fc.subarray([...features], { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const rules: fc.Arbitrary<FeatureRules> = fc.record(
  {
    prompt: fc.constantFrom({ maxLength: 3 }, { minLength: 1, maxLength: 99 }),
    negativePrompt: fc.constant({ maxLength: 2, countedIn: 'characters' as const }),
    firstFrame: fc.constantFrom({ from: ['url'] as const }, { from: ['data'] as const, maxBytes: 3 }),
    lastFrame: fc.constant({ from: ['url'] as const }),
    references: fc.constant({ from: ['url'] as const, maxItems: 1 }),
    duration: fc.constantFrom({ oneOf: [5, 10] }, { min: 2, max: 8 }),
    aspectRatio: fc.constant({ oneOf: ['16:9', '1:1'] }),
    resolution: fc.constant({ oneOf: ['720p', '1080p'] }),
    size: fc.constantFrom('any' as const, { oneOf: ['1280x720'] }),
    quality: fc.constant({ oneOf: ['pro' as const] }),
    watermark: fc.constantFrom({ oneOf: [false] }, { oneOf: [false, true] }),
    cameraControl: fc.constant({ axes: ['pan', 'zoom'] as const, oneAxis: true, presets: ['orbit'] }),
    motionMasks: fc.constant({
      media: { from: ['data'] as const },
      maxDynamic: 1,
      points: { min: 2, max: 3 },
    }),
    seed: fc.constant({ min: 0, max: 9 }),
    callbackUrl: fc.constant('any' as const),
    providerOptions: fc.constant({ style: { oneOf: ['ink'] } }),
  },
  { requiredKeys: [] },
);

const rows: fc.Arbitrary<CapabilityRow> = fc.record({
  mode: fc.constantFrom('text-to-video' as const, 'image-to-video' as const, 'reference-to-video' as const),
  evidence: fc.constantFrom('documented' as const, 'claimed' as const),
  source: fc.constant('the map'),
  accepts: rules,
  requires: fc.subarray([...features], { maxLength: 2 }),
  atMostOne: fc.array(fc.subarray([...features], { minLength: 2, maxLength: 4 }), { maxLength: 1 }),
});

const tables: fc.Arbitrary<Capabilities> = fc
  .array(rows, { minLength: 1, maxLength: 4 })
  .map((rows) => ({ models: [{ provider: 'acme', api: 'direct', model: 'm', rows }] }));

/** Every request that leaves out fewer fields than that. */
function* withFewerThan(
  count: number,
  request: VideoRequest,
  droppable: readonly Feature[] = features.filter((feature) => request[feature] !== undefined),
): Generator<VideoRequest> {
  if (count === 0) return;
  yield request;
  for (const [index, feature] of droppable.entries())
    yield* withFewerThan(count - 1, { ...request, [feature]: undefined }, droppable.slice(index + 1));
}

describe('for any table and any request', () => {
  it('the suggestion fits, changes just what it says, and leaving out fewer fields would not do', () => {
    let suggestions = 0;
    fc.assert(
      fc.property(tables, requests, (table, request) => {
        const suggestion = suggested(table, request);
        if (suggestion === undefined) return;
        suggestions += 1;
        expect(checkRequest(table, suggestion.request)).toMatchObject({ fits: true });
        const changed = new Set<string>(suggestion.changes.map(({ field }) => field));
        expect(changed.size).toBeGreaterThan(0);
        for (const feature of features) {
          // An empty object of options is unset.
          if (feature === 'providerOptions' && Object.keys(request.providerOptions ?? {}).length === 0)
            continue;
          const [before, after] = [request, suggestion.request].map((one) => JSON.stringify(one[feature]));
          expect([feature, before !== after]).toEqual([feature, changed.has(feature)]);
        }
        const stays = modeOf(suggestion.request) === modeOf(request);
        const count = Math.min(2, stays ? suggestion.changes.length : 2);
        const better = [...withFewerThan(count, request)].filter(
          (other) => modeOf(other) === modeOf(request) && checkRequest(table, other).fits,
        );
        expect(better).toEqual([]);
      }),
      { numRuns: 200 },
    );
    expect(suggestions).toBeGreaterThan(20);
  }, 60_000);

  it('a request that is refused has a reason for each field that it names', () => {
    fc.assert(
      fc.property(tables, requests, (table, request) => {
        const result = checkRequest(table, request);
        if (result.fits) return;
        expect(result.problems.length).toBeGreaterThan(0);
        for (const problem of result.problems) {
          expect(problem.code).not.toBe('');
          expect(said(problem).startsWith(`${problem.field}: `)).toBe(true);
        }
      }),
    );
  });
});
