import type {
  Capabilities,
  CapabilityRow,
  Feature,
  FeatureRules,
  ModelCapabilities,
  OptionRules,
  PixelSizes,
} from '@vid/core';
import { pixels10, pixels20, pixels25 } from './pixels.ts';
import { type PricedModel, pricesOf } from './prices.ts';
import type { SeedanceOptions } from './schema.ts';

/* What each model accepts, at the vendor's two regions and, as claimed, at relays that hand their body on. */

export type SeedanceApi = 'ark' | 'modelark' | 'gateway';

const pages = {
  ark: "Volcengine Ark's create page, autumn 2026, and model list of 2026-08-19, by mirrors",
  modelark: "BytePlus ModelArk's create page, as two readers had it on 2026-10-08",
  gateway:
    "Relays and their clients, to October 2026, hand the body on to Volcengine Ark; which models one has, only it tells. The vendor's own page says nothing of relays",
} as const satisfies Record<SeedanceApi, string>;

/** Relays are as old as the page that they hand on. */
const checkedOn = {
  ark: '2026-08-19',
  modelark: '2026-10-08',
  gateway: '2026-08-19',
} as const satisfies Record<SeedanceApi, string>;

const olderPicture = {
  from: ['url', 'data'],
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/bmp', 'image/tiff', 'image/gif'],
  // Less than 30 MB [doc]; decimal is the stricter reading [guess].
  maxBytes: 29_999_999,
  sides: { min: 300, max: 6000 },
  maxRatio: 2.5,
} as const;
/** From 1.5 on [doc]. */
const picture = {
  ...olderPicture,
  mediaTypes: [...olderPicture.mediaTypes, 'image/heic', 'image/heif'],
} as const;
/** No data URI [doc]. */
const clip = {
  from: ['url'],
  mediaTypes: ['video/mp4', 'video/quicktime'],
  maxBytes: 200_000_000,
} as const;
const sound = {
  from: ['url', 'data'],
  mediaTypes: ['audio/wav', 'audio/mpeg'],
  maxBytes: 15_000_000,
} as const;

const whole = (min: number, max: number) => ({ min, max, step: 1 }) as const;
const ratios = ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'] as const;
/** The model chooses after what goes in. */
const onlyAdaptive = { oneOf: ['adaptive'] } as const;
/** An empty text is [guess] refused. The pages advise 500 Chinese characters or 1,000 English words, and name no end. */
const prompt = { minLength: 1 } as const;
const either = { oneOf: [true, false] } as const;
/** The pages have it for 1.x; every model took it when it was tried [client, observed], to what effect is not known. */
const seed = { min: 0, max: 2_147_483_647 } as const;

/** What one model is. */
interface Model {
  /** Without the prefix of the region. */
  readonly id: PricedModel;
  readonly generation: '1.0' | '1.5' | '2.0' | '2.5';
  readonly resolutions: readonly string[];
  /** In seconds. */
  readonly length: readonly [min: number, max: number];
  readonly hasLastFrame?: boolean;
  /** Most pictures, clips and sounds. */
  readonly references?: readonly [images: number, videos: number, sounds: number];
  /** Seconds of a clip of 5 s, as users have measured it. */
  readonly takes?: number;
  readonly ended?: Partial<Record<SeedanceApi, ModelCapabilities['retired']>>;
}

const ended = (since: string, source: string) => ({ since, source });
const endOf15 = ended('2026-09-21', "Volcengine's model list of August 2026");
const endOf10 = ended('2026-11-24', 'an end notice that a client quotes; whether it ended is not verified');

const models: readonly Model[] = [
  {
    id: 'seedance-2-5-260628',
    generation: '2.5',
    resolutions: ['480p', '720p', '1080p'],
    length: [4, 30],
    hasLastFrame: true,
    references: [30, 10, 10],
    takes: 150,
  },
  {
    id: 'seedance-2-0-260128',
    generation: '2.0',
    resolutions: ['480p', '720p', '1080p', '4k'],
    length: [4, 15],
    hasLastFrame: true,
    references: [9, 3, 3],
    takes: 80,
  },
  {
    id: 'seedance-2-0-fast-260128',
    generation: '2.0',
    resolutions: ['480p', '720p'],
    length: [4, 15],
    hasLastFrame: true,
    references: [9, 3, 3],
    takes: 80,
  },
  {
    id: 'seedance-2-0-mini-260615',
    generation: '2.0',
    resolutions: ['480p', '720p'],
    length: [4, 15],
    hasLastFrame: true,
    references: [9, 3, 3],
    takes: 80,
  },
  {
    id: 'seedance-1-5-pro-251215',
    generation: '1.5',
    resolutions: ['480p', '720p', '1080p'],
    length: [4, 12],
    hasLastFrame: true,
    ended: {
      ark: endOf15,
      modelark: ended('2026-11-11', "BytePlus's model list, as read on 2026-10-08"),
      gateway: endOf15,
    },
  },
  {
    id: 'seedance-1-0-pro-250528',
    generation: '1.0',
    resolutions: ['480p', '720p', '1080p'],
    length: [2, 12],
    hasLastFrame: true,
    ended: { ark: endOf10, gateway: endOf10 },
  },
  {
    id: 'seedance-1-0-pro-fast-251015',
    generation: '1.0',
    resolutions: ['480p', '720p', '1080p'],
    length: [2, 12],
    ended: { ark: endOf10, gateway: endOf10 },
  },
];

/** China's ids have `doubao-` before them, which relays mostly keep; 2.x has `dreamina-` at ModelArk, 1.x nothing [doc, observed]. */
function idOf({ id, generation }: Model, api: SeedanceApi): string {
  if (api !== 'modelark') return `doubao-${id}`;
  return generation === '1.0' || generation === '1.5' ? id : `dreamina-${id}`;
}

/** Options beside those of a mode. What a relay does with a tier, a queue or a draft's id is not known. */
function optionsOf({ generation }: Model, api: SeedanceApi): OptionRules {
  const isOld = generation === '1.0' || generation === '1.5';
  return {
    safetyIdentifier: { minLength: 1, maxLength: 64 },
    expiresAfter: whole(3600, 259_200),
    // On 2.x refused in some classes [client, observed].
    ...(isOld && { cameraFixed: either }),
    ...(generation === '1.0' && { frames: { min: 29, max: 289, step: 4 } }),
    ...(generation === '2.5' && { outputFormat: { oneOf: ['mp4', 'mov'] } }),
    ...(api !== 'gateway' && {
      ...(isOld ? { serviceTier: { oneOf: ['default', 'flex'] } } : { priority: whole(0, 9) }),
      // Volcengine's page has it, BytePlus's has not [doc].
      ...(!isOld && api === 'ark' && { webSearch: { oneOf: [true] } }),
    }),
  };
}

const sizesOf = ({ generation }: Model): PixelSizes =>
  generation === '1.0' ? pixels10 : generation === '2.5' ? pixels25 : pixels20;

type Parts = Pick<CapabilityRow, 'mode' | 'requires' | 'requiresOptions'> & {
  /** Beside what every row takes. */
  readonly accepts: FeatureRules;
  readonly options?: OptionRules;
  readonly defaults?: CapabilityRow['defaults'];
  /** Whether a draft can be made of it first. Default: not. */
  readonly hasDraft?: boolean;
};

const option = (name: keyof SeedanceOptions) => `providerOptions.seedance.${name}` as const;

function rowsOf(model: Model, api: SeedanceApi): readonly CapabilityRow[] {
  const { generation, resolutions, length, hasLastFrame = false, references, takes } = model;
  const isNewest = generation === '2.5';
  const hasSound = generation !== '1.0';
  const frame = hasSound ? picture : olderPicture;
  const usual = {
    duration: 5,
    resolution: hasSound ? '720p' : '1080p',
    aspectRatio: 'adaptive',
    watermark: false,
    ...(hasSound && { audio: true }),
  } as const;
  const everywhere: FeatureRules = {
    resolution: { oneOf: resolutions },
    duration: { ...whole(...length), ...(hasSound && { auto: true }) },
    watermark: either,
    ...(hasSound && { audio: either }),
    seed,
    ...(api !== 'gateway' && { callbackUrl: 'any' }),
  };
  const row = (parts: Parts): CapabilityRow => {
    const { mode, requires, requiresOptions, accepts, options, defaults, hasDraft = false } = parts;
    // A relay may have other ids for tasks than the vendor.
    const drafts = hasDraft && isNewest && api !== 'gateway';
    return {
      mode,
      evidence: api === 'gateway' ? 'claimed' : 'documented',
      source: pages[api],
      ...(requires !== undefined && { requires }),
      ...(requiresOptions !== undefined && { requiresOptions }),
      accepts: {
        ...everywhere,
        ...accepts,
        providerOptions: {
          ...optionsOf(model, api),
          ...(drafts && { draft: { oneOf: [true] } }),
          ...options,
        },
      },
      ...(generation === '1.0' && { atMostOne: [['duration', option('frames')]] }),
      // A draft has 480p and no other [doc].
      ...(drafts && { atMostOne: [['resolution', option('draft')]], output: { resolution: '480p' } }),
      defaults: { ...usual, ...defaults },
      ...(takes !== undefined && {
        typicalTime: { seconds: takes, source: 'users who measured it, June to September 2026' },
      }),
    };
  };

  const rows = [
    row({
      mode: 'text-to-video',
      requires: ['prompt'],
      accepts: { prompt, aspectRatio: { oneOf: hasSound ? [...ratios, 'adaptive'] : ratios } },
      defaults: { aspectRatio: '16:9' },
      hasDraft: true,
    }),
    row({
      mode: 'image-to-video',
      requires: ['firstFrame'],
      accepts: {
        prompt,
        firstFrame: frame,
        ...(hasLastFrame && { lastFrame: frame }),
        // Of 2.5 the output keeps the frame's ratio [doc].
        aspectRatio: isNewest ? onlyAdaptive : { oneOf: [...ratios, 'adaptive'] },
      },
      hasDraft: true,
    }),
  ];
  if (references === undefined) return rows;

  const [images, videos, sounds] = references;
  const pictures = { references: { ...picture, maxItems: images } } as const;
  const clips = { referenceVideos: { ...clip, maxItems: videos } } as const;
  const others = { prompt, referenceAudio: { ...sound, maxItems: sounds } } as const;
  const anyRatio = { aspectRatio: { oneOf: [...ratios, 'adaptive'] } } as const;
  const refer = (needed: Feature, accepts: FeatureRules) =>
    row({
      mode: 'reference-to-video',
      requires: [needed],
      accepts: { ...accepts, ...anyRatio },
      ...(isNewest && { options: { taskType: { oneOf: ['auto', 'reference'] } } }),
      hasDraft: true,
    });
  rows.push(
    refer('references', { ...others, ...pictures, ...clips }),
    refer('referenceVideos', { ...others, ...clips }),
  );
  if (!isNewest) return rows;

  rows.push(
    // Of 2.0 a sound needs a picture or a clip beside it [doc].
    refer('referenceAudio', others),
    row({
      mode: 'reference-to-video',
      requires: ['referenceVideos'],
      requiresOptions: ['taskType'],
      accepts: { ...others, ...pictures, ...clips, aspectRatio: onlyAdaptive },
      options: { taskType: { oneOf: ['extend'] } },
    }),
    // The length and the ratio are the clip's; what is to change must be said [doc].
    row({
      mode: 'video-to-video',
      requires: ['sourceVideo', 'prompt'],
      accepts: {
        ...others,
        ...pictures,
        sourceVideo: clip,
        duration: { oneOf: [], auto: true },
        aspectRatio: onlyAdaptive,
      },
      defaults: { duration: 'auto' },
    }),
  );
  return api === 'gateway' ? rows : [...rows, ofDraft(model, api)];
}

/** The video of a draft: all else is the draft's, and cannot be said again, even where it is equal [doc]. */
function ofDraft(model: Model, api: SeedanceApi): CapabilityRow {
  const { webSearch: _search, ...options } = optionsOf(model, api);
  return {
    mode: 'text-to-video',
    evidence: 'documented',
    source: pages[api],
    requiresOptions: ['draftTask'],
    accepts: {
      resolution: { oneOf: ['1080p'] },
      watermark: either,
      callbackUrl: 'any',
      providerOptions: { ...options, draftTask: 'any' },
    },
    defaults: { resolution: '1080p', watermark: false },
  };
}

const tableOf = (api: SeedanceApi): Capabilities => ({
  models: models.map((model) => {
    const retired = model.ended?.[api];
    return {
      provider: 'seedance',
      api,
      model: idOf(model, api),
      checkedOn: checkedOn[api],
      ...(retired !== undefined && { retired }),
      ...(api !== 'gateway' && {
        operations: ['cancel', 'reconcile'],
        prices: pricesOf(model.id, api, model.generation === '2.5' ? 30 : 15),
        sizes: sizesOf(model),
      }),
      rows: rowsOf(model, api),
    };
  }),
  // 20 queries a second of each model [doc], so for all of them together it is less than allowed.
  polling: [
    {
      provider: 'seedance',
      api,
      minIntervalMs: 10_000,
      maxPerSecond: 20,
      source:
        "the vendor's SDK example, July 2026, polls every 10 s; its pages allow 20 queries a second of each model",
    },
  ],
});

export const capabilities = {
  ark: tableOf('ark'),
  modelark: tableOf('modelark'),
  gateway: tableOf('gateway'),
} as const satisfies Record<SeedanceApi, Capabilities>;
