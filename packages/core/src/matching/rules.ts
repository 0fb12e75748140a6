import type {
  CameraRule,
  FeatureRules,
  MediaListRule,
  MediaRule,
  MotionMaskRule,
  OneOfRule,
  OptionRules,
  RangeRule,
  TextRule,
} from '../contract/capabilities.ts';
import { describe } from '../contract/describe.ts';
import type { CameraControl, Feature, MediaInput, MotionMasks, VideoRequest } from '../contract/request.ts';

/** What a rule has against a value: where, what it allows, and the nearest value that it would accept. */
export interface Complaint<Value> {
  readonly path?: string;
  /** In words; `undefined`: it was not set. */
  readonly asked: string | undefined;
  /** In words; `undefined`: the field is not taken at all. */
  readonly allowed: string | undefined;
  readonly nearest?: Value;
}

const list = (values: readonly unknown[]) => values.map(String).join(', ');

/** What is compared: of `'16:9'` the ratio, of `'1280x720'` both sides, of `'720p'` the lines; `'4k'` has 2160. */
export function scalesOf(text: string): readonly number[] {
  if (text.endsWith('k')) return [Number.parseFloat(text) * 540];
  const [width = Number.NaN, height = 1] = text.split(/[:x]/).map(Number.parseFloat);
  return text.includes('x') ? [width, height] : [width / height];
}
/** Logarithms have noise, which would decide between two that are as near. */
const withoutNoise = (number: number) => Math.round(number * 1e9) / 1e9;

export function distance(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return withoutNoise(Math.abs(a - b));
  const others = scalesOf(String(b));
  const sum = scalesOf(String(a)).reduce(
    (all, scale, index) => all + Math.abs(Math.log(scale / (others[index] ?? Number.NaN))),
    0,
  );
  return withoutNoise(sum);
}

/** More of it costs more; a ratio has no less and no more. */
const amountOf = (value: unknown): number =>
  typeof value === 'number'
    ? value
    : String(value).includes(':')
      ? 0
      : scalesOf(String(value)).reduce((product, scale) => product * scale, 1);

function oneOf<Value extends string | number | boolean>(
  value: Value,
  rule: OneOfRule<Value>,
): Complaint<Value>[] {
  if (rule.oneOf.includes(value)) return [];
  const nearest = rule.oneOf.toSorted(
    (a, b) => distance(a, value) - distance(b, value) || amountOf(a) - amountOf(b),
  )[0];
  return [{ asked: describe(value), allowed: list(rule.oneOf), ...(nearest !== undefined && { nearest }) }];
}

function range(value: number, { min, max }: RangeRule): Complaint<number>[] {
  if (value >= min && value <= max) return [];
  return [
    { asked: describe(value), allowed: `${min} to ${max}`, nearest: Math.min(Math.max(value, min), max) },
  ];
}

function text(
  value: string,
  { minLength = 0, maxLength, countedIn = 'utf-16' }: TextRule,
): Complaint<string>[] {
  const characters = countedIn === 'characters' ? Array.from(value) : undefined;
  const length = characters?.length ?? value.length;
  if (length >= minLength && length <= maxLength) return [];
  const unit = characters === undefined ? 'UTF-16 units' : 'characters';
  const allowed = minLength === 0 ? `at most ${maxLength} ${unit}` : `${minLength} to ${maxLength} ${unit}`;
  const asked = `a text of ${length}`;
  if (length < minLength) return [{ asked, allowed }];
  const cut =
    characters?.slice(0, maxLength).join('') ?? value.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, '');
  return [{ asked, allowed, nearest: cut }];
}

function media(value: MediaInput, { from, mediaTypes, maxBytes }: MediaRule): Complaint<never>[] {
  if (typeof value === 'string')
    return from.includes('url') ? [] : [{ asked: describe(value), allowed: 'bytes, no URL' }];
  if (!from.includes('data')) return [{ asked: describe(value), allowed: 'an https:// URL, no bytes' }];
  const complaints: Complaint<never>[] = [];
  if (mediaTypes !== undefined && !mediaTypes.includes(value.mediaType)) {
    complaints.push({ path: '.mediaType', asked: describe(value.mediaType), allowed: list(mediaTypes) });
  }
  if (maxBytes !== undefined && value.data.byteLength > maxBytes) {
    complaints.push({ path: '.data', asked: describe(value.data), allowed: `at most ${maxBytes} bytes` });
  }
  return complaints;
}

function mediaList(value: readonly MediaInput[], rule: MediaListRule): Complaint<readonly MediaInput[]>[] {
  const complaints: Complaint<readonly MediaInput[]>[] = value.flatMap((item, index) =>
    media(item, rule).map((complaint) => ({ ...complaint, path: `.${index}${complaint.path ?? ''}` })),
  );
  if (value.length > rule.maxItems) {
    complaints.push({
      asked: `a list of ${value.length}`,
      allowed: `at most ${rule.maxItems}`,
      nearest: value.slice(0, rule.maxItems),
    });
  }
  return complaints;
}

function camera(value: CameraControl, rule: CameraRule): Complaint<CameraControl>[] {
  if ('preset' in value) {
    if (!rule.presets.includes(value.preset)) {
      return [
        {
          path: '.preset',
          asked: describe(value.preset),
          allowed: list(rule.presets) || 'axes only, no preset',
        },
      ];
    }
    const { strength } = value;
    if (rule.strengths === undefined) {
      if (strength === undefined) return [];
      return [
        {
          path: '.strength',
          asked: describe(strength),
          allowed: 'no strength',
          nearest: { preset: value.preset },
        },
      ];
    }
    if (strength !== undefined && rule.strengths.includes(strength)) return [];
    return [
      {
        path: '.strength',
        asked: strength === undefined ? undefined : describe(strength),
        allowed: list(rule.strengths),
      },
    ];
  }
  const moved = Object.entries(value).filter(([, amount]) => amount !== undefined && amount !== 0);
  if (rule.axes.length === 0) return [{ asked: describe(value), allowed: `a preset: ${list(rule.presets)}` }];
  const foreign = moved.filter(([axis]) => !rule.axes.some((known) => known === axis));
  if (foreign.length > 0) {
    return foreign.map(([axis, amount]) => ({
      path: `.${axis}`,
      asked: describe(amount),
      allowed: list(rule.axes),
    }));
  }
  if (rule.oneAxis !== true || moved.length === 1) return [];
  const [strongest] = moved.toSorted(([, a = 0], [, b = 0]) => Math.abs(b) - Math.abs(a));
  const allowed = `exactly one axis that is not 0, of ${list(rule.axes)}`;
  return [
    {
      asked: describe(value),
      allowed,
      ...(strongest !== undefined && { nearest: Object.fromEntries([strongest]) }),
    },
  ];
}

function masks(value: MotionMasks, rule: MotionMaskRule): Complaint<MotionMasks>[] {
  const dynamic = value.dynamic ?? [];
  const complaints: Complaint<MotionMasks>[] = [];
  const add = (path: string, found: readonly Complaint<never>[]) =>
    complaints.push(...found.map((complaint) => ({ ...complaint, path: `${path}${complaint.path ?? ''}` })));
  if (value.static === undefined && dynamic.length === 0) {
    complaints.push({ asked: describe(value), allowed: 'a static mask, or at least one dynamic mask' });
  }
  if (value.static !== undefined) add('.static', media(value.static, rule.media));
  if (dynamic.length > rule.maxDynamic) {
    const nearest = { ...value, dynamic: dynamic.slice(0, rule.maxDynamic) };
    complaints.push({
      path: '.dynamic',
      asked: `${dynamic.length} masks`,
      allowed: `at most ${rule.maxDynamic}`,
      nearest,
    });
  }
  for (const [index, { mask, trajectory }] of dynamic.entries()) {
    add(`.dynamic.${index}.mask`, media(mask, rule.media));
    const path = `.dynamic.${index}.trajectory`;
    if (range(trajectory.length, rule.points).length > 0) {
      const allowed = `${rule.points.min} to ${rule.points.max} points`;
      complaints.push({ path, asked: `${trajectory.length} points`, allowed });
    }
    const fraction = trajectory.find(({ x, y }) => !Number.isInteger(x) || !Number.isInteger(y));
    if (rule.wholePixels === true && fraction !== undefined) {
      complaints.push({ path, asked: describe(fraction), allowed: 'whole pixels' });
    }
  }
  return complaints;
}

function option(value: unknown, rule: OptionRules[string]): Complaint<never>[] {
  if (rule === 'any') return [];
  if ('oneOf' in rule)
    return rule.oneOf.some((allowed) => allowed === value)
      ? []
      : [{ asked: describe(value), allowed: list(rule.oneOf) }];
  if ('maxItems' in rule) {
    const allowed = `a list of at most ${rule.maxItems}`;
    if (!Array.isArray(value)) return [{ asked: describe(value), allowed }];
    return value.length <= rule.maxItems ? [] : [{ asked: `a list of ${value.length}`, allowed }];
  }
  if ('maxLength' in rule) {
    if (typeof value !== 'string') return [{ asked: describe(value), allowed: 'a text' }];
    return text(value, rule).map(({ asked, allowed }) => ({ asked, allowed }));
  }
  if (typeof value === 'number') return range(value, rule).map(({ asked, allowed }) => ({ asked, allowed }));
  return [{ asked: describe(value), allowed: `a number, ${rule.min} to ${rule.max}` }];
}

/** `providerOptions` says who may do it: only the providers that it names. */
function options(provider: string, value: object, rules: OptionRules = {}): Complaint<never>[] {
  const own: unknown = Reflect.get(value, provider);
  if (typeof own !== 'object' || own === null) {
    return [{ asked: Object.keys(value).join(', '), allowed: `options of ${provider}` }];
  }
  return Object.entries(own).flatMap(([name, part]: [string, unknown]) => {
    if (part === undefined) return [];
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const path = `.${provider}.${name}`;
    if (rule === undefined)
      return [{ path, asked: describe(part), allowed: list(Object.keys(rules)) || 'no options' }];
    return option(part, rule).map((complaint) => ({ ...complaint, path }));
  });
}

type Checks = {
  readonly [F in Exclude<Feature, 'providerOptions'>]: (
    value: NonNullable<VideoRequest[F]>,
    rule: NonNullable<FeatureRules[F]>,
  ) => readonly Complaint<VideoRequest[F]>[];
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
  extendVideo: () => [],
  duration: (value, rule) => ('oneOf' in rule ? oneOf(value, rule) : range(value, rule)),
  aspectRatio: oneOf,
  resolution: oneOf,
  size: (value, rule) => (rule === 'any' ? [] : oneOf(value, rule)),
  quality: oneOf,
  watermark: oneOf,
  cameraControl: camera,
  motionMasks: masks,
  audio: oneOf,
  seed: range,
  callbackUrl: () => [],
};

function check<F extends keyof Checks>(feature: F, request: VideoRequest, rules: FeatureRules) {
  const value: VideoRequest[F] = request[feature];
  const rule: FeatureRules[F] = rules[feature];
  if (value === undefined || value === null) return [];
  if (rule === undefined || rule === null) return [{ asked: describe(value), allowed: undefined }];
  return checks[feature](value, rule);
}

/** Everything that the rules have against one field of the request; empty when it is not set. */
export function checkField(
  feature: Feature,
  request: VideoRequest,
  rules: FeatureRules,
  provider: string,
): readonly Complaint<unknown>[] {
  if (feature !== 'providerOptions') return check(feature, request, rules);
  const { providerOptions } = request;
  return providerOptions === undefined ? [] : options(provider, providerOptions, rules.providerOptions);
}
