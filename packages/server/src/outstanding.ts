import { type Money, sumsOf } from '@vid/core';
import { costOf, type JobStore, type VideoJob } from '@vid/core/journal';
import { HostError } from './host-error.ts';

/** What jobs cost, one sum for each currency. */
export interface Outstanding {
  /** What is known to be spent. */
  readonly spent: readonly Money[];
  /** What may still be billed: by jobs that go on, and by those of which nobody knows. */
  readonly reserved: readonly Money[];
  /** How many jobs have neither a price nor a bill; they are in no sum. */
  readonly unpriced: number;
}

interface Part {
  readonly spent?: Money | undefined;
  readonly reserved?: Money | undefined;
  readonly isUnpriced?: boolean;
}

function partOf(job: VideoJob): Part {
  const cost = costOf(job);
  if (cost === undefined) return {};
  const { estimate, billed } = cost;
  // A bill in another currency than was reserved counts as reserved: nothing compares the two.
  if (billed !== undefined && (estimate === undefined || billed.currency === estimate.currency))
    return { spent: billed };
  if (estimate === undefined) return { isUnpriced: true };
  const isSpent = job.phase === 'succeeded' || job.phase === 'downloading';
  return isSpent || billed !== undefined ? { spent: estimate } : { reserved: estimate };
}

/** Sums of decimal fractions are a little off. */
const plain = (amount: number) => Number(amount.toFixed(6));

const pageSize = 500;

/**
 * What is spent and what is reserved of an owner's budget, beside each other, for a page that shows it. `since`: an ISO time; what was
 * submitted before does not count. Of the jobs as they are: those that were deleted count in the budget only.
 */
export async function outstandingOf(
  jobs: JobStore,
  { owner, since = '' }: { readonly owner: string; readonly since?: string | undefined },
): Promise<Outstanding> {
  const parts: Part[] = [];
  let cursor: string | undefined;
  do {
    const { jobs: some, next } = await jobs.list({ owner, limit: pageSize, cursor });
    for (const { job } of some) if (job.createdAt >= since) parts.push(partOf(job));
    cursor = (some.at(-1)?.job.createdAt ?? '') < since ? undefined : next;
  } while (cursor !== undefined);
  return {
    spent: sumsOf(parts.map(({ spent }) => spent)),
    reserved: sumsOf(parts.map(({ reserved }) => reserved)),
    unpriced: parts.filter(({ isUnpriced }) => isUnpriced === true).length,
  };
}

interface LimitedPrices extends Pick<Outstanding, 'spent' | 'reserved'> {
  readonly limit: Money;
  /** Whether a person agreed to a price that nobody knows. */
  readonly allowUnknownPrice: boolean;
}

const refusal = (code: string, why: string) => new HostError(409, code, `${why} Nothing was sent.`);

/**
 * For what is bought together or not at all, before the first of its jobs. Throws a `HostError` 409 where a limit does not allow all
 * of it: `unknown-price`, `other-currency` or `over-limit`.
 */
export function requireRoom(
  prices: readonly (Money | undefined)[],
  { limit, spent, reserved, allowUnknownPrice }: LimitedPrices,
): void {
  const { currency } = limit;
  const amountOf = (sums: readonly Money[]) => sums.find((sum) => sum.currency === currency)?.amount ?? 0;
  const left = plain(limit.amount - amountOf(spent) - amountOf(reserved));
  const most = `${left} ${currency} of the limit of ${limit.amount} ${currency} are left`;
  if (prices.includes(undefined) && !allowUnknownPrice) {
    const what = `Nobody knows what this costs in ${currency}, and ${most}`;
    throw refusal('unknown-price', `${what}. Allow an unknown price, or remove the limit.`);
  }
  const sums = sumsOf(prices);
  const other = sums.find((sum) => sum.currency !== currency);
  if (other !== undefined) {
    const what = `This costs ${other.amount} ${other.currency}; the limit is ${limit.amount} ${currency}`;
    throw refusal('other-currency', `${what}. Set a limit in ${other.currency}.`);
  }
  const price = amountOf(sums);
  if (price > left) throw refusal('over-limit', `This costs about ${price} ${currency}, but ${most}.`);
}
