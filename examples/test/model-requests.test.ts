import type { CapabilityRow, FeatureRules } from '@vid/core';
import { expect, it } from 'vitest';
import { modelRequests } from '@vid/testkit/generator';

const row = (accepts: FeatureRules, requires: CapabilityRow['requires'] = []): CapabilityRow => ({
  mode: 'text-to-video',
  evidence: 'documented',
  source: "Acme's map",
  requires,
  accepts,
});

const typesOf = (...rows: readonly CapabilityRow[]) =>
  modelRequests(
    [
      {
        provider: 'acme',
        api: 'direct',
        models: [{ provider: 'acme', api: 'direct', model: 'brook-1', rows }],
      },
    ],
    'a command',
  );

const needsStore = '  /** By link: a file needs a `mediaStore`, of the router or the provider. */\n';

it.each<[string, FeatureRules, string]>([
  ['a list of numbers', { duration: { oneOf: [5, 10] } }, 'duration?: 5 | 10 | undefined;'],
  ['a range', { duration: { min: 2, max: 8 } }, 'duration?: number | undefined;'],
  ['both truths', { audio: { oneOf: [false, true] } }, 'audio?: boolean | undefined;'],
  ['one truth', { audio: { oneOf: [true] } }, 'audio?: true | undefined;'],
  [
    'links, and what a store makes a link of',
    { references: { from: ['url'], maxItems: 2 } },
    `{\n${needsStore}  readonly references?: readonly MediaInput[] | undefined;`,
  ],
  [
    'masks that are links',
    {
      motionMasks: { media: { from: ['url'] }, maxDynamic: 2, points: { min: 2, max: 9 } },
    },
    `{\n${needsStore}  readonly motionMasks?: MotionMasks | undefined;`,
  ],
  ['bytes', { firstFrame: { from: ['data'] } }, '{\n  readonly firstFrame?: MediaContent | undefined;'],
  [
    'links and bytes',
    { sourceVideo: { from: ['url', 'data'] } },
    '{\n  readonly sourceVideo?: MediaInput | undefined;',
  ],
  ['any value', { extendVideo: 'any' }, 'extendVideo?: string | undefined;'],
  [
    'axes and presets',
    { cameraControl: { axes: ['pan'], presets: ["it's"] } },
    String.raw`cameraControl?: Pick<CameraAxes, 'pan'> | (Pick<CameraPreset, 'preset'> & { readonly preset: 'it\'s' }) | undefined;`,
  ],
  [
    'presets with a strength',
    { cameraControl: { axes: [], presets: ['orbit'], strengths: ['weak'] } },
    "cameraControl?: (CameraPreset & { readonly preset: 'orbit'; readonly strength: 'weak' }) | undefined;",
  ],
  [
    "options that are the provider's own to describe",
    { providerOptions: { shots: { maxItems: 3 } } },
    "readonly acme?: Pick<OwnOptions, 'shots'>;",
  ],
  [
    'options with rules',
    { providerOptions: { style: { maxLength: 9 }, 'top-k': { min: 0, max: 1 } } },
    "readonly acme?: Pick<OwnOptions, 'style' | 'top-k'>;",
  ],
])('writes %s', (_what, accepts, expected) => {
  expect(typesOf(row(accepts)).replaceAll(/\|\n +/g, '| ')).toContain(expected);
});

it('says of no field that a store is needed where some row takes bytes', () => {
  const text = typesOf(
    row({ firstFrame: { from: ['url'] } }),
    row({ firstFrame: { from: ['url', 'data'] } }),
  );
  expect(text).toContain('{\n  readonly firstFrame?: MediaInput | undefined;');
});

it('takes what some row takes and requires what all require', () => {
  const text = typesOf(
    row({ prompt: { maxLength: 9 }, size: { oneOf: ['1x1'] } }, ['prompt', 'size']),
    row({ prompt: { maxLength: 9 }, size: 'any', resolution: { oneOf: ['720p'] } }, ['prompt']),
  );
  expect(text).toContain('readonly prompt: string;');
  expect(text).toContain("readonly size?: '1x1' | AnyText | undefined;");
  expect(text).toContain("readonly resolution?: '720p' | undefined;");
  expect(text).toContain("readonly 'acme:brook-1': Brook1Direct;");
});
