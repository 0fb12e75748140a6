import type { Feature, Mode, VideoRequest } from './request.ts';

/**
 * What a request must be like: every part that is named holds. Fields that a request leaves open count with the row's
 * `defaults` and `output`; a `size` also with the resolution and the ratio that the model's `sizes` have for it.
 */
export interface PriceCondition {
  /** The row's. */
  readonly mode?: readonly Mode[];
  readonly resolution?: readonly string[];
  readonly aspectRatio?: readonly string[];
  readonly size?: readonly string[];
  readonly quality?: readonly NonNullable<VideoRequest['quality']>[];
  readonly audio?: readonly boolean[];
  readonly duration?: readonly number[];
  /** Fields that the request sets (`true`) or leaves open (`false`), such as its inputs. */
  readonly given?: { readonly [Field in Feature]?: boolean };
  /** The provider's own options by name: one of these values, set at all (`true`), or left open (`false`). */
  readonly options?: Readonly<Record<string, boolean | readonly (string | number | boolean)[]>>;
}

/** Under its condition, the price is so many times as high. */
export interface PriceFactor {
  readonly when: PriceCondition;
  readonly times: number;
}

/**
 * The length of a clip that goes in, where it is billed: nobody knows it before, so the price is a range. All in seconds, of
 * all clips together.
 */
export interface InputSeconds {
  readonly min: number;
  readonly max: number;
  /** The least that is billed for what goes in and comes out, as a multiple of what comes out, rounded up. Default: none. */
  readonly atLeastTimes?: number;
}

/** Tokens: frames × width × height / `pixelsPerToken`, rounded down. The model's `sizes` give width and height. */
export interface VideoTokens {
  readonly framesPerSecond: number;
  /** Frames besides those of the seconds. Default 0. */
  readonly extraFrames?: number;
  readonly pixelsPerToken: number;
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
}

/** However long the video is. */
export interface PricePerTask extends PriceTerms {
  readonly perTask: number;
}

/** For each second of video. */
export interface PricePerSecond extends PriceTerms {
  readonly perSecond: number;
  /** Default: what goes in is not billed. */
  readonly inputSeconds?: InputSeconds;
}

/** For what the service counts in the video. */
export interface PricePerToken extends PriceTerms {
  readonly perMillionTokens: number;
  readonly tokens: VideoTokens;
  /** Default: what goes in is not billed. */
  readonly inputSeconds?: InputSeconds;
}

/** What a video costs before it is made. */
export type Price = PricePerTask | PricePerSecond | PricePerToken;
