import { type Capabilities, staleAfterDays } from '../contract/capabilities.ts';
import { takeMedia } from '../contract/media-fields.ts';
import type { MediaStore } from '../contract/media-store.ts';
import { modelName, modelOf, type ModelRef } from '../contract/names.ts';
import type { AdaptableField, AdjustmentOf, Candidate, Plan, Rejection } from '../contract/plan.ts';
import { requireRequest, withShapesRead } from '../contract/read-request.ts';
import {
  mediaOf,
  modeOf,
  type VideoRequest,
  withField,
  withMedia,
  withOwnFields,
  type Writable,
} from '../contract/request.ts';
import { type Fit, matchModels, rankOf, type Unmatched } from '../matching/check-request.ts';
import { mismatchOf } from '../matching/mismatch.ts';
import { priceOf } from '../matching/price.ts';
import { defaultsFor, resolutionOf, uploadsOf } from '../matching/row-outcome.ts';
import type { DurationStore } from './durations.ts';
import { compare, currencyGroups, preferenceOf } from './ranking.ts';
import {
  asAsked,
  nothingAdded,
  type ResolvedRequest,
  resolveRequest,
  unmetNeeds,
} from './resolve-request.ts';
import { createFilter, requireRoutingOptions, type RoutingOptions } from './routing-options.ts';

type Durations = Pick<DurationStore, 'median'>;

/** A plan whose reasons have not been looked for: `withReasons` finds them. */
export interface Ranking extends Omit<Plan, 'rejected'> {
  readonly request: VideoRequest;
  /** A `Fit` does not meet the needs. */
  readonly rejected: readonly (Unmatched | Fit | Rejection)[];
}

const staleAfterMs = staleAfterDays * 24 * 60 * 60 * 1000;

function candidateOf(
  fit: Fit,
  { sent, added, adjustments }: Omit<ResolvedRequest, 'fit'>,
  durations: Durations | undefined,
  freshFrom: string,
): Candidate {
  const { entry, row, warnings } = fit;
  const { provider, api, model, checkedOn } = entry;
  const isStale = checkedOn !== undefined && checkedOn < freshFrom;
  const open = defaultsFor(row, sent);
  const price = priceOf(entry, row, sent, open);
  const resolution = resolutionOf(row, sent, open);
  const measured = durations?.median({ provider, api, model });
  const typicalSeconds = measured ?? row?.typicalTime?.seconds;
  // Built in place: at thousands of models the objects in between cost more than the plan.
  const found: Writable<Candidate> = {
    provider,
    api,
    model,
    evidence: row?.evidence ?? 'unchecked',
    warnings: isStale ? [...warnings, { code: 'stale-source', checkedOn }] : warnings,
    defaults: added === nothingAdded ? open : { ...open, ...added },
    added,
    adjustments,
  };
  if (row !== undefined) found.source = row.source;
  if (checkedOn !== undefined) found.checkedOn = checkedOn;
  if (row?.verified !== undefined) found.verified = row.verified;
  if (resolution !== undefined) found.resolution = resolution;
  if (price !== undefined) {
    found.price = price.most;
    if (price.least.amount < price.most.amount) found.leastPrice = price.least;
  }
  const uploads = uploadsOf(provider, row, sent);
  if (uploads.length > 0) found.uploads = uploads;
  if (typicalSeconds === undefined) return found;
  found.typicalSeconds = typicalSeconds;
  found.timeSource = measured === undefined ? 'documented' : 'measured';
  return found;
}

/** What the router was given may be of any kind, from JavaScript. */
const isAnySet = (options: unknown) =>
  typeof options !== 'object' ||
  options === null ||
  Object.values(options).some((option) => option !== undefined);

/** Whether the options may keep a model from being a candidate, or change what it is sent. */
const areStrict = ({ only, never, maxCost, needs, adapt }: RoutingOptions) =>
  (only ?? never ?? maxCost ?? needs ?? adapt) !== undefined;

/**
 * Who can, in order, and who cannot, without the reasons. Pure, but for asking `durations` for times that were measured.
 * `now` (milliseconds since the epoch) is what `stale-source` counts by; without it nothing is stale.
 * Throws `VideoError('invalid-request')` on a bad request and on options that make no sense.
 */
export function findCandidates(
  capabilities: Capabilities,
  input: VideoRequest,
  options: RoutingOptions = {},
  durations?: Durations,
  now = 0,
): Ranking {
  const { request, readAs } = requireRequest(input);
  if (isAnySet(options)) requireRoutingOptions(options);
  const mode = modeOf(request);
  const isStrict = areStrict(options);
  const excluded = isStrict ? createFilter(capabilities.models, options, request) : undefined;
  const isListed = options.prefer === undefined || options.prefer === 'listed';
  const unchanged = { sent: request, adjustments: asAsked, added: nothingAdded };
  // A table's days and months are compared with it as texts, so each counts from its beginning.
  const freshFrom = new Date(now - staleAfterMs).toISOString();
  const byRank: Candidate[][] = [];
  const preferences = new Map<Candidate, number>();
  const rejected: (Unmatched | Fit | Rejection)[] = [];
  for (const matched of matchModels(capabilities, request, mode)) {
    const resolved = isStrict ? resolveRequest(matched, request, options) : unchanged;
    const fit = resolved !== undefined && 'fit' in resolved ? resolved.fit : matched;
    if (resolved === undefined || !fit.fits) {
      rejected.push(matched);
      continue;
    }
    const candidate = candidateOf(fit, resolved, durations, freshFrom);
    const problem = excluded?.(candidate);
    if (problem !== undefined) {
      rejected.push({ ...modelOf(candidate), problems: [problem] });
      continue;
    }
    // What is asked comes before what is adapted.
    const rank = 4 * Number(candidate.adjustments.length > 0) + rankOf(fit);
    if (!isListed) preferences.set(candidate, preferenceOf(candidate, resolved.sent, options));
    (byRank[rank] ??= []).push(candidate);
  }
  const preferenceFor = (candidate: Candidate) => preferences.get(candidate) ?? 0;
  const { currencies, groupOf } = currencyGroups(byRank.flat(), options);
  if (!isListed)
    for (const equals of byRank)
      equals?.sort((a, b) => compare(groupOf(a), groupOf(b)) || compare(preferenceFor(a), preferenceFor(b)));
  const candidates = byRank.flat();
  return {
    mode,
    ...(readAs.length > 0 && { readAs }),
    request,
    candidates,
    rejected,
    ...(currencies.length > 1 && { warnings: [{ code: 'several-currencies', currencies }] }),
    ...(options.rates !== undefined && { rates: options.rates }),
  };
}

function rejectionOf(
  capabilities: Capabilities,
  rejected: Unmatched | Fit | Rejection,
  request: VideoRequest,
  options: RoutingOptions,
): Rejection {
  if (!('fits' in rejected)) return rejected;
  const model = modelOf(rejected.entry);
  if (rejected.fits) return { ...model, problems: unmetNeeds(request, rejected, options) };
  const { fits: _fits, ...reasons } = mismatchOf(capabilities, rejected.entry, request);
  return { ...model, ...reasons };
}

/** The whole plan, with the reason of each that cannot. */
export function withReasons(
  capabilities: Capabilities,
  { request, ...found }: Ranking,
  options: RoutingOptions = {},
): Plan {
  return {
    ...found,
    rejected: found.rejected.map((one) => rejectionOf(capabilities, one, request, options)),
  };
}

const storeNothing = () => Promise.reject(new Error('a plan stores nothing'));

/** The rejections as if nobody had looked at the files: `taken` is `input` with its files looked at. */
function withGivenFiles(rejected: readonly Rejection[], input: VideoRequest, taken: VideoRequest) {
  const files = mediaOf(taken);
  const given = new Map(mediaOf(input).map(({ media }, index) => [files[index]?.media, media]));
  const restored = (request: VideoRequest) => withMedia(request, (media) => given.get(media) ?? media);
  return rejected.map((rejection): Rejection => {
    const { suggestion } = rejection;
    if (suggestion === undefined) return rejection;
    return { ...rejection, suggestion: { ...suggestion, request: restored(suggestion.request) } };
  });
}

/**
 * Who can, in order, and who cannot and why. Plain data. See `findCandidates`. With the name of a `mediaStore`, services that
 * take links only take files, too, as in a router with that store; suggestions hold the files as they were given. With `now`,
 * milliseconds since the epoch, what the tables quote from more than 180 days before it carries the warning `stale-source`.
 */
export function planRequest(
  capabilities: Capabilities,
  input: VideoRequest,
  options: RoutingOptions = {},
  durations?: Durations,
  mediaStore?: Pick<MediaStore, 'name'>,
  now?: number,
): Plan {
  const plan = (request: VideoRequest) =>
    withReasons(capabilities, findCandidates(capabilities, request, options, durations, now), options);
  if (mediaStore === undefined) return plan(input);
  const taken = takeMedia(input, { ...mediaStore, put: storeNothing }).request;
  const planned = plan(taken);
  return { ...planned, rejected: withGivenFiles(planned.rejected, input, taken) };
}

const adjust = <Field extends AdaptableField>(request: VideoRequest, { field, to }: AdjustmentOf<Field>) =>
  withField<Field>(request, field, to);

/**
 * The request that a candidate of its plan is sent: its model named with its api, so that no other one is meant, its
 * adjustments made, and said what the needs add. The router sends it; whoever sends by hand does well to send it too.
 */
export function adjustedRequest(
  request: VideoRequest,
  candidate: ModelRef & Pick<Candidate, 'added' | 'adjustments'>,
): VideoRequest {
  const { added, adjustments } = candidate;
  const adjusted = adjustments.reduce<VideoRequest>(adjust, {
    ...withOwnFields(withShapesRead(request)),
    ...added,
  });
  return { ...adjusted, model: modelName(candidate) };
}
