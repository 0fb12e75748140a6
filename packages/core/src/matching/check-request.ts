import type { Capabilities, CapabilityRow, ModelCapabilities } from '../contract/capabilities.ts';
import { describe, nearestName } from '../contract/describe.ts';
import { doorName, modelName, nameOf } from '../contract/names.ts';
import type { Problem, Suggestion } from '../contract/problem.ts';
import { readRequest } from '../contract/read-request.ts';
import { type Mode, modeOf, type VideoRequest } from '../contract/request.ts';
import { violationsOf } from './check-row.ts';
import { byNearness, type Reasons, reasonsOf } from './mismatch.ts';
import { documentedFirst, type IndexedModel, isDocumented, rowFilter, tableIndex } from './row-index.ts';

export interface Fit {
  readonly fits: true;
  readonly mode: Mode;
  readonly entry: ModelCapabilities;
  /** The row that allows it; `undefined` for a model that is not in the table and passes knowingly. */
  readonly row: CapabilityRow | undefined;
  readonly warnings: readonly string[];
}

export interface Mismatch {
  readonly fits: false;
  /** Every problem of the nearest row, or of the request itself. Never empty. */
  readonly problems: readonly Problem[];
  readonly suggestion?: Suggestion;
}

export type CheckResult = Fit | Mismatch;

/** A model that cannot; the reasons are looked for when they are asked for. */
export interface Unfit {
  readonly fits: false;
  readonly entry: ModelCapabilities;
  readonly reasons: () => Reasons;
}

const noWarnings: readonly string[] = [];

function warningsFor(entry: ModelCapabilities, row: CapabilityRow, request: VideoRequest): readonly string[] {
  if (isDocumented(row) && entry.retired === undefined && request.unchecked === undefined) return noWarnings;
  const warnings: string[] = [];
  if (!isDocumented(row)) warnings.push(row.source);
  if (entry.retired !== undefined)
    warnings.push(`announced to end on ${entry.retired.since}: ${entry.retired.source}`);
  const skipped =
    request.unchecked?.filter((field) => field !== 'model' && request[field] !== undefined) ?? [];
  if (skipped.length > 0) warnings.push(`not checked, as asked: ${skipped.join(', ')}`);
  return warnings;
}

/** Whether a request that asks for this model means this one. */
export const isCalled = (entry: ModelCapabilities, asked: string): boolean =>
  entry.model === asked || nameOf(entry) === asked || modelName(entry) === asked;

/** A model that no table knows: refused, or passed knowingly to the one provider that it can mean. */
function checkUnknownModel(
  { models }: Capabilities,
  entry: ModelCapabilities,
  isAlone: boolean,
  request: VideoRequest,
): Fit | Unfit {
  if (isAlone && request.unchecked?.includes('model') === true) {
    const warnings = [`${entry.model} is in no table of ${entry.provider}: nothing was checked`];
    return { fits: true, mode: modeOf(request), entry, row: undefined, warnings };
  }
  const reasons = () => {
    const known = models.filter(({ provider }) => provider === entry.provider).map(({ model }) => model);
    const nearest = nearestName(entry.model, known);
    const hint = nearest === undefined ? '' : `; the nearest known model is ${nearest}`;
    const knowingly = `ask for "${nameOf(entry)}" with unchecked: ["model"] to send it all the same`;
    const message = `model: ${entry.provider} has no ${describe(entry.model)} in its table${hint}; ${knowingly}`;
    const problem = { field: 'model', asked: describe(request.model), allowed: known.join(', '), message };
    return { near: undefined, problems: [problem], suggestion: () => undefined };
  };
  return { fits: false, entry, reasons };
}

function checkUnknownName(
  capabilities: Capabilities,
  asked: string,
  request: VideoRequest,
): readonly (Fit | Unfit)[] {
  const ofDoor = capabilities.models.filter(({ api }) => asked.endsWith(` (${api})`));
  const byDoor = Map.groupBy(ofDoor.length > 0 ? ofDoor : capabilities.models, doorName);
  const doors = [...byDoor.values()].flatMap(([first]) => first ?? []);
  const named = doors.filter(({ provider }) => asked.startsWith(`${provider}:`));
  const meant = named.length > 0 ? named : doors;
  const isAlone = new Set(meant.map(({ provider }) => provider)).size === 1;
  return meant.map(({ provider, api }) => {
    const full = ofDoor.length > 0 ? asked.slice(0, -` (${api})`.length) : asked;
    const model = named.length > 0 ? full.slice(provider.length + 1) : full;
    return checkUnknownModel(capabilities, { provider, api, model, rows: [] }, isAlone, request);
  });
}

/** What passes unchecked may fit rows of other modes too; their defaults would be wrong, so they come last. */
function fittingRow({ rows, start }: IndexedModel, mode: Mode, isFit: (row: number) => boolean) {
  let other: CapabilityRow | undefined;
  let number = start;
  for (const row of rows) {
    if (isFit(number++)) {
      if (row.mode === mode) return row;
      other ??= row;
    }
  }
  return other;
}

/** Every model that the request means, in the table's order: all, or those that bear its name. */
export function checkEach(capabilities: Capabilities, request: VideoRequest): readonly (Fit | Unfit)[] {
  const index = tableIndex(capabilities);
  const asked = request.model;
  const meant =
    asked === undefined ? index.models : index.models.filter(({ entry }) => isCalled(entry, asked));
  if (asked !== undefined && meant.length === 0) return checkUnknownName(capabilities, asked, request);
  const mode = modeOf(request);
  const isFit = rowFilter(index, request);
  return meant.map((model): Fit | Unfit => {
    const { entry } = model;
    const row = fittingRow(model, mode, isFit);
    return row === undefined
      ? { fits: false, entry, reasons: () => reasonsOf(entry, request) }
      : { fits: true, mode, entry, row, warnings: warningsFor(entry, row, request) };
  });
}

function misfit({ problems, suggestion: suggest }: Reasons): Mismatch {
  const suggestion = suggest();
  return { fits: false, problems, ...(suggestion !== undefined && { suggestion }) };
}

/** One model against a well-formed request, whatever model that names. */
export function checkModel(entry: ModelCapabilities, request: VideoRequest): CheckResult {
  const mode = modeOf(request);
  const rows = documentedFirst(entry.rows);
  const isFit = (number: number) => {
    const row = rows[number];
    return row !== undefined && violationsOf(entry, row, request).length === 0;
  };
  const row = fittingRow({ entry, rows, start: 0 }, mode, isFit);
  if (row === undefined) return misfit(reasonsOf(entry, request));
  return { fits: true, mode, entry, row, warnings: warningsFor(entry, row, request) };
}

/**
 * Whether some model of the table can do what the request asks, and if none, why the nearest cannot.
 * Pure; touches no network; never throws, whatever it is given.
 */
export function checkRequest(capabilities: Capabilities, request: VideoRequest): CheckResult {
  const read = readRequest(request);
  if (!read.ok) return { fits: false, problems: read.problems };
  const checked = checkEach(capabilities, read.request);
  const [fit] = checked.filter((one) => one.fits).toSorted((a, b) => rankOf(a) - rankOf(b));
  if (fit !== undefined) return fit;
  const nearer = byNearness(read.request);
  const [nearest] = checked
    .flatMap((one) => (one.fits ? [] : one.reasons()))
    .toSorted((a, b) => (a.near && b.near ? nearer(a.near, b.near) : 0));
  if (nearest === undefined) return { fits: false, problems: [noModels] };
  return misfit(nearest);
}

/** Documented before claimed, live before retired, then the order of the table: the smallest comes first. */
export function rankOf({ row, entry }: Fit): number {
  const isClaimed = row === undefined || !isDocumented(row);
  return 2 * Number(isClaimed) + Number(entry.retired !== undefined);
}

const noModels: Problem = {
  field: 'model',
  asked: undefined,
  allowed: 'nothing',
  message: 'model: the table has no models',
};
