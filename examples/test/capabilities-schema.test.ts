import { type Capabilities, checkRequest, type Feature, features, type ModelCapabilities } from '@vid/core';
import { requestSchema, schemaName } from '@vid/testkit/generator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { files } from '../capabilities/files.ts';
import { tables } from '../capabilities/tables.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
const link = 'https://example.com/a.png';
const points = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ x: index, y: index + 0.5 * (count % 2) }));

/** JSON of every shape that a field may be given, right and wrong. */
const pool: Readonly<Record<Feature, readonly unknown[]>> = {
  prompt: ['a boat', '', '船', 'x'.repeat(801), 'x'.repeat(1001), 'x'.repeat(4000), 7, null],
  negativePrompt: ['blur', '', 'x'.repeat(3000)],
  firstFrame: [link, 'HTTPS://example.com', 'http://example.com', 'a.png', `${link} `, {}],
  lastFrame: [link, 'ftp://example.com'],
  references: [[link], [link, link], [], Array.from({ length: 12 }, () => link), ['a'], link],
  referenceVideos: [[link], [link, link], [], Array.from({ length: 12 }, () => link)],
  referenceAudio: [[link], [link, link], [], Array.from({ length: 12 }, () => link)],
  sourceVideo: [link, 'x'],
  extendVideo: ['video-1', ''],
  duration: [0, -1, 2.5, 5, 8, 10, 16, '5'],
  aspectRatio: ['16:9', '5:4', '16/9', '0:1'],
  resolution: ['720p', '1080p', '4k', '720px'],
  size: ['1280x720', '999x333', '0x1', '144x143', '1280/720'],
  quality: ['standard', 'pro', 'std'],
  watermark: [true, false, 'no'],
  cameraControl: [
    {},
    { pan: 1 },
    { pan: -10, zoom: 0 },
    { pan: 1, zoom: 2 },
    { pan: 11 },
    { up: 1 },
    { roll: 0 },
    { preset: 'forward_up' },
    { preset: 'forward_up', strength: 'weak' },
    { preset: 'handheld' },
    { preset: 'handheld', strength: 'weak' },
    { preset: 'handheld', strength: 'mad' },
    { preset: 'handheld', pan: 1 },
    1,
  ],
  motionMasks: [
    {},
    { static: link },
    { static: 'a' },
    { dynamic: [] },
    { static: link, dynamic: [] },
    { other: 1 },
    ...[1, 2, 3, 78, 80].map((count) => ({ dynamic: [{ mask: link, trajectory: points(count) }] })),
    { dynamic: Array.from({ length: 7 }, () => ({ mask: link, trajectory: points(2) })) },
    { dynamic: [{ mask: link }] },
    {
      dynamic: [
        {
          mask: link,
          trajectory: [
            { x: 1, y: 2, z: 3 },
            { x: 1, y: 2 },
          ],
        },
      ],
    },
  ],
  audio: [true, false, 'on'],
  seed: [0, -1, -2, 1.5, 4_294_967_295, 4_294_967_296],
  callbackUrl: [link, 'x'],
  providerOptions: [{}, [], { other: {} }, { other: 1 }],
};

const aliasesOf = (entry: ModelCapabilities) => [
  ...new Set(entry.rows.flatMap(({ accepts }) => Object.keys(accepts.providerOptions ?? {}))),
];

/** Of a rule's own values and ends. */
function listed(rule: unknown): readonly unknown[] {
  if (typeof rule !== 'object' || rule === null) return [];
  if ('oneOf' in rule && Array.isArray(rule.oneOf)) return rule.oneOf;
  if (!('min' in rule && 'max' in rule)) return [];
  return [rule.min, rule.max, Number(rule.min) - 1, Number(rule.max) + 1];
}

function valuesOf(feature: Feature, entry: ModelCapabilities): readonly unknown[] {
  const own = entry.rows.flatMap(({ accepts }) => listed(accepts[feature]));
  if (feature !== 'providerOptions') return [...pool[feature], ...own];
  const rules = entry.rows.flatMap(({ accepts }) => Object.values(accepts.providerOptions ?? {}));
  const values = [
    ...rules.flatMap(listed),
    0.5,
    'x',
    true,
    [],
    Array.from({ length: 99 }, () => 1),
    { a: 1 },
  ];
  const options = [...aliasesOf(entry), 'nothing'].flatMap((name) =>
    values.map((value) => ({ [name]: value })),
  );
  return [
    ...pool.providerOptions,
    ...[{}, ...options].flatMap((mine) => [
      { [entry.provider]: mine },
      { [entry.provider]: mine, other: {} },
    ]),
  ];
}

/** Near one row: what it requires, some of what it takes, now and then something else. */
function requestFor(entry: ModelCapabilities): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return fc.constantFrom(...entry.rows).chain((row) => {
    const fields = features.map((feature) => {
      const weight = row.requires?.includes(feature) ? 95 : row.accepts[feature] === undefined ? 1 : 15;
      const set = fc.constantFrom(...valuesOf(feature, entry)).map((value) => [[feature, value] as const]);
      return fc.oneof({ weight, arbitrary: set }, { weight: 100 - weight, arbitrary: fc.constant([]) });
    });
    const model = fc.constantFrom(undefined, entry.model, `${entry.provider}:${entry.model}`);
    return fc.tuple(model, ...fields).map(([model, ...set]) => ({
      ...(model !== undefined && { model }),
      ...Object.fromEntries(set.flat()),
    }));
  });
}

const fits = (capabilities: Capabilities, request: unknown): boolean =>
  Reflect.apply(checkRequest, undefined, [capabilities, request]).fits;

const entries = tables.flatMap(({ models }) => models);

/** The requests about which both do not agree, and how many the model takes. */
function compare(entry: ModelCapabilities, schema: unknown) {
  if (typeof schema !== 'object' || schema === null) throw new Error('no schema');
  const validate = ajv.compile(schema);
  const disputed: unknown[] = [];
  let taken = 0;
  for (const request of fc.sample(requestFor(entry), { numRuns: 1000, seed: 7 })) {
    const verdict = fits({ models: [entry] }, request);
    if (validate(request) !== verdict) disputed.push({ request, verdict, errors: validate.errors });
    taken += Number(verdict);
  }
  return { disputed, taken };
}

/** Rules that no service has had need of yet. */
const invented: ModelCapabilities = {
  provider: 'acme',
  api: 'direct',
  model: 'brook/1',
  rows: [
    {
      mode: 'text-to-video',
      evidence: 'documented',
      source: "Acme's map",
      accepts: {
        duration: { min: 0, max: 8 },
        size: 'any',
        cameraControl: { axes: ['pan', 'zoom'], presets: ['forward_up'] },
        motionMasks: { media: { from: ['data'] }, maxDynamic: 1, points: { min: 1, max: 2 } },
        extendVideo: 'any',
        providerOptions: {
          style: { maxLength: 1 },
          strength: { min: 0, max: 1 },
          shots: { maxItems: 3 },
          extra: 'any',
          fast: { oneOf: [true] },
        },
      },
    },
    {
      mode: 'video-to-video',
      evidence: 'claimed',
      source: 'a reseller',
      requires: ['providerOptions', 'sourceVideo'],
      atMostOne: [['references', 'referenceVideos', 'referenceAudio', 'prompt']],
      accepts: {
        prompt: { maxLength: 2500 },
        sourceVideo: { from: ['url'] },
        references: { from: ['url', 'data'], maxItems: 2 },
        referenceVideos: { from: ['url'], maxItems: 2 },
        referenceAudio: { from: ['url'], maxItems: 2 },
        providerOptions: { strength: { min: 0, max: 1 } },
      },
    },
  ],
};

describe('the JSON Schema of a model says what checkRequest says', () => {
  it.each(entries.map((entry) => [schemaName(entry), entry] as const))('%s', (name, entry) => {
    const schema: unknown = JSON.parse(files.get(`docs/capabilities/schema/${name}`) ?? '');
    const { disputed, taken } = compare(entry, schema);
    expect(disputed).toEqual([]);
    expect(taken).toBeGreaterThan(30);
    expect(taken).toBeLessThan(900);
  });

  it('for every other kind of rule', () => {
    const { disputed, taken } = compare(invented, requestSchema(invented));
    expect(disputed).toEqual([]);
    expect(taken).toBeGreaterThan(30);
    expect(schemaName(invented)).toBe('acme-direct-brook_1.json');
  });

  it('but for texts in UTF-16 units, which it counts in characters', () => {
    const request = { model: 'gen4.5', prompt: '🏮'.repeat(600) };
    const entry = entries.find(({ model }) => model === request.model);
    if (entry === undefined) throw new Error('no such model');
    expect(ajv.validate(requestSchema(entry), request)).toBe(true);
    expect(fits({ models: [entry] }, request)).toBe(false);
  });
});
