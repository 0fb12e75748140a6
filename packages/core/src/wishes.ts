import type { ModelCapabilities } from './capabilities.ts';
import { VideoError } from './error.ts';
import type { Candidate } from './plan.ts';
import { nearestName, type Problem } from './problem.ts';
import type { Money } from './task.ts';

/** Where a request should go. The request itself says only what to make. */
export interface RoutingWishes {
  /**
   * Among equals, documented before claimed and live before retired: `'cheapest'` by the table's prices, `'fastest'`
   * by its typical times, or the smallest number of a function of yours; unknown comes last. Default `'listed'`.
   */
  readonly prefer?: 'listed' | 'cheapest' | 'fastest' | ((candidate: Candidate) => number) | undefined;
  /** Only these: a provider, a model, or `'provider:model'`. Default: all. */
  readonly only?: readonly string[] | undefined;
  /** None of these. */
  readonly never?: readonly string[] | undefined;
  /** The most that it may cost. */
  readonly maxCost?: Money | undefined;
  /** Whether a candidate whose price is unknown passes under `maxCost`. Default false. */
  readonly allowUnknownPrice?: boolean | undefined;
}

const namesOf = ({ provider, model }: Pick<ModelCapabilities, 'provider' | 'model'>) => [
  provider,
  model,
  `${provider}:${model}`,
];

/** A wish that names nobody would silently exclude everybody, or nobody. */
function requireKnownNames(models: readonly ModelCapabilities[], wishes: RoutingWishes): void {
  const known = models.flatMap(namesOf);
  for (const wish of ['only', 'never'] as const) {
    const unknown = wishes[wish]?.find((name) => !known.includes(name));
    if (unknown === undefined) continue;
    const nearest = nearestName(unknown, known);
    const hint = nearest === undefined ? '' : `; the nearest known name is "${nearest}"`;
    throw new VideoError(
      'invalid-request',
      `${wish}: nobody here is called "${unknown}"${hint}. Nothing was sent.`,
    );
  }
}

function refusalOf(
  candidate: Candidate,
  { only, never, maxCost, allowUnknownPrice = false }: RoutingWishes,
): Problem | undefined {
  const { model, price } = candidate;
  const isNamed = (names: readonly string[]) => namesOf(candidate).some((name) => names.includes(name));
  const refuse = (field: string, asked: string, allowed: string, what: string): Problem => ({
    field,
    asked,
    allowed,
    message: `${field}: ${model} ${what}`,
  });
  if (only !== undefined && !isNamed(only))
    return refuse('only', model, only.join(', '), 'is not among the ones asked for');
  if (never !== undefined && isNamed(never))
    return refuse('never', model, `none of ${never.join(', ')}`, 'is excluded, as asked');
  if (maxCost === undefined) return undefined;
  const most = `at most ${maxCost.amount} ${maxCost.currency}`;
  if (price === undefined) {
    return allowUnknownPrice
      ? undefined
      : refuse('maxCost', 'unknown', most, `has no known price; ${most} is allowed`);
  }
  if (price.amount <= maxCost.amount) return undefined;
  const cost = `${price.amount} ${price.currency}`;
  return refuse('maxCost', cost, most, `would cost ${cost}; ${most} is allowed`);
}

/** Why a wish excludes a candidate; `undefined` when none does. Throws `VideoError('invalid-request')` on an unknown name. */
export function wishFilter(
  models: readonly ModelCapabilities[],
  wishes: RoutingWishes,
): (candidate: Candidate) => Problem | undefined {
  requireKnownNames(models, wishes);
  return (candidate) => refusalOf(candidate, wishes);
}

/** The smaller comes first. */
export function preferenceOf(candidate: Candidate, { prefer = 'listed' }: RoutingWishes): number {
  if (typeof prefer === 'function') return prefer(candidate);
  const unknown = Number.POSITIVE_INFINITY;
  const orders = {
    listed: 0,
    cheapest: candidate.price?.amount ?? unknown,
    fastest: candidate.typicalSeconds ?? unknown,
  };
  return orders[prefer];
}
