import type { Capabilities, CapabilityRow, Feature, FeatureRules, Mode, ModelCapabilities } from '@vid/core';
import { pricesOf } from './prices.ts';
import type { Region } from './schema.ts';

const pages = "Alibaba Cloud Model Studio's pages, March to October 2026";

const wholeSeconds = (min: number, max: number) => ({ min, max, step: 1 }) as const;

const pictureTypes = ['image/jpeg', 'image/png', 'image/bmp', 'image/webp'] as const;
/** As a link or a data URI; 20 MB, 240 to 8000 pixels, ratio to 8:1; no transparency, which bytes are not asked for [doc, client]. */
const picture = {
  from: ['url', 'data'],
  mediaTypes: pictureTypes,
  maxBytes: 20_000_000,
  sides: { min: 240, max: 8000 },
  maxRatio: 8,
} as const;
/** 300 pixels at least, ratio to 2.5:1 [relay]. */
const happyPicture = { ...picture, sides: { min: 300 }, maxRatio: 2.5 } as const;
/** Links only [doc]; how long a clip is nobody sees before: 1 to 15 s each, 15 s together [doc]. */
const clip = { from: ['url'], mediaTypes: ['video/mp4', 'video/quicktime'], maxBytes: 100_000_000 } as const;
const sound = { from: ['url'], mediaTypes: ['audio/wav', 'audio/mpeg'], maxBytes: 15_000_000 } as const;

const seed = { min: 0, max: 2_147_483_647 } as const;
const watermark = { oneOf: [true, false] } as const;
const either = { oneOf: [true, false] } as const;
const always = { oneOf: [true] } as const;
const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4'] as const;
const tiers = ['480p', '720p', '1080p'] as const;
const hd = ['720p', '1080p'] as const;

interface Use {
  readonly needs: readonly Feature[];
  readonly accepts?: FeatureRules;
  readonly options?: FeatureRules['providerOptions'];
  readonly requiresOptions?: readonly string[];
  readonly defaults?: CapabilityRow['defaults'];
  readonly rest?: Pick<CapabilityRow, 'maxTogether' | 'output'>;
  /** Besides the pages. */
  readonly source?: string;
}

/** What all uses of a model have in common. */
interface Family {
  readonly accepts: FeatureRules;
  readonly options?: FeatureRules['providerOptions'];
  readonly defaults: NonNullable<CapabilityRow['defaults']>;
  readonly source?: string;
}

const row = (mode: Mode, family: Family, use: Use): CapabilityRow => {
  const providerOptions = { ...family.options, ...use.options };
  const { prompt } = family.accepts;
  const notes = [family.source, use.source].filter((note) => note !== undefined);
  return {
    mode,
    evidence: 'documented',
    source: [pages, ...notes].join('; '),
    requires: use.needs,
    ...(use.requiresOptions !== undefined && { requiresOptions: use.requiresOptions }),
    accepts: {
      ...family.accepts,
      ...(prompt !== undefined && use.needs.includes('prompt') && { prompt: { minLength: 1, ...prompt } }),
      ...use.accepts,
      ...(Object.keys(providerOptions).length > 0 && { providerOptions }),
    },
    defaults: { ...family.defaults, ...use.defaults },
    ...use.rest,
  };
};

/** Some models have a watermark by default [doc], so each request says whether it wants one. */
const unmarked = { watermark: false } as const;

const rewritten = { promptExtend: either } as const;

const wan3: Family = {
  accepts: {
    prompt: { maxLength: 20_000 },
    duration: { ...wholeSeconds(2, 30), auto: true },
    resolution: { oneOf: tiers },
    aspectRatio: { oneOf: ['adaptive', ...ratios] },
    audio: either,
    watermark,
    seed,
  },
  defaults: { duration: 5, resolution: '1080p', aspectRatio: 'adaptive', audio: true, ...unmarked },
};

/** A document or a page takes the place of frames and references; the rewriting cannot be switched off beside it [doc]. */
const documentRow = (name: 'file' | 'link'): CapabilityRow =>
  row(
    'text-to-video',
    { ...wan3, options: { [name]: 'any' } },
    { needs: [], requiresOptions: [name], source: `of a ${name === 'file' ? 'document' : 'web page'}` },
  );

/** Pictures and sounds, or sounds alone, to which there must be a prompt [guess]. */
const referencesRow = (...needs: readonly Feature[]): CapabilityRow =>
  row('reference-to-video', wan3, {
    needs,
    accepts: {
      references: { ...picture, maxItems: 10 },
      referenceAudio: { ...sound, maxItems: 5 },
    },
    options: rewritten,
    source: 'pictures and sounds',
  });

/** What goes in has a second at least, and with it there are 30 at most [doc]. */
const clipsRow = row('reference-to-video', wan3, {
  needs: ['referenceVideos'],
  accepts: {
    references: { ...picture, maxItems: 10 },
    referenceVideos: { ...clip, maxItems: 5 },
    referenceAudio: { ...sound, maxItems: 5 },
    duration: { ...wholeSeconds(2, 29), auto: true },
  },
  options: rewritten,
  source: 'pictures, clips and sounds; clips that go in count against the 30 s',
});

const wan3Rows: readonly CapabilityRow[] = [
  row('text-to-video', wan3, { needs: ['prompt'], options: rewritten }),
  row('image-to-video', wan3, {
    needs: ['firstFrame'],
    accepts: { firstFrame: picture, lastFrame: picture },
    options: rewritten,
    source: 'first frame, or first and last frame',
  }),
  referencesRow('references'),
  clipsRow,
  referencesRow('prompt', 'referenceAudio'),
  documentRow('file'),
  documentRow('link'),
];

const wan27: Family = {
  accepts: {
    prompt: { maxLength: 5_000 },
    negativePrompt: { maxLength: 500 },
    duration: wholeSeconds(2, 15),
    resolution: { oneOf: hd },
    audio: always,
    watermark,
    seed,
  },
  options: rewritten,
  defaults: { duration: 5, resolution: '1080p', audio: true, ...unmarked },
  source: 'prompts to 5,000 characters, what not to show to 500 [client]',
};
const withRatio = { aspectRatio: { oneOf: ratios } } as const;
const wide = { aspectRatio: '16:9' } as const;

/** HappyHorse has 2,500 Chinese characters or 5,000 others, and cuts what is longer [relay]: the lower of the two. */
const happyhorse: Family = {
  accepts: {
    prompt: { maxLength: 2_500 },
    duration: wholeSeconds(3, 15),
    resolution: { oneOf: hd },
    audio: always,
    watermark,
    seed,
  },
  defaults: { duration: 5, resolution: '1080p', audio: true, ...unmarked },
  source: 'defaults by resellers; sound always is a guess',
};
const nineRatios = { aspectRatio: { oneOf: [...ratios, '4:5', '5:4', '9:21', '21:9'] } } as const;

/** A changed video is as long as it was, and in its ratio and with its sound, where nothing else is said [doc]. */
function edited({ accepts, options, defaults, source }: Family, more: FeatureRules): Family {
  const { duration: _length, audio: _sound, ...own } = accepts;
  const { duration: _seconds, audio: _always, ...others } = defaults;
  return {
    accepts: { ...own, sourceVideo: clip, ...more },
    options: { ...options, audioSetting: { oneOf: ['auto', 'origin'] } },
    defaults: others,
    ...(source !== undefined && { source }),
  };
}

type Model = Omit<ModelCapabilities, 'prices'>;

/** Of the older models' pages nobody says the day. */
const wan3Page = { checkedOn: '2026-09-23' } as const;

const model = (
  name: string,
  rows: readonly CapabilityRow[],
  { checkedOn }: Pick<Model, 'checkedOn'> = {},
): Model => ({
  provider: 'wan',
  api: 'official',
  model: name,
  ...(checkedOn !== undefined && { checkedOn }),
  operations: ['cancel', 'reconcile'],
  rows,
});

const happyhorseModels = (version: '1.1' | '1.0'): readonly Model[] => [
  model(`happyhorse-${version}-t2v`, [
    row('text-to-video', happyhorse, { needs: ['prompt'], accepts: nineRatios, defaults: wide }),
  ]),
  model(`happyhorse-${version}-i2v`, [
    row('image-to-video', happyhorse, {
      needs: ['firstFrame'],
      accepts: { firstFrame: happyPicture },
      source: 'the picture decides the ratio',
    }),
  ]),
  model(`happyhorse-${version}-r2v`, [
    row('reference-to-video', happyhorse, {
      needs: ['prompt', 'references'],
      accepts: { references: { ...happyPicture, maxItems: 9 }, ...nineRatios },
      defaults: wide,
    }),
  ]),
];

const models: readonly Model[] = [
  model('wan3.0-video', wan3Rows, wan3Page),
  model('wan3.0-video-prime', wan3Rows, wan3Page),
  ...happyhorseModels('1.1'),
  model('wan2.7-t2v', [
    row('text-to-video', wan27, { needs: ['prompt'], accepts: withRatio, defaults: wide }),
    row('reference-to-video', wan27, {
      needs: ['prompt', 'referenceAudio'],
      accepts: { referenceAudio: { ...sound, maxItems: 1 }, ...withRatio },
      defaults: wide,
      source: 'a sound that the video keeps to',
    }),
  ]),
  model('wan2.7-i2v', [
    row('image-to-video', wan27, {
      needs: ['firstFrame'],
      accepts: { firstFrame: picture, lastFrame: picture },
      source: 'first frame, or first and last frame; the picture decides the ratio',
    }),
    row('reference-to-video', wan27, {
      needs: ['firstFrame', 'referenceAudio'],
      accepts: {
        firstFrame: picture,
        lastFrame: picture,
        referenceAudio: { ...sound, maxItems: 1 },
      },
      source: 'a sound that drives the picture, which decides the ratio',
    }),
  ]),
  model('wan2.7-r2v', [
    row('reference-to-video', wan27, {
      needs: ['prompt', 'references'],
      accepts: { references: { ...picture, maxItems: 5 }, ...withRatio },
      defaults: wide,
    }),
    row('reference-to-video', wan27, {
      needs: ['prompt', 'referenceVideos'],
      accepts: {
        references: { ...picture, maxItems: 4 },
        referenceVideos: { ...clip, maxItems: 5 },
        ...withRatio,
        duration: wholeSeconds(2, 10),
      },
      defaults: wide,
      rest: { maxTogether: [{ fields: ['references', 'referenceVideos'], maxItems: 5 }] },
      source: '5 pictures and clips in all',
    }),
  ]),
  model('wan2.7-videoedit', [
    row('video-to-video', edited(wan27, { ...withRatio, duration: wholeSeconds(2, 10) }), {
      needs: ['prompt', 'sourceVideo'],
      accepts: { references: { ...picture, maxItems: 1 } },
      source: 'as long as the video unless it is said; how many pictures may go with it, nobody says: one',
    }),
  ]),
  ...happyhorseModels('1.0'),
  model('happyhorse-1.0-video-edit', [
    row('video-to-video', edited(happyhorse, {}), {
      needs: ['prompt', 'sourceVideo'],
      accepts: { references: { ...happyPicture, maxItems: 5 } },
    }),
  ]),
  model('wan2.2-kf2v-flash', [
    row(
      'image-to-video',
      {
        accepts: {
          prompt: { maxLength: 800 },
          negativePrompt: { maxLength: 500 },
          duration: { oneOf: [5] },
          resolution: { oneOf: tiers },
          watermark,
          seed,
        },
        options: rewritten,
        defaults: { duration: 5, resolution: '720p', ...unmarked },
      },
      {
        needs: ['firstFrame', 'lastFrame'],
        accepts: { firstFrame: picture, lastFrame: picture },
        rest: { output: { audio: false } },
        source: 'first and last frame, silent',
      },
    ),
  ]),
];

const polling: Capabilities['polling'] = [
  {
    provider: 'wan',
    api: 'official',
    minIntervalMs: 5_000,
    maxPerSecond: 20,
    source:
      'the pages advise 15 s, the vendor’s SDK polls every 5 s at the end; 20 queries a second of an account are allowed',
  },
];

/** Models and limits are the same in all regions, as far as is known; prices are not. */
export const capabilitiesOf = (region: Region): Capabilities => ({
  models: models.map((entry) => {
    const prices = pricesOf(entry.model, region);
    return prices.length === 0 ? entry : { ...entry, prices };
  }),
  polling,
});
