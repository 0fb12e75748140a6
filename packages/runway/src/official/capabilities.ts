import type { Capabilities, CapabilityRow, Feature, FeatureRules, Mode, ModelCapabilities } from '@vid/core';
import { gen4, happyhorse, type Pixels, seedance4k, seedanceHd, seedanceSmall, veo, wide } from './pixels.ts';
import { dataUriLimit } from './schema.ts';

/** Base64 has 4 characters for 3 bytes, behind a head of at most 23 characters. */
const maxBytes = Math.floor((dataUriLimit - 'data:image/jpeg;base64,'.length) / 4) * 3;
/** No GIF [doc]. */
const picture = {
  from: ['url', 'data'],
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp'],
  maxBytes,
} as const;

const wholeSeconds = (from: number, to: number) => ({
  oneOf: Array.from({ length: to - from + 1 }, (_, index) => from + index),
});

interface Use {
  readonly accepts: FeatureRules;
  readonly requires?: readonly Feature[];
  /** Left out where the picture decides. */
  readonly pixels?: Pixels;
  /** Sent when the length is open. */
  readonly seconds?: number;
  /** 1 credit is 0.01 USD [doc]. */
  readonly creditsPerSecond?: number;
  readonly source?: string;
}

/** Pixels by name, or by aspect ratio and resolution: all become `ratio` on the wire. */
const sizesOf = (pixels: Pixels) => ({
  size: {
    oneOf: Object.values(pixels)
      .flatMap(Object.values<string>)
      .map((ratio) => ratio.replace(':', 'x')),
  },
  aspectRatio: { oneOf: [...new Set(Object.values(pixels).flatMap(Object.keys))] },
  resolution: { oneOf: Object.keys(pixels) },
});

const row = (mode: Mode, needed: Feature, use: Use): CapabilityRow => {
  const { accepts, requires = [], pixels, seconds, creditsPerSecond, source = '' } = use;
  const resolution = pixels !== undefined && !('720p' in pixels) ? Object.keys(pixels)[0] : '720p';
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
    },
    ...(creditsPerSecond !== undefined && {
      price: {
        perSecond: creditsPerSecond / 100,
        currency: 'USD',
        source: `Runway's credit table, April 2026: ${creditsPerSecond} credits a second, 1 credit is 0.01 USD`,
      },
    }),
  };
};

const fromText = (use: Use) => row('text-to-video', 'prompt', use);
const fromImage = (use: Use) =>
  row('image-to-video', 'firstFrame', { ...use, accepts: { firstFrame: picture, ...use.accepts } });
/** Pictures without a position. How many is documented for `references` of text_to_video; the same here [guess]. */
const fromReferences = (use: Use) =>
  row('reference-to-video', 'references', {
    ...use,
    accepts: { references: { ...picture, maxItems: 9 }, ...use.accepts },
  });

/** Sound has its own price, and what is made when it is left open is not documented: no price there. */
const bySound = (use: Use, silent: number, loud: number): readonly Use[] => {
  const { creditsPerSecond: _open, ...rest } = use;
  const withSound = (audio: boolean, creditsPerSecond: number): Use => ({
    ...rest,
    accepts: { ...rest.accepts, audio: { oneOf: [audio] } },
    requires: ['audio'],
    creditsPerSecond,
  });
  return [rest, withSound(false, silent), withSound(true, loud)];
};

const model = (
  name: string,
  rows: readonly CapabilityRow[],
  retired?: ModelCapabilities['retired'],
): ModelCapabilities => ({
  provider: 'runway',
  api: 'official',
  model: name,
  ...(retired !== undefined && { retired }),
  rows,
});

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

const veo31 = (name: string, silent: number, loud: number) => {
  const use = { ...veoUse, accepts: { ...veoUse.accepts, seed } };
  const withEnd = { ...use, accepts: { ...use.accepts, lastFrame: picture } };
  return model(name, [
    ...bySound(withEnd, silent, loud).map(fromImage),
    ...bySound(use, silent, loud).map(fromText),
  ]);
};

const veo3Use = {
  ...veoUse,
  accepts: { ...veoUse.accepts, duration: { oneOf: [8] } },
  seconds: 8,
  creditsPerSecond: 40,
} as const;

const seedanceSource =
  '; at most 15 s from its skills, April 2026; at least 4 s, and the same for fast and mini, is a guess';
const seedance = (pixels: Pixels, creditsPerSecond?: number): readonly CapabilityRow[] => {
  const use: Use = {
    accepts: {
      prompt: { maxLength: 3500 },
      duration: wholeSeconds(4, 15),
      audio: { oneOf: [true, false] },
      seed,
    },
    pixels,
    seconds: 5,
    source: seedanceSource,
    ...(creditsPerSecond !== undefined && { creditsPerSecond }),
  };
  const withEnd = { ...use, accepts: { ...use.accepts, lastFrame: picture } };
  const text = { ...use, accepts: { ...use.accepts, prompt: { minLength: 1, maxLength: 3500 } } };
  return [fromImage(withEnd), fromReferences(use), fromText(text)];
};

const geminiUse: Use = {
  /** No limit of the prompt is documented; Runway's usual one [guess]. */
  accepts: { prompt: { maxLength: 1000 }, duration: wholeSeconds(3, 10) },
  pixels: wide,
  seconds: 5,
};

export const capabilities: Capabilities = {
  models: [
    model('gen4_turbo', [fromImage({ accepts: gen4Rules, pixels: gen4, seconds: 5, creditsPerSecond: 5 })]),
    model('gen4.5', [
      fromImage({ accepts: gen4Rules, pixels: gen4, seconds: 5, creditsPerSecond: 12 }),
      fromText({ accepts: gen4Rules, pixels: wide, seconds: 5, creditsPerSecond: 12 }),
    ]),
    veo31('veo3.1', 20, 40),
    veo31('veo3.1_fast', 10, 15),
    // 36 credits were printed before 4K is known to have been there.
    model('seedance2', [...seedance(seedanceHd, 36), ...seedance(seedance4k)]),
    model('seedance2_fast', seedance(seedanceSmall)),
    model('seedance2_mini', seedance(seedanceSmall)),
    // Lengths exist, but no document says which: no rule, so a length passes only unchecked.
    model('happyhorse_1_0', [
      fromImage({ accepts: { prompt: { maxLength: 2500 }, resolution: { oneOf: ['720p', '1080p'] } } }),
      fromText({ accepts: { prompt: { minLength: 1, maxLength: 2500 } }, pixels: happyhorse }),
    ]),
    model('gemini_omni_flash', [fromImage(geminiUse), fromText(geminiUse)]),
    model('veo3', [fromImage(veo3Use), fromText(veo3Use)], {
      since: '2026-09',
      source:
        "Runway's SDK of September 2026 has it no more; a third-party note says the same of the OpenAPI",
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
