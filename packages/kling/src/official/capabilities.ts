import type { Capabilities, CapabilityRow, FeatureRules, ModelCapabilities, Price } from '@vid/core';
import {
  average,
  camera,
  cfgScale,
  endOfLife,
  liveMap,
  map,
  masks,
  noLiveModel,
  picture,
  ratios,
  retiredMap,
  text,
  voices,
} from '../rules.ts';
import { models as newer, mostIds } from './newer/capabilities.ts';
import { goneFromList, units } from './units.ts';

/** What every row takes; a watermark is made beside the plain video [doc]. */
const everywhere = {
  negativePrompt: text,
  watermark: { oneOf: [false, true] },
  callbackUrl: 'any',
} as const satisfies FeatureRules;
/** Beside a picture it may be left out, not empty: empty fields are refused or ignored [client]. */
const prompt = { minLength: 1, ...text } as const;
const fiveOrTen = { oneOf: [5, 10] } as const;
const onlyFive = { oneOf: [5] } as const;
const threeToFifteen = { oneOf: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] } as const;
const silent = { audio: { oneOf: [false] } } as const satisfies FeatureRules;
const sounding = { audio: { oneOf: [true] } } as const satisfies FeatureRules;
const withOrWithout = { audio: { oneOf: [false, true] } } as const satisfies FeatureRules;
const withCfg = { providerOptions: cfgScale } as const satisfies FeatureRules;

type Quality = 'standard' | 'pro';

interface RowParts {
  /** The column and cell of the vendor's map. */
  readonly says: string;
  /** Default: that map. */
  readonly page?: string;
  /** Missing: the model has no choice of quality. */
  readonly quality?: Quality;
  /** What comes out. Default: std 720p, pro 1080p [doc], as the map has it for all but kling-v1 and kling-v2-master. */
  readonly resolution?: string;
  /** Default: documented. */
  readonly evidence?: CapabilityRow['evidence'];
  readonly accepts?: FeatureRules;
  readonly requires?: CapabilityRow['requires'];
  readonly requiresOptions?: CapabilityRow['requiresOptions'];
  readonly atMostOne?: CapabilityRow['atMostOne'];
}

const row = (
  base: Pick<CapabilityRow, 'mode' | 'accepts' | 'requires' | 'defaults' | 'typicalTime'>,
  {
    says,
    page = map,
    quality,
    resolution,
    evidence = 'documented',
    accepts,
    requires,
    requiresOptions,
    atMostOne,
  }: RowParts,
): CapabilityRow => ({
  ...base,
  evidence,
  source: `${page}: ${says}`,
  requires: requires ?? base.requires ?? [],
  ...(requiresOptions !== undefined && { requiresOptions }),
  ...(atMostOne !== undefined && { atMostOne }),
  accepts: {
    ...everywhere,
    ...base.accepts,
    ...(quality !== undefined && { quality: { oneOf: [quality] } }),
    ...accepts,
  },
  defaults: { ...base.defaults, ...(quality !== undefined && { quality }) },
  ...(base.mode !== 'video-extension' && {
    output: {
      resolution: resolution ?? (quality === 'standard' ? '720p' : '1080p'),
      // `sound` is off by default [doc].
      ...(accepts?.audio?.oneOf.includes(false) === true && { audio: false }),
    },
  }),
});

const fromText = (parts: RowParts) =>
  row(
    {
      mode: 'text-to-video',
      requires: ['prompt'],
      accepts: { prompt, duration: fiveOrTen, aspectRatio: ratios },
      defaults: { duration: 5, aspectRatio: '16:9' },
      typicalTime: average(319),
    },
    parts,
  );

const image = { mode: 'image-to-video', defaults: { duration: 5 }, typicalTime: average(164) } as const;

/** The picture decides the ratio: the route has no such field [doc]. */
const fromImage = (parts: RowParts) =>
  row(
    {
      ...image,
      requires: ['firstFrame'],
      accepts: { prompt, firstFrame: picture, duration: fiveOrTen },
    },
    parts,
  );

/** kling-v1-5 and kling-v1-6 in pro only. */
const toEndFrame = (parts: RowParts) =>
  row(
    { ...image, requires: ['lastFrame'], accepts: { prompt, lastFrame: picture, duration: fiveOrTen } },
    parts,
  );

const fromReferences = (parts: RowParts) =>
  row(
    {
      mode: 'reference-to-video',
      requires: ['prompt', 'references'],
      accepts: {
        prompt,
        references: { ...picture, maxItems: 4 },
        duration: fiveOrTen,
        aspectRatio: ratios,
      },
      defaults: { duration: 5, aspectRatio: '16:9' },
    },
    parts,
  );

/** Shots in the place of prompt and length, which is their sum; so no estimate can be made. */
const shotsFromText = (parts: RowParts) =>
  row({ mode: 'text-to-video', accepts: { aspectRatio: ratios }, defaults: { aspectRatio: '16:9' } }, parts);
const shotsFromImage = (parts: RowParts) =>
  row({ mode: 'image-to-video', requires: ['firstFrame'], accepts: { firstFrame: picture } }, parts);

/**
 * The route names no model and no quality: whatever the request says, the source's go on, and so the price and the 4 or
 * 5 seconds that are added cannot be told before. No watermark is listed for it.
 */
const longer = (name: string, accepts: FeatureRules): CapabilityRow => ({
  mode: 'video-extension',
  evidence: 'documented',
  source: `Kling's page of video-extend: 4 to 5 s more by the source's own model and quality, whatever is asked for here; a source of ${name}, at most 30 days old, 3 minutes in all; ${noLiveModel}`,
  requires: ['extendVideo'],
  accepts: { extendVideo: 'any', prompt: text, callbackUrl: 'any', ...accepts },
});
const guided = { negativePrompt: text, ...withCfg } as const satisfies FeatureRules;

const retired = {
  since: endOfLife,
  source: `Kling's notice; on ${liveMap} its map had the model no more, and kling-v1 was refused as discontinued [client]`,
} as const;

const model = (
  name: string,
  rows: readonly CapabilityRow[],
  prices: readonly Price[],
): ModelCapabilities => ({
  provider: 'kling',
  api: 'official',
  model: name,
  operations: ['reconcile'],
  checkedOn: liveMap,
  rows,
  prices,
});
const retiredModel = (...parts: Parameters<typeof model>): ModelCapabilities => ({
  ...model(...parts),
  checkedOn: retiredMap,
  retired,
});

/** Of models without sound. */
const byQuality = (standard: number, pro: number, page?: string): readonly Price[] => [
  units(standard, { quality: ['standard'] }, page),
  units(pro, { quality: ['pro'] }, page),
];

const lastFrame = { lastFrame: picture } as const satisfies FeatureRules;
const std = { quality: 'standard' } as const;
const pro = { quality: 'pro' } as const;

const v26 = model(
  'kling-v2-6',
  [
    fromText({ ...std, accepts: silent, says: 'kling-v2-6 text-to-video, std without sound' }),
    fromText({ ...pro, accepts: withOrWithout, says: 'kling-v2-6 text-to-video, pro with or without sound' }),
    fromText({
      ...pro,
      accepts: { ...sounding, providerOptions: voices },
      requires: ['prompt', 'audio'],
      requiresOptions: ['voices'],
      evidence: 'claimed',
      page: "Kling's page of text-to-video",
      says: `kling-v2-6, pro with sound and voices; Kling's map of ${liveMap} gives it voices from a picture only`,
    }),
    fromImage({ ...std, accepts: silent, says: 'kling-v2-6 image-to-video, std without sound' }),
    fromImage({
      ...pro,
      accepts: { ...silent, ...lastFrame },
      says: 'kling-v2-6 image-to-video, pro without sound, with or without a last frame',
    }),
    fromImage({
      ...pro,
      accepts: sounding,
      requires: ['firstFrame', 'audio'],
      says: 'kling-v2-6 image-to-video, pro with sound and no last frame',
    }),
    fromImage({
      ...pro,
      accepts: { ...sounding, providerOptions: voices },
      requires: ['firstFrame', 'audio'],
      requiresOptions: ['voices'],
      says: 'kling-v2-6 image-to-video, pro with sound, voices and no last frame',
    }),
  ],
  [units(1.2, { options: { voices: true } }), units(1, { audio: [true] }), ...byQuality(0.3, 0.5)],
);

interface Sound {
  readonly says: string;
  readonly evidence: CapabilityRow['evidence'];
  readonly accepts: FeatureRules;
  readonly requires: readonly 'audio'[];
  readonly options: NonNullable<FeatureRules['providerOptions']>;
  readonly requiresOptions: readonly 'voices'[];
}

const sounds: readonly Sound[] = [
  {
    says: 'with or without sound',
    evidence: 'documented',
    accepts: withOrWithout,
    requires: [],
    options: {},
    requiresOptions: [],
  },
  {
    says: `with sound and voices; Kling's map of ${liveMap} gives kling-v3 none`,
    evidence: 'claimed',
    accepts: sounding,
    requires: ['audio'],
    options: voices,
    requiresOptions: ['voices'],
  },
];

interface Tier {
  readonly says: string;
  readonly quality?: Quality;
  readonly accepts: FeatureRules;
  readonly requires: readonly 'resolution'[];
}

/** 4k is no quality beside standard and pro but in their place. */
const tiers: readonly Tier[] = [
  { ...std, says: 'std', accepts: {}, requires: [] },
  { ...pro, says: 'pro', accepts: {}, requires: [] },
  { says: '4k', accepts: { resolution: { oneOf: ['4k'] } }, requires: ['resolution'] },
];

/** Counts and lengths of the items stand in the options' schema. */
const multiShot = { multiShot: { oneOf: [false, true] } } as const;
const shots = { shots: { maxItems: 6 } } as const;
/** From a picture only, and not beside voices [doc]. */
const elements = { elements: { maxItems: 3 } } as const;

/** The newest page wants a prompt beside a picture, unless shots are given. */
const v3 = model(
  'kling-v3',
  tiers.flatMap(({ says: tierSays, accepts: tierAccepts, requires: tierRequires, ...tier }) =>
    sounds.flatMap(({ says: soundSays, evidence, accepts, requires, options, requiresOptions }) => {
      const base = { ...accepts, ...tierAccepts };
      const fields = [...requires, ...tierRequires];
      const seconds = { duration: threeToFifteen } as const;
      const ofPicture = requiresOptions.length > 0 ? options : elements;
      const parts = (what: string) => ({
        ...tier,
        evidence,
        page: "Kling's pages of kling-v3 and its price list",
        says: `${tierSays}, 3 to 15 s, ${what} ${soundSays}`,
      });
      const byShots = { requires: fields, requiresOptions: ['shots', ...requiresOptions] };
      return [
        fromText({
          ...parts('text-to-video'),
          accepts: { ...base, ...seconds, providerOptions: { ...multiShot, ...options } },
          requires: ['prompt', ...fields],
          requiresOptions,
        }),
        fromImage({
          ...parts('image-to-video'),
          accepts: {
            ...base,
            ...seconds,
            ...lastFrame,
            prompt,
            providerOptions: { ...multiShot, ...ofPicture },
          },
          requires: ['prompt', 'firstFrame', ...fields],
          requiresOptions,
        }),
        shotsFromText({
          ...parts('shots from text'),
          accepts: { ...base, providerOptions: { ...shots, ...options } },
          ...byShots,
        }),
        shotsFromImage({
          ...parts('shots from a picture'),
          accepts: { ...base, ...lastFrame, providerOptions: { ...shots, ...ofPicture } },
          ...byShots,
          requires: ['firstFrame', ...fields],
        }),
      ];
    }),
  ),
  [
    // With voices it is on the list no more.
    units(3, { resolution: ['4k'], options: { voices: false } }),
    units(0.9, { quality: ['standard'], audio: [true], options: { voices: false } }),
    units(1.2, { quality: ['pro'], audio: [true], options: { voices: false } }),
    units(0.6, { quality: ['standard'], options: { voices: false } }),
    units(0.8, { quality: ['pro'], options: { voices: false } }),
  ],
);

const v25 = model(
  'kling-v2-5-turbo',
  [
    fromText({
      ...std,

      says: 'kling-v2-5-turbo text-to-video std; in October 2025 std was still refused [client]',
    }),
    fromText({ ...pro, says: 'kling-v2-5-turbo text-to-video pro' }),
    fromImage({ ...std, says: 'kling-v2-5-turbo image-to-video std' }),
    fromImage({
      ...pro,

      accepts: lastFrame,
      says: 'kling-v2-5-turbo image-to-video pro, with or without a last frame',
    }),
  ],
  byQuality(0.3, 0.5),
);

const v21 = retiredModel(
  'kling-v2-1',
  [
    fromImage({ ...std, says: 'kling-v2-1 image-to-video std' }),
    fromImage({
      ...pro,

      accepts: lastFrame,
      says: 'kling-v2-1 image-to-video pro, with or without a last frame',
    }),
  ],
  byQuality(0.4, 0.7, goneFromList),
);

const master = (name: string, resolution: string) =>
  retiredModel(
    name,
    [
      fromText({ resolution, says: `${name} text-to-video, no choice of quality` }),
      fromImage({ resolution, says: `${name} image-to-video, no choice of quality` }),
    ],
    [units(2, undefined, goneFromList)],
  );

const v16 = retiredModel(
  'kling-v1-6',
  [
    ...[std, pro].flatMap((tier) => [
      fromText({ ...tier, accepts: withCfg, says: 'kling-v1-6 text-to-video' }),
      fromImage({
        ...tier,
        accepts: tier.quality === 'pro' ? { ...withCfg, ...lastFrame } : withCfg,
        says: 'kling-v1-6 image-to-video, a last frame in pro only',
      }),
      fromReferences({ ...tier, says: `kling-v1-6 multi-image-to-video; ${noLiveModel}` }),
    ]),
    toEndFrame({ ...pro, accepts: withCfg, says: `kling-v1-6 last frame alone, pro; ${noLiveModel}` }),
    longer('kling-v1-6', guided),
  ],
  byQuality(0.4, 0.7, goneFromList),
);

const v15 = retiredModel(
  'kling-v1-5',
  [
    fromImage({ ...std, accepts: withCfg, says: 'kling-v1-5 image-to-video std' }),
    fromImage({
      ...pro,

      accepts: { ...withCfg, ...lastFrame },
      says: 'kling-v1-5 image-to-video pro, with or without a last frame',
    }),
    fromImage({
      ...pro,

      accepts: {
        ...withCfg,
        duration: onlyFive,
        motionMasks: masks,
        cameraControl: { ...camera, presets: [] },
      },
      atMostOne: [['motionMasks', 'cameraControl']],
      says: `kling-v1-5 motion brush or simple camera control, pro 5 s only; ${noLiveModel}`,
    }),
    toEndFrame({ ...pro, accepts: withCfg, says: `kling-v1-5 last frame alone, pro; ${noLiveModel}` }),
    longer('kling-v1-5', guided),
  ],
  byQuality(0.4, 0.7, goneFromList),
);

/** In std and pro [doc]. */
const sd = { resolution: '720p' } as const;
const v1 = retiredModel(
  'kling-v1',
  [
    ...[
      { ...std, ...sd },
      { ...pro, ...sd },
    ].flatMap((tier) => [
      fromText({ ...tier, accepts: withCfg, says: 'kling-v1 text-to-video' }),
      fromImage({ ...tier, accepts: withCfg, says: 'kling-v1 image-to-video' }),
      fromImage({
        ...tier,
        accepts: { ...withCfg, ...lastFrame, duration: onlyFive, motionMasks: masks },
        atMostOne: [['lastFrame', 'motionMasks']],
        says: `kling-v1 last frame or motion brush, 5 s only; of the brush, ${noLiveModel}`,
      }),
    ]),
    fromText({
      ...std,

      accepts: { ...withCfg, duration: onlyFive, cameraControl: camera },
      requires: ['prompt', 'cameraControl'],
      says: `kling-v1 text-to-video with camera control, std 5 s only; ${noLiveModel}`,
    }),
    // Without negativePrompt and cfgScale [doc].
    longer('kling-v1', {}),
  ],
  byQuality(0.2, 0.7, goneFromList),
);

const polling = {
  provider: 'kling',
  api: 'official',
  minIntervalMs: 5000,
  source: 'no least interval is documented and queries are free; the AI SDK polls every 5 s [client]',
} as const;
const batches = {
  ...polling,
  maxBatch: mostIds,
  source: `${polling.source}; a query about more than ${mostIds} tasks was refused [client]`,
} as const;

/**
 * The vendor's default model is kling-v1, which has ended, so the newest settled one stands first. The newer generation comes
 * after what lives of the legacy one: what a request without a model gets stays what it was.
 */
export const capabilities: Capabilities = {
  models: [
    v26,
    v3,
    v25,
    ...newer,
    v21,
    master('kling-v2-1-master', '1080p'),
    master('kling-v2-master', '720p'),
    v16,
    v15,
    v1,
  ],
  polling: [batches],
};

interface Account {
  /** Whether it is billed in dollars. */
  readonly inDollars: boolean;
  /** What would open the newer generation, where the keys do not. */
  readonly needsKey: ModelCapabilities['needsKey'];
}

/** The table as it is for an account. */
export function capabilitiesFor({ inDollars, needsKey }: Account): Capabilities {
  // One object for all, since what is learnt about a table is kept with it.
  if (inDollars && needsKey === undefined) return capabilities;
  return {
    models: capabilities.models.map((entry) => {
      const { prices: _inDollars, ...unpriced } = entry;
      const billed = inDollars ? entry : unpriced;
      return needsKey !== undefined && newer.includes(entry) ? { ...billed, rows: [], needsKey } : billed;
    }),
    polling: [needsKey === undefined ? batches : polling],
  };
}
