import type { Candidate } from '../contract/plan.ts';
import type { VideoRequest } from '../contract/request.ts';
import { shortSideOf } from '../matching/distance.ts';
import type { RoutingOptions } from './routing-options.ts';

/** The better is larger: the resolution that comes out, then pro before standard before unknown. */
function qualityOf({ resolution, defaults }: Candidate, sent: VideoRequest): number {
  const ranks = { pro: 2, standard: 1 } as const;
  const quality = sent.quality ?? defaults.quality;
  const lines = resolution === undefined ? 0 : shortSideOf(resolution);
  return lines * 10 + (quality === undefined ? 0 : ranks[quality]);
}

/** The smaller comes first. */
export function preferenceOf(
  candidate: Candidate,
  sent: VideoRequest,
  { prefer = 'listed' }: RoutingOptions,
): number {
  if (typeof prefer === 'function') return prefer(candidate);
  switch (prefer) {
    case 'listed':
      return 0;
    case 'cheapest':
      return candidate.price?.amount ?? Number.POSITIVE_INFINITY;
    case 'fastest':
      return candidate.typicalSeconds ?? Number.POSITIVE_INFINITY;
    case 'quality':
      return -qualityOf(candidate, sent);
  }
}
