import {
  type AnyRule,
  type CameraAxis,
  type CameraRule,
  type CapabilityRow,
  type DurationRule,
  type Feature,
  type FeatureRules,
  features,
  type MediaListRule,
  type MediaRule,
  type ModelCapabilities,
  modelName,
  type MotionMaskRule,
  type OneOfRule,
  type RangeRule,
  rangeValues,
  type RowField,
  type TextRule,
} from '@vid/core';
import type { Json } from './json.ts';

/*
 * A JSON Schema (2020-12) of the requests that a model takes, as far as they can be said in JSON: pictures are links.
 * A test compares its verdict with that of `checkRequest`.
 */

type Schema = { readonly [keyword: string]: Json };

const object = (properties: Schema, more: Schema = {}): Schema => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...more,
});

/** Core also asks that the text is a URL at all, which no pattern says. */
const httpsUrl: Schema = { type: 'string', pattern: String.raw`^[hH][tT][tT][pP][sS]:\/\/\S+$` };

function text({ minLength = 0, maxLength, countedIn = 'utf-16' }: TextRule): Schema {
  return {
    type: 'string',
    ...(minLength > 0 && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(countedIn === 'utf-16' && {
      $comment: 'counted in UTF-16 units, where an emoji is two; this schema counts it once',
    }),
  };
}

const oneOf = ({ oneOf }: OneOfRule): Schema => ({ enum: oneOf });

/** `multipleOf` counts from 0; steps that do not are listed. */
const longestList = 1000;
function range(rule: RangeRule): Schema {
  const { min, max, step } = rule;
  const whole = { type: 'number', minimum: min, maximum: max };
  if (step === undefined) return whole;
  if (Number.isInteger(min / step)) return { ...whole, multipleOf: step };
  const all = rangeValues(rule, longestList);
  return all === undefined ? { ...whole, $comment: `in steps of ${step} from ${min}` } : { enum: all };
}

const orAny =
  <Rule extends object>(schema: (rule: Rule) => Schema, any: Schema) =>
  (rule: Rule | AnyRule): Schema =>
    rule === 'any' ? any : schema(rule);

const pattern = (text: string): Schema => ({ type: 'string', pattern: text });

function duration(rule: DurationRule): Schema {
  if (rule === 'any') return { type: 'number', exclusiveMinimum: 0 };
  const isAuto = rule.auto === true;
  if ('oneOf' in rule) return { enum: [...rule.oneOf, ...(isAuto ? ['auto'] : [])] };
  const seconds = rule.min > 0 ? range(rule) : { ...range(rule), exclusiveMinimum: 0 };
  return isAuto ? { anyOf: [seconds, { const: 'auto' }] } : seconds;
}

const media = ({ from }: MediaRule): Schema =>
  from.includes('url')
    ? { $ref: '#/$defs/link' }
    : { not: {}, $comment: 'taken as bytes only, which JSON cannot say' };

const mediaList = (rule: MediaListRule): Schema => ({
  type: 'array',
  items: media(rule),
  minItems: 1,
  maxItems: rule.maxItems,
});

const allAxes: readonly CameraAxis[] = ['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'];

/** An axis that the model lacks may stand there with 0. */
function axes({ axes, oneAxis = false }: CameraRule): Schema {
  const properties = allAxes.map((axis) => [
    axis,
    axes.includes(axis) ? { type: 'number', minimum: -10, maximum: 10 } : { const: 0 },
  ]);
  const moved = axes.map((axis) => ({ required: [axis], properties: { [axis]: { not: { const: 0 } } } }));
  return object(Object.fromEntries(properties), oneAxis ? { oneOf: moved } : {});
}

function presets({ presets, strengths }: CameraRule): Schema {
  const preset = { preset: { enum: presets } };
  return strengths === undefined
    ? object(preset, { required: ['preset'] })
    : object({ ...preset, strength: { enum: strengths } }, { required: ['preset', 'strength'] });
}

const camera = (rule: CameraRule): Schema => ({
  anyOf: [...(rule.axes.length > 0 ? [axes(rule)] : []), ...(rule.presets.length > 0 ? [presets(rule)] : [])],
});

function masks({ media: rule, maxDynamic, points, wholePixels = false }: MotionMaskRule): Schema {
  const coordinate = { type: wholePixels ? 'integer' : 'number' };
  const trajectory = {
    type: 'array',
    items: object({ x: coordinate, y: coordinate }, { required: ['x', 'y'] }),
    minItems: points.min,
    maxItems: points.max,
  };
  const dynamic = object({ mask: media(rule), trajectory }, { required: ['mask', 'trajectory'] });
  return object(
    { static: media(rule), dynamic: { type: 'array', items: dynamic, maxItems: maxDynamic } },
    {
      anyOf: [{ required: ['static'] }, { required: ['dynamic'], properties: { dynamic: { minItems: 1 } } }],
    },
  );
}

/** At least 144 pixels, as core has it. */
const side = String.raw`(14[4-9]|1[5-9]\d|[2-9]\d\d|[1-9]\d{3,})`;

type Schemas = {
  readonly [F in Exclude<Feature, 'providerOptions'>]: (rule: NonNullable<FeatureRules[F]>) => Schema;
};

const schemas: Schemas = {
  prompt: text,
  negativePrompt: text,
  firstFrame: media,
  lastFrame: media,
  references: mediaList,
  referenceVideos: mediaList,
  referenceAudio: mediaList,
  sourceVideo: media,
  extendVideo: () => ({ type: 'string', minLength: 1 }),
  duration,
  aspectRatio: orAny<OneOfRule>(oneOf, pattern(String.raw`^[1-9]\d*:[1-9]\d*$`)),
  resolution: orAny<OneOfRule>(oneOf, pattern(String.raw`^[1-9]\d*(p|k)$`)),
  size: orAny<OneOfRule>(oneOf, pattern(`^${side}x${side}$`)),
  quality: oneOf,
  watermark: oneOf,
  cameraControl: camera,
  motionMasks: masks,
  audio: oneOf,
  seed: orAny((rule: RangeRule) => ({ ...range(rule), type: 'integer' }), { type: 'integer' }),
  callbackUrl: () => ({ $ref: '#/$defs/link' }),
};

type OptionRule = NonNullable<FeatureRules['providerOptions']>[string];

function option(rule: OptionRule): Json {
  if (rule === 'any') return true;
  if ('oneOf' in rule) return oneOf(rule);
  if ('maxItems' in rule) return { type: 'array', maxItems: rule.maxItems };
  return 'min' in rule ? range(rule) : text(rule);
}

/** Options of others may stand beside; an empty object counts as not set. */
function options(provider: string, rules: NonNullable<FeatureRules['providerOptions']>): Schema {
  const own = Object.entries(rules).map(([name, rule]) => [name, option(rule)] as const);
  return {
    type: 'object',
    properties: { [provider]: object(Object.fromEntries(own)) },
    additionalProperties: { type: 'object' },
    anyOf: [{ maxProperties: 0 }, { required: [provider] }],
  };
}

function schemaOf<F extends keyof Schemas>(feature: F, rule: FeatureRules[F]) {
  return rule === undefined || rule === null ? undefined : schemas[feature](rule);
}

const optionsOf = (provider: string, { providerOptions }: FeatureRules): Schema =>
  providerOptions === undefined ? { $ref: '#/$defs/noOptions' } : options(provider, providerOptions);

/** All of these are set. */
const areSet = (...needed: readonly Feature[]): Schema => ({
  required: needed,
  ...(needed.includes('providerOptions') && { properties: { providerOptions: { minProperties: 1 } } }),
});

/** These of the provider's own options are set. */
const areOptionsSet = (provider: string, names: readonly string[]): Schema => ({
  required: ['providerOptions'],
  properties: {
    providerOptions: { required: [provider], properties: { [provider]: { required: names } } },
  },
});

const isFeature = (field: RowField): field is Feature => features.some((one) => one === field);

/** A field, or one option of a provider, is set. */
function isSet(field: RowField): Schema {
  if (isFeature(field)) return areSet(field);
  const [, provider, name] = field.split('.');
  return provider === undefined || name === undefined ? {} : areOptionsSet(provider, [name]);
}

const pairs = (group: readonly RowField[]): readonly Schema[] =>
  group.flatMap((one, index) =>
    group
      .slice(index + 1)
      .map((other) =>
        isFeature(one) && isFeature(other) ? areSet(one, other) : { allOf: [isSet(one), isSet(other)] },
      ),
  );

function rowSchema(provider: string, row: CapabilityRow): Schema {
  const taken = features.flatMap((feature) => {
    const schema =
      feature === 'providerOptions'
        ? optionsOf(provider, row.accepts)
        : schemaOf(feature, row.accepts[feature]);
    return schema === undefined ? [] : [[feature, schema] as const];
  });
  const rivals = (row.atMostOne ?? []).flatMap(pairs);
  const needed = row.requires ?? [];
  const neededOptions = row.requiresOptions ?? [];
  const conditions = [
    ...(needed.includes('providerOptions') ? [areSet('providerOptions')] : []),
    ...(neededOptions.length > 0 ? [areOptionsSet(provider, neededOptions)] : []),
    ...(row.requiresWith ?? []).map(({ field, anyOf }) => ({
      anyOf: [{ not: isSet(field) }, ...anyOf.map(isSet)],
    })),
  ];
  return {
    title: `${row.mode}, ${row.evidence}`,
    description: row.source,
    ...object({ model: { $ref: '#/$defs/model' }, ...Object.fromEntries(taken) }),
    ...(needed.length > 0 && { required: needed }),
    ...(conditions.length > 0 && { allOf: conditions }),
    ...(rivals.length > 0 && { not: { anyOf: rivals } }),
  };
}

/** The JSON schema of a request for one model, from its rows. */
export function requestSchema({ provider, api, model, rows }: ModelCapabilities): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: modelName({ provider, api, model }),
    description:
      'A request that this model takes: one of its rows allows every field. Media are https links.',
    anyOf: rows.map((row) => rowSchema(provider, row)),
    $defs: {
      model: { enum: [model, `${provider}:${model}`] },
      link: httpsUrl,
      noOptions: options(provider, {}),
    },
  };
}
