import type {
  Capabilities,
  CapabilityRow,
  Feature,
  FeatureRules,
  Mode,
  ModelCapabilities,
  PixelSizes,
  Price,
  PriceCondition,
} from '@vid/core';
import {
  gen4,
  happyhorse,
  seedance2 as seedance2Sizes,
  seedance25,
  seedanceSmall,
  sizesFor,
  veo,
  wide,
} from './pixels.ts';
import { dataUriLimit, uploadLimit } from './schema.ts';

/** Bytes go as a data URI, or by upload where they are too many for one. */
const file = { from: ['url', 'data'], maxBytes: uploadLimit, maxInline: dataUriLimit } as const;
/** No GIF [doc]. */
const picture = { ...file, mediaTypes: ['image/jpeg', 'image/png', 'image/webp'] } as const;
/** MP4 is what the SDK shows [doc]; the others [guess]. */
const clip = { ...file, mediaTypes: ['video/mp4', 'video/quicktime', 'video/webm'] } as const;
/** `audio/mp3` is what the SDK shows [doc]; the others [guess]. */
const sound = { ...file, mediaTypes: ['audio/mpeg', 'audio/mp3', 'audio/wav', 'audio/x-wav'] } as const;

const wholeSeconds = (min: number, max: number) => ({ min, max, step: 1 });

interface Use {
  readonly accepts: FeatureRules;
  readonly requires?: readonly Feature[];
  /** Left out where the picture decides. */
  readonly pixels?: PixelSizes;
  /** Sent when the length is open. */
  readonly seconds?: number;
  /** Sent when it is open whether there is sound. */
  readonly audio?: boolean;
  readonly source?: string;
}

/** Pixels by name, or by aspect ratio and resolution: all become `ratio` on the wire. */
const sizesOf = (pixels: PixelSizes) => ({
  size: {
    oneOf: Object.values(pixels).flatMap(Object.values<string>),
  },
  aspectRatio: { oneOf: [...new Set(Object.values(pixels).flatMap(Object.keys))] },
  resolution: { oneOf: Object.keys(pixels) },
});

const row = (mode: Mode, needed: Feature, use: Use): CapabilityRow => {
  const { accepts, requires = [], pixels, seconds, audio, source = '' } = use;
  const usual = '720p';
  const isUsual = pixels === undefined ? accepts.resolution !== undefined : usual in pixels;
  const resolution = isUsual ? usual : Object.keys(pixels ?? {})[0];
  return {
    mode,
    evidence: 'documented',
    source: `Runway's SDK, July and September 2026${source}`,
    requires: [needed, ...requires],
    accepts: { ...(pixels !== undefined && sizesOf(pixels)), ...accepts },
    atMostOne: [
      ['size', 'aspectRatio'],
      ['size', 'resolution'],
    ],
    defaults: {
      ...(seconds !== undefined && { duration: seconds }),
      ...(pixels !== undefined && { aspectRatio: '16:9' }),
      ...(resolution !== undefined && { resolution }),
      ...(audio !== undefined && { audio }),
    },
  };
};

const fromText = (use: Use) => row('text-to-video', 'prompt', use);
const fromImage = (use: Use) =>
  row('image-to-video', 'firstFrame', { ...use, accepts: { firstFrame: picture, ...use.accepts } });
const fromVideo = (use: Use) =>
  row('video-to-video', 'sourceVideo', { ...use, accepts: { sourceVideo: clip, ...use.accepts } });

/** 1 credit is 0.01 USD [doc]. */
const credits = (
  perSecond: number,
  when?: PriceCondition,
  page = "Runway's credit table, April 2026",
): Price => ({
  ...(when !== undefined && { when }),
  perSecond: perSecond / 100,
  currency: 'USD',
  source: `${page}: ${perSecond} credits a second, 1 credit is 0.01 USD`,
});

const model = (
  name: string,
  rows: readonly CapabilityRow[],
  { prices, retired }: Pick<ModelCapabilities, 'prices' | 'retired'> = {},
): ModelCapabilities => {
  const sizes = sizesFor(name);
  return {
    provider: 'runway',
    api: 'official',
    model: name,
    operations: ['cancel'],
    checkedOn: '2026-09-23',
    ...(retired !== undefined && { retired }),
    rows,
    ...(prices !== undefined && { prices }),
    ...(sizes !== undefined && { sizes }),
  };
};

/** Range from example values [guess]; veo3.1 and seedance take one since September 2026 [doc]. */
const seed = { min: 0, max: 4_294_967_295 };

const gen4Rules = {
  /** Counted in UTF-16 units [doc], as everywhere below. */
  prompt: { minLength: 1, maxLength: 1000 },
  duration: wholeSeconds(2, 10),
  seed,
  providerOptions: { publicFigureThreshold: { oneOf: ['auto', 'low'] } },
} as const;

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
    prices: [credits(loud, { audio: [true] }), credits(silent)],
  });
};

const veo3Use = {
  ...veoUse,
  accepts: { ...veoUse.accepts, duration: { oneOf: [8] } },
  seconds: 8,
} as const;

/** How many clips or sounds is not documented, only their length together; the maker's own number [guess]. */
const few = 3;

interface Family {
  readonly pixels: PixelSizes;
  readonly longest: number;
  readonly promptLimit: number;
  readonly pictures: number;
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
  const changed = {
    ...shapeless,
    accepts: { ...use.accepts, size, aspectRatio, references, referenceVideos },
  };
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
  ];
};

const seedance2 = {
  longest: 15,
  promptLimit: 3500,
  pictures: 9,
  source:
    '; at most 15 s from its skills, April 2026; at least 4 s, and the same for fast and mini, is a guess; how many clips and sounds too',
};
const seedance25Rows = seedance({
  pixels: seedance25,
  longest: 30,
  promptLimit: 15_000,
  pictures: 30,
  source: '; 4 to 30 s from a note that quotes the OpenAPI; how many clips and sounds is a guess',
});

const geminiUse: Use = {
  /** No limit of the prompt is documented; Runway's usual one [guess]. */
  accepts: { prompt: { maxLength: 1000 }, duration: wholeSeconds(3, 10) },
  pixels: wide,
  seconds: 5,
};

/** The seconds that go in may cost too. */
const noClip = { sourceVideo: false, referenceVideos: false } as const;
const october = "Runway's price page of 4 October 2026, as a client quotes it";

export const capabilities: Capabilities = {
  models: [
    model('gen4_turbo', [fromImage({ accepts: gen4Rules, pixels: gen4, seconds: 5 })], {
      prices: [credits(5)],
    }),
    model(
      'gen4.5',
      [
        fromImage({ accepts: gen4Rules, requires: ['prompt'], pixels: gen4, seconds: 5 }),
        fromText({ accepts: gen4Rules, pixels: wide, seconds: 5 }),
      ],
      { prices: [credits(12)] },
    ),
    veo31('veo3.1', 20, 40),
    veo31('veo3.1_fast', 10, 15),
    model('aleph2', [
      fromVideo({
        accepts: {
          // The SDK says that it must not be empty, no limit; Runway's usual one [guess].
          prompt: { minLength: 1, maxLength: 1000 },
          aspectRatio: { oneOf: ['16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '21:9'] },
          seed,
          providerOptions: { ...gen4Rules.providerOptions, keyframes: { maxItems: 5 } },
        },
      }),
    ]),
    model('seedance2', seedance({ ...seedance2, pixels: seedance2Sizes }), {
      prices: [
        credits(36, { resolution: ['480p', '720p'], given: noClip }),
        credits(40, { resolution: ['1080p'], given: noClip }, october),
        credits(150, { resolution: ['4k'], given: noClip }, october),
      ],
    }),
    model('seedance2_fast', seedance({ ...seedance2, pixels: seedanceSmall })),
    model('seedance2_mini', seedance({ ...seedance2, pixels: seedanceSmall })),
    model('seedance2_5', seedance25Rows),
    // Lengths exist, but no document says which: no rule, so a length passes only unchecked.
    model('happyhorse_1_0', [
      fromImage({ accepts: { prompt: { maxLength: 2500 }, resolution: { oneOf: ['720p', '1080p'] } } }),
      fromText({ accepts: { prompt: { minLength: 1, maxLength: 2500 } }, pixels: happyhorse }),
    ]),
    model('gemini_omni_flash', [
      fromImage(geminiUse),
      fromText(geminiUse),
      fromVideo({ accepts: { prompt: { minLength: 1, maxLength: 1000 } }, requires: ['prompt'] }),
    ]),
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
      source: "Runway's SDK, July 2026: a faster question about one task brings nothing fresher",
    },
  ],
};
