import type { AnyRule, DurationRule, OneOfRule, RangeRule, TextRule } from '../contract/capabilities.ts';
import type { ProblemCode, ProblemValues } from '../contract/problem.ts';
import { byDistanceTo } from './distance.ts';
import { nearestInRange, isInRange, limitOf, valuesOf } from './value-set.ts';

/** What is not met, as a problem says it. */
export type Limit = {
  readonly [Code in ProblemCode]: { readonly code: Code } & ProblemValues[Code];
}[ProblemCode];

/** What a rule has against a value. Rows are checked by the thousand, so it is shown and changed only when asked. */
export interface Violation<Value> {
  readonly limit: Limit;
  /** Where in the value, `'.mediaType'`. */
  readonly path?: string;
  /** Missing: it was not set. */
  readonly asked?: unknown;
  /** The nearest value that the rule would accept. */
  readonly nearest?: () => Value;
}

export const none: readonly never[] = [];

export function oneOf<Value extends string | number | boolean>(
  value: Value,
  { oneOf: allowed }: OneOfRule<Value>,
): readonly Violation<Value>[] {
  if (allowed.includes(value)) return none;
  const limit = { code: 'not-one-of', allowed } as const;
  const [first] = allowed;
  if (first === undefined) return [{ limit, asked: value }];
  return [{ limit, asked: value, nearest: () => allowed.toSorted(byDistanceTo(value))[0] ?? first }];
}

export function range(value: number, rule: RangeRule): readonly Violation<number>[] {
  if (isInRange(value, rule)) return none;
  return [{ limit: limitOf(valuesOf(rule)), asked: value, nearest: () => nearestInRange(value, rule) }];
}

/** `check`, for a field whose rule may name no values. */
export const orAny =
  <Value, Rule extends object>(check: (value: Value, rule: Rule) => readonly Violation<Value>[]) =>
  (value: Value, rule: Rule | AnyRule): readonly Violation<Value>[] =>
    rule === 'any' ? none : check(value, rule);

/** A length that the model chooses is near to no length. */
export function duration(value: number | 'auto', rule: DurationRule): readonly Violation<number | 'auto'>[] {
  const isAuto = value === 'auto';
  if (rule === 'any') return isAuto ? [{ limit: { code: 'no-auto' }, asked: value }] : none;
  if (isAuto && rule.auto === true) return none;
  const limit = limitOf(valuesOf(rule));
  if (isAuto) return [{ limit, asked: value }];
  const violations = 'oneOf' in rule ? oneOf(value, rule) : range(value, rule);
  return violations.map((violation) => ({ ...violation, limit }));
}

/** `'adaptive'` is near to no ratio. */
export function aspectRatio(value: string, rule: OneOfRule<string> | AnyRule): readonly Violation<string>[] {
  const isAdaptive = value === 'adaptive';
  if (rule === 'any') return isAdaptive ? [{ limit: { code: 'no-adaptive' }, asked: value }] : none;
  if (rule.oneOf.includes(value)) return none;
  const { oneOf: allowed } = rule;
  const ratios = isAdaptive ? [] : allowed.filter((one) => one !== 'adaptive');
  return oneOf(value, { oneOf: ratios }).map((violation) => ({
    ...violation,
    limit: { code: 'not-one-of', allowed },
  }));
}

export function text(
  value: string,
  { minLength: min = 0, maxLength: max, countedIn: unit = 'utf-16' }: TextRule,
): readonly Violation<string>[] {
  const characters = unit === 'characters' ? Array.from(value) : undefined;
  const length = characters?.length ?? value.length;
  if (length >= min && length <= (max ?? length)) return none;
  const limit = { code: 'text-length', min, ...(max !== undefined && { max }), unit } as const;
  const asked = { characters: length };
  if (length < min) return [{ limit, asked }];
  const nearest = () =>
    characters?.slice(0, max).join('') ?? value.slice(0, max).replace(/[\uD800-\uDBFF]$/, '');
  return [{ limit, asked, nearest }];
}
