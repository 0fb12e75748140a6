import type {
  CameraRule,
  CapabilityRow,
  FeatureRules,
  MediaListRule,
  MediaRule,
  MotionMaskRule,
  OptionRules,
} from '../contract/capabilities.ts';
import { mediaFacts } from '../contract/media-fields.ts';
import type { PictureSize } from '../contract/media-head.ts';
import { property } from '../contract/property.ts';
import {
  type CameraAxes,
  type CameraAxis,
  type CameraControl,
  type Feature,
  keysOf,
  type MediaInput,
  type MotionMasks,
  setField,
  type VideoRequest,
  withField,
  type Writable,
} from '../contract/request.ts';
import { aspectRatio, duration, none, oneOf, orAny, range, text, type Violation } from './value-rules.ts';
import { holds, limitOf, valuesOf } from './value-set.ts';

/** What a rule has against one field of a request. */
export interface RuleViolation extends Pick<Violation<unknown>, 'limit' | 'path' | 'asked'> {
  /** The request with the nearest value; missing where there is none. */
  readonly fixed?: () => VideoRequest;
}

function media(value: MediaInput, rule: MediaRule): readonly Violation<never>[] {
  const { from, mediaTypes, maxBytes, sides, maxRatio } = rule;
  const facts = mediaFacts(value);
  if (facts === undefined)
    return from.includes('url') ? none : [{ limit: { code: 'bytes-only' }, asked: value }];
  const { bytes, mediaType, storedBy } = facts;
  if (!from.includes('data') && storedBy === undefined)
    return [{ limit: { code: 'url-only' }, asked: value }];
  const violations: Violation<never>[] = [];
  if (mediaTypes !== undefined && mediaType !== undefined && !mediaTypes.includes(mediaType)) {
    const limit = { code: 'not-one-of', allowed: mediaTypes } as const;
    violations.push({ limit, path: '.mediaType', asked: mediaType });
  }
  if (maxBytes !== undefined && bytes !== undefined && bytes > maxBytes)
    violations.push({ limit: { code: 'file-too-large', maxBytes }, path: '.data', asked: { bytes } });
  const pixels = sides === undefined && maxRatio === undefined ? undefined : facts.pixels;
  if (pixels !== undefined) violations.push(...picture(pixels, rule));
  return violations;
}

function picture(asked: PictureSize, { sides, maxRatio }: MediaRule): readonly Violation<never>[] {
  const [short = 0, long = 0] = [asked.width, asked.height].toSorted((a, b) => a - b);
  const { min = 0, max = Number.POSITIVE_INFINITY } = sides ?? {};
  const violations: Violation<never>[] = [];
  if (short < min || long > max) violations.push({ limit: { code: 'picture-side', ...sides }, asked });
  if (maxRatio !== undefined && long > short * maxRatio)
    violations.push({ limit: { code: 'picture-ratio', max: maxRatio }, asked });
  return violations;
}

const under = (path: string, violations: readonly Violation<never>[]): readonly Violation<never>[] =>
  violations.map((violation) => ({ ...violation, path: `${path}${violation.path ?? ''}` }));

function mediaList(
  value: readonly MediaInput[],
  rule: MediaListRule,
): readonly Violation<readonly MediaInput[]>[] {
  const violations = value.flatMap((item, index) => under(`.${index}`, media(item, rule)));
  const { maxItems: max } = rule;
  if (value.length <= max) return violations;
  const limit = { code: 'too-many-items', max } as const;
  return [...violations, { limit, asked: { items: value.length }, nearest: () => value.slice(0, max) }];
}

function preset(
  { preset: name, strength }: Extract<CameraControl, { readonly preset: string }>,
  { presets, strengths }: CameraRule,
): readonly Violation<CameraControl>[] {
  if (!presets.includes(name)) {
    const limit = presets.length === 0 ? ({ code: 'axes-only' } as const) : notOneOf(presets);
    return [{ limit, path: '.preset', asked: name }];
  }
  const path = '.strength';
  if (strengths === undefined) {
    if (strength === undefined) return none;
    return [{ limit: { code: 'no-strength' }, path, asked: strength, nearest: () => ({ preset: name }) }];
  }
  if (strength !== undefined && strengths.includes(strength)) return none;
  return [{ limit: notOneOf(strengths), path, asked: strength }];
}

const notOneOf = (allowed: readonly string[]) => ({ code: 'not-one-of', allowed }) as const;

function oneAxis(value: CameraAxes, axis: CameraAxis): CameraAxes {
  const axes: Writable<CameraAxes> = {};
  setField<CameraAxes, CameraAxis>(axes, axis, value[axis]);
  return axes;
}

function camera(value: CameraControl, rule: CameraRule): readonly Violation<CameraControl>[] {
  if ('preset' in value) return preset(value, rule);
  const { axes: allowed } = rule;
  if (allowed.length === 0) return [{ limit: { code: 'presets-only', allowed: rule.presets }, asked: value }];
  const moved = keysOf<CameraAxis>(value).filter((axis) => (value[axis] ?? 0) !== 0);
  const foreign = moved.filter((axis) => !allowed.includes(axis));
  if (foreign.length > 0)
    return foreign.map((axis) => ({ limit: notOneOf(allowed), path: `.${axis}`, asked: value[axis] }));
  if (rule.oneAxis !== true || moved.length === 1) return none;
  const limit = { code: 'exactly-one-axis', allowed } as const;
  const [strongest] = moved.toSorted((a, b) => Math.abs(value[b] ?? 0) - Math.abs(value[a] ?? 0));
  if (strongest === undefined) return [{ limit, asked: value }];
  return [{ limit, asked: value, nearest: () => oneAxis(value, strongest) }];
}

function masks(value: MotionMasks, rule: MotionMaskRule): readonly Violation<MotionMasks>[] {
  const dynamic = value.dynamic ?? [];
  const { maxDynamic: max, points } = rule;
  const violations: Violation<MotionMasks>[] = [];
  if (value.static === undefined && dynamic.length === 0)
    violations.push({ limit: { code: 'no-mask' }, asked: value });
  if (value.static !== undefined) violations.push(...under('.static', media(value.static, rule.media)));
  if (dynamic.length > max) {
    violations.push({
      limit: { code: 'too-many-items', max },
      path: '.dynamic',
      asked: { items: dynamic.length },
      nearest: () => ({ ...value, dynamic: dynamic.slice(0, max) }),
    });
  }
  for (const [index, { mask, trajectory }] of dynamic.entries()) {
    violations.push(...under(`.dynamic.${index}.mask`, media(mask, rule.media)));
    const path = `.dynamic.${index}.trajectory`;
    if (range(trajectory.length, points).length > 0) {
      const limit = { code: 'point-count', min: points.min, max: points.max } as const;
      violations.push({ limit, path, asked: { items: trajectory.length } });
    }
    const fraction = trajectory.find(({ x, y }) => !Number.isInteger(x) || !Number.isInteger(y));
    if (rule.wholePixels === true && fraction !== undefined)
      violations.push({ limit: { code: 'whole-pixels' }, path, asked: fraction });
  }
  return violations;
}

type Own = Pick<Violation<never>, 'limit' | 'asked'>;

function option(value: unknown, rule: OptionRules[string]): readonly Own[] {
  if (rule === 'any') return none;
  if ('maxItems' in rule) {
    const { maxItems: max } = rule;
    if (!Array.isArray(value)) return [{ limit: { code: 'malformed', expected: 'list' }, asked: value }];
    return value.length <= max
      ? none
      : [{ limit: { code: 'too-many-items', max }, asked: { items: value.length } }];
  }
  if ('oneOf' in rule || 'min' in rule) {
    const values = valuesOf(rule);
    return holds(values, value) ? none : [{ limit: limitOf(values), asked: value }];
  }
  return typeof value === 'string'
    ? text(value, rule)
    : [{ limit: { code: 'malformed', expected: 'text' }, asked: value }];
}

/** `providerOptions` says who may do it: only the providers that it names. */
function options(provider: string, value: object, rules: OptionRules = {}): readonly RuleViolation[] {
  const own = property(value, provider);
  if (typeof own !== 'object' || own === null)
    return [{ limit: { code: 'other-provider', provider }, asked: Object.keys(value) }];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(own);
  return entries.flatMap(([name, part]): readonly RuleViolation[] => {
    if (part === undefined) return none;
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const path = `.${provider}.${name}`;
    if (rule === undefined)
      return [{ limit: { code: 'unknown-option', allowed: Object.keys(rules) }, path, asked: part }];
    return option(part, rule).map(({ limit, asked }) => ({ limit, asked, path }));
  });
}

type Checks = {
  readonly [F in Exclude<Feature, 'providerOptions'>]: (
    value: NonNullable<VideoRequest[F]>,
    rule: NonNullable<FeatureRules[F]>,
  ) => readonly Violation<VideoRequest[F]>[];
};

const checks: Checks = {
  prompt: text,
  negativePrompt: text,
  firstFrame: media,
  lastFrame: media,
  references: mediaList,
  referenceVideos: mediaList,
  referenceAudio: mediaList,
  sourceVideo: media,
  extendVideo: () => none,
  duration,
  aspectRatio,
  resolution: orAny(oneOf<string>),
  size: orAny(oneOf<string>),
  quality: oneOf,
  watermark: oneOf,
  cameraControl: camera,
  motionMasks: masks,
  audio: oneOf,
  seed: orAny(range),
  callbackUrl: () => none,
};

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ties the value to its rule
function check<F extends keyof Checks>(
  feature: F,
  request: VideoRequest,
  { accepts, mode }: Accepting,
): readonly RuleViolation[] {
  const value: VideoRequest[F] = request[feature];
  const rule: FeatureRules[F] = accepts[feature];
  if (value === undefined || value === null) return none;
  if (rule === undefined || rule === null) return [{ limit: { code: 'not-accepted', mode }, asked: value }];
  const violations = checks[feature](value, rule);
  if (violations.length === 0) return none;
  return violations.map(({ nearest, ...violation }) =>
    nearest === undefined
      ? violation
      : { ...violation, fixed: () => withField<F>(request, feature, nearest()) },
  );
}

type Accepting = Pick<CapabilityRow, 'accepts' | 'mode'>;

/** Everything that a row has against one field of the request; empty when it is not set. */
export function checkField(
  feature: Feature,
  request: VideoRequest,
  row: Accepting,
  provider: string,
): readonly RuleViolation[] {
  if (feature !== 'providerOptions') return check(feature, request, row);
  const { providerOptions } = request;
  return providerOptions === undefined
    ? none
    : options(provider, providerOptions, row.accepts.providerOptions);
}
