import { type Money, sumsOf } from '@vid/core';
import { costOf, type JobStore, type VideoJob } from '@vid/core/journal';

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
const rounded = (sums: readonly Money[]) =>
  sums.map(({ amount, currency }) => ({ amount: Number(amount.toFixed(6)), currency }));

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
    spent: rounded(sumsOf(parts.map(({ spent }) => spent))),
    reserved: rounded(sumsOf(parts.map(({ reserved }) => reserved))),
    unpriced: parts.filter(({ isUnpriced }) => isUnpriced === true).length,
  };
}
