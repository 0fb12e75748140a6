import {
  features,
  type CameraAxis,
  type Capabilities,
  type Feature,
  type FeatureRules,
  type MotionMaskRule,
  type OneOfRule,
  type RangeRule,
  rangeValues,
} from '@vid/core';

type Rules<F extends Feature> = readonly NonNullable<FeatureRules[F]>[];

/** Every rule that any row of any model has for a field. */
function rulesOf<F extends Feature>({ models }: Capabilities, feature: F): Rules<F> {
  return models
    .flatMap(({ rows }) => rows.map(({ accepts }): FeatureRules[F] => accepts[feature]))
    .filter((rule) => rule !== undefined && rule !== null);
}

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

const isOpenRange = (rule: ChoiceRule<number>): rule is RangeRule =>
  rule !== 'any' && 'min' in rule && rangeValues(rule) === undefined;

type ChoiceRule<Value extends string | number | boolean> = OneOfRule<Value> | RangeRule | 'any';

/** The values that some rule names. */
const named = <Value extends string | number | boolean>(rules: readonly ChoiceRule<Value>[]) =>
  unique(rules.flatMap((rule) => (rule !== 'any' && 'oneOf' in rule ? rule.oneOf : [])));

/** Those that some rule names, each step of a range, and the word for the model's choice. */
function lengths(rules: Rules<'duration'>): readonly (number | 'auto')[] {
  const steps = rules.flatMap((rule) => (rule !== 'any' && 'min' in rule ? (rangeValues(rule) ?? []) : []));
  const isAuto = rules.some((rule) => rule !== 'any' && rule.auto === true);
  const numbers = unique([...named(rules), ...steps]).toSorted((a, b) => a - b);
  return [...numbers, ...(isAuto ? (['auto'] as const) : [])];
}

/** From the lowest to the highest number of any range whose numbers are too many to choose from. */
function span(rules: readonly ChoiceRule<number>[]): RangeRule | undefined {
  const ranges = rules.filter(isOpenRange);
  if (ranges.length === 0) return undefined;
  return {
    min: Math.min(...ranges.map(({ min }) => min)),
    max: Math.max(...ranges.map(({ max }) => max)),
  };
}

export interface CameraOptions {
  /** True: no row takes a move along two axes at once. */
  readonly oneAxis: boolean;
  readonly axes: readonly CameraAxis[];
  readonly presets: readonly string[];
  readonly strengths: readonly string[];
}

export const listFeatures = ['references', 'referenceVideos', 'referenceAudio'] as const;
export type ListFeature = (typeof listFeatures)[number];

/** How masks are drawn so that some row takes them. */
export interface MaskOptions {
  readonly maxDynamic: number;
  readonly maxPoints: number;
  readonly wholePixels: boolean;
  /** Undefined where no row says it, or rows differ. */
  readonly origin: MotionMaskRule['origin'];
}

/** What a form can offer: the union of all rows. A field that is not in `taken` is taken by no row. */
export interface FormOptions {
  readonly taken: ReadonlySet<Feature>;
  /** Fields of which some row takes any value. */
  readonly open: ReadonlySet<Feature>;
  readonly durations: readonly (number | 'auto')[];
  readonly durationSpan: RangeRule | undefined;
  readonly aspectRatios: readonly string[];
  readonly resolutions: readonly string[];
  readonly sizes: readonly string[];
  readonly qualities: readonly ('standard' | 'pro')[];
  readonly watermarks: readonly boolean[];
  readonly audios: readonly boolean[];
  readonly camera: CameraOptions;
  readonly masks: MaskOptions;
  readonly maxItems: Readonly<Record<ListFeature, number>>;
  readonly seedSpan: RangeRule | undefined;
}

export function formOptions(capabilities: Capabilities): FormOptions {
  const rules = <F extends Feature>(feature: F) => rulesOf(capabilities, feature);
  const cameras = rules('cameraControl');
  const fields = capabilities.models.flatMap(({ rows }) => rows.flatMap((row) => takenBy(row.accepts)));
  return {
    taken: new Set(fields),
    open: new Set(features.filter((feature) => rules(feature).some((rule) => rule === 'any'))),
    durations: lengths(rules('duration')),
    durationSpan: span(rules('duration')),
    aspectRatios: named(rules('aspectRatio')),
    resolutions: named(rules('resolution')),
    sizes: named(rules('size')),
    qualities: named(rules('quality')),
    watermarks: named(rules('watermark')).toSorted((a, b) => Number(b) - Number(a)),
    audios: named(rules('audio')).toSorted((a, b) => Number(b) - Number(a)),
    camera: {
      oneAxis: cameras.every(({ axes, oneAxis }) => axes.length === 0 || oneAxis === true),
      axes: unique(cameras.flatMap(({ axes }) => axes)),
      presets: unique(cameras.flatMap(({ presets }) => presets)),
      strengths: unique(cameras.flatMap(({ strengths = [] }) => strengths)),
    },
    masks: maskOptions(rules('motionMasks')),
    maxItems: {
      references: mostItems(rules('references')),
      referenceVideos: mostItems(rules('referenceVideos')),
      referenceAudio: mostItems(rules('referenceAudio')),
    },
    seedSpan: span(rules('seed')),
  };
}

const mostItems = (rules: readonly { readonly maxItems: number }[]) =>
  Math.max(0, ...rules.map(({ maxItems }) => maxItems));

function maskOptions(rules: readonly MotionMaskRule[]): MaskOptions {
  const [origin, ...others] = unique(rules.map((rule) => rule.origin));
  return {
    maxDynamic: Math.max(0, ...rules.map(({ maxDynamic }) => maxDynamic)),
    maxPoints: Math.max(0, ...rules.map(({ points }) => points.max)),
    wholePixels: rules.some(({ wholePixels }) => wholePixels === true),
    origin: others.length === 0 ? origin : undefined,
  };
}

const takenBy = (accepts: FeatureRules): readonly Feature[] =>
  features.filter((field) => accepts[field] !== undefined);
