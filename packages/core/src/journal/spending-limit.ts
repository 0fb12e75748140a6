import { VideoError } from '../contract/error.ts';
import { explainProblem } from '../contract/explain-problem.ts';
import { amountIn, type ExchangeRates, type Money, withoutNoise } from '../contract/money.ts';
import { type ModelRef, nameOf } from '../contract/names.ts';
import type { Problem } from '../contract/problem.ts';
import type { Budget } from '../routing/budget.ts';
import type { VideoJob } from './job.ts';

/** What the jobs of one owner may cost together. */
export interface SpendingLimit {
  /** One amount, or one in each currency. What is priced in another is refused, unless `rates` compare them. */
  readonly amount: Money | readonly Money[];
  /** ISO time: only jobs submitted since count, such as those of this month. Default: all that the store knows of. */
  readonly since?: string | undefined;
  /** By which amounts in other currencies count. Default: each currency stands alone. */
  readonly rates?: ExchangeRates | undefined;
  /** Whether a request of which nobody knows the price is sent. It then counts once its bill is known. Default false. */
  readonly allowUnknownPrice?: boolean | undefined;
}

function refusal(problem: Problem): VideoError {
  return new VideoError('quota-exhausted', `Nothing was sent: ${explainProblem(problem)}.`, {
    problems: [problem],
  });
}

/** Why a price does not fit beside what is committed; `undefined`: it does. */
export function objectionTo(
  price: Money | undefined,
  model: ModelRef,
  committed: readonly Money[],
  { amount, rates, allowUnknownPrice = false }: SpendingLimit,
): VideoError | undefined {
  const limits = 'amount' in amount ? [amount] : amount;
  const about = { field: 'budget', model: nameOf(model) } as const;
  if (price === undefined)
    return allowUnknownPrice ? undefined : refusal({ code: 'unknown-price', ...about });
  /** The limit under which money counts: that of its own currency, else the first that compares. */
  const placeOf = (money: Money) => {
    const own = limits.filter(({ currency }) => currency === money.currency);
    return [...own, ...limits].find(({ currency }) => amountIn(money, currency, rates) !== undefined);
  };
  const budget = placeOf(price);
  if (budget === undefined) return refusal({ code: 'other-currency', ...about, price, limits });
  const worth = (money: Money) => amountIn(money, budget.currency, rates) ?? 0;
  const spent = committed.filter((money) => placeOf(money) === budget);
  const left = spent.reduce((rest, money) => rest - worth(money), budget.amount);
  // A price so small that it rounds to nothing is one all the same.
  if (Math.max(1e-6, withoutNoise(worth(price))) <= withoutNoise(left)) return undefined;
  const ratesOf = price.currency === budget.currency ? undefined : rates?.date;
  return refusal({
    code: 'over-budget',
    ...about,
    price,
    left: { amount: withoutNoise(left), currency: budget.currency },
    budget,
    ...(ratesOf !== undefined && { ratesOf }),
  });
}

/**
 * Holds the sends of a job to what was set aside for it when it was submitted: a dearer candidate is refused. The sums are
 * the store's. The router's own budget pays all the same, and is told of the end by the router.
 */
export function reservedBudget(
  { estimate, isLimited }: VideoJob,
  shared: Budget | undefined,
): Budget | undefined {
  if (isLimited === undefined || estimate === undefined) return undefined;
  return {
    reserve(price, model) {
      const objection = objectionTo(price, model, [], { amount: estimate });
      if (objection !== undefined) throw objection;
      const nothing = { release: () => undefined, accept: () => undefined, hold: () => undefined };
      return shared?.reserve(price, model) ?? nothing;
    },
    onReconciled: () => undefined,
    settle: () => undefined,
  };
}
