import type { CapabilityRow, ModelCapabilities, Need, RowDefaults } from '../contract/capabilities.ts';
import type { AdaptableField, Adjustment } from '../contract/plan.ts';
import type { Problem } from '../contract/problem.ts';
import { keysOf, modeOf, setField, type VideoRequest, type Writable } from '../contract/request.ts';
import { type Fit, matcher, type Unmatched } from '../matching/check-request.ts';
import { fixForRow } from '../matching/mismatch.ts';
import { priceOf } from '../matching/price.ts';
import { defaultsFor } from '../matching/row-outcome.ts';
import { adjustmentDistance, adjustmentsOf } from './adapt.ts';
import { additionsFor, meets, unmetNeed } from './needs.ts';

/** How a model does a request. What is sent has been checked: the provider will find the same row for it. */
export interface ResolvedRequest {
  readonly fit: Fit;
  readonly sent: VideoRequest;
  readonly adjustments: readonly Adjustment[];
  /** Fields that the request leaves open and that are said so that the needs are met. */
  readonly added: RowDefaults;
}

export interface AdaptOptions {
  readonly needs?: readonly Need[] | undefined;
  readonly adapt?: readonly AdaptableField[] | undefined;
}

type Draft = Omit<ResolvedRequest, 'fit'> & { readonly row: CapabilityRow };

/** The nearest request that one row allows, if only these fields have to change. */
function draftFor(
  entry: ModelCapabilities,
  row: CapabilityRow,
  added: RowDefaults,
  request: VideoRequest,
  adapt: readonly AdaptableField[],
): Draft | undefined {
  const asked = { ...request, ...added };
  const sent = fixForRow(entry, row, asked);
  const adjustments = sent && adjustmentsOf(asked, sent, adapt);
  return sent && adjustments && { row, sent, added, adjustments };
}

/** The defaults of a row that tell it from the row that would be taken without them. */
function distinguishingDefaults(
  row: CapabilityRow,
  taken: CapabilityRow | undefined,
  sent: VideoRequest,
): RowDefaults {
  const [own, others] = [defaultsFor(row, sent), defaultsFor(taken, sent)];
  const different: Writable<RowDefaults> = {};
  for (const field of keysOf<keyof RowDefaults>(own))
    if (own[field] !== others[field]) setField(different, field, own[field]);
  return different;
}

const matched = (entry: ModelCapabilities, request: VideoRequest) => matcher(request, modeOf(request))(entry);

function finish(entry: ModelCapabilities, draft: Draft, needs: readonly Need[]): ResolvedRequest | undefined {
  const { row, sent, added, adjustments } = draft;
  const isEnough = (fit: Fit, request: VideoRequest) =>
    needs.every((need) => meets(need, entry, fit.row, request));
  const fit = matched(entry, sent);
  if (!fit.fits) return undefined;
  if (isEnough(fit, sent)) return { fit, sent, added, adjustments };
  const more = distinguishingDefaults(row, fit.row, sent);
  const pinned = { ...sent, ...more };
  const pinnedFit = matched(entry, pinned);
  if (!pinnedFit.fits || !isEnough(pinnedFit, pinned)) return undefined;
  return { fit: pinnedFit, sent: pinned, added: { ...added, ...more }, adjustments };
}

/** As asked first, of the request's own mode, documented, then the fewest and smallest adjustments, then the cheaper. */
function byLeastChange(entry: ModelCapabilities, request: VideoRequest) {
  const mode = modeOf(request);
  const ranks = ({ adjustments, row, sent }: Draft) => [
    Math.min(adjustments.length, 1),
    Number(row.mode !== mode),
    Number(row.evidence !== 'documented'),
    adjustments.length,
    adjustmentDistance(adjustments),
    priceOf(entry, row, sent, defaultsFor(row, sent))?.most.amount ?? Number.MAX_VALUE,
  ];
  return (a: Draft, b: Draft) => {
    const others = ranks(b);
    return ranks(a).reduce((order, rank, index) => order || rank - (others[index] ?? 0), 0);
  };
}

/** Of what is needed, what the row that a request fits lacks. */
const missing = (request: VideoRequest, { entry, row }: Fit, needs: readonly Need[]) =>
  needs.filter((need) => !meets(need, entry, row, request));

/** Why a model that takes a request cannot take it with what is needed. */
export function unmetNeeds(
  request: VideoRequest,
  direct: Fit,
  { needs = [], adapt }: AdaptOptions,
): readonly Problem[] {
  const { entry, row } = direct;
  const lacks = missing(request, direct, needs);
  const impossible = lacks.filter(
    (need) => resolveRequest(direct, request, { needs: [need], adapt }) === undefined,
  );
  if (impossible.length > 0) return impossible.map((need) => unmetNeed(need, entry, row, request));
  return lacks.map((need) => ({
    ...unmetNeed(need, entry, row, request),
    together: needs.filter((other) => other !== need),
  }));
}

export const nothingAdded: ResolvedRequest['added'] = {};
export const asAsked: ResolvedRequest['adjustments'] = [];

/** How a model can do a request with what is needed, adapted where that is allowed; `undefined`: it cannot. */
export function resolveRequest(
  direct: Fit | Unmatched,
  request: VideoRequest,
  { needs = [], adapt = [] }: AdaptOptions,
): ResolvedRequest | undefined {
  const { entry } = direct;
  if (direct.fits && missing(request, direct, needs).length === 0)
    return { fit: direct, sent: request, adjustments: asAsked, added: nothingAdded };
  const drafts = entry.rows
    .flatMap((row) =>
      additionsFor(needs, row, request).map((added) => draftFor(entry, row, added, request, adapt)),
    )
    .filter((draft) => draft !== undefined)
    .toSorted(byLeastChange(entry, request));
  for (const draft of drafts) {
    const resolved = finish(entry, draft, needs);
    if (resolved !== undefined) return resolved;
  }
  return undefined;
}
