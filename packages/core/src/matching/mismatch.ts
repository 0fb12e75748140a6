import type { Capabilities, CapabilityRow, ModelCapabilities } from '../contract/capabilities.ts';
import type { Change, Problem, ProblemContext, Suggestion } from '../contract/problem.ts';
import {
  definedFields,
  type Feature,
  features,
  modeOf,
  type VideoRequest,
  withField,
} from '../contract/request.ts';
import { show } from '../contract/shown.ts';
import {
  checkedFields,
  competingFields,
  documentedFirst,
  missingFields,
  missingOptions,
} from './check-row.ts';
import { checkField, type RuleViolation } from './rules.ts';
import { unknownModelProblem } from './unknown-model.ts';

/** Why no row fits. */
export interface Mismatch {
  readonly fits: false;
  /** Every problem of the nearest row, or of the request itself. Never empty. */
  readonly problems: readonly Problem[];
  readonly suggestion?: Suggestion;
}

/** One reason why a row does not fit. */
interface Violation extends RuleViolation {
  readonly feature: Feature;
  /**
   * `change`: the field gets another value. `drop`: its value must go. `foreign`: the row takes no such field, it
   * must go too. `none`: only the caller can supply it. Each is further from what was asked than the one before.
   */
  readonly fix: 'change' | 'drop' | 'foreign' | 'none';
}

function fixFor({ fixed, limit }: RuleViolation): Violation['fix'] {
  if (fixed !== undefined) return 'change';
  return limit.code === 'not-accepted' ? 'foreign' : 'drop';
}

/** What is wrong with the fields together: one is missing, or they exclude each other. */
function violationsTogether(
  entry: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
  isWrong: ReadonlySet<Feature>,
): readonly Violation[] {
  const { mode, requires = [], atMostOne = [] } = row;
  const limit = { code: 'required', mode } as const;
  const options = missingOptions(entry, row, request).map((name): Violation => {
    const path = `.${entry.provider}.${name}`;
    return { limit, feature: 'providerOptions', path, fix: 'none' };
  });
  const competing = atMostOne.flatMap((group) => {
    const set = competingFields(group, request);
    // What the row needs stays, then what is right by itself, then what stands first.
    const kept =
      set.find((feature) => requires.includes(feature)) ??
      set.find((feature) => !isWrong.has(feature)) ??
      set[0];
    return set
      .filter((feature) => feature !== kept)
      .map((feature): Violation => {
        const asked = group.filter((field) => request[field] !== undefined);
        return { limit: { code: 'at-most-one', fields: group }, feature, asked, fix: 'drop' };
      });
  });
  return [
    ...missingFields(row, request).map((feature): Violation => ({ limit, feature, fix: 'none' })),
    ...options,
    ...competing,
  ];
}

/** Everything that keeps a row from taking the request; empty when it fits. */
function violationsOf(
  entry: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
): readonly Violation[] {
  const violations = checkedFields(request).flatMap((feature) =>
    checkField(feature, request, row, entry.provider).map((violation): Violation => ({
      ...violation,
      feature,
      fix: fixFor(violation),
    })),
  );
  const wrong = new Set(violations.map(({ feature }) => feature));
  return [...violations, ...violationsTogether(entry, row, request, wrong)];
}

/** A row of a model, and what keeps it from taking the request. */
interface NearRow {
  readonly entry: ModelCapabilities;
  readonly row: CapabilityRow;
  readonly violations: readonly Violation[];
  /** Same mode first, then fewest violations, then the mildest fixes; the table's order decides what is left. */
  readonly rank: readonly [number, number, number];
}

const severity = { change: 0, drop: 1, foreign: 2, none: 3 } as const;

const byRank = ({ rank: [a0, a1, a2] }: NearRow, { rank: [b0, b1, b2] }: NearRow) =>
  a0 - b0 || a1 - b1 || a2 - b2;

function nearRows(entry: ModelCapabilities, request: VideoRequest): readonly NearRow[] {
  const mode = modeOf(request);
  return documentedFirst(entry.rows)
    .map((row): NearRow => {
      const violations = violationsOf(entry, row, request);
      const weight = violations.reduce((sum, { fix }) => sum + severity[fix], 0);
      return { entry, row, violations, rank: [Number(row.mode !== mode), violations.length, weight] };
    })
    .toSorted(byRank);
}

const fieldOf = ({ feature, path = '' }: Violation) => `${feature}${path}`;

/** What a row needs that the request leaves open, with its value where there is but one. */
function neededBy({ accepts }: CapabilityRow, violation: Violation) {
  const field = fieldOf(violation);
  if (violation.feature === 'providerOptions') return { field };
  const rule = accepts[violation.feature];
  const [value, ...others] = typeof rule === 'object' && 'oneOf' in rule ? rule.oneOf : [];
  return value === undefined || others.length > 0 ? { field } : { field, value };
}

/** When the model takes the asked value elsewhere: beside which other field it does not, or what it needs there. */
function contextOf({ feature, fix }: Violation, near: readonly NearRow[]): ProblemContext | undefined {
  const elsewhere = near.find(
    ({ violations }) => violations.length > 0 && violations.every((one) => one.feature !== feature),
  );
  if (elsewhere === undefined) return undefined;
  const { row, violations } = elsewhere;
  const conflicting = violations.filter((one) => one.fix !== 'none').map((one) => one.feature);
  if (conflicting.length > 0) return { kind: 'together', fields: [...new Set(conflicting)] };
  const fields = violations.map((one) => neededBy(row, one));
  return { kind: fix === 'none' ? 'instead' : 'needs', fields };
}

function problemOf(violation: Violation, { model }: ModelCapabilities, near: readonly NearRow[]): Problem {
  const { limit, asked } = violation;
  const context = contextOf(violation, near);
  return {
    ...limit,
    field: fieldOf(violation),
    ...(asked !== undefined && { asked: show(asked) }),
    model,
    ...(context !== undefined && { context }),
  };
}

function fix({ entry, row, violations: first }: NearRow, request: VideoRequest): VideoRequest | undefined {
  let fixed = request;
  // Each pass fixes at least one field, so it ends; a fix may uncover a group rule, so one pass is not enough.
  for (let left = first; left.length > 0; left = violationsOf(entry, row, fixed)) {
    // A field that goes takes its other violations along.
    const next = left.find((one) => one.fix === 'drop') ?? left[0];
    if (next === undefined || next.fix === 'none') return undefined;
    fixed = next.fixed?.() ?? withField(fixed, next.feature, undefined);
  }
  return fixed;
}

function changesBetween(before: VideoRequest, after: VideoRequest): readonly Change[] {
  return features
    .filter((field) => before[field] !== after[field])
    .map((field) => {
      const from = show(before[field]);
      if (after[field] === undefined) return { code: 'removed', field, from };
      return { code: 'changed', field, from, to: show(after[field]) };
    });
}

interface Fix {
  readonly request: VideoRequest;
  readonly isOtherMode: boolean;
  readonly changes: number;
}

const isSmaller = (a: Omit<Fix, 'request'>, b: Omit<Fix, 'request'>) =>
  a.isOtherMode === b.isOtherMode ? a.changes < b.changes : b.isOtherMode;

/** What a fix of a row changes at least; more may turn out on the way, and then no input comes back. */
function leastFix({ violations }: NearRow, request: VideoRequest): Omit<Fix, 'request'> {
  const gone = violations.filter((one) => one.fix !== 'change');
  const without = gone.reduce((rest, { feature }) => withField(rest, feature, undefined), request);
  return {
    isOtherMode: modeOf(without) !== modeOf(request),
    changes: new Set(violations.map(({ feature }) => feature)).size,
  };
}

/** The smallest change over all rows; among equals the nearest row's. */
function smallestFix(near: readonly NearRow[], request: VideoRequest): Suggestion | undefined {
  let best: Fix | undefined;
  for (const one of near) {
    // What only the caller can supply stays missing, whatever else is fixed.
    if (one.violations.some((violation) => violation.fix === 'none')) continue;
    if (best !== undefined && !isSmaller(leastFix(one, request), best)) continue;
    const fixed = fix(one, request);
    if (fixed === undefined) continue;
    const changes = features.filter((field) => request[field] !== fixed[field]).length;
    const found = { request: fixed, isOtherMode: modeOf(fixed) !== modeOf(request), changes };
    if (best === undefined || isSmaller(found, best)) best = found;
  }
  return best && { changes: changesBetween(request, best.request), request: definedFields(best.request) };
}

function explain(near: readonly NearRow[], request: VideoRequest): Mismatch | undefined {
  const [nearest] = near;
  if (nearest === undefined) return undefined;
  const problems = nearest.violations.map((violation) => problemOf(violation, nearest.entry, near));
  const suggestion = smallestFix(near, request);
  return { fits: false, problems, ...(suggestion !== undefined && { suggestion }) };
}

/** Why a model, in the table or not, does not take a well-formed request. */
export const mismatchOf = (
  capabilities: Capabilities,
  entry: ModelCapabilities,
  request: VideoRequest,
): Mismatch =>
  explain(nearRows(entry, request), request) ?? {
    fits: false,
    problems: [unknownModelProblem(capabilities, entry, request)],
  };

/** Of several models that do not take a request, why the nearest does not. `undefined`: there are none. */
export function nearestMismatch(
  capabilities: Capabilities,
  entries: readonly ModelCapabilities[],
  request: VideoRequest,
): Mismatch | undefined {
  const [first] = entries;
  const near = entries.map((entry) => nearRows(entry, request));
  const [nearest = []] = near
    .filter((rows) => rows.length > 0)
    .toSorted(([a], [b]) => (a === undefined || b === undefined ? 0 : byRank(a, b)));
  return explain(nearest, request) ?? (first && mismatchOf(capabilities, first, request));
}

/** The request with the fewest changes that one row allows; itself where it fits. */
export function fixForRow(
  entry: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
): VideoRequest | undefined {
  const violations = violationsOf(entry, row, request);
  return violations.length === 0 ? request : fix({ entry, row, violations, rank: [0, 0, 0] }, request);
}
