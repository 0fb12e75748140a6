import type { CapabilityRow, ModelCapabilities, RowDefaults } from '../contract/capabilities.ts';
import type { AdaptableField, Adjustment, Need } from '../contract/plan.ts';
import type { Problem } from '../contract/problem.ts';
import { modeOf, type VideoRequest } from '../contract/request.ts';
import { checkModel, type Fit, type Unfit } from '../matching/check-request.ts';
import { costOf, defaultsFor } from '../matching/row-outcome.ts';
import { adjustmentsOf, adjustmentDistance } from './adapt.ts';
import { additionsFor, unmetNeed, meets } from './needs.ts';

/** How a model does a request. What is sent has been checked: the provider will find the same row for it. */
export interface Way {
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

type Draft = Omit<Way, 'fit'> & { readonly row: CapabilityRow };

/** The nearest request that one row allows, if only these fields have to change. */
function draftOf(
  entry: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
  adapt: readonly AdaptableField[],
): Pick<Draft, 'sent' | 'adjustments'> | undefined {
  const result = checkModel({ ...entry, rows: [row] }, request);
  if (result.fits) return { sent: request, adjustments: [] };
  const { suggestion } = result;
  const adjustments = suggestion && adjustmentsOf(suggestion, request, adapt);
  if (adjustments === undefined) return undefined;
  const changed = Object.fromEntries(adjustments.map(({ field, to }) => [field, to]));
  return { sent: { ...request, ...changed }, adjustments };
}

/** The defaults of a row that tell it from the row that would be taken without them. */
function telling(row: CapabilityRow, taken: CapabilityRow | undefined, sent: VideoRequest): Draft['added'] {
  const others = defaultsFor(taken, sent);
  return Object.fromEntries(
    Object.entries(defaultsFor(row, sent)).filter(([field, value]) => Reflect.get(others, field) !== value),
  );
}

function finish(entry: ModelCapabilities, draft: Draft, needs: readonly Need[]): Way | undefined {
  const { row, sent, added, adjustments } = draft;
  const isEnough = (fit: Fit, request: VideoRequest) =>
    needs.every((need) => meets(need, entry, fit.row, request));
  const fit = checkModel(entry, sent);
  if (!fit.fits) return undefined;
  if (isEnough(fit, sent)) return { fit, sent, added, adjustments };
  const more = telling(row, fit.row, sent);
  const pinned = { ...sent, ...more };
  const pinnedFit = checkModel(entry, pinned);
  if (!pinnedFit.fits || !isEnough(pinnedFit, pinned)) return undefined;
  return { fit: pinnedFit, sent: pinned, added: { ...added, ...more }, adjustments };
}

/** Unbent first, of the request's own mode, documented, then the fewest and smallest adjustments, then the cheaper. */
function byLeastChange(request: VideoRequest) {
  const mode = modeOf(request);
  const ranks = ({ adjustments, row, sent }: Draft) => [
    Math.min(adjustments.length, 1),
    Number(row.mode !== mode),
    Number(row.evidence !== 'documented'),
    adjustments.length,
    adjustmentDistance(adjustments),
    costOf(row, sent)?.amount ?? Number.MAX_VALUE,
  ];
  return (a: Draft, b: Draft) => {
    const others = ranks(b);
    return ranks(a).reduce((order, rank, index) => order || rank - (others[index] ?? 0), 0);
  };
}

/** Of what is needed, what the row that a request fits lacks. */
const missing = (request: VideoRequest, { entry, row }: Fit, needs: readonly Need[]) =>
  needs.filter((need) => !meets(need, entry, row, request));

/** Why a request that fits a model has no way there with what is needed. */
export function unmetNeeds(
  request: VideoRequest,
  direct: Fit,
  { needs = [], adapt }: AdaptOptions,
): readonly Problem[] {
  const { entry, row } = direct;
  const lacks = missing(request, direct, needs);
  const impossible = lacks.filter(
    (need) => resolveRequest(entry, direct, request, { needs: [need], adapt }) === undefined,
  );
  if (impossible.length > 0) return impossible.map((need) => unmetNeed(need, entry, row, request));
  return lacks.map((need) => {
    const problem = unmetNeed(need, entry, row, request);
    const others = needs.filter((other) => other !== need).join(', ');
    return { ...problem, message: `${problem.message} (together with ${others})` };
  });
}

export const nothingAdded: Way['added'] = {};
const asAsked: Way['adjustments'] = [];

/** How a model can do a request with what is needed, bent where that is allowed; `undefined`: it cannot. */
export function resolveRequest(
  entry: ModelCapabilities,
  direct: Fit | Unfit,
  request: VideoRequest,
  { needs = [], adapt = [] }: AdaptOptions,
): Way | undefined {
  if (direct.fits && (needs.length === 0 || missing(request, direct, needs).length === 0))
    return { fit: direct, sent: request, adjustments: asAsked, added: nothingAdded };
  if (needs.length === 0 && adapt.length === 0) return undefined;
  const drafts = entry.rows
    .flatMap((row) =>
      additionsFor(needs, row, request).map((added): Draft | undefined => {
        const draft = draftOf(entry, row, { ...request, ...added }, adapt);
        return draft && { ...draft, row, added };
      }),
    )
    .filter((draft) => draft !== undefined)
    .toSorted(byLeastChange(request));
  for (const draft of drafts) {
    const way = finish(entry, draft, needs);
    if (way !== undefined) return way;
  }
  return undefined;
}
