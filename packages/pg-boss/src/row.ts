import type { Money } from '@vid/core';
import { costOf, taskNameOf, type StoredJob, type VideoJob } from '@vid/core/journal';
import * as z from 'zod/mini';

/** Throws without the text, of which the platform's error tells a part. */
export function parseRow(text: string) {
  try {
    const parsed = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Told below.
  }
  throw new Error('A row of the database cannot be read: it is no JSON of this version.');
}

export const jobText = z.pipe(
  z.string(),
  z.transform((text): VideoJob => parseRow(text)),
);
const storedRow = z.object({ version: z.number(), revision: z.number(), job: jobText });

/** What is selected for a stored job: `bigint` would come as text. */
export const storedColumns = 'version, revision::float8 AS revision, job';
export const toStored = (found: unknown): StoredJob => z.parse(storedRow, found);

const millionths = (money: Money | undefined) =>
  money === undefined ? undefined : Math.round(money.amount * 1e6);

/** What changes with a job, by the names of its columns: what is looked for, and what stays in the books when it is deleted. */
export function columnsOf(job: VideoJob) {
  const cost = costOf(job);
  return {
    phase: job.phase,
    job: JSON.stringify(job),
    task: taskNameOf(job),
    label: job.label,
    created_at: job.createdAt,
    costs: cost !== undefined,
    estimate: millionths(cost?.estimate),
    estimate_currency: cost?.estimate?.currency,
    billed: millionths(cost?.billed),
    billed_currency: cost?.billed?.currency,
  };
}

/** As `json_to_recordset` names them. */
export const columnTypes = {
  phase: 'text',
  job: 'text',
  task: 'text',
  label: 'text',
  created_at: 'text',
  costs: 'boolean',
  estimate: 'bigint',
  estimate_currency: 'text',
  billed: 'bigint',
  billed_currency: 'text',
} as const satisfies Record<keyof ReturnType<typeof columnsOf>, string>;
