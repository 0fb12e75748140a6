import type { Capabilities, CapabilityRow, ModelCapabilities } from './capabilities.ts';
import { type Miss, missesOf } from './check-row.ts';
import { describe, nearestName, type Problem, readRequest } from './problem.ts';
import { type Feature, type Mode, modeOf, type VideoRequest } from './request.ts';

export interface Change {
  readonly field: Feature | 'model';
  /** In words, such as `'duration 5 instead of 7'` or `'without cameraControl'`. */
  readonly text: string;
}

/** The smallest change that would fit; the request has been checked. */
export interface Suggestion {
  readonly changes: readonly Change[];
  readonly request: VideoRequest;
}

export interface Fit {
  readonly fits: true;
  readonly mode: Mode;
  readonly entry: ModelCapabilities;
  /** The row that allows it; `undefined` for a model that is not in the table and passes knowingly. */
  readonly row: CapabilityRow | undefined;
  readonly warnings: readonly string[];
}

export interface Misfit {
  readonly fits: false;
  /** Every problem of the nearest row, or of the request itself. Never empty. */
  readonly problems: readonly Problem[];
  readonly suggestion?: Suggestion;
}

export type CheckResult = Fit | Misfit;

const isDocumented = (row: CapabilityRow) => row.evidence === 'documented';
const documentedFirst = (rows: readonly CapabilityRow[]) => [
  ...rows.filter(isDocumented),
  ...rows.filter((row) => !isDocumented(row)),
];

interface Near {
  readonly row: CapabilityRow;
  readonly misses: readonly Miss[];
}

/** Same mode first, then fewest misses, then the mildest mends; the table's order decides what is left. */
function byNearness(request: VideoRequest) {
  const mode = modeOf(request);
  const severity = { change: 0, drop: 1, foreign: 2, none: 3 } as const;
  const weight = ({ misses }: Near) => misses.reduce((sum, { mend }) => sum + severity[mend], 0);
  return (a: Near, b: Near) =>
    Number(a.row.mode !== mode) - Number(b.row.mode !== mode) ||
    a.misses.length - b.misses.length ||
    weight(a) - weight(b);
}

/** When the model takes the asked value elsewhere, says beside which other field it does not. */
function inContext({ feature, problem }: Miss, near: readonly Near[]): Problem {
  const elsewhere = near.find(
    ({ misses }) => misses.length > 0 && misses.every((miss) => miss.feature !== feature),
  );
  const company = elsewhere?.misses.filter(({ mend }) => mend !== 'none').map((miss) => miss.feature) ?? [];
  if (company.length === 0) return problem;
  return { ...problem, message: `${problem.message} (together with ${[...new Set(company)].join(', ')})` };
}

function mend(entry: ModelCapabilities, row: CapabilityRow, request: VideoRequest): VideoRequest | undefined {
  let mended = request;
  // Each pass mends at least one field, so it ends; a mend may uncover a group rule, so one pass is not enough.
  for (let misses = missesOf(entry, row, mended); misses.length > 0; misses = missesOf(entry, row, mended)) {
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

const defined = (request: VideoRequest): VideoRequest =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));

/** One model against a well-formed request. */
function checkModel(entry: ModelCapabilities, request: VideoRequest): Omit<Checked, 'entry'> {
  const mode = modeOf(request);
  const rows = documentedFirst(entry.rows).map((row) => ({ row, misses: missesOf(entry, row, request) }));
  const fitting = rows.filter(({ misses }) => misses.length === 0).map(({ row }) => row);
  // What passes unchecked may fit rows of other modes too; their defaults would be wrong.
  const fit = fitting.find((row) => row.mode === mode) ?? fitting[0];
  if (fit !== undefined) {
    return { result: { fits: true, mode, entry, row: fit, warnings: warningsFor(entry, fit, request) } };
  }
  const ranked = rows.toSorted(byNearness(request));
  const [near] = ranked;
  const problems = near?.misses.map((miss) => inContext(miss, ranked)) ?? [];
  const [suggestion] = ranked
    .flatMap(({ row }) => suggestionFrom(row, entry, request))
    .toSorted((a, b) => otherMode(a, mode) - otherMode(b, mode) || a.changes.length - b.changes.length);
  const result = { fits: false, problems, ...(suggestion !== undefined && { suggestion }) } as const;
  return { result, ...(near !== undefined && { near }) };
}

const otherMode = ({ request }: Suggestion, mode: Mode) => Number(modeOf(request) !== mode);

function suggestionFrom(row: CapabilityRow, entry: ModelCapabilities, request: VideoRequest): Suggestion[] {
  const mended = mend(entry, row, request);
  if (mended === undefined) return [];
  return [{ changes: changesBetween(request, mended), request: defined(mended) }];
}

function warningsFor(entry: ModelCapabilities, row: CapabilityRow, request: VideoRequest): readonly string[] {
  const warnings: string[] = [];
  if (!isDocumented(row)) warnings.push(row.source);
  if (entry.retired !== undefined)
    warnings.push(`announced to end on ${entry.retired.since}: ${entry.retired.source}`);
  const skipped =
    request.unchecked?.filter((field) => field !== 'model' && request[field] !== undefined) ?? [];
  if (skipped.length > 0) warnings.push(`not checked, as asked: ${skipped.join(', ')}`);
  return warnings;
}

const nameOf = ({ provider, model }: ModelCapabilities) => `${provider}:${model}`;

/** A model that no table knows: refused, or passed knowingly to the one provider that it can mean. */
function checkUnknownModel(
  entry: ModelCapabilities,
  isAlone: boolean,
  known: readonly string[],
  request: VideoRequest,
): CheckResult {
  if (isAlone && request.unchecked?.includes('model') === true) {
    const warnings = [`${entry.model} is in no table of ${entry.provider}: nothing was checked`];
    return { fits: true, mode: modeOf(request), entry, row: undefined, warnings };
  }
  const nearest = nearestName(entry.model, known);
  const hint = nearest === undefined ? '' : `; the nearest known model is ${nearest}`;
  const knowingly = `ask for "${nameOf(entry)}" with unchecked: ["model"] to send it all the same`;
  const message = `model: ${entry.provider} has no ${describe(entry.model)} in its table${hint}; ${knowingly}`;
  return {
    fits: false,
    problems: [{ field: 'model', asked: describe(request.model), allowed: known.join(', '), message }],
  };
}

export interface Checked {
  readonly entry: ModelCapabilities;
  readonly result: CheckResult;
  /** The row that explains a misfit. */
  readonly near?: Near;
}

/** Every model that the request means, in the table's order: all, or those that bear its name. */
export function checkEach({ models }: Capabilities, request: VideoRequest): readonly Checked[] {
  const asked = request.model;
  const meant =
    asked === undefined ? models : models.filter((entry) => entry.model === asked || nameOf(entry) === asked);
  if (asked === undefined || meant.length > 0)
    return meant.map((entry) => ({ entry, ...checkModel(entry, request) }));
  const doors = models.filter(
    (entry, index) => models.findIndex(({ provider }) => provider === entry.provider) === index,
  );
  const named = doors.filter(({ provider }) => asked.startsWith(`${provider}:`));
  return (named.length > 0 ? named : doors).map(({ provider, api }) => {
    const entry = {
      provider,
      api,
      model: named.length > 0 ? asked.slice(provider.length + 1) : asked,
      rows: [],
    };
    const known = models.filter((other) => other.provider === provider).map(({ model }) => model);
    return {
      entry,
      result: checkUnknownModel(entry, named.length === 1 || doors.length === 1, known, request),
    };
  });
}

/**
 * Whether some model of the table can do what the request asks, and if none, why the nearest cannot.
 * Pure; touches no network; never throws, whatever it is given.
 */
export function checkRequest(capabilities: Capabilities, request: VideoRequest): CheckResult {
  const read = readRequest(request);
  if (!read.ok) return { fits: false, problems: read.problems };
  const checked = checkEach(capabilities, read.request);
  const fits = checked.map(({ result }) => result).filter((result) => result.fits);
  const nearer = byNearness(read.request);
  const [nearest] = checked.toSorted((a, b) => (a.near && b.near ? nearer(a.near, b.near) : 0));
  return fits.toSorted(bestFirst)[0] ?? nearest?.result ?? { fits: false, problems: [noModels] };
}

/** Documented before claimed, live before retired, then the order of the table. */
export function bestFirst(a: Fit, b: Fit): number {
  const claimed = ({ row }: Fit) => Number(row === undefined || !isDocumented(row));
  const retired = ({ entry }: Fit) => Number(entry.retired !== undefined);
  return claimed(a) - claimed(b) || retired(a) - retired(b);
}

const noModels: Problem = {
  field: 'model',
  asked: undefined,
  allowed: 'nothing',
  message: 'model: the table has no models',
};
