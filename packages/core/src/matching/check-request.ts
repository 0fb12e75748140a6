import type { Capabilities, CapabilityRow, ModelCapabilities } from '../contract/capabilities.ts';
import { MediaFile } from '../contract/media-file.ts';
import { modelName, nameOf } from '../contract/names.ts';
import type { Problem, Warning } from '../contract/problem.ts';
import { readRequest } from '../contract/read-request.ts';
import {
  type MediaInput,
  mediaOf,
  type Mode,
  modeOf,
  type VideoRequest,
  withMedia,
} from '../contract/request.ts';
import { isDocumented, rowFinder } from './check-row.ts';
import { type Mismatch, nearestMismatch } from './mismatch.ts';
import { unknownModels } from './unknown-model.ts';

/** A model that can do the request. */
export interface Fit {
  /** Tells it from a mismatch. */
  readonly fits: true;
  /** What the inputs of the request ask for. */
  readonly mode: Mode;
  /** The model's entry in the table. */
  readonly entry: ModelCapabilities;
  /** The row that allows it; `undefined` for a model that is not in the table and passes knowingly. */
  readonly row: CapabilityRow | undefined;
  /** What to know before it is used; empty where there is nothing. */
  readonly warnings: readonly Warning[];
}

/** Whether a model can do a request: switch over `fits`. */
export type CheckResult = Fit | Mismatch;

/** A model that cannot; `mismatchOf` finds out why. */
export interface Unmatched {
  readonly fits: false;
  /** Without rows where no table has it. */
  readonly entry: ModelCapabilities;
}

const noWarnings: readonly Warning[] = [];

function warningsFor(
  entry: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
): readonly Warning[] {
  const { retired, overridden } = entry;
  const isPlain = isDocumented(row) && retired === undefined && overridden === undefined;
  if (isPlain && request.unchecked === undefined) return noWarnings;
  const warnings: Warning[] = [];
  if (!isDocumented(row)) warnings.push({ code: 'claimed', source: row.source });
  if (retired !== undefined) warnings.push({ code: 'retired', since: retired.since, source: retired.source });
  if (overridden !== undefined) warnings.push({ code: 'overridden', ...overridden });
  const { unchecked = [] } = request;
  const fields = unchecked
    .filter((field) => field !== 'model')
    .filter((field) => request[field] !== undefined);
  if (fields.length > 0) warnings.push({ code: 'unchecked-fields', fields });
  return warnings;
}

/** Whether a request that asks for this model means this one. */
export const isCalled = (entry: ModelCapabilities, asked: string): boolean =>
  entry.model === asked || nameOf(entry) === asked || modelName(entry) === asked;

/** A model that no table knows: refused, or passed knowingly to the one provider that it can mean. */
function checkUnknown(capabilities: Capabilities, asked: string, request: VideoRequest, mode: Mode) {
  const isAllowed = request.unchecked?.includes('model') === true;
  return unknownModels(capabilities, asked).map(({ entry, isAlone }): Fit | Unmatched => {
    if (!isAlone || !isAllowed) return { fits: false, entry };
    const { provider, model } = entry;
    const warnings = [{ code: 'unchecked-model', provider, model }] as const;
    return { fits: true, mode, entry, row: undefined, warnings };
  });
}

const isStored = (media: MediaInput) => media instanceof MediaFile && media.storedBy !== undefined;

/** The request as it is without a store for its files; the same object where they have none. */
const withoutStore = (request: VideoRequest): VideoRequest =>
  mediaOf(request).some(({ media }) => isStored(media))
    ? withMedia(request, (media) => (media instanceof MediaFile ? media.plain : media))
    : request;

/** One model of a table against a well-formed request, whatever model that names. */
export function matcher(request: VideoRequest, mode: Mode): (entry: ModelCapabilities) => Fit | Unmatched {
  const plain = withoutStore(request);
  const rowOf = rowFinder(plain, mode);
  const storedRowOf = plain === request ? undefined : rowFinder(request, mode);
  return (entry) => {
    const direct = rowOf(entry);
    // A file that can go as it is needs no store, unless only a claimed row says that it can.
    const isSure = storedRowOf === undefined || (direct !== undefined && isDocumented(direct));
    const stored = isSure ? undefined : storedRowOf(entry);
    const row = stored !== undefined && isDocumented(stored) ? stored : (direct ?? stored);
    if (row === undefined) return { fits: false, entry };
    return { fits: true, mode, entry, row, warnings: warningsFor(entry, row, request) };
  };
}

/** Every model that a well-formed request means, in the table's order: all, or those that bear its name. */
export function matchModels(
  capabilities: Capabilities,
  request: VideoRequest,
  mode: Mode,
): readonly (Fit | Unmatched)[] {
  const { models } = capabilities;
  const asked = request.model;
  const meant = asked === undefined ? models : models.filter((entry) => isCalled(entry, asked));
  if (asked !== undefined && meant.length === 0) return checkUnknown(capabilities, asked, request, mode);
  return meant.map(matcher(request, mode));
}

/** Live before retired, documented before claimed, then the order of the table: the smallest comes first. */
export function rankOf({ row, entry }: Fit): number {
  const isClaimed = row === undefined || !isDocumented(row);
  return 2 * Number(entry.retired !== undefined) + Number(isClaimed);
}

const noModels: Problem = { code: 'no-models', field: 'model' };

/** `checkRequest` for a request that has been read. */
export function matchRequest(capabilities: Capabilities, request: VideoRequest): CheckResult {
  const checked = matchModels(capabilities, request, modeOf(request));
  const [fit] = checked.filter((one) => one.fits).toSorted((a, b) => rankOf(a) - rankOf(b));
  if (fit !== undefined) return fit;
  const entries = checked.map(({ entry }) => entry);
  return nearestMismatch(capabilities, entries, request) ?? { fits: false, problems: [noModels] };
}

/**
 * Whether some model of the table can do what the request asks, and if none, why the nearest cannot.
 * Pure; touches no network; never throws, whatever it is given.
 */
export function checkRequest(capabilities: Capabilities, request: VideoRequest): CheckResult {
  const read = readRequest(request);
  if (!read.ok) return { fits: false, problems: read.problems };
  return matchRequest(capabilities, read.request);
}
