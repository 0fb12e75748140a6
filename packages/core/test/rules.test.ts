import { checkRequest, type FeatureRules, type VideoRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { checkAnything, said, link, png, suggested, tableOf } from './fixture.ts';

const emoji = '😀';
const cameraRule = { axes: ['pan', 'zoom'], presets: ['orbit'] } as const;
const masks = { media: { from: ['url'] }, maxDynamic: 1, points: { min: 2, max: 3 } } as const;
const path = (...xs: readonly number[]) => ({ mask: link, trajectory: xs.map((x) => ({ x, y: 0 })) });

const accepted: readonly (readonly [FeatureRules, readonly VideoRequest[]])[] = [
  [{ prompt: { maxLength: 2 } }, [{ prompt: '' }, { prompt: 'ab' }, { prompt: emoji }]],
  [{ prompt: { minLength: 2, maxLength: 2 } }, [{ prompt: 'ab' }]],
  [{ prompt: { maxLength: 2, countedIn: 'characters' } }, [{ prompt: emoji + emoji }]],
  [{ firstFrame: { from: ['url'] } }, [{ firstFrame: link }]],
  [{ firstFrame: { from: ['data'] } }, [{ firstFrame: png() }]],
  [{ firstFrame: { from: ['data'], maxBytes: 4 } }, [{ firstFrame: png(4) }, { firstFrame: png(1) }]],
  [{ firstFrame: { from: ['url', 'data'], mediaTypes: ['image/png'] } }, [{ firstFrame: png() }]],
  [{ references: { from: ['url'], maxItems: 2 } }, [{ references: [link] }, { references: [link, link] }]],
  [{ duration: { oneOf: [5, 10] } }, [{ duration: 5 }, { duration: 10 }]],
  [{ duration: { min: 2, max: 8 } }, [{ duration: 2 }, { duration: 2.5 }, { duration: 8 }]],
  [{ seed: { min: 0, max: 9 } }, [{ seed: 0 }, { seed: 9 }]],
  [{ aspectRatio: { oneOf: ['16:9'] } }, [{ aspectRatio: '16:9' }]],
  [{ size: 'any' }, [{ size: '144x9999' }]],
  [{ watermark: { oneOf: [false] } }, [{ watermark: false }]],
  [{ audio: { oneOf: [false, true] } }, [{ audio: false }, { audio: true }]],
  [{ callbackUrl: 'any' }, [{ callbackUrl: link }]],
  [
    { cameraControl: cameraRule },
    [
      { cameraControl: { pan: 10, zoom: -10 } },
      { cameraControl: { pan: 1, tilt: 0, roll: undefined } },
      { cameraControl: { preset: 'orbit' } },
    ],
  ],
  [{ cameraControl: { ...cameraRule, oneAxis: true } }, [{ cameraControl: { pan: -0.5, zoom: 0 } }]],
  [
    { cameraControl: { ...cameraRule, strengths: ['weak'] } },
    [{ cameraControl: { preset: 'orbit', strength: 'weak' } }],
  ],
  [
    { motionMasks: masks },
    [
      { motionMasks: { static: link } },
      { motionMasks: { dynamic: [path(1, 2)] } },
      { motionMasks: { static: link, dynamic: [path(0.5, 1, 2)] } },
    ],
  ],
];

describe('a value inside or at the limit fits', () => {
  it.each(accepted.flatMap(([rules, requests]) => requests.map((request) => [rules, request] as const)))(
    '%j takes %j',
    (rules, request) => {
      expect(checkRequest(tableOf(rules), request)).toMatchObject({ fits: true, warnings: [] });
    },
  );
});

type Refused = readonly [
  FeatureRules,
  VideoRequest,
  string,
  string | undefined,
  string,
  VideoRequest | undefined,
];
const refused: readonly Refused[] = [
  [
    { prompt: { maxLength: 2 } },
    { prompt: 'abc' },
    'prompt',
    '3 characters',
    'at most 2 UTF-16 units',
    { prompt: 'ab' },
  ],
  [
    { prompt: { maxLength: 2 } },
    { prompt: `a${emoji}` },
    'prompt',
    '3 characters',
    'at most 2 UTF-16 units',
    { prompt: 'a' },
  ],
  [
    { prompt: { maxLength: 1, countedIn: 'characters' } },
    { prompt: emoji + emoji },
    'prompt',
    '2 characters',
    'at most 1 characters',
    { prompt: emoji },
  ],
  [
    { prompt: { minLength: 1, maxLength: 2 } },
    { prompt: '' },
    'prompt',
    '0 characters',
    '1 to 2 UTF-16 units',
    {},
  ],
  [
    { firstFrame: { from: ['url'] } },
    { firstFrame: png() },
    'firstFrame',
    '{ data: 4 bytes, mediaType: "image/png" }',
    'an https:// URL, no bytes',
    {},
  ],
  [
    { firstFrame: { from: ['data'] } },
    { firstFrame: `${link}?signature=hidden` },
    'firstFrame',
    `${link}?…`,
    'bytes, no URL',
    {},
  ],
  [
    { firstFrame: { from: ['data'], maxBytes: 3 } },
    { firstFrame: png(4) },
    'firstFrame.data',
    '4 bytes',
    'at most 3 bytes',
    {},
  ],
  [
    { firstFrame: { from: ['data'], mediaTypes: ['image/jpeg', 'image/webp'] } },
    { firstFrame: png() },
    'firstFrame.mediaType',
    '"image/png"',
    'image/jpeg, image/webp',
    {},
  ],
  [
    { providerOptions: { voices: { maxItems: 1 } } },
    { providerOptions: { acme: { voices: ['a', 'b'] } } },
    'providerOptions.acme.voices',
    '2 items',
    'at most 1',
    {},
  ],
  [
    { references: { from: ['url'], maxItems: 1 } },
    { references: [link, link, link] },
    'references',
    '3 items',
    'at most 1',
    { references: [link] },
  ],
  [
    { references: { from: ['url'], maxItems: 9 } },
    { references: [link, png()] },
    'references.1',
    '{ data: 4 bytes, mediaType: "image/png" }',
    'an https:// URL, no bytes',
    {},
  ],
  [{ duration: { oneOf: [5, 10] } }, { duration: 8 }, 'duration', '8', '5, 10', { duration: 10 }],
  [{ duration: { min: 2, max: 8 } }, { duration: 8.01 }, 'duration', '8.01', '2 to 8', { duration: 8 }],
  [{ duration: { min: 2, max: 8 } }, { duration: 1.99 }, 'duration', '1.99', '2 to 8', { duration: 2 }],
  [{ seed: { min: 0, max: 9 } }, { seed: -1 }, 'seed', '-1', '0 to 9', { seed: 0 }],
  [
    { aspectRatio: { oneOf: ['16:9', '1:1'] } },
    { aspectRatio: '5:4' },
    'aspectRatio',
    '"5:4"',
    '16:9, 1:1',
    { aspectRatio: '1:1' },
  ],
  [
    { resolution: { oneOf: ['480p', '1080p'] } },
    { resolution: '4k' },
    'resolution',
    '"4k"',
    '480p, 1080p',
    { resolution: '1080p' },
  ],
  [
    { size: { oneOf: ['640x360', '1280x720'] } },
    { size: '1920x1080' },
    'size',
    '"1920x1080"',
    '640x360, 1280x720',
    { size: '1280x720' },
  ],
  [
    { size: { oneOf: ['1280x720', '720x1280'] } },
    { size: '700x1300' },
    'size',
    '"700x1300"',
    '1280x720, 720x1280',
    { size: '720x1280' },
  ],
  [
    { quality: { oneOf: ['pro'] } },
    { quality: 'standard' },
    'quality',
    '"standard"',
    'pro',
    { quality: 'pro' },
  ],
  [
    { watermark: { oneOf: [false] } },
    { watermark: true },
    'watermark',
    'true',
    'false',
    { watermark: false },
  ],
  [
    { cameraControl: cameraRule },
    { cameraControl: { tilt: 3, pan: 1 } },
    'cameraControl.tilt',
    '3',
    'pan, zoom',
    {},
  ],
  [
    { cameraControl: { ...cameraRule, axes: [] } },
    { cameraControl: { pan: 1 } },
    'cameraControl',
    '{ pan: 1 }',
    'a preset: orbit',
    {},
  ],
  [
    { cameraControl: { ...cameraRule, presets: [] } },
    { cameraControl: { preset: 'orbit' } },
    'cameraControl.preset',
    '"orbit"',
    'axes, no preset',
    {},
  ],
  [
    { cameraControl: cameraRule },
    { cameraControl: { preset: 'dive' } },
    'cameraControl.preset',
    '"dive"',
    'orbit',
    {},
  ],
  [
    { cameraControl: cameraRule },
    { cameraControl: { preset: 'orbit', strength: 'weak' } },
    'cameraControl.strength',
    '"weak"',
    'no strength',
    { cameraControl: { preset: 'orbit' } },
  ],
  [
    { cameraControl: { ...cameraRule, strengths: ['weak'] } },
    { cameraControl: { preset: 'orbit' } },
    'cameraControl.strength',
    undefined,
    'weak',
    {},
  ],
  [
    { cameraControl: { ...cameraRule, oneAxis: true } },
    { cameraControl: { pan: 1, zoom: -2 } },
    'cameraControl',
    '{ pan: 1, zoom: -2 }',
    'exactly one axis that is not 0, of pan, zoom',
    { cameraControl: { zoom: -2 } },
  ],
  [
    { cameraControl: { ...cameraRule, oneAxis: true } },
    { cameraControl: { pan: 0 } },
    'cameraControl',
    '{ pan: 0 }',
    'exactly one axis that is not 0, of pan, zoom',
    {},
  ],
  [
    { motionMasks: masks },
    { motionMasks: {} },
    'motionMasks',
    '{}',
    'a static mask, or at least one dynamic mask',
    {},
  ],
  [
    { motionMasks: masks },
    { motionMasks: { dynamic: [path(1, 2), path(1, 2)] } },
    'motionMasks.dynamic',
    '2 items',
    'at most 1',
    { motionMasks: { dynamic: [path(1, 2)] } },
  ],
  [
    { motionMasks: masks },
    { motionMasks: { dynamic: [path(1)] } },
    'motionMasks.dynamic.0.trajectory',
    '1 items',
    '2 to 3 points',
    {},
  ],
  [
    { motionMasks: { ...masks, wholePixels: true } },
    { motionMasks: { dynamic: [path(1, 0.5)] } },
    'motionMasks.dynamic.0.trajectory',
    '{ x: 0.5, y: 0 }',
    'whole pixels',
    {},
  ],
  [
    { motionMasks: masks },
    { motionMasks: { static: png() } },
    'motionMasks.static',
    '{ data: 4 bytes, mediaType: "image/png" }',
    'an https:// URL, no bytes',
    {},
  ],
];

describe('a value outside the limit is refused, with field, value, limit and the nearest value', () => {
  it.each(refused)('%j refuses %j', (rules, request, field, asked, allowed, nearest) => {
    const result = checkRequest(tableOf(rules), request);
    const got = asked === undefined ? 'not set' : `got ${asked}`;
    expect(result).toMatchObject({ fits: false, problems: [{ field, model: 'm' }] });
    expect(result.fits ? [] : result.problems.map(said)).toEqual([`${field}: m takes ${allowed}; ${got}`]);
    expect(suggested(tableOf(rules), request)?.request).toEqual(nearest);
  });

  it.each<readonly [FeatureRules, VideoRequest, VideoRequest]>([
    [{ resolution: { oneOf: ['1080p', '480p'] } }, { resolution: '720p' }, { resolution: '480p' }],
    [{ resolution: { oneOf: ['480p', '1080p'] } }, { resolution: '720p' }, { resolution: '480p' }],
    [{ size: { oneOf: ['2000x1000', '500x250'] } }, { size: '1000x500' }, { size: '500x250' }],
    [{ duration: { oneOf: [10, 5] } }, { duration: 7.5 }, { duration: 5 }],
    [{ aspectRatio: { oneOf: ['16:9', '9:16'] } }, { aspectRatio: '1:1' }, { aspectRatio: '16:9' }],
    [{ aspectRatio: { oneOf: ['9:16', '16:9'] } }, { aspectRatio: '1:1' }, { aspectRatio: '9:16' }],
  ])('of two that are as near, suggests the lesser: %j for %j', (rules, request, nearest) => {
    expect(suggested(tableOf(rules), request)).toMatchObject({ request: nearest });
  });

  it('says so where an option is of another kind', () => {
    const result = checkAnything(tableOf({ providerOptions: { voices: { maxItems: 1 } } }), {
      providerOptions: { acme: { voices: 'a' } },
    });
    const field = 'providerOptions.acme.voices';
    const problem = { code: 'malformed', expected: 'list', field, asked: 'a', model: 'm' } as const;
    expect(result).toEqual({ fits: false, problems: [problem], suggestion: expect.anything() });
    expect(said(problem)).toBe(`${field}: m must be a list; got "a"`);
  });

  it('says so where the field is not taken at all', () => {
    expect(checkRequest(tableOf({}), { seed: 0 })).toMatchObject({
      problems: [
        {
          field: 'seed',
          code: 'not-accepted',
          asked: 0,
          model: 'm',
          mode: 'text-to-video',
        },
      ],
    });
  });

  it('says what a row needs, and cannot supply it', () => {
    const table = tableOf({ prompt: { maxLength: 9 } }, { requires: ['prompt'] });
    expect(checkRequest(table, {})).toEqual({
      fits: false,
      problems: [
        {
          field: 'prompt',
          code: 'required',
          model: 'm',
          mode: 'text-to-video',
        },
      ],
    });
    expect(checkRequest(table, { prompt: '' }).fits).toBe(true);
  });
});
