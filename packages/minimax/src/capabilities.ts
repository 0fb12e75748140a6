import type {
  Capabilities,
  CapabilityRow,
  Feature,
  FeatureRules,
  Mode,
  ModelCapabilities,
  Price,
} from '@vid/core';
import type { Region } from './schema.ts';

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
  readonly maxTogether?: CapabilityRow['maxTogether'];
  readonly defaults?: CapabilityRow['defaults'];
}

interface Model {
  readonly model: string;
  readonly from: number;
  readonly resolutions: readonly string[];
  readonly more?: FeatureRules;
  readonly typicalTime?: CapabilityRow['typicalTime'];
  readonly maxTasks?: ModelCapabilities['maxTasks'];
  readonly uses: readonly Use[];
  readonly prices: Readonly<Record<Region, PriceList>>;
}

/** Of a second, by resolution, and of each picture that is not free. */
interface PriceList {
  readonly seconds: Readonly<Record<string, number>>;
  readonly pictures?: Price['pictures'];
}

const priceSources: Readonly<Record<Region, readonly [currency: string, source: string]>> = {
  global: ['USD', "MiniMax's price page, October 2026"],
  cn: ['CNY', "a survey of MiniMax's Chinese prices, September 2026"],
};

/** A clip that goes in is billed by its seconds as what comes out; sounds cost nothing. How it is rounded is unstated [guess]. */
const pricesOf = ({ seconds: list, pictures }: PriceList, region: Region): readonly Price[] => {
  const [currency, from] = priceSources[region];
  const terms = { currency, source: from, ...(pictures !== undefined && { pictures }) };
  return Object.entries(list).flatMap(([resolution, perSecond]) => [
    {
      ...terms,
      when: { resolution: [resolution], given: { referenceVideos: true } },
      perSecond,
      inputSeconds: { min: 2, max: 15 },
    },
    { ...terms, when: { resolution: [resolution] }, perSecond },
  ]);
};

const row = (
  { from, resolutions, more, typicalTime }: Model,
  { mode, requires, accepts, maxTogether, defaults }: Use,
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
    // Always made; there is no switch [doc].
    audio: { oneOf: [true] },
    watermark: { oneOf: [true, false] },
    callbackUrl: 'any',
    ...more,
  },
  ...(maxTogether !== undefined && { maxTogether }),
  // Resolution and length are required by the service; the cheaper resolution, and the length that @ai-sdk/minimax sends.
  defaults: { duration: 5, resolution: '768p', audio: true, ...defaults },
  ...(typicalTime !== undefined && { typicalTime }),
});

const text: Use = {
  mode: 'text-to-video',
  requires: [],
  accepts: { aspectRatio: { oneOf: ratios } },
  defaults: { aspectRatio: '16:9' },
};
/** The picture decides the ratio: the service ignores another one [doc], so none is taken. One page allows a last frame alone, another wants the pair [doc]: the pair. */
const frames: readonly Use[] = [
  {
    mode: 'image-to-video',
    requires: ['firstFrame'],
    accepts: { firstFrame: picture, lastFrame: picture, aspectRatio: { oneOf: ['adaptive'] } },
  },
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
      aspectRatio: { oneOf: [...ratios, 'adaptive'] },
    },
    maxTogether: [{ fields: ['references', 'referenceVideos', 'referenceAudio'], maxItems: 12 }],
  },
  {
    mode: 'reference-to-video',
    requires: ['referenceVideos'],
    accepts: {
      referenceVideos: { ...clip, maxItems: 3 },
      referenceAudio: { ...sound, maxItems: 3 },
      aspectRatio: { oneOf: [...ratios, 'adaptive'] },
    },
  },
];

const models: readonly Model[] = [
  {
    model: 'MiniMax-H3',
    from: 4,
    resolutions: ['768p', '2k'],
    typicalTime: { seconds: 100, source: 'one video of 4 s in 768P, timed in September 2026' },
    maxTasks: { count: 30, source: `${source}: 30 tasks at a time` },
    uses: [text, ...frames, ...references],
    prices: {
      global: { seconds: { '768p': 0.08, '2k': 0.13 }, pictures: { free: 5, each: 0.04 } },
      cn: { seconds: { '768p': 0.5, '2k': 0.8 }, pictures: { free: 5, each: 0.2 } },
    },
  },
  {
    model: 'MiniMax-H3-Max',
    from: 5,
    resolutions: ['768p', '480p'],
    more: { providerOptions: { promptExpansion: { oneOf: ['disabled', 'balanced', 'quality'] } } },
    // Whether it takes references is told both ways: it does not [guess]. So no picture goes in but the two that are free.
    uses: [text, ...frames],
    prices: {
      global: { seconds: { '768p': 0.08, '480p': 0.05 } },
      cn: { seconds: { '768p': 0.5, '480p': 0.33 } },
    },
  },
];

/** Models and limits are the same in both regions, prices are not. */
const tableOf = (region: Region): Capabilities => ({
  models: models.map((given) => ({
    provider: 'minimax',
    api: 'official',
    model: given.model,
    operations: ['cancel'],
    checkedOn: '2026-10-08',
    ...(given.maxTasks !== undefined && { maxTasks: given.maxTasks }),
    rows: given.uses.map((use) => row(given, use)),
    prices: pricesOf(given.prices[region], region),
  })),
  polling: [{ provider: 'minimax', api: 'official', minIntervalMs: 10_000, source: `${source}: every 10 s` }],
});

export const tables: Readonly<Record<Region, Capabilities>> = {
  global: tableOf('global'),
  cn: tableOf('cn'),
};
