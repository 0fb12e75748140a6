import type { RangeRule } from '../contract/capabilities.ts';
import type { Span } from '../contract/problem.ts';

type Value = string | number | boolean;

/** Values that are taken: those that are named, and numbers of ranges. */
export interface ValueSet {
  readonly allowed: readonly Value[];
  readonly ranges: readonly Span[];
}

/** Where in a range a number stands, in steps from its least; fractions of seconds have noise in their binary digits. */
const stepsTo = (value: number, { min, step = 1 }: RangeRule) =>
  Math.round(((value - min) / step) * 1e9) / 1e9;

export const isInRange = (value: number, rule: RangeRule): boolean =>
  value >= rule.min &&
  value <= rule.max &&
  (rule.step === undefined || Number.isInteger(stepsTo(value, rule)));

const atStep = ({ min, step = 1 }: RangeRule, index: number) => Math.round((min + index * step) * 1e9) / 1e9;

/** Of two that are as near, the one that costs less. */
export function nearestInRange(value: number, rule: RangeRule): number {
  const within = Math.min(Math.max(value, rule.min), rule.max);
  if (rule.step === undefined) return within;
  const last = Math.floor(stepsTo(rule.max, rule));
  return atStep(rule, Math.min(Math.ceil(stepsTo(within, rule) - 0.5), last));
}

/** Every number of a range with steps; `undefined` where there are more than `most`, by default 64, or no steps. */
export function rangeValues(rule: RangeRule, most = 64): readonly number[] | undefined {
  const count = Math.floor(stepsTo(rule.max, rule)) + 1;
  if (rule.step === undefined || count > most) return undefined;
  return Array.from({ length: count }, (_, index) => atStep(rule, index));
}

/** The values of a rule that names some; none of any other rule. */
export function valuesOf(rule: unknown): ValueSet {
  const isRule = typeof rule === 'object' && rule !== null;
  const auto = isRule && 'auto' in rule && rule.auto === true ? ['auto'] : [];
  if (isRule && 'oneOf' in rule && Array.isArray(rule.oneOf)) {
    const named: readonly Value[] = rule.oneOf;
    return { allowed: [...named, ...auto], ranges: [] };
  }
  if (!isRule || !('min' in rule && 'max' in rule)) return { allowed: [], ranges: [] };
  const { min, max } = rule;
  if (typeof min !== 'number' || typeof max !== 'number') return { allowed: [], ranges: [] };
  const step = 'step' in rule && typeof rule.step === 'number' ? { step: rule.step } : {};
  return { allowed: auto, ranges: [{ min, max, ...step }] };
}

export const isEmpty = ({ allowed, ranges }: ValueSet) => allowed.length + ranges.length === 0;

export const holds = ({ allowed, ranges }: ValueSet, value: unknown): boolean =>
  allowed.some((one) => one === value) ||
  (typeof value === 'number' && ranges.some((one) => isInRange(value, one)));

/** Two ranges as one, where one goes on from the other. */
function joined(a: Span, b: Span): Span | undefined {
  if (a.step !== b.step || b.min < a.min) return undefined;
  const isNext =
    a.step === undefined ? b.min <= a.max : b.min <= a.max + a.step && Number.isInteger(stepsTo(b.min, a));
  return isNext ? { ...a, max: Math.max(a.max, b.max) } : undefined;
}

/** What any of them holds, numbers in their order, each once. */
export function union(sets: readonly ValueSet[]): ValueSet {
  const ranges: Span[] = [];
  for (const one of sets.flatMap((set) => set.ranges).toSorted((a, b) => a.min - b.min || b.max - a.max)) {
    const last = ranges.at(-1);
    const both = last && joined(last, one);
    if (both !== undefined) ranges.splice(-1, 1, both);
    else if (!ranges.some((other) => JSON.stringify(other) === JSON.stringify(one))) ranges.push(one);
  }
  const named = [...new Set(sets.flatMap(({ allowed }) => allowed))].filter(
    (value) => !holds({ allowed: [], ranges }, value),
  );
  const numbers = named.filter((value) => typeof value === 'number').toSorted((a, b) => a - b);
  return { allowed: [...numbers, ...named.filter((value) => typeof value !== 'number')], ranges };
}

/** What a set holds and another does not; of ranges, the whole ones only. */
export const beyond = ({ allowed, ranges }: ValueSet, other: ValueSet): ValueSet => ({
  allowed: allowed.filter((value) => !holds(other, value)),
  ranges: ranges.filter(({ min, max }) => !holds(other, min) || !holds(other, max)),
});

/** What is taken, as a problem says it. */
export function limitOf({ allowed, ranges }: ValueSet) {
  const [only, ...others] = ranges;
  if (only === undefined) return { code: 'not-one-of', allowed } as const;
  if (allowed.length === 0 && others.length === 0) return { code: 'out-of-range', ...only } as const;
  return { code: 'not-one-of', allowed, ranges } as const;
}
