import type { VideoJob } from '@vid/core/journal';
import * as z from '@vid/core/zod';
import { codeOf, type Database, type PostgresClient } from './database.ts';
import { columnsOf, columnTypes } from './row.ts';

/** A job as it is to be, after the version that the caller has seen. */
export interface Put {
  readonly job: VideoJob;
  readonly version: number;
  readonly wakeAt: number | undefined;
}

export interface PutResult {
  readonly version: number;
  readonly revision: number;
}

const putRow = z.object({ id: z.string(), version: z.number(), revision: z.number() });

/** What one statement takes, in characters and in jobs. */
const longestBatch = 4_000_000;
const largestBatch = 500;

/** Data that PostgreSQL does not take, such as a text with a NUL, and limits of the program: one of them may be at fault. [doc] */
const isDataError = (error: unknown) => /^(?:22|23|54)/.test(String(codeOf(error)));

/**
 * Changes, of distinct jobs, in one statement. Each gets a number from one row, which is locked until they are on the disk: whoever
 * sees a revision sees all that are smaller. So what changes at a time goes together, and waits for the disk once.
 */
export async function putMany(
  query: (text: string, values: unknown[]) => Promise<readonly unknown[]>,
  schema: string,
  puts: readonly Put[],
): Promise<ReadonlyMap<string, PutResult>> {
  const names = Object.keys(columnTypes).join(', ');
  const types = Object.entries(columnTypes).map(([name, type]) => `${name} ${type}`);
  const excluded = Object.keys(columnTypes).map((name) => `excluded.${name}`);
  const text = `
    WITH given AS (
      SELECT * FROM json_to_recordset($1::json)
        AS given (nth integer, id text, owner text, before integer, wake_at bigint, ${types.join(', ')})
    ), revised AS (
      UPDATE ${schema}.revisions SET latest = latest + $2::bigint RETURNING latest - $2::bigint AS base
    )
    INSERT INTO ${schema}.jobs (id, owner, version, revision, wake_at, ${names})
    SELECT id, owner, before + 1, base + nth, wake_at, ${names} FROM revised, given
    WHERE before = 0 OR EXISTS (SELECT FROM ${schema}.jobs AS known WHERE known.id = given.id)
    ORDER BY nth
    ON CONFLICT (id) DO UPDATE
      SET (version, revision, wake_at, ${names}) = (excluded.version, excluded.revision, excluded.wake_at, ${excluded.join(', ')})
      WHERE jobs.version = excluded.version - 1 AND jobs.job IS NOT NULL
    RETURNING id, version, revision::float8 AS revision`;
  const given = puts.map(({ job, version, wakeAt }, index) => ({
    nth: index + 1,
    id: job.id,
    owner: job.owner,
    before: version,
    wake_at: wakeAt,
    ...columnsOf(job),
  }));
  const rows = await query(text, [JSON.stringify(given), given.length]);
  return byId(rows);
}

const byId = (rows: readonly unknown[]): ReadonlyMap<string, PutResult> =>
  new Map(rows.map((found) => z.parse(putRow, found)).map(({ id, ...put }) => [id, put]));

export const queryOf = (client: PostgresClient) => async (text: string, values: unknown[]) =>
  (await client.query(text, values)).rows;

/**
 * Leases, and steps that changed nothing, of distinct jobs in one statement: nobody is told, so they wait for no number. The job stays
 * as it is in its row.
 */
export async function renewMany(
  { schema, rows }: Database,
  puts: readonly Put[],
): Promise<ReadonlyMap<string, PutResult>> {
  const given = puts.map(({ job, version, wakeAt }) => ({ id: job.id, before: version, wake_at: wakeAt }));
  const renewed = await rows(
    `UPDATE ${schema}.jobs SET version = version + 1, wake_at = given.wake_at
     FROM json_to_recordset($1::json) AS given (id text, before integer, wake_at bigint)
     WHERE jobs.id = given.id AND version = before AND job IS NOT NULL
     RETURNING jobs.id, version, revision::float8 AS revision`,
    [JSON.stringify(given)],
  );
  return byId(renewed);
}

interface Waiting extends Put {
  readonly resolve: (put: PutResult | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Puts what comes at a time together, so that it waits for the disk once. */
export function createPutQueue(
  putAll: (puts: readonly Put[]) => Promise<ReadonlyMap<string, PutResult>>,
): (put: Put) => Promise<PutResult | undefined> {
  let waiting: Waiting[] = [];
  let isBusy = false;

  /** Of each job the first, as many as one statement takes. */
  function nextBatch(): readonly Waiting[] {
    const batch = new Map<string, Waiting>();
    const later: Waiting[] = [];
    let length = 0;
    for (const one of waiting) {
      const size = one.job.phase === 'submitting' ? JSON.stringify(one.job).length : 2_000;
      const isFull = batch.size === largestBatch || (batch.size > 0 && length + size > longestBatch);
      if (isFull || batch.has(one.job.id)) {
        later.push(one);
        continue;
      }
      length += size;
      batch.set(one.job.id, one);
    }
    waiting = later;
    return [...batch.values()];
  }

  async function send(batch: readonly Waiting[]): Promise<void> {
    try {
      const put = await putAll(batch);
      for (const { job, resolve } of batch) resolve(put.get(job.id));
    } catch (error) {
      if (batch.length > 1 && isDataError(error)) for (const one of batch) await send([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  async function flush(): Promise<void> {
    while (waiting.length > 0) await send(nextBatch());
    isBusy = false;
  }

  return (put) =>
    new Promise((resolve, reject) => {
      waiting.push({ ...put, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      setImmediate(() => void flush());
    });
}
