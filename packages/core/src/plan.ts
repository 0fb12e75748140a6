import type { Adjustment } from './adapt.ts';
import type { Capabilities, CapabilityRow, Evidence } from './capabilities.ts';
import { checkEach, rankOf, type Unfit } from './check-request.ts';
import { VideoError } from './error.ts';
import { once, shownAsData } from './lazy.ts';
import type { Suggestion } from './misfit.ts';
import { type Problem, readRequest } from './problem.ts';
import { type Mode, modeOf, type VideoRequest } from './request.ts';
import { resolutionOf } from './resolution.ts';
import { costOf } from './row-cost.ts';
import { openDefaults } from './row-defaults.ts';
import type { SpeedStore } from './speed.ts';
import type { Money } from './task.ts';
import { lacksOf, nothingAdded, type Way, wayOf } from './ways.ts';
import { preferenceOf, type RoutingWishes, wishFilter } from './wishes.ts';

/** A model that can do what the request asks. */
export interface Candidate {
  readonly provider: string;
  readonly api: string;
  readonly model: string;
  readonly evidence: Evidence | 'unchecked';
  /** Who says that the model can. */
  readonly source: string;
  readonly warnings: readonly string[];
  /** What is sent for fields that the request leaves open. */
  readonly defaults: NonNullable<CapabilityRow['defaults']>;
  /** Those of the defaults that are there because `needs` asks for what they bring. */
  readonly added: NonNullable<CapabilityRow['defaults']>;
  /** What is sent in place of what was asked; empty unless `adapt` allows it. */
  readonly adjustments: readonly Adjustment[];
  /** What comes out, such as `'720p'`; missing where nobody says. */
  readonly resolution?: string;
  /** What it would cost; missing where it is unknown. */
  readonly price?: Money;
  /** How long it usually takes, in seconds; missing where nobody knows. */
  readonly typicalSeconds?: number;
  /** `seen`: the median of the router's own finished tasks. `table`: somebody's measurement. Set with the time. */
  readonly speedFrom?: 'seen' | 'table';
}

/** A model that cannot, and why. The reasons are looked for when they are first read. */
export interface Rejection {
  readonly provider: string;
  readonly api: string;
  readonly model: string;
  readonly problems: readonly Problem[];
  readonly suggestion?: Suggestion | undefined;
}

/** The answer before anything is sent. Plain data. */
export interface Plan {
  readonly mode: Mode;
  /** Best first: as asked before adapted, documented before claimed, live before retired, as preferred, as listed. */
  readonly candidates: readonly Candidate[];
  readonly rejected: readonly Rejection[];
}

/** The request, or `VideoError('invalid-request')` with everything that is wrong with it. */
export function requireRequest(input: unknown): VideoRequest {
  const read = readRequest(input);
  if (read.ok) return read.request;
  const what = read.problems.map(({ message }) => message).join('; ');
  throw new VideoError('invalid-request', `The request is not valid, nothing was sent: ${what}.`, {
    problems: read.problems,
  });
}

type Speeds = Pick<SpeedStore, 'median'>;

function candidate({ fit, sent, added, adjustments }: Way, speeds: Speeds | undefined): Candidate {
  const { entry, row, warnings } = fit;
  const { provider, api, model } = entry;
  const open = openDefaults(row, sent);
  const price = costOf(row, sent, open);
  const resolution = resolutionOf(row, sent, open);
  const seen = speeds?.median({ provider, api, model });
  const typicalSeconds = seen ?? row?.typicalTime?.seconds;
  // Built in place: at thousands of models the objects in between cost more than the plan.
  const found: { -readonly [Field in keyof Candidate]: Candidate[Field] } = {
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
  found.speedFrom = seen === undefined ? 'table' : 'seen';
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
 * Who can, in order, and who cannot, with reasons. Pure, but for asking `speeds` for times that were seen. Throws
 * `VideoError('invalid-request')` on a bad request and on wishes that nobody can grant.
 */
export function planRequest(
  capabilities: Capabilities,
  input: VideoRequest,
  wishes: RoutingWishes = {},
  speeds?: Speeds,
): Plan {
  const request = requireRequest(input);
  const excluded = wishFilter(capabilities.models, wishes, request);
  const candidates: {
    readonly candidate: Candidate;
    readonly rank: number;
    readonly preference: number;
  }[] = [];
  const refused: (() => Rejection)[] = [];
  for (const checked of checkEach(capabilities, request)) {
    const { provider, api, model } = checked.entry;
    const way = wayOf(checked.entry, checked, request, wishes);
    if (way === undefined) {
      refused.push(() =>
        checked.fits
          ? { provider, api, model, problems: lacksOf(request, checked, wishes) }
          : rejection(checked),
      );
      continue;
    }
    const found = candidate(way, speeds);
    const problem = excluded(found);
    if (problem !== undefined) {
      refused.push(() => ({ provider, api, model, problems: [problem] }));
      continue;
    }
    // What is asked comes before what is adapted.
    const rank = 4 * Number(found.adjustments.length > 0) + rankOf(way.fit);
    candidates.push({ candidate: found, rank, preference: preferenceOf(found, way.sent, wishes) });
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
