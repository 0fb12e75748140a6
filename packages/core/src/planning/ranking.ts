import { amountIn } from '../contract/money.ts';
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

/** The smaller comes first; of prices, where they can be compared. */
export function preferenceOf(
  candidate: Candidate,
  sent: VideoRequest,
  { prefer = 'listed', rates }: RoutingOptions,
): number {
  if (typeof prefer === 'function') {
    const own = prefer(candidate);
    // What is no number is unknown.
    return own <= Number.POSITIVE_INFINITY ? own : Number.POSITIVE_INFINITY;
  }
  switch (prefer) {
    case 'listed':
      return 0;
    case 'cheapest': {
      const { price } = candidate;
      if (price === undefined) return Number.POSITIVE_INFINITY;
      return amountIn(price, rates?.base ?? price.currency, rates) ?? price.amount;
    }
    case 'fastest':
      return candidate.typicalSeconds ?? Number.POSITIVE_INFINITY;
    case 'quality':
      return -qualityOf(candidate, sent);
  }
}

/**
 * The currencies in which candidates are ranked apart, in order: that of `maxCost`, then that of the most candidates, then as
 * listed. What `rates` compare counts as their base.
 */
export function currencyGroups(
  candidates: readonly Candidate[],
  { prefer, maxCost, rates }: RoutingOptions,
): { readonly currencies: readonly string[]; readonly groupOf: (candidate: Candidate) => number } {
  if (prefer !== 'cheapest') return { currencies: [], groupOf: () => 0 };
  const currencyOf = ({ price }: Candidate) =>
    price !== undefined && rates !== undefined && amountIn(price, rates.base, rates) !== undefined
      ? rates.base
      : price?.currency;
  const counts = new Map<string, number>();
  for (const candidate of candidates) {
    const currency = currencyOf(candidate);
    if (currency !== undefined) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const weightOf = ([currency, count]: readonly [string, number]) =>
    currency === maxCost?.currency ? Number.POSITIVE_INFINITY : count;
  const currencies = [...counts].toSorted((a, b) => compare(weightOf(b), weightOf(a))).map(([name]) => name);
  const groupOf = (candidate: Candidate) => {
    const currency = currencyOf(candidate);
    return currency === undefined ? currencies.length : currencies.indexOf(currency);
  };
  return { currencies, groupOf };
}

/** Infinity less Infinity is no number, and would leave the order to chance. */
export const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
