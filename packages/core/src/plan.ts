import type { Capabilities, CapabilityRow, Evidence } from './capabilities.ts';
import { bestFirst, checkEach, type Fit, type Suggestion } from './check-request.ts';
import { VideoError } from './error.ts';
import { costOf } from './row-cost.ts';
import { openDefaults } from './row-defaults.ts';
import { type Problem, readRequest } from './problem.ts';
import { type Mode, modeOf, type VideoRequest } from './request.ts';
import type { Money } from './task.ts';
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
  /** What it would cost; missing where it is unknown. */
  readonly price?: Money;
  /** How long it usually takes, in seconds; missing where no document tells. */
  readonly typicalSeconds?: number;
}

/** A model that cannot, and why. */
export interface Rejection {
  readonly provider: string;
  readonly api: string;
  readonly model: string;
  readonly problems: readonly Problem[];
  readonly suggestion?: Suggestion;
}

/** The answer before anything is sent. Plain data. */
export interface Plan {
  readonly mode: Mode;
  /** Best first: documented before claimed, live before retired, then as preferred, then as listed. */
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

function candidate(request: VideoRequest, { entry, row, warnings }: Fit): Candidate {
  const { provider, api, model } = entry;
  const price = costOf(row, request);
  return {
    provider,
    api,
    model,
    evidence: row?.evidence ?? 'unchecked',
    source: row?.source ?? 'nobody: the model is in no table',
    warnings,
    defaults: openDefaults(row, request),
    ...(price !== undefined && { price }),
    ...(row?.typicalTime !== undefined && { typicalSeconds: row.typicalTime.seconds }),
  };
}

/**
 * Who can, in order, and who cannot, with reasons. Pure. Throws `VideoError('invalid-request')` on a bad request and
 * on wishes that name nobody.
 */
export function planRequest(
  capabilities: Capabilities,
  input: VideoRequest,
  wishes: RoutingWishes = {},
): Plan {
  const request = requireRequest(input);
  const excluded = wishFilter(capabilities.models, wishes);
  const candidates: { readonly fit: Fit; readonly candidate: Candidate }[] = [];
  const rejected: Rejection[] = [];
  for (const { entry, result } of checkEach(capabilities, request)) {
    const { provider, api, model } = entry;
    if (result.fits) {
      const found = candidate(request, result);
      const problem = excluded(found);
      if (problem === undefined) candidates.push({ fit: result, candidate: found });
      else rejected.push({ provider, api, model, problems: [problem] });
    } else {
      const { problems, suggestion } = result;
      rejected.push({ provider, api, model, problems, ...(suggestion !== undefined && { suggestion }) });
    }
  }
  const ranked = candidates.toSorted(
    (a, b) =>
      bestFirst(a.fit, b.fit) ||
      compare(preferenceOf(a.candidate, wishes), preferenceOf(b.candidate, wishes)),
  );
  return { mode: modeOf(request), candidates: ranked.map((one) => one.candidate), rejected };
}

/** Infinity less Infinity is no number, and would leave the order to chance. */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
