import type { Capabilities } from '../contract/capabilities.ts';
import type { Writable } from '../contract/fields.ts';
import type { Candidate, Plan, Rejection } from '../contract/plan.ts';
import { requireRequest } from '../contract/read-request.ts';
import { modeOf, type VideoRequest } from '../contract/request.ts';
import { checkEach, rankOf, type Unfit } from '../matching/check-request.ts';
import { once, shownAsData } from '../matching/lazy.ts';
import { costOf, defaultsFor, resolutionOf } from '../matching/row-outcome.ts';
import type { DurationStore } from './durations.ts';
import { unmetNeeds, nothingAdded, type Way, resolveRequest } from './resolve-request.ts';
import { preferenceOf, type RoutingOptions, createFilter } from './routing-options.ts';

type Durations = Pick<DurationStore, 'median'>;

function candidate({ fit, sent, added, adjustments }: Way, durations: Durations | undefined): Candidate {
  const { entry, row, warnings } = fit;
  const { provider, api, model } = entry;
  const open = defaultsFor(row, sent);
  const price = costOf(row, sent, open);
  const resolution = resolutionOf(row, sent, open);
  const seen = durations?.median({ provider, api, model });
  const typicalSeconds = seen ?? row?.typicalTime?.seconds;
  // Built in place: at thousands of models the objects in between cost more than the plan.
  const found: Writable<Candidate> = {
    provider,
    api,
    model,
    evidence: row?.evidence ?? 'unchecked',
    source: row?.source ?? 'nobody: the model is in no table',
    warnings,
    defaults: added === nothingAdded ? open : { ...open, ...added },
    added,
    adjustments,
  };
  if (resolution !== undefined) found.resolution = resolution;
  if (price !== undefined) found.price = price;
  if (typicalSeconds === undefined) return found;
  found.typicalSeconds = typicalSeconds;
  found.timeSource = seen === undefined ? 'documented' : 'measured';
  return found;
}

function rejection({ entry, reasons }: Unfit): Rejection {
  const { provider, api, model } = entry;
  const known = once(reasons);
  return shownAsData({
    provider,
    api,
    model,
    get problems() {
      return known().problems;
    },
    get suggestion() {
      return known().suggestion();
    },
  });
}

/**
 * Who can, in order, and who cannot, with reasons. Pure, but for asking `durations` for times that were seen. Throws
 * `VideoError('invalid-request')` on a bad request and on options that make no sense.
 */
export function planRequest(
  capabilities: Capabilities,
  input: VideoRequest,
  options: RoutingOptions = {},
  durations?: Durations,
): Plan {
  const request = requireRequest(input);
  const excluded = createFilter(capabilities.models, options, request);
  const candidates: {
    readonly candidate: Candidate;
    readonly rank: number;
    readonly preference: number;
  }[] = [];
  const refused: (() => Rejection)[] = [];
  for (const checked of checkEach(capabilities, request)) {
    const { provider, api, model } = checked.entry;
    const way = resolveRequest(checked.entry, checked, request, options);
    if (way === undefined) {
      refused.push(() =>
        checked.fits
          ? { provider, api, model, problems: unmetNeeds(request, checked, options) }
          : rejection(checked),
      );
      continue;
    }
    const found = candidate(way, durations);
    const problem = excluded(found);
    if (problem !== undefined) {
      refused.push(() => ({ provider, api, model, problems: [problem] }));
      continue;
    }
    // What is asked comes before what is adapted.
    const rank = 4 * Number(found.adjustments.length > 0) + rankOf(way.fit);
    candidates.push({ candidate: found, rank, preference: preferenceOf(found, way.sent, options) });
  }
  const ranked = candidates.toSorted((a, b) => a.rank - b.rank || compare(a.preference, b.preference));
  const rejected = once(() => refused.map((reject) => reject()));
  return shownAsData({
    mode: modeOf(request),
    candidates: ranked.map((one) => one.candidate),
    get rejected() {
      return rejected();
    },
  });
}

/** Infinity less Infinity is no number, and would leave the order to chance. */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
