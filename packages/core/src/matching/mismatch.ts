import type { Capabilities, CapabilityRow, ModelCapabilities } from '../contract/capabilities.ts';
import type { Change, Problem, Suggestion } from '../contract/problem.ts';
import { definedFields, features, modeOf, type VideoRequest, withField } from '../contract/request.ts';
import { show } from '../contract/shown.ts';
import { documentedFirst } from './check-row.ts';
import { explainedBy, fieldOf, type NearRow } from './taken-values.ts';
import { unknownModelProblem } from './unknown-model.ts';
import { type Violation, violationsOf } from './violations.ts';

/** Why no row fits. */
export interface Mismatch {
  /** Tells it from a fit. */
  readonly fits: false;
  /** Every problem of the nearest row, or of the request itself. Never empty. */
  readonly problems: readonly Problem[];
  /** The smallest change with which it would fit; missing where none was found. */
  readonly suggestion?: Suggestion;
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

function problemOf(violation: Violation, nearest: NearRow, near: readonly NearRow[]): Problem {
  const { asked } = violation;
  const { limit, context } = explainedBy(violation, nearest, near);
  return {
    ...limit,
    field: fieldOf(violation),
    ...(asked !== undefined && { asked: show(asked) }),
    model: nearest.entry.model,
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
  const problems = nearest.violations.map((violation) => problemOf(violation, nearest, near));
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
