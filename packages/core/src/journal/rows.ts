import * as z from 'zod/mini';
import type { Money } from '../contract/money.ts';
import type { JournalEntry } from './entry.ts';
import type { VideoJob } from './job.ts';
import { type JobChange, taskNameOf } from './job-store.ts';
import { costOf, type SpendingRow } from './spending.ts';

/* What a store in an SQL database writes into columns, and what it reads from rows. */

/** Throws without the text, of which the platform's error tells a part. */
function parseRow(text: string) {
  try {
    const parsed = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Told below.
  }
  throw new Error('A row of the store cannot be read: it is no JSON of this version.');
}

/** Reads the JSON text of a job; throws for a text that is none. */
export const jobText = z.pipe(
  z.string(),
  z.transform((text): VideoJob => parseRow(text)),
);

/** A row of `EntryStore`. */
export const entryRow = z.object({
  version: z.number(),
  entry: z.pipe(
    z.string(),
    z.transform((text): JournalEntry => parseRow(text)),
  ),
});

const changeRow = z.object({
  revision: z.number(),
  id: z.string(),
  owner: z.string(),
  job: z.nullable(jobText),
});

/** A row without a job is what is left of one that was deleted. */
export function toChange(row: unknown): JobChange {
  const { revision, id, owner, job } = z.parse(changeRow, row);
  return job === null ? { revision, owner, deleted: id } : { revision, job };
}

/** Sums of money that stay whole: millionths of an amount. */
const unit = 1e6;
const inUnits = (money: Money | undefined) => (money === undefined ? null : Math.round(money.amount * unit));

/** The columns by which a job is found, and which stay in the books when it is deleted. Amounts are in millionths. */
export function bookOf(job: VideoJob) {
  const cost = costOf(job);
  return {
    task: taskNameOf(job) ?? null,
    label: job.label ?? null,
    created_at: job.createdAt,
    costs: cost !== undefined,
    estimate: inUnits(cost?.estimate),
    estimate_currency: cost?.estimate?.currency ?? null,
    billed: inUnits(cost?.billed),
    billed_currency: cost?.billed?.currency ?? null,
  };
}

const sumRow = z.object({ currency: z.nullable(z.string()), amount: z.nullable(z.number()) });

/** A sum of those columns; none for jobs of unknown price. */
export function toSums(row: unknown): readonly Money[] {
  const { currency, amount } = z.parse(sumRow, row);
  return currency === null || amount === null ? [] : [{ currency, amount: amount / unit }];
}

const spendingRow = z.object({
  day: z.string(),
  owner: z.string(),
  label: z.nullable(z.string()),
  currency: z.nullable(z.string()),
  estimate: z.number(),
  billed: z.number(),
  jobs: z.number(),
  unknown: z.number(),
});

/** Sums of those columns as `spendingOf` makes them. */
export function toSpending(row: unknown): SpendingRow {
  const { label, currency, estimate, billed, ...rest } = z.parse(spendingRow, row);
  return {
    ...rest,
    label: label ?? undefined,
    currency: currency ?? undefined,
    estimate: estimate / unit,
    billed: billed / unit,
  };
}
