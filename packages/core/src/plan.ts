import type { Capabilities, CapabilityRow, Evidence } from './capabilities.ts';
import { bestFirst, checkEach, type Fit, type Suggestion } from './check-request.ts';
import { VideoError } from './error.ts';
import { costOf } from './row-cost.ts';
import { openDefaults } from './row-defaults.ts';
import type { Money } from './task.ts';
import { type Problem, readRequest } from './problem.ts';
import { type Mode, modeOf, type VideoRequest } from './request.ts';

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
  /** Best first: documented before claimed, live before retired, then the order in which they are listed. */
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
  };
}

/** Who can, in order, and who cannot, with reasons. Pure. Throws `VideoError('invalid-request')` on bad input. */
export function planRequest(capabilities: Capabilities, input: VideoRequest): Plan {
  const request = requireRequest(input);
  const checked = checkEach(capabilities, request);
  const fits = checked.map(({ result }) => result).filter((result) => result.fits);
  return {
    mode: modeOf(request),
    candidates: fits.toSorted(bestFirst).map((fit) => candidate(request, fit)),
    rejected: checked.flatMap(({ entry: { provider, api, model }, result }) => {
      if (result.fits) return [];
      const { problems, suggestion } = result;
      return [{ provider, api, model, problems, ...(suggestion !== undefined && { suggestion }) }];
    }),
  };
}
