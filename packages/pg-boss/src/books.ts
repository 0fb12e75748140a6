import type { Money } from '@vid/core';
import { type SpendingOptions, type SpendingRow, toSpending, toSums } from '@vid/core/journal';

/** The first day, the last day, whose time follows a `T`, and the owner. */
const counted = `costs AND created_at >= $1 AND created_at < $2 || 'U' AND ($3::text IS NULL OR owner = $3)`;

/** As `spendingOf` of core counts: the estimate under its own currency, the job under that of its bill. */
const spendingQuery = (jobs: string) => `
  SELECT substr(created_at, 1, 10) AS day, owner, label, currency, sum(estimate)::float8 AS estimate,
    sum(billed)::float8 AS billed, sum(jobs)::float8 AS jobs, sum(unknown)::float8 AS unknown
  FROM (
    SELECT created_at, owner, label, estimate_currency AS currency, estimate, 0 AS billed, 0 AS jobs, 0 AS unknown
      FROM ${jobs} WHERE ${counted} AND estimate IS NOT NULL
    UNION ALL
    SELECT created_at, owner, label, coalesce(billed_currency, estimate_currency), 0, coalesce(billed, 0), 1,
      CASE WHEN billed IS NULL THEN 1 ELSE 0 END
      FROM ${jobs} WHERE ${counted}
  ) AS booked
  GROUP BY 1, owner, label, currency
  ORDER BY day DESC, owner, coalesce(label, ''), coalesce(currency, '')`;

type Query = (text: string, values: unknown[]) => Promise<readonly unknown[]>;

export async function readSpending(
  query: Query,
  jobs: string,
  { owner, from = '', to = '9999' }: SpendingOptions = {},
): Promise<readonly SpendingRow[]> {
  const rows = await query(spendingQuery(jobs), [from, to, owner ?? null]);
  return rows.map(toSpending);
}

/** As `committedIn` of core: what an owner's other jobs cost or may cost. */
export async function readCommitted(
  query: Query,
  jobs: string,
  { owner, id }: { readonly owner: string; readonly id: string },
  since = '',
): Promise<readonly Money[]> {
  const isEstimate = 'billed IS NULL OR billed_currency <> estimate_currency';
  const rows = await query(
    `SELECT CASE WHEN ${isEstimate} THEN estimate_currency ELSE billed_currency END AS currency,
       sum(CASE WHEN ${isEstimate} THEN estimate ELSE billed END)::float8 AS amount
     FROM ${jobs} WHERE owner = $1 AND id <> $2 AND created_at >= $3 AND costs GROUP BY 1`,
    [owner, id, since],
  );
  return rows.flatMap(toSums);
}
