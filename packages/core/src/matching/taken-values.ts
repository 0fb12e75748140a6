import type { CapabilityRow, ModelCapabilities } from '../contract/capabilities.ts';
import type { ProblemContext, ValueCondition } from '../contract/problem.ts';
import type { Limit } from './value-rules.ts';
import { beyond, holds, isEmpty, limitOf, union, type ValueSet, valuesOf } from './value-set.ts';
import type { Violation } from './violations.ts';

/* What the rows of a model say together of a value that the nearest of them does not take. */

/** A row of a model, and what keeps it from taking the request. */
export interface NearRow {
  readonly entry: ModelCapabilities;
  readonly row: CapabilityRow;
  readonly violations: readonly Violation[];
  /** Same mode first, then fewest violations, then the mildest fixes; the table's order decides what is left. */
  readonly rank: readonly [number, number, number];
}

export const fieldOf = ({ feature, path = '' }: Violation) => `${feature}${path}`;

/** What a row needs that the request leaves open, with its value where there is but one. */
function neededBy({ accepts }: CapabilityRow, violation: Violation) {
  const field = fieldOf(violation);
  if (violation.feature === 'providerOptions') return { field };
  const rule = accepts[violation.feature];
  const [value, ...others] = typeof rule === 'object' && 'oneOf' in rule ? rule.oneOf : [];
  return value === undefined || others.length > 0 ? { field } : { field, value };
}

/** What has to be so that a row with these violations takes what it takes. */
function conditionOf({ row }: NearRow, violations: readonly Violation[]): ProblemContext | undefined {
  const conflicting = violations.filter((one) => one.fix !== 'none').map((one) => one.feature);
  if (conflicting.length > 0) return { kind: 'not-together', fields: [...new Set(conflicting)] };
  const fields = violations.map((one) => neededBy(row, one));
  return fields.length === 0 ? undefined : { kind: 'needs', fields };
}

/** When the model takes the asked value elsewhere: beside which other field it does not, or what it needs there. */
function contextOf(
  { feature, fix }: Violation,
  near: readonly NearRow[],
  isNamed: boolean,
): ProblemContext | undefined {
  const elsewhere = near.find(
    ({ violations }) => violations.length > 0 && violations.every((one) => one.feature !== feature),
  );
  const condition = elsewhere && conditionOf(elsewhere, elsewhere.violations);
  if (condition?.kind === 'needs') return fix === 'none' ? { ...condition, kind: 'instead' } : condition;
  return condition?.kind === 'not-together' && !isNamed ? { ...condition, kind: 'together' } : condition;
}

/** What a row takes where it says no to a value. */
function setAt({ row: { accepts }, violations }: NearRow, at: Violation): ValueSet {
  const { feature, path = '' } = at;
  if (feature === 'providerOptions') {
    const name = path.split('.').slice(2).join('.');
    const rules = accepts.providerOptions ?? {};
    return valuesOf(Object.hasOwn(rules, name) ? rules[name] : undefined);
  }
  if (path === '') return valuesOf(accepts[feature]);
  const own = violations.find((one) => one.feature === feature && one.path === path);
  return own?.limit.code === 'not-one-of' ? { allowed: own.limit.allowed, ranges: [] } : valuesOf(undefined);
}

/** As long as a reader takes it in: two conditions of one field each. */
const areShort = (conditions: readonly ValueCondition[]) =>
  conditions.length <= 2 && conditions.every(({ context }) => context.fields.length === 1);

/** Of the values that the rows take, those that the nearest does not, each with what it depends on. */
function conditionsOf(at: Violation, nearest: NearRow, rows: readonly NearRow[]): readonly ValueCondition[] {
  let told = setAt(nearest, at);
  const found = new Map<string, ValueCondition>();
  for (const one of rows) {
    const more = beyond(setAt(one, at), told);
    if (isEmpty(more)) continue;
    told = union([told, more]);
    const context = conditionOf(
      one,
      one.violations.filter(({ feature }) => feature !== at.feature),
    );
    if (context === undefined) continue;
    const key = JSON.stringify(context);
    const { allowed = [], ranges = [] } = found.get(key) ?? {};
    const all = union([{ allowed, ranges }, more]);
    found.set(key, { allowed: all.allowed, ...(all.ranges.length > 0 && { ranges: all.ranges }), context });
  }
  const conditions = [...found.values()];
  return areShort(conditions) ? conditions : [];
}

const speakOfValues: readonly Limit['code'][] = ['not-one-of', 'out-of-range', 'not-accepted'];

/** What a row says no with: of values, with every one that the model takes for the mode in place of the row's own. */
export function explainedBy(
  at: Violation,
  nearest: NearRow,
  near: readonly NearRow[],
): { readonly limit: Limit; readonly context: ProblemContext | undefined } {
  const { limit } = at;
  const own = { limit, context: contextOf(at, near, false) };
  if (!speakOfValues.includes(limit.code)) return own;
  const rows = near.filter(({ row }) => row.mode === nearest.row.mode);
  const all = union(rows.map((one) => setAt(one, at)));
  // Then it is another field that the value is not taken beside.
  const isTaken = holds(all, at.asked);
  if (isEmpty(all) || (isTaken && limit.code === 'not-accepted')) return own;
  const conditions = isTaken ? [] : conditionsOf(at, nearest, rows);
  return {
    limit: { ...limitOf(all), ...(conditions.length > 0 && { conditions }) },
    context: contextOf(at, near, isTaken),
  };
}
