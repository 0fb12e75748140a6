import type {
  CapabilityRow,
  Feature,
  FeatureRules,
  MediaInput,
  ModelRef,
  RangeRule,
  Submission,
  VideoRequest,
} from '@vid/core';
import type { ListOptions } from './fixture.ts';

/* Values of every field, from the rules of a row and beyond them. No two of one field mean the same. */

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
export const picture = (name: string) => `https://example.com/${name}.png?signature=planted-signature`;
export const clip = (name: string) => `https://example.com/${name}.mp4?signature=planted-signature`;
export const media = (name: string): readonly MediaInput[] => [
  picture(name),
  { data: png, mediaType: 'image/png' },
];
const trajectory = [
  { x: 0, y: 0 },
  { x: 5, y: 9 },
];

type Samples = {
  readonly [F in Exclude<Feature, 'providerOptions'>]: readonly NonNullable<VideoRequest[F]>[];
};

/** What some model somewhere takes, the falsy values among them. */
const common: Samples = {
  prompt: ['', 'a paper boat', '一只纸船', '🏮'],
  negativePrompt: ['', 'blur'],
  firstFrame: media('first'),
  lastFrame: media('last'),
  references: [[picture('a')], [picture('a'), picture('b')]],
  referenceVideos: [[clip('a')], [clip('a'), clip('b')]],
  referenceAudio: [[clip('sound-a')], [clip('sound-a'), clip('sound-b')]],
  sourceVideo: [clip('source')],
  extendVideo: ['video-7f31'],
  duration: [1, 3, 4, 4.5, 5, 6, 8, 10, 15, 'auto'],
  aspectRatio: ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '5:4', 'adaptive'],
  resolution: ['480p', '720p', '1080p', '4k'],
  size: ['1280x768', '768x1280', '999x333'],
  quality: ['standard', 'pro'],
  watermark: [true, false],
  cameraControl: [
    { pan: -10 },
    { zoom: 4.5 },
    { horizontal: 1, tilt: 2 },
    { preset: 'down_back' },
    { preset: 'forward_up' },
    { preset: 'forward_up', strength: 'weak' },
  ],
  motionMasks: [{ static: picture('still') }, { dynamic: [{ mask: picture('kite'), trajectory }] }],
  audio: [true, false],
  seed: [0, 1, 4_294_967_295],
  callbackUrl: [picture('hook')],
};

type OptionRule = NonNullable<FeatureRules['providerOptions']>[string];

/** The greatest number of a range. */
export function lastOf({ min, max, step }: RangeRule): number {
  if (step === undefined) return max;
  const steps = Math.floor((max - min) / step + 1e-9);
  return Math.round((min + steps * step) * 1e9) / 1e9;
}

function optionValues(name: string, rule: OptionRule | undefined, lists: ListOptions): readonly unknown[] {
  if (rule === undefined) return [];
  if (rule === 'any' || 'maxItems' in rule) return lists[name] ?? [];
  if ('oneOf' in rule) return rule.oneOf;
  return 'min' in rule ? [rule.min, lastOf(rule)] : ['x'];
}

/** The options that a row needs, each with its first value. */
export function neededOptions({ requiresOptions = [], accepts }: CapabilityRow, lists: ListOptions = {}) {
  const needed: Record<string, unknown> = {};
  for (const name of requiresOptions)
    needed[name] = optionValues(name, accepts.providerOptions?.[name], lists)[0];
  return needed;
}

/** One option after the other with each of its values, beside those that the row needs. */
function optionsOf(provider: string, row: CapabilityRow, lists: ListOptions): readonly unknown[] {
  const needed = neededOptions(row, lists);
  const each = Object.entries(row.accepts.providerOptions ?? {}).flatMap(([name, rule]) =>
    optionValues(name, rule, lists).map((value) => ({ [provider]: { ...needed, [name]: value } })),
  );
  return [...new Map(each.map((options) => [JSON.stringify(options), options])).values()];
}

/** Values for a field, the ones that this row takes among them. */
export function sampleValues(
  feature: Feature,
  provider: string,
  row: CapabilityRow,
  lists: ListOptions = {},
): readonly unknown[] {
  if (feature === 'providerOptions') return optionsOf(provider, row, lists);
  const rule: unknown = row.accepts[feature];
  const listed: readonly unknown[] =
    typeof rule === 'object' && rule !== null && 'oneOf' in rule && Array.isArray(rule.oneOf)
      ? rule.oneOf
      : [];
  return [...common[feature], ...listed.filter((value) => !common[feature].some((known) => known === value))];
}

/** A request with samples in its fields, right ones and wrong ones. */
export function withSamples(
  request: VideoRequest,
  samples: readonly (readonly [Feature, unknown])[],
): VideoRequest {
  const filled: Record<string, unknown> = { ...request };
  for (const [field, sample] of samples) filled[field] = sample;
  return filled;
}

/** A submission that no service knows. */
export const unknownSubmission = ({ provider, api, model }: ModelRef): Submission => ({
  provider,
  api,
  model,
  reference: 'nobody-sent-this',
  submittedAt: new Date().toISOString(),
  fingerprint: '0'.repeat(64),
});
