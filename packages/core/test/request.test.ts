import { checkRequest, features, modeOf, type VideoRequest } from '@vid/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { said, acme, both, checkAnything, link, png, problemsOf, tableOf } from './fixture.ts';

const everything = tableOf({
  prompt: { maxLength: 100 },
  negativePrompt: { maxLength: 100 },
  firstFrame: { from: ['url', 'data'] },
  lastFrame: { from: ['url', 'data'] },
  references: { from: ['url', 'data'], maxItems: 9 },
  referenceVideos: { from: ['url'], maxItems: 3 },
  referenceAudio: { from: ['url'], maxItems: 3 },
  sourceVideo: { from: ['url', 'data'] },
  extendVideo: 'any',
  duration: { min: 0, max: 100 },
  aspectRatio: { oneOf: ['16:9'] },
  resolution: { oneOf: ['720p', '4k'] },
  size: 'any',
  quality: { oneOf: ['standard', 'pro'] },
  watermark: { oneOf: [false, true] },
  cameraControl: { axes: ['pan', 'zoom'], presets: ['orbit'] },
  motionMasks: { media: { from: ['url'] }, maxDynamic: 9, points: { min: 0, max: 9 } },
  audio: { oneOf: [false, true] },
  seed: { min: 0, max: 9 },
  callbackUrl: 'any',
  providerOptions: { style: 'any' },
});

describe('a request that is none', () => {
  it.each([
    ['negative_prompt', 'negativePrompt'],
    ['aspect-ratio', 'aspectRatio'],
    ['ratio', 'aspectRatio'],
    ['Prompt', 'prompt'],
    ['durration', 'duration'],
    // Two letters that changed places are one slip: nearer than "size" and "audio".
    ['sede', 'seed'],
    ['aduio', 'audio'],
    ['camera', 'cameraControl'],
    ['callback', 'callbackUrl'],
  ])('names the nearest known field for %s', (field, nearest) => {
    expect(problemsOf(everything, { [field]: 'x' })[field]).toBe(
      `${field}: unknown field. Did you mean "${nearest}"?`,
    );
  });

  it('lists what is known where no name is near', () => {
    const message = problemsOf(everything, { xyzzy: 1 })['xyzzy'];
    for (const feature of features) expect(message).toContain(feature);
  });

  it.each([
    ['prompt', 5, 'prompt: must be a text; got 5'],
    ['prompt', null, 'prompt: must be a text; got null'],
    ['duration', '5', 'duration: must be a number of seconds, or "auto"; got "5"'],
    ['duration', Number.NaN, 'duration: must be a number of seconds, or "auto"; got NaN'],
    ['duration', 0, 'duration: must be more than 0; got 0'],
    ['duration', -5, 'duration: must be more than 0; got -5'],
    ['aspectRatio', '16/9', 'aspectRatio: must look like "16:9", or be "adaptive"; got "16/9"'],
    ['aspectRatio', '0:9', 'aspectRatio: must look like "16:9", or be "adaptive"; got "0:9"'],
    ['resolution', '720px', 'resolution: must look like "720p" or "4k"; got "720px"'],
    ['size', '1280:72', 'size: must look like "1280x720", at least 144 pixels a side; got "1280:72"'],
    ['quality', 'std', 'quality: must be "standard" or "pro"; got "std"'],
    ['watermark', 'no', 'watermark: must be true or false; got "no"'],
    ['audio', 0, 'audio: must be true or false; got 0'],
    ['seed', 1.5, 'seed: must be a whole number; got 1.5'],
    ['callbackUrl', 'http://example.com/', 'callbackUrl: must be an https:// URL; got http://example.com/'],
    ['references', [], 'references: must hold at least one item; got []'],
    ['model', '', 'model: must not be empty; got ""'],
    ['unchecked', 'model', 'unchecked: must be a list; got "model"'],
    ['providerOptions', [], 'providerOptions: must be an object of options by provider id; got []'],
    [
      'providerOptions',
      { acme: 5 },
      'providerOptions: must be an object of options by provider id; got { acme: 5 }',
    ],
  ])('refuses %s %j', (field, value, message) => {
    expect(problemsOf(everything, { [field]: value })).toEqual({ [field]: message });
  });

  const picture =
    'must be an https:// URL, a file: URL, a Blob, a stream, or { data: Uint8Array, mediaType: "image/png" }';
  it.each([
    ['http://example.com/a.png?signature=hidden', 'http://example.com/a.png?…'],
    [` ${link}`, `" ${link}"`],
    [`${link}\n?signature=hidden`, `"${link}\\n?…"`],
    ['data:image/png;base64,hidden', 'a data URI of 28 characters'],
    [{ data: [1, 2], mediaType: 'image/png' }, '{ data: [1, 2], mediaType: "image/png" }'],
    [{ data: new Uint8Array(3) }, '{ data: 3 bytes }'],
    [5, '5'],
  ])('refuses the picture %j', (firstFrame, got) => {
    expect(problemsOf(everything, { firstFrame })).toEqual({
      firstFrame: `firstFrame: ${picture}; got ${got}`,
    });
  });

  it.each([
    [{ ...png(), name: 'a' }, 'firstFrame.name'],
    [{ ...png(), mediaType: 'png' }, 'firstFrame.mediaType'],
    [{ ...png(), mediaType: 'text/html' }, 'firstFrame.mediaType'],
  ])('refuses the picture %j', (firstFrame, field) => {
    expect(Object.keys(problemsOf(everything, { firstFrame }))).toEqual([field]);
  });

  it.each([
    [{ pan: 11 }, 'cameraControl.pan'],
    [{ pan: -10.5 }, 'cameraControl.pan'],
    [{ pan: '1' }, 'cameraControl'],
    [{ up: 1 }, 'cameraControl.up'],
    [{ preset: 'orbit', pan: 1 }, 'cameraControl'],
    [{ strength: 'weak' }, 'cameraControl'],
    ['orbit', 'cameraControl'],
  ])('refuses the camera move %j', (cameraControl, field) => {
    const [found] = Object.keys(problemsOf(everything, { cameraControl }));
    expect(found?.startsWith('cameraControl')).toBe(true);
    expect(Object.values(problemsOf(everything, { cameraControl })).join()).toContain(field);
  });

  it.each([null, undefined, 5, 'a boat', [], true])('refuses %j as a whole', (input) => {
    expect(Object.keys(problemsOf(everything, input))).toEqual(['request']);
  });

  it('says everything that is wrong at once, as plain data', () => {
    const result = checkAnything(acme, { prompt: 5, durration: 1, firstFrame: 'http://example.com/' });
    expect(result.fits ? [] : result.problems.map(({ field }) => field).toSorted()).toEqual([
      'durration',
      'firstFrame',
      'prompt',
    ]);
    expect(result).toEqual(JSON.parse(JSON.stringify(result)));
  });
});

describe('a request that is one', () => {
  const wellFormed: readonly VideoRequest[] = [
    {},
    { prompt: '', negativePrompt: '' },
    { seed: 0, watermark: false, audio: false },
    { firstFrame: link, lastFrame: png() },
    { references: [link, png()] },
    { cameraControl: { pan: -10, zoom: 10 } },
    { cameraControl: { preset: 'orbit' } },
    { motionMasks: { static: link, dynamic: [{ mask: link, trajectory: [{ x: 0.5, y: 1 }] }] } },
    { callbackUrl: link, size: '1000x144', resolution: '4k', duration: 0.5 },
    { providerOptions: { acme: { style: '' } } },
  ];
  it.each(wellFormed)('fits: %j', (request) => {
    expect(problemsOf(everything, request)).toEqual({});
  });

  it.each(features.filter((feature) => feature !== 'prompt'))('takes %s: undefined as unset', (feature) => {
    expect(checkRequest(acme, { prompt: 'a boat', [feature]: undefined })).toEqual(
      checkRequest(acme, { prompt: 'a boat' }),
    );
  });

  it.each([{}, { acme: undefined }])('takes providerOptions %j as unset', (providerOptions) => {
    expect(checkAnything(tableOf({}), { providerOptions })).toMatchObject({ fits: true });
  });

  it.each([
    ['seed', 0],
    ['watermark', false],
    ['audio', false],
    ['prompt', ''],
    ['negativePrompt', ''],
  ])('takes %s: %j as set', (field, value) => {
    expect(problemsOf(tableOf({}), { [field]: value })[field]).toContain('does not take it');
  });

  it('derives the mode from what goes in', () => {
    expect(modeOf({ prompt: 'a boat' })).toBe('text-to-video');
    expect(modeOf({ firstFrame: link })).toBe('image-to-video');
    expect(modeOf({ lastFrame: link })).toBe('image-to-video');
    expect(modeOf({ firstFrame: link, references: [link] })).toBe('reference-to-video');
    expect(modeOf({ referenceVideos: [link] })).toBe('reference-to-video');
    expect(modeOf({ referenceAudio: [link] })).toBe('reference-to-video');
    expect(modeOf({ sourceVideo: link, references: [link] })).toBe('video-to-video');
    expect(modeOf({ extendVideo: 'video-1' })).toBe('video-extension');
    expect(modeOf({ firstFrame: undefined, references: undefined })).toBe('text-to-video');
  });
});

function answers(input: unknown): void {
  const result = checkAnything(both, input);
  const problems = result.fits ? ['none: none'] : result.problems.map(said);
  expect(problems).not.toEqual([]);
  expect(problems.filter((problem) => !/^.+: ./s.test(problem))).toEqual([]);
}

describe('whatever is passed', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withTypedArray: true,
          withNullPrototype: true,
          withSparseArray: true,
        }),
        answers,
      ),
    );
    const nearly = fc.dictionary(fc.constantFrom(...features, 'model', 'unchecked', 'other'), fc.anything());
    fc.assert(fc.property(nearly, answers));
    fc.assert(fc.property(fc.jsonValue(), answers));
  });

  it('survives what refers to itself, and what is long or deep', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    let deep: unknown = 'end';
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
    const long = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [index, index]));
    for (const prompt of [circle, deep, long, Symbol('s'), () => 1, 10n]) {
      const [message] = Object.values(problemsOf(both, { prompt }));
      expect(message?.length).toBeLessThan(300);
    }
  });
});
