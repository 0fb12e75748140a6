import type { CapabilityRow, ModelCapabilities } from '../contract/capabilities.ts';
import { describe } from '../contract/describe.ts';
import { definedFields } from '../contract/fields.ts';
import type { Change, Problem, Suggestion } from '../contract/problem.ts';
import { type Feature, modeOf, type VideoRequest } from '../contract/request.ts';
import { type Miss, violationsOf } from './check-row.ts';
import { once } from './lazy.ts';
import { documentedFirst } from './row-index.ts';

export interface Near {
  readonly row: CapabilityRow;
  readonly misses: readonly Miss[];
}

/** Same mode first, then fewest misses, then the mildest mends; the table's order decides what is left. */
export function byNearness(request: VideoRequest) {
  const mode = modeOf(request);
  const severity = { change: 0, drop: 1, foreign: 2, none: 3 } as const;
  const weight = ({ misses }: Near) => misses.reduce((sum, { mend }) => sum + severity[mend], 0);
  return (a: Near, b: Near) =>
    Number(a.row.mode !== mode) - Number(b.row.mode !== mode) ||
    a.misses.length - b.misses.length ||
    weight(a) - weight(b);
}

/** When the model takes the asked value elsewhere, says beside which other field it does not, or what it needs there. */
function inContext({ feature, problem, mend }: Miss, near: readonly Near[]): Problem {
  const elsewhere = near.find(
    ({ misses }) => misses.length > 0 && misses.every((miss) => miss.feature !== feature),
  );
  if (elsewhere === undefined) return problem;
  const company = elsewhere.misses.filter(({ mend }) => mend !== 'none').map((miss) => miss.feature);
  const context =
    company.length === 0
      ? `${mend === 'none' ? 'or' : 'needs'} ${elsewhere.misses.map((miss) => neededBy(elsewhere.row, miss)).join(', ')}`
      : `together with ${[...new Set(company)].join(', ')}`;
  return { ...problem, message: `${problem.message} (${context})` };
}

/** What a row needs that the request leaves open, with its value where there is but one. */
function neededBy({ accepts }: CapabilityRow, { feature, problem }: Miss): string {
  const rule: unknown = Reflect.get(accepts, feature);
  const values: unknown = typeof rule === 'object' && rule !== null ? Reflect.get(rule, 'oneOf') : undefined;
  const only = Array.isArray(values) && values.length === 1 ? ` ${String(values[0])}` : '';
  return `${problem.field}${only}`;
}

function mend(entry: ModelCapabilities, row: CapabilityRow, request: VideoRequest): VideoRequest | undefined {
  let mended = request;
  // Each pass mends at least one field, so it ends; a mend may uncover a group rule, so one pass is not enough.
  for (
    let misses = violationsOf(entry, row, mended);
    misses.length > 0;
    misses = violationsOf(entry, row, mended)
  ) {
    // A field that goes takes its other misses along.
    const first = misses.find(({ mend }) => mend === 'drop') ?? misses[0];
    if (first === undefined || first.mend === 'none') return undefined;
    mended = first.mended;
  }
  return mended;
}

function changesBetween(before: VideoRequest, after: VideoRequest): readonly Change[] {
  const fields = Object.keys(before).filter(
    (field): field is Feature => Reflect.get(before, field) !== Reflect.get(after, field),
  );
  return fields.map((field) => ({
    field,
    text:
      after[field] === undefined
        ? `without ${field}`
        : `${field} ${describe(after[field])} instead of ${describe(before[field])}`,
  }));
}

function suggestionFrom(row: CapabilityRow, entry: ModelCapabilities, request: VideoRequest): Suggestion[] {
  const mended = mend(entry, row, request);
  if (mended === undefined) return [];
  return [{ changes: changesBetween(request, mended), request: definedFields(mended) }];
}

function smallestChange(
  near: readonly Near[],
  entry: ModelCapabilities,
  request: VideoRequest,
): Suggestion | undefined {
  const mode = modeOf(request);
  const otherMode = (suggestion: Suggestion) => Number(modeOf(suggestion.request) !== mode);
  return near
    .flatMap(({ row }) => suggestionFrom(row, entry, request))
    .toSorted((a, b) => otherMode(a) - otherMode(b) || a.changes.length - b.changes.length)[0];
}

/** Why a model cannot do what the request asks. */
export interface Reasons {
  /** The row that explains it; `undefined` where there is no row. */
  readonly near: Near | undefined;
  readonly problems: readonly Problem[];
  readonly suggestion: () => Suggestion | undefined;
}

/** The reasons of a model of the table of which no row fits. */
export function reasonsOf(entry: ModelCapabilities, request: VideoRequest): Reasons {
  const near = documentedFirst(entry.rows)
    .map((row) => ({ row, misses: violationsOf(entry, row, request) }))
    .toSorted(byNearness(request));
  return {
    near: near[0],
    problems: near[0]?.misses.map((miss) => inContext(miss, near)) ?? [],
    suggestion: once(() => smallestChange(near, entry, request)),
  };
}
