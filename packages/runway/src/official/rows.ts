import type {
  CapabilityRow,
  Feature,
  FeatureRules,
  Mode,
  ModelCapabilities,
  PixelSizes,
  Price,
  PriceCondition,
  RowDefaults,
} from '@vid/core';
import { sizesFor } from './pixels.ts';
import { dataUriLimit, uploadLimit } from './schema.ts';

/* What the rows and prices of Runway's models are made of. */

/** Bytes go as a data URI, or by upload where they are too many for one. */
const file = { from: ['url', 'data'], maxBytes: uploadLimit, maxInline: dataUriLimit } as const;
/** No GIF [doc]. */
export const picture = { ...file, mediaTypes: ['image/jpeg', 'image/png', 'image/webp'] } as const;
/** MP4 is what the SDK shows [doc]; the others [guess]. */
export const clip = { ...file, mediaTypes: ['video/mp4', 'video/quicktime', 'video/webm'] } as const;
/** `audio/mp3` is what the SDK shows [doc]; the others [guess]. */
export const sound = {
  ...file,
  mediaTypes: ['audio/mpeg', 'audio/mp3', 'audio/wav', 'audio/x-wav'],
} as const;

/** How many clips or sounds is not documented, only their length together; a maker's own number [guess]. */
export const few = 3;
/** The seconds that go in may cost too. */
export const noClip = { sourceVideo: false, referenceVideos: false } as const;

export const wholeSeconds = (min: number, max: number) => ({ min, max, step: 1 });

export interface Use {
  readonly accepts: FeatureRules;
  readonly requires?: readonly Feature[];
  /** The provider's own options that must be set. */
  readonly options?: readonly string[];
  /** Left out where the picture decides. */
  readonly pixels?: PixelSizes;
  /** Sent when the length is open. */
  readonly seconds?: number;
  /** Sent when it is open whether there is sound. */
  readonly audio?: boolean;
  /** Instead of what follows from the rest. */
  readonly defaults?: RowDefaults;
  readonly source?: string;
}

/** Pixels by name, or by aspect ratio and resolution: all become `ratio` on the wire. */
export const sizesOf = (pixels: PixelSizes) => ({
  size: {
    oneOf: Object.values(pixels).flatMap(Object.values<string>),
  },
  aspectRatio: { oneOf: [...new Set(Object.values(pixels).flatMap(Object.keys))] },
  resolution: { oneOf: Object.keys(pixels) },
});

export const row = (mode: Mode, needed: Feature, use: Use): CapabilityRow => {
  const { accepts, requires = [], options, pixels, seconds, audio, defaults, source = '' } = use;
  const usual = '720p';
  const isUsual = pixels === undefined ? accepts.resolution !== undefined : usual in pixels;
  const resolution = isUsual ? usual : Object.keys(pixels ?? {})[0];
  return {
    mode,
    evidence: 'documented',
    source: `Runway's SDK, July and September 2026${source}`,
    requires: [needed, ...requires],
    ...(options !== undefined && { requiresOptions: options }),
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
      ...defaults,
    },
  };
};

export const fromText = (use: Use) => row('text-to-video', 'prompt', use);
export const fromImage = (use: Use) =>
  row('image-to-video', 'firstFrame', { ...use, accepts: { firstFrame: picture, ...use.accepts } });
export const fromVideo = (use: Use) =>
  row('video-to-video', 'sourceVideo', { ...use, accepts: { sourceVideo: clip, ...use.accepts } });

export const october = "Runway's price page of 4 October 2026, as a client quotes it";

interface Terms {
  readonly when?: PriceCondition;
  /** The least that a task costs. */
  readonly minimum?: number;
  /** For each picture that goes in. */
  readonly perPicture?: number;
  readonly page?: string;
}

/** The range as a client quotes the docs [client]; veo3.1 and seedance take one since September 2026 [doc]. */
export const seed = { min: 0, max: 4_294_967_295 };

/** All in credits: 1 is 0.01 USD [doc]. */
export const credits = (
  perSecond: number,
  { when, minimum, perPicture, page = "Runway's credit table, April 2026" }: Terms = {},
): Price => ({
  ...(when !== undefined && { when }),
  // Without the noise of a division.
  perSecond: Number((perSecond / 100).toFixed(4)),
  ...(minimum !== undefined && { minimum: minimum / 100 }),
  ...(perPicture !== undefined && { pictures: { free: 0, each: perPicture / 100 } }),
  currency: 'USD',
  source: `${page}: ${perSecond} credits a second, 1 credit is 0.01 USD`,
});

/** By resolution. */
export const creditsBy = (rates: Readonly<Record<string, number>>, terms: Terms = {}): readonly Price[] =>
  Object.entries(rates).map(([resolution, rate]) =>
    credits(rate, { page: october, ...terms, when: { ...terms.when, resolution: [resolution] } }),
  );

export const model = (
  name: string,
  rows: readonly CapabilityRow[],
  { prices, retired }: Partial<Pick<ModelCapabilities, 'prices' | 'retired'>> = {},
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
