import { checkRequest, type ModelCapabilities } from '@vid/core';
import { modelRequests, page, requestSchema } from '@vid/testkit/generator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

const entry: ModelCapabilities = {
  provider: 'acme',
  api: 'direct',
  model: 'm',
  rows: [
    {
      mode: 'text-to-video',
      evidence: 'documented',
      source: 's',
      requires: ['prompt'],
      accepts: {
        prompt: { minLength: 1 },
        negativePrompt: {},
        duration: { min: 4, max: 8, step: 2, auto: true },
        aspectRatio: { oneOf: ['16:9', 'adaptive'] },
        resolution: 'any',
        size: 'any',
        seed: 'any',
        providerOptions: { frames: { min: 25, max: 289, step: 4 }, note: {} },
      },
      atMostOne: [
        ['duration', 'providerOptions.acme.frames'],
        ['size', 'resolution'],
      ],
      requiresWith: [{ field: 'seed', anyOf: ['resolution', 'providerOptions.acme.note'] }],
    },
    {
      mode: 'reference-to-video',
      evidence: 'documented',
      source: 's',
      requires: ['references'],
      accepts: {
        duration: { oneOf: [], auto: true },
        aspectRatio: 'any',
        references: { from: ['url'], maxItems: 3 },
        referenceVideos: { from: ['url'], maxItems: 3 },
      },
      maxTogether: [{ fields: ['references', 'referenceVideos'], maxItems: 4 }],
    },
    {
      mode: 'image-to-video',
      evidence: 'documented',
      source: 's',
      requires: ['firstFrame'],
      accepts: { firstFrame: { from: ['url'] }, duration: 'any' },
    },
  ],
};
const link = 'https://example.com/a.png';
const text = (more: object = {}) => ({ prompt: 'a boat', ...more });
const acme = (options: object) => ({ providerOptions: { acme: options } });

const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
  requestSchema(entry),
);
const isTaken = (request: object): boolean =>
  Reflect.apply(checkRequest, undefined, [{ models: [entry] }, request]).fits;

describe('a JSON Schema', () => {
  it.each<[boolean, object]>([
    [true, text({ duration: 4 })],
    [true, text({ duration: 'auto', aspectRatio: 'adaptive' })],
    [false, text({ duration: 5 })],
    [false, text({ duration: 10 })],
    [false, text({ duration: 'long' })],
    [true, text({ negativePrompt: 'x'.repeat(9_000) })],
    [true, text({ resolution: '333p' })],
    [false, text({ resolution: 'high' })],
    [false, text({ resolution: '720p', size: '1280x720' })],
    [true, text(acme({ frames: 29 }))],
    [false, text(acme({ frames: 30 }))],
    [false, text({ duration: 4, ...acme({ frames: 29 }) })],
    [true, text({ duration: 4, ...acme({ note: 'x' }) })],
    [false, text({ seed: 0 })],
    [false, text({ seed: 0, ...acme({ frames: 29 }) })],
    [true, text({ seed: 0, ...acme({ note: '' }) })],
    [true, text({ seed: -9, resolution: '720p' })],
    [false, text({ seed: 0.5, resolution: '720p' })],
    [true, { references: [link], duration: 'auto', aspectRatio: '17:4' }],
    [false, { references: [link], duration: 5 }],
    [true, { firstFrame: link, duration: 0.25 }],
    [false, { firstFrame: link, duration: 0 }],
    [false, { firstFrame: link, duration: 'auto' }],
  ])('says %j of %j, as the library does', (fits, request) => {
    expect(validate(request)).toBe(fits);
    expect(isTaken(request)).toBe(fits);
  });
});

const table = { provider: 'acme', api: 'direct', models: [entry] };

describe('the types of a model', () => {
  const lines = modelRequests([table], 'make');

  it('name steps and words, and no value where any is taken', () => {
    expect(lines).toContain("readonly duration?: 'auto' | number | undefined;");
    expect(lines).toContain("readonly aspectRatio?: '16:9' | 'adaptive' | AnyText | undefined;");
    expect(lines).toContain('readonly resolution?: AnyText | undefined;');
    expect(lines).toContain("readonly acme?: Pick<OwnOptions, 'frames' | 'note'>;");
    const stepped = { ...entry, rows: entry.rows.slice(0, 1) };
    expect(modelRequests([{ ...table, models: [stepped] }], 'make')).toContain(
      "readonly duration?: 4 | 6 | 8 | 'auto' | undefined;",
    );
  });
});

describe('a printed table', () => {
  it('says steps, words, and what goes together', () => {
    const printed = page(table, 'make');
    expect(printed).toContain('| text-to-video | 4, 6, 8 s, auto | 16:9, adaptive | any | any |');
    expect(printed).toContain('| reference-to-video | auto | any |');
    expect(printed).toContain('| image-to-video | any s |');
    expect(printed).toContain('`frames` 25 to 289 in steps of 4; `note` a text, of any length');
    expect(printed).toContain('at most one of duration, providerOptions.acme.frames');
    expect(printed).toContain('seed only with resolution or providerOptions.acme.note');
    expect(printed).toContain('at most 4 of references, referenceVideos together');
  });
});
