import type { Capabilities, CapabilityRow, Feature, FeatureRules, OptionRules, PixelSizes } from '@vid/core';
import { partnerModels } from './partner-models.ts';
import {
  gen4,
  happyhorse,
  seedance2 as seedance2Sizes,
  seedance25,
  seedanceSmall,
  veo,
  wide,
} from './pixels.ts';
import {
  clip,
  credits,
  creditsBy,
  few,
  fromImage,
  fromText,
  fromVideo,
  model,
  noClip,
  october,
  picture,
  row,
  seed,
  sizesOf,
  sound,
  type Use,
  wholeSeconds,
} from './rows.ts';

const gen4Rules = {
  /** Counted in UTF-16 units [doc], as everywhere below. */
  prompt: { minLength: 1, maxLength: 1000 },
  duration: wholeSeconds(2, 10),
  seed,
  providerOptions: { publicFigureThreshold: { oneOf: ['auto', 'low'] } },
} as const;

/**
 * What the file is, beside an H.264 .mp4 [doc]. Frames in a .zip, which the service has too, are no video: left out. A
 * profile belongs to ProRes, and the HDR kind takes three of the six.
 */
const deep = ['sdr_rec709_10bit', 'hdr10', 'hlg', 'hdr_pq_12bit_master', 'hdr_prores'] as const;
const profiles = {
  prores: ['422', '422 Proxy', '422 LT', '422 HQ', '4444', '4444 XQ'],
  hdr_prores: ['422', '422 HQ', '4444'],
} as const;

/** A row for each set of options that goes together. */
function inFormats(
  rowOf: (use: Use) => CapabilityRow,
  use: Use,
  deepFormats: readonly string[],
): readonly CapabilityRow[] {
  const withOptions = (own: OptionRules, options?: readonly string[]) =>
    rowOf({
      ...use,
      ...(options !== undefined && { options }),
      accepts: { ...use.accepts, providerOptions: { ...use.accepts.providerOptions, ...own } },
    });
  const profiled = Object.entries(profiles).filter(
    ([format]) => format === 'prores' || deepFormats.includes(format),
  );
  return [
    withOptions({ outputFormat: { oneOf: ['mp4', 'prores', ...deepFormats] } }),
    ...profiled.map(([format, oneOf]) =>
      withOptions({ outputFormat: { oneOf: [format] }, proresProfile: { oneOf } }, [
        'outputFormat',
        'proresProfile',
      ]),
    ),
  ];
}

const formatSource = "Runway's price page of 4 October 2026 and its SDK of September";
/** So many more credits a second [doc]; twice the second sum above 4 megapixels, which no size here has. */
const withFormats = (
  perSecond: number,
  terms: { readonly minimum?: number; readonly page?: string } = {},
) => {
  const of = (more: number, outputFormat: readonly string[]) =>
    credits(perSecond + more, { ...terms, page: formatSource, when: { options: { outputFormat } } });
  return [of(5, ['prores']), of(20, deep), credits(perSecond, terms)];
};

const veoUse = {
  accepts: {
    prompt: { minLength: 1, maxLength: 1000 },
    /** No limit is documented; the prompt's [guess]. */
    negativePrompt: { maxLength: 1000 },
    duration: { oneOf: [4, 6, 8] },
  },
  pixels: veo,
  seconds: 4,
} as const;

/**
 * Sound has its own price, and what is made when it is left open is not documented. So it is said: silent, the cheaper
 * of the two, unless sound is asked for.
 */
const veo31 = (name: string, silent: number, loud: number) => {
  const use = {
    ...veoUse,
    audio: false,
    accepts: { ...veoUse.accepts, audio: { oneOf: [false, true] }, seed },
  };
  const withEnd = { ...use, accepts: { ...use.accepts, lastFrame: picture } };
  return model(name, [fromImage(withEnd), fromText(use)], {
    prices: [credits(loud, { when: { audio: [true] } }), credits(silent)],
  });
};

const veo3Use = {
  ...veoUse,
  accepts: { ...veoUse.accepts, duration: { oneOf: [8] } },
  seconds: 8,
} as const;

interface Family {
  readonly pixels: PixelSizes;
  readonly longest: number;
  readonly promptLimit: number;
  readonly pictures: number;
  /** Whether a video may also be continued, or changed in place, as `mode` says. */
  readonly modes?: true;
  readonly source: string;
}

/** Sounds need a text beside them [doc]; clips are taken by the text route only, and that needs one. */
const seedance = (family: Family): readonly CapabilityRow[] => {
  const { pixels, longest, promptLimit: maxLength, source } = family;
  const use: Use = {
    accepts: {
      prompt: { maxLength },
      // Billed as the longest first; what was not made is given back [doc].
      duration: { ...wholeSeconds(4, longest), auto: true },
      audio: { oneOf: [true, false] },
      seed,
    },
    pixels,
    seconds: 5,
    source,
  };
  const prompt = { minLength: 1, maxLength };
  const withEnd = { ...use, accepts: { ...use.accepts, lastFrame: picture } };
  // Without a position in image_to_video; how many is documented for `references` of the other routes [guess].
  const references = { ...picture, maxItems: family.pictures };
  const referenceAudio = { ...sound, maxItems: few };
  const referenceVideos = { ...clip, maxItems: few };
  const withSound = { ...use.accepts, prompt, referenceAudio };
  const { resolution: _resolution, aspectRatio, size } = sizesOf(pixels);
  // Left open, the shape is the service's to choose, not 16:9; a ratio alone is at 720p.
  const { pixels: _pixels, ...shapeless } = use;
  const asReference: FeatureRules =
    family.modes === undefined ? {} : { providerOptions: { mode: { oneOf: ['reference'] } } };
  const changed = {
    ...shapeless,
    accepts: { ...use.accepts, ...asReference, size, aspectRatio, references, referenceVideos },
  };
  const inMode = (mode: string, accepts: FeatureRules, more: Partial<Use> = {}) =>
    fromVideo({
      source,
      ...more,
      accepts: {
        ...use.accepts,
        prompt,
        references,
        referenceVideos,
        referenceAudio,
        ...accepts,
        providerOptions: { mode: { oneOf: [mode] } },
      },
      requires: ['prompt'],
      options: ['mode'],
    });
  const fromReferences = (needed: Feature, accepts: FeatureRules, requires: readonly Feature[]) =>
    row('reference-to-video', needed, { ...use, accepts, requires });
  return [
    fromImage(withEnd),
    fromReferences('references', { ...use.accepts, references }, []),
    row('text-to-video', 'prompt', { ...use, accepts: { ...use.accepts, prompt } }),
    fromReferences('referenceAudio', { ...withSound, references }, ['prompt']),
    fromReferences('referenceVideos', { ...withSound, references, referenceVideos }, ['prompt']),
    fromReferences('referenceAudio', { ...withSound, firstFrame: picture, lastFrame: picture }, [
      'prompt',
      'firstFrame',
    ]),
    fromVideo({ ...changed, accepts: { ...changed.accepts, prompt: { maxLength } } }),
    fromVideo({
      ...changed,
      accepts: { ...changed.accepts, prompt, referenceAudio },
      requires: ['prompt', 'referenceAudio'],
    }),
    // The video decides the shape, and of one that is changed in place the length too [doc].
    ...(family.modes === undefined
      ? []
      : [
          inMode('extend', {}, { seconds: 5 }),
          inMode('edit', { duration: { oneOf: [], auto: true } }, { defaults: { duration: 'auto' } }),
        ]),
  ];
};

const seedance2 = {
  longest: 15,
  promptLimit: 3500,
  pictures: 9,
  source: '; 4 to 15 s as a client quotes the docs; how many clips and sounds is a guess',
};
const seedance25Rows = seedance({
  pixels: seedance25,
  longest: 30,
  promptLimit: 15_000,
  pictures: 30,
  modes: true,
  source: '; 4 to 30 s as a client quotes the docs; how many clips and sounds is a guess',
});

const geminiUse: Use = {
  /** No limit of the prompt is documented; Runway's usual one [guess]. */
  accepts: { prompt: { maxLength: 1000 }, duration: wholeSeconds(3, 10) },
  pixels: wide,
  seconds: 5,
};

const happyhorseUse: Use = {
  accepts: { prompt: { minLength: 1, maxLength: 2500 }, duration: wholeSeconds(3, 15) },
  seconds: 5,
  source: '; 3 to 15 s from its maker, here a guess',
};

/** Whose pictures cost a credit each. */
const geminiPrice = credits(10, { perPicture: 1, page: october });

export const capabilities: Capabilities = {
  models: [
    model('gen4_turbo', [fromImage({ accepts: gen4Rules, pixels: gen4, seconds: 5 })], {
      prices: [credits(5)],
    }),
    model(
      'gen4.5',
      [
        ...inFormats(fromImage, { accepts: gen4Rules, requires: ['prompt'], pixels: gen4, seconds: 5 }, deep),
        ...inFormats(fromText, { accepts: gen4Rules, pixels: wide, seconds: 5 }, deep),
      ],
      { prices: withFormats(12) },
    ),
    veo31('veo3.1', 20, 40),
    veo31('veo3.1_fast', 10, 15),
    model(
      'aleph2',
      inFormats(
        fromVideo,
        {
          accepts: {
            // The SDK says that it must not be empty, no limit; Runway's usual one [guess].
            prompt: { minLength: 1, maxLength: 1000 },
            aspectRatio: { oneOf: ['16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '21:9'] },
            seed,
            providerOptions: { ...gen4Rules.providerOptions, keyframes: { maxItems: 5 } },
          },
        },
        ['sdr_rec709_10bit'],
      ),
      // The video that goes in decides the seconds, so what a task costs is not known before.
      { prices: withFormats(28, { minimum: 56, page: october }) },
    ),
    model('seedance2', seedance({ ...seedance2, pixels: seedance2Sizes }), {
      prices: [
        credits(36, { when: { resolution: ['480p', '720p'], given: noClip } }),
        ...creditsBy({ '1080p': 40, '4k': 150 }, { when: { given: noClip } }),
      ],
    }),
    model('seedance2_fast', seedance({ ...seedance2, pixels: seedanceSmall }), {
      prices: [credits(29, { when: { given: noClip }, page: october })],
    }),
    model('seedance2_mini', seedance({ ...seedance2, pixels: seedanceSmall }), {
      prices: [credits(16, { when: { given: noClip }, minimum: 64, page: october })],
    }),
    model('seedance2_5', seedance25Rows, {
      prices: creditsBy({ '480p': 20, '720p': 30, '1080p': 68 }, { when: { given: noClip }, minimum: 80 }),
    }),
    model(
      'happyhorse_1_0',
      [
        fromImage({
          ...happyhorseUse,
          accepts: {
            ...happyhorseUse.accepts,
            prompt: { maxLength: 2500 },
            resolution: { oneOf: ['720p', '1080p'] },
          },
        }),
        fromText({ ...happyhorseUse, pixels: happyhorse }),
      ],
      { prices: creditsBy({ '720p': 15, '1080p': 30 }) },
    ),
    model(
      'gemini_omni_flash',
      [
        fromImage(geminiUse),
        fromText(geminiUse),
        fromVideo({
          accepts: {
            prompt: { minLength: 1, maxLength: 1000 },
            // How many is not documented [guess].
            references: { ...picture, maxItems: few },
          },
          requires: ['prompt'],
        }),
      ],
      { prices: [geminiPrice] },
    ),
    ...partnerModels,
    model('veo3', [fromImage(veo3Use), fromText(veo3Use)], {
      prices: [credits(40)],
      retired: {
        since: '2026-09',
        source:
          "Runway's SDK of September 2026 has it no more; a third-party note says the same of the OpenAPI",
      },
    }),
  ],
  polling: [
    {
      provider: 'runway',
      api: 'official',
      minIntervalMs: 5_000,
      source: "Runway's SDK, July 2026: polling one task faster brings nothing fresher",
    },
  ],
};
