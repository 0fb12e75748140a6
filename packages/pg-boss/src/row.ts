import { bookOf, jobText, type StoredJob, type VideoJob } from '@vid/core/journal';
import * as z from '@vid/core/zod';

const storedRow = z.object({ version: z.number(), revision: z.number(), job: jobText });

/** What is selected for a stored job: `bigint` would come as text. */
export const storedColumns = 'version, revision::float8 AS revision, job';
export const toStored = (found: unknown): StoredJob => z.parse(storedRow, found);

/** What changes with a job, by the names of its columns: what is looked for, and what stays in the books when it is deleted. */
export function columnsOf(job: VideoJob) {
  return { phase: job.phase, job: JSON.stringify(job), ...bookOf(job) };
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
