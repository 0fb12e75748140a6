import * as z from 'zod/mini';
import type { CapabilityRow, Evidence, FeatureRules, RowDefaults } from '../contract/capabilities.ts';
import { isCurrency } from '../contract/money.ts';
import type { Price, PriceCondition, PricePerTask } from '../contract/price.ts';
import { type Feature, features, mediaLists, mediaSingles, type Mode, modes } from '../contract/request.ts';

/* The JSON of overrides. The interfaces of the contract say what each part means; the compiler holds the schemas to them. */

/** One row of a table, as overrides say it. */
export interface RowOverride extends Omit<CapabilityRow, 'evidence' | 'source'> {
  /** Default: `documented`, by you. */
  readonly evidence?: Evidence;
  /** Default: that of the overrides. */
  readonly source?: string;
}

type WithoutSource<Each> = Each extends unknown
  ? Omit<Each, 'source'> & {
      /** Who says so. Default: that of the overrides. */
      readonly source?: string;
    }
  : never;

/** A price, as overrides say it. Default of `source`: that of the overrides. */
export type PriceOverride = WithoutSource<Price>;

/** What is different about one model. What is left out stays as the table has it. */
export interface ModelOverride {
  /** What the service calls the model. Default: as in the table; for a new model its own name. */
  readonly wireModel?: string;
  /** Adds a model, with all that this one of the same provider and api has, and written to the service like it. */
  readonly like?: string;
  /** Rows in place of all that the table has for their modes. */
  readonly rows?: readonly RowOverride[];
  /** Rules in place of those of every row that the table has; its other rules stay. */
  readonly accepts?: FeatureRules;
  /** Defaults in place of those of every row that the table has; its other defaults stay. */
  readonly defaults?: RowDefaults;
  /** Modes and fields of the table that the model does not take. */
  readonly without?: readonly (Mode | Feature)[];
  /** Prices in place of all that the table has; `[]`: unknown. */
  readonly prices?: readonly PriceOverride[];
  /** When the model ends; `null`: not at all. Default of `source`: that of the overrides. */
  readonly retired?: {
    /** The day of its end, `'2026-09-15'`. */
    readonly since: string;
    readonly source?: string;
  } | null;
  /** Rows that the service was seen to keep, as `vid verify` writes them. It loosens nothing. */
  readonly verified?: readonly VerifiedRow[];
  /** Leaves the model out. */
  readonly hidden?: boolean;
}

/** One row that the service was seen to keep. */
export interface VerifiedRow {
  /** What the row makes a video from, such as `'text-to-video'`. */
  readonly mode: Mode;
  /** Which of the model's rows of that mode, counted from 1. Default 1. */
  readonly row?: number;
  /** The day: `'2026-11-29'`. It ends when the table is checked anew. */
  readonly on: string;
}

/** What a user knows better than the tables. */
export interface OverridesData {
  /** For editors: where the schema of this JSON is. */
  readonly $schema?: string;
  /** Who says so, and when: `'price list of relay.example, 2026-11-20'`. Shown in plans. */
  readonly source: string;
  /** By name: `'provider:model'`, or `'provider:model (api)'` where only one api is meant. */
  readonly models: Readonly<Record<string, ModelOverride>>;
}

const optional = z.exactOptional;
/** A schema for each key, so that none is forgotten. */
type Keys<Shape> = { readonly [Key in keyof Required<Shape>]: z.ZodMiniType };
const text = z.string().check(z.minLength(1));
const amount = z.number().check(z.gte(0));
const count = z.int().check(z.gte(1));
const any = z.literal('any');
const values = <Value extends string | number | boolean>(value: z.ZodMiniType<Value>) =>
  z.strictObject({ oneOf: z.array(value).check(z.minLength(1)) });

const ordered = z.refine<{ readonly min?: number; readonly max?: number }>(
  ({ min, max }) => min === undefined || max === undefined || min <= max,
  'min must not be more than max',
);

const bounds = { min: z.number(), max: z.number(), step: optional(z.number().check(z.gt(0))) };
const range = z.strictObject(bounds).check(ordered);
const auto = { auto: optional(z.literal(true)) };
const duration = z.union([
  any,
  z.strictObject({ oneOf: z.array(z.number().check(z.gt(0))), ...auto }),
  z.strictObject({ ...bounds, ...auto }).check(ordered),
]);
const ofText = z.strictObject({
  minLength: optional(z.int().check(z.gte(0))),
  maxLength: optional(count),
  countedIn: optional(z.enum(['utf-16', 'characters'])),
});
const mediaParts = {
  from: z.array(z.enum(['url', 'data'])).check(z.minLength(1)),
  mediaTypes: optional(z.array(text)),
  maxBytes: optional(count),
  maxInline: optional(count),
  sides: optional(z.strictObject({ min: optional(count), max: optional(count) }).check(ordered)),
  maxRatio: optional(z.number().check(z.gte(1))),
};
const media = z.strictObject(mediaParts);
const mediaList = z.strictObject({ ...mediaParts, maxItems: count });
const texts = z.union([any, values(text)]);

const rules: z.ZodMiniType<FeatureRules> = z.strictObject({
  prompt: optional(ofText),
  negativePrompt: optional(ofText),
  firstFrame: optional(media),
  lastFrame: optional(media),
  references: optional(mediaList),
  referenceVideos: optional(mediaList),
  referenceAudio: optional(mediaList),
  sourceVideo: optional(media),
  extendVideo: optional(any),
  duration: optional(duration),
  aspectRatio: optional(texts),
  resolution: optional(texts),
  size: optional(texts),
  quality: optional(values(z.enum(['standard', 'pro']))),
  watermark: optional(values(z.boolean())),
  cameraControl: optional(
    z.strictObject({
      axes: z.array(z.enum(['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'])),
      oneAxis: optional(z.boolean()),
      presets: z.array(text),
      strengths: optional(z.array(text)),
    }),
  ),
  motionMasks: optional(
    z.strictObject({
      media,
      maxDynamic: z.int().check(z.gte(0)),
      points: range,
      wholePixels: optional(z.boolean()),
      origin: optional(z.enum(['top-left', 'bottom-left'])),
    }),
  ),
  audio: optional(values(z.boolean())),
  seed: optional(z.union([any, range])),
  callbackUrl: optional(any),
  providerOptions: optional(
    z.record(
      text,
      z.union([
        any,
        values(z.union([z.string(), z.number(), z.boolean()])),
        range,
        ofText,
        z.strictObject({ maxItems: count }),
      ]),
    ),
  ),
} satisfies Keys<FeatureRules>);

const mode = z.enum(modes);
const feature = z.enum(features);
const option = z.templateLiteral(['providerOptions.', z.string(), '.', z.string()]);
const field = z.union([feature, option]);
const countedField = z.union([z.enum([...mediaSingles, ...mediaLists, 'motionMasks']), option]);
const seconds = z.number().check(z.gt(0));

const defaults: z.ZodMiniType<RowDefaults> = z.strictObject({
  prompt: optional(z.string()),
  duration: optional(z.union([seconds, z.literal('auto')])),
  aspectRatio: optional(text),
  resolution: optional(text),
  size: optional(text),
  quality: optional(z.enum(['standard', 'pro'])),
  watermark: optional(z.boolean()),
  audio: optional(z.boolean()),
} satisfies Keys<RowDefaults>);

const row: z.ZodMiniType<RowOverride> = z.strictObject({
  mode,
  evidence: optional(z.enum(['documented', 'claimed'])),
  source: optional(text),
  accepts: rules,
  verified: optional(z.iso.date()),
  typicalTime: optional(z.strictObject({ seconds, source: text })),
  requires: optional(z.array(feature)),
  requiresOptions: optional(z.array(text)),
  atMostOne: optional(z.array(z.array(field))),
  requiresWith: optional(z.array(z.strictObject({ field, anyOf: z.array(field) }))),
  maxTogether: optional(z.array(z.strictObject({ fields: z.array(countedField), maxItems: count }))),
  output: optional(z.strictObject({ resolution: optional(text), audio: optional(z.boolean()) })),
  defaults: optional(defaults),
} satisfies Keys<RowOverride>);

const some = <Value>(value: z.ZodMiniType<Value>) => optional(z.array(value).check(z.minLength(1)));
const condition: z.ZodMiniType<PriceCondition> = z.strictObject({
  mode: some(mode),
  resolution: some(text),
  aspectRatio: some(text),
  size: some(text),
  quality: some(z.enum(['standard', 'pro'])),
  audio: some(z.boolean()),
  duration: some(seconds),
  given: optional(z.partialRecord(feature, z.boolean())),
  options: optional(
    z.record(text, z.union([z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))])),
  ),
} satisfies Keys<PriceCondition>);
const terms = {
  when: optional(condition),
  currency: z.string().check(z.refine(isCurrency, 'must be a currency such as "USD"')),
  source: optional(text),
  factors: optional(z.array(z.strictObject({ when: condition, times: z.number().check(z.gt(0)) }))),
  minimum: optional(amount),
  pictures: optional(z.strictObject({ free: z.int().check(z.gte(0)), each: amount })),
} satisfies Keys<Omit<PricePerTask, 'perTask'>>;
const inputSeconds = optional(
  z.strictObject({ min: amount, max: amount, atLeastTimes: optional(amount) }).check(ordered),
);
// A price of 0 would say that a video is free where nobody knows what it costs.
const unit = z.number().check(z.gt(0));
const price: z.ZodMiniType<PriceOverride> = z.union([
  z.strictObject({ ...terms, perTask: unit }),
  z.strictObject({ ...terms, perSecond: unit, inputSeconds }),
  z.strictObject({
    ...terms,
    perMillionTokens: unit,
    tokens: z.strictObject({
      framesPerSecond: unit,
      extraFrames: optional(z.int().check(z.gte(0))),
      pixelsPerToken: unit,
    }),
    inputSeconds,
  }),
]);

const verifiedRow: z.ZodMiniType<VerifiedRow> = z.strictObject({
  mode,
  row: optional(count),
  on: z.iso.date(),
} satisfies Keys<VerifiedRow>);

const model: z.ZodMiniType<ModelOverride> = z.strictObject({
  wireModel: optional(text),
  like: optional(text),
  rows: optional(z.array(row)),
  accepts: optional(rules),
  defaults: optional(defaults),
  without: optional(z.array(z.union([mode, feature]))),
  prices: optional(z.array(price)),
  retired: optional(z.nullable(z.strictObject({ since: z.iso.date(), source: optional(text) }))),
  verified: optional(z.array(verifiedRow)),
  hidden: optional(z.boolean()),
} satisfies Keys<ModelOverride>);

export const overridesSchema: z.ZodMiniType<OverridesData> = z.strictObject({
  $schema: optional(z.string()),
  source: text,
  models: z.record(
    z.string().check(z.regex(/^[^:]+:.+$/, 'must be named "provider:model" or "provider:model (api)"')),
    model,
  ),
} satisfies Keys<OverridesData>);
