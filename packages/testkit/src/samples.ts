import type { CapabilityRow, Feature, FeatureRules, MediaInput, MediaRule, VideoRequest } from '@vid/core';

/* Values of every field, from the rules of a row and beyond them. No two of one field mean the same. */

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const picture = (name: string) => `https://example.com/${name}.png?signature=planted-signature`;
const clip = (name: string) => `https://example.com/${name}.mp4?signature=planted-signature`;
const media = (name: string): readonly MediaInput[] => [picture(name), { data: png, mediaType: 'image/png' }];
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
  duration: [1, 3, 4, 5, 6, 8, 10, 15],
  aspectRatio: ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '5:4'],
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

function optionsOf(
  provider: string,
  rules: NonNullable<FeatureRules['providerOptions']>,
): readonly unknown[] {
  return Object.entries(rules).flatMap(([name, rule]) => {
    // What the items of a list are is the provider's own to test.
    if (rule === 'any' || 'maxItems' in rule) return [];
    const values = 'oneOf' in rule ? rule.oneOf : 'min' in rule ? [rule.min, rule.max] : ['x'];
    return values.map((value) => ({ [provider]: { [name]: value } }));
  });
}

/** Values for a field, the ones that this row takes among them. */
export function sampleValues(
  feature: Feature,
  provider: string,
  { accepts }: CapabilityRow,
): readonly unknown[] {
  if (feature === 'providerOptions') return optionsOf(provider, accepts.providerOptions ?? {});
  const rule: unknown = accepts[feature];
  const listed: readonly unknown[] =
    typeof rule === 'object' && rule !== null && 'oneOf' in rule && Array.isArray(rule.oneOf)
      ? rule.oneOf
      : [];
  return [...common[feature], ...listed.filter((value) => !common[feature].some((known) => known === value))];
}

const from = (rule: MediaRule | undefined, name: string) =>
  rule?.from.includes('url') === false ? media(name)[1] : picture(name);

/** The least that a row asks for. */
export function leastRequest(model: string, { requires = [], accepts }: CapabilityRow): VideoRequest {
  const [preset] = accepts.cameraControl?.presets ?? [];
  const [axis = 'pan'] = accepts.cameraControl?.axes ?? [];
  const [strength] = accepts.cameraControl?.strengths ?? [];
  const least: VideoRequest = {
    prompt: 'a paper boat',
    firstFrame: from(accepts.firstFrame, 'first'),
    lastFrame: from(accepts.lastFrame, 'last'),
    references: [picture('a')],
    referenceVideos: [clip('a')],
    referenceAudio: [clip('sound-a')],
    sourceVideo: clip('source'),
    extendVideo: 'video-7f31',
    motionMasks: { static: picture('still') },
    cameraControl:
      preset === undefined ? { [axis]: 1 } : { preset, ...(strength !== undefined && { strength }) },
  };
  const needed = Object.entries(least).filter(([field]) => requires.some((feature) => feature === field));
  return { model, ...Object.fromEntries(needed) };
}
