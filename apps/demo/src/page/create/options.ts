import {
  checkRequest,
  features,
  type CameraAxis,
  type Capabilities,
  type Feature,
  type FeatureRules,
  type ModelCapabilities,
  type MotionMaskRule,
  type OneOfRule,
  type RangeRule,
  rangeValues,
  type VideoRequest,
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

/** Why a field would be set in vain: no model takes it, or none together with these fields, which are set. */
export type Obstacle =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'together'; readonly fields: readonly Feature[] };
export type Obstacles = Readonly<Partial<Record<Feature, Obstacle>>>;

type Row = ModelCapabilities['rows'][number];
interface Judged {
  readonly row: Row;
  /** Fields of the request that the row does not take as they are. */
  readonly against: readonly Feature[];
}

/** A field that is missing is no obstacle to another: it can still be set. */
function judge(entry: ModelCapabilities, row: Row, request: VideoRequest): Judged {
  const result = checkRequest({ models: [{ ...entry, rows: [row] }] }, request);
  const problems = result.fits ? [] : result.problems.filter(({ asked }) => asked !== undefined);
  const named = new Set(problems.map(({ field }) => field.replace(/\..*$/, '')));
  return { row, against: features.filter((feature) => named.has(feature)) };
}

const rivals = ({ atMostOne = [] }: Row, feature: Feature, request: VideoRequest): readonly Feature[] => {
  const groups: readonly (readonly string[])[] = atMostOne;
  return groups
    .filter((group) => group.includes(feature))
    .flatMap((group) => features.filter((other) => group.includes(other) && request[other] !== undefined));
};

function obstacleTo(
  feature: Feature,
  judged: readonly Judged[],
  request: VideoRequest,
): Obstacle | undefined {
  const taking = judged.filter(({ row }) => row.accepts[feature] !== undefined);
  if (taking.length === 0) return { kind: 'nobody' };
  // Where the request already asks too much of everybody, the plan tells why; more grey would tell nothing.
  if (request[feature] !== undefined || judged.every(({ against }) => against.length > 0)) return undefined;
  const [nearest] = taking
    .map(({ row, against }) => [...new Set([...against, ...rivals(row, feature, request)])])
    .toSorted((a, b) => a.length - b.length);
  return nearest === undefined || nearest.length === 0 ? undefined : { kind: 'together', fields: nearest };
}

/** Field by field, from the tables; a field that can be set to some purpose is left out. */
export function obstaclesTo({ models }: Capabilities, { model: asked, ...request }: VideoRequest): Obstacles {
  const named = models.filter(({ provider, model }) => asked === model || asked === `${provider}:${model}`);
  const judged = (named.length > 0 ? named : models).flatMap((entry) =>
    entry.rows.map((row) => judge(entry, row, request)),
  );
  const obstacles: Partial<Record<Feature, Obstacle>> = {};
  for (const feature of features) {
    const obstacle = obstacleTo(feature, judged, request);
    if (obstacle !== undefined) obstacles[feature] = obstacle;
  }
  return obstacles;
}
