import type { Capabilities, CapabilityRow, Feature, FeatureRules, Mode, ModelCapabilities } from '@vid/core';

const source = "MiniMax's platform pages and OpenAPI, October 2026";

const prompt = { minLength: 1, maxLength: 7000, countedIn: 'characters' } as const;
/** Whole seconds. */
const seconds = (from: number) => ({
  oneOf: Array.from({ length: 15 - from + 1 }, (_, index) => from + index),
});
const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9'] as const;

/** `MB` as 1000² bytes, the stricter reading [guess]. A body takes 64 MB in all [doc]. */
const file = { from: ['url', 'data'] } as const;
const picture = {
  ...file,
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif'],
  maxBytes: 30_000_000,
  sides: { min: 256, max: 5760 },
  maxRatio: 2.5,
} as const;
/** 50 MB by link [doc]; so many bytes are 64 MB as a data URI. 2 to 15 s each, and 15 s in all [doc]: seen by the service only. */
const clip = { ...file, mediaTypes: ['video/mp4', 'video/quicktime'], maxBytes: 47_000_000 } as const;
const sound = {
  ...file,
  mediaTypes: ['audio/wav', 'audio/mpeg', 'audio/mp3'],
  maxBytes: 15_000_000,
} as const;

interface Use {
  readonly mode: Mode;
  readonly requires: readonly Feature[];
  readonly accepts: FeatureRules;
  readonly defaults?: CapabilityRow['defaults'];
}

interface Model {
  readonly model: string;
  readonly from: number;
  readonly resolutions: readonly string[];
  readonly more?: FeatureRules;
  readonly typicalTime?: CapabilityRow['typicalTime'];
}

const row = (
  { from, resolutions, more, typicalTime }: Model,
  { mode, requires, accepts, defaults }: Use,
): CapabilityRow => ({
  mode,
  evidence: 'documented',
  source,
  // A text goes with every picture, too [doc].
  requires: ['prompt', ...requires],
  accepts: {
    prompt,
    ...accepts,
    duration: seconds(from),
    resolution: { oneOf: resolutions },
    watermark: { oneOf: [true, false] },
    callbackUrl: 'any',
    ...more,
  },
  // Resolution and length are required by the service; the cheaper resolution, and the length that @ai-sdk/minimax sends.
  defaults: { duration: 5, resolution: '768p', ...defaults },
  ...(typicalTime !== undefined && { typicalTime }),
});

const text: Use = {
  mode: 'text-to-video',
  requires: [],
  accepts: { aspectRatio: { oneOf: ratios } },
  defaults: { aspectRatio: '16:9' },
};
/** The picture decides the ratio. One page allows a last frame alone, another wants the pair [doc]: the pair. */
const frames: readonly Use[] = [
  { mode: 'image-to-video', requires: ['firstFrame'], accepts: { firstFrame: picture, lastFrame: picture } },
];
/** A sound goes with a picture or a clip only [doc]. */
const references: readonly Use[] = [
  {
    mode: 'reference-to-video',
    requires: ['references'],
    accepts: {
      references: { ...picture, maxItems: 9 },
      referenceVideos: { ...clip, maxItems: 3 },
      referenceAudio: { ...sound, maxItems: 3 },
      aspectRatio: { oneOf: ratios },
    },
  },
  {
    mode: 'reference-to-video',
    requires: ['referenceVideos'],
    accepts: {
      referenceVideos: { ...clip, maxItems: 3 },
      referenceAudio: { ...sound, maxItems: 3 },
      aspectRatio: { oneOf: ratios },
    },
  },
];

const modelOf = (
  given: Model,
  uses: readonly Use[],
  maxTasks?: ModelCapabilities['maxTasks'],
): ModelCapabilities => ({
  provider: 'minimax',
  api: 'official',
  model: given.model,
  operations: ['cancel'],
  ...(maxTasks !== undefined && { maxTasks }),
  rows: uses.map((use) => row(given, use)),
});

export const capabilities: Capabilities = {
  models: [
    modelOf(
      {
        model: 'MiniMax-H3',
        from: 4,
        resolutions: ['768p', '2k'],
        typicalTime: { seconds: 100, source: 'one video of 4 s in 768P, timed in September 2026' },
      },
      [text, ...frames, ...references],
      { count: 30, source: `${source}: 30 tasks at a time` },
    ),
    // Whether it takes references is told both ways: it does not [guess].
    modelOf(
      {
        model: 'MiniMax-H3-Max',
        from: 5,
        resolutions: ['768p', '480p'],
        more: {
          providerOptions: { promptExpansion: { oneOf: ['disabled', 'balanced', 'quality'] } },
        },
      },
      [text, ...frames],
    ),
  ],
  polling: [{ provider: 'minimax', api: 'official', minIntervalMs: 10_000, source: `${source}: every 10 s` }],
};
