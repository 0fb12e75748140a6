import type { Feature, Mode, VideoRequest } from './request.ts';

/**
 * What a request must be like: every part that is named holds. Fields that a request leaves open count with the row's
 * `defaults` and `output`; a `size` also with the resolution and the ratio that the model's `sizes` have for it.
 */
export interface PriceCondition {
  /** The row's. */
  readonly mode?: readonly Mode[];
  /** One of these, such as `'720p'`. */
  readonly resolution?: readonly string[];
  /** One of these, such as `'16:9'`. */
  readonly aspectRatio?: readonly string[];
  /** One of these, in pixels, such as `'1280x720'`. */
  readonly size?: readonly string[];
  /** One of these tiers. */
  readonly quality?: readonly NonNullable<VideoRequest['quality']>[];
  /** With sound (`true`), without (`false`), or either. */
  readonly audio?: readonly boolean[];
  /** One of these lengths, in seconds. */
  readonly duration?: readonly number[];
  /** Fields that the request sets (`true`) or leaves open (`false`), such as its inputs. */
  readonly given?: { readonly [Field in Feature]?: boolean };
  /** The provider's own options by name: one of these values, set at all (`true`), or left open (`false`). */
  readonly options?: Readonly<Record<string, boolean | readonly (string | number | boolean)[]>>;
}

/** Under its condition, the price is so many times as high. */
export interface PriceFactor {
  /** What the request must be like. */
  readonly when: PriceCondition;
  /** The multiple of the price; below 1 is a discount. */
  readonly times: number;
}

/**
 * The length of a clip that goes in, where it is billed: nobody knows it before, so the price is a range. All in seconds, of
 * all clips together.
 */
export interface InputSeconds {
  /** The shortest, in seconds. */
  readonly min: number;
  /** The longest, in seconds. */
  readonly max: number;
  /** The least that is billed for what goes in and comes out, as a multiple of what comes out, rounded up. Default: none. */
  readonly atLeastTimes?: number;
}

/** Tokens: frames × width × height / `pixelsPerToken`, rounded down. The model's `sizes` give width and height. */
export interface VideoTokens {
  /** Frames of each second of video. */
  readonly framesPerSecond: number;
  /** Frames besides those of the seconds. Default 0. */
  readonly extraFrames?: number;
  /** Pixels of all frames that make one token. */
  readonly pixelsPerToken: number;
}

/** What pictures cost that go in, frames and references alike. */
export interface InputPictures {
  /** So many cost nothing. */
  readonly free: number;
  /** Each of the others, in the currency of the price. */
  readonly each: number;
}

interface PriceTerms {
  /** What it is for. Default: everything that no price before it is for. */
  readonly when?: PriceCondition;
  /** ISO 4217, the one in which the service bills. */
  readonly currency: string;
  /** Who says so, and when. */
  readonly source: string;
  /** Each that applies multiplies the price. Default: none. */
  readonly factors?: readonly PriceFactor[];
  /** The least that a task costs, after the factors, in the currency. Default 0. */
  readonly minimum?: number;
  /** On top of the rest. Default: pictures cost nothing. */
  readonly pictures?: InputPictures;
}

/** However long the video is. */
export interface PricePerTask extends PriceTerms {
  /** The amount for one task, in `currency`. */
  readonly perTask: number;
}

/** For each second of video. */
export interface PricePerSecond extends PriceTerms {
  /** The amount for each second of video, in `currency`. */
  readonly perSecond: number;
  /** Default: what goes in is not billed. */
  readonly inputSeconds?: InputSeconds;
}

/** For what the service counts in the video. */
export interface PricePerToken extends PriceTerms {
  /** The amount for a million tokens, in `currency`. */
  readonly perMillionTokens: number;
  /** How the service counts tokens. */
  readonly tokens: VideoTokens;
  /** Default: what goes in is not billed. */
  readonly inputSeconds?: InputSeconds;
}

/** What a video costs before it is made. */
export type Price = PricePerTask | PricePerSecond | PricePerToken;
