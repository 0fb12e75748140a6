import {
  activePhases,
  horizonMs,
  type JobPhase,
  type JobStore,
  nameOfTask,
  type StoredJob,
  toChange,
} from '@vid/core/journal';
import * as z from '@vid/core/zod';
import { readCommitted, readSpending } from './books.ts';
import { type Database, requireIndexable } from './database.ts';
import { createPutQueue, putMany, type PutResult, queryOf, renewMany } from './puts.ts';
import { storedColumns, toStored } from './row.ts';

/** Jobs in PostgreSQL, for any number of machines. */
export interface PostgresJobStore extends JobStore {
  /** Jobs that were due before `now` and that nobody has taken, longest due first. They are leased to nobody. */
  overdue(options: { readonly now: number; readonly limit: number }): Promise<readonly OverdueJob[]>;
}

/** A job whose message may be lost. */
export interface OverdueJob extends Pick<StoredJob, 'version'> {
  /** Of the job. */
  readonly id: string;
  /** As it was put last. */
  readonly phase: JobPhase;
}

const listRow = z.object({ number: z.number() });
const latestRow = z.object({ latest: z.number() });
const leasedRow = z.object({ id: z.string(), due_at: z.number() });
const overdueRow = z.object({
  id: z.string(),
  version: z.number(),
  phase: z.enum(activePhases),
});

/** Whole milliseconds, as the columns have. */
const dueAt = (now: number) => [Math.round(now), Math.round(now) + horizonMs];

/** A job that was deleted leaves a row without a job: its id is not taken again, and who follows the changes learns of it. */
export function createPostgresJobStore(database: Database): PostgresJobStore {
  const { schema, rows, transaction } = database;
  const jobs = `${schema}.jobs`;
  const change = createPutQueue((puts) => putMany(rows, schema, puts));
  const renew = createPutQueue((puts) => renewMany(database, puts));
  /** Of each phase by itself, so that each half is read in the order of its index and no further than the limit. */
  const dueIn = (lock: string) => `
    SELECT due.* FROM unnest($3::text[]) AS wanted (phase) CROSS JOIN LATERAL (
      SELECT * FROM (SELECT id, version, phase, wake_at FROM ${jobs} WHERE phase = wanted.phase AND wake_at <= $1
        ORDER BY wake_at LIMIT $4 ${lock}) AS past
      UNION ALL
      SELECT * FROM (SELECT id, version, phase, wake_at FROM ${jobs} WHERE phase = wanted.phase AND wake_at > $2
        ORDER BY wake_at LIMIT $4 ${lock}) AS far
    ) AS due ORDER BY wake_at LIMIT $4`;
  const dueAmong = `SELECT id, wake_at FROM ${jobs} WHERE id = ANY ($6::text[]) AND phase = ANY ($3::text[])
    AND (wake_at <= $1 OR wake_at > $2) ORDER BY wake_at LIMIT $4 FOR UPDATE SKIP LOCKED`;
  // What another process is just leasing is passed over; the lock is that of one statement.
  const lease = (found: string) => `
    WITH found AS MATERIALIZED (${found})
    UPDATE ${jobs} AS leased SET version = leased.version + 1, wake_at = $5 FROM found WHERE leased.id = found.id
    RETURNING leased.id, found.wake_at::float8 AS due_at, leased.version, revision::float8 AS revision, job`;
  /** Told by the next call of `due`, so that what is leased beside them is not lost. */
  const unreadable: string[] = [];

  /** One bad row must not hold up the others. */
  async function leased(found: readonly unknown[]): Promise<readonly StoredJob[]> {
    const good: { readonly stored: StoredJob; readonly dueAt: number }[] = [];
    for (const one of found) {
      const { id, due_at: dueAt } = z.parse(leasedRow, one);
      try {
        good.push({ stored: toStored(one), dueAt });
      } catch {
        await rows(`UPDATE ${jobs} SET wake_at = NULL WHERE id = $1`, [id]);
        unreadable.push(id);
      }
    }
    return good.toSorted((a, b) => a.dueAt - b.dueAt).map(({ stored }) => stored);
  }

  return {
    async get(id) {
      const [found] = await rows(`SELECT ${storedColumns} FROM ${jobs} WHERE id = $1 AND job IS NOT NULL`, [
        id,
      ]);
      return found === undefined ? undefined : toStored(found);
    },
    async put(job, { version, wakeAt: exactly, isChange = true, limit }) {
      if (version === 0) for (const name of ['id', 'owner'] as const) requireIndexable(name, job[name]);
      const wakeAt = exactly === undefined ? undefined : Math.round(exactly);
      let put: PutResult | undefined;
      const wish = { job, version, wakeAt };
      if (limit !== undefined) {
        // The row of the revisions is the lock: nobody else changes a job until this one is counted.
        put = await transaction(async (client) => {
          await client.query(`SELECT FROM ${schema}.revisions FOR UPDATE`);
          const query = queryOf(client);
          const objection = limit.objection(await readCommitted(query, jobs, job, limit.since));
          if (objection !== undefined) throw objection;
          return (await putMany(query, schema, [wish])).get(job.id);
        });
      } else {
        put = await (version === 0 || isChange ? change(wish) : renew(wish));
      }
      return put && { job, ...put };
    },
    async list({ owner, limit, cursor }) {
      const found = await rows(
        `SELECT number::float8 AS number, ${storedColumns} FROM ${jobs}
         WHERE owner = $1 AND ($2::bigint IS NULL OR number < $2) AND job IS NOT NULL ORDER BY jobs.number DESC LIMIT $3`,
        [owner, cursor, limit + 1],
      );
      const shown = found.slice(0, limit);
      const last = found.length > limit ? shown.at(-1) : undefined;
      return {
        jobs: shown.map(toStored),
        ...(last !== undefined && { next: String(z.parse(listRow, last).number) }),
      };
    },
    async changes({ after, limit, owner }) {
      const found = await rows(
        `SELECT revision::float8 AS revision, id, owner, job FROM ${jobs}
         WHERE jobs.revision > $1 AND ($3::text IS NULL OR owner = $3) ORDER BY jobs.revision LIMIT $2`,
        [after, limit, owner],
      );
      return found.map(toChange);
    },
    async find(task) {
      const [found] = await rows(
        `SELECT ${storedColumns} FROM ${jobs} WHERE task = $1 AND job IS NOT NULL ORDER BY number DESC LIMIT 1`,
        [nameOfTask(task)],
      );
      return found === undefined ? undefined : toStored(found);
    },
    spending: (options) => readSpending(rows, jobs, options),
    async latest() {
      const [found] = await rows(`SELECT coalesce(max(revision), 0)::float8 AS latest FROM ${jobs}`);
      return z.parse(latestRow, found).latest;
    },
    async due({ now, limit, leaseMs, phases = activePhases, ids }) {
      if (unreadable.length > 0)
        throw new Error(`Jobs that cannot be read are put aside: ${unreadable.splice(0).join(', ')}.`);
      const values = [...dueAt(now), phases, limit, Math.round(now + leaseMs)];
      if (ids !== undefined) return leased(await rows(lease(dueAmong), [...values, ids]));
      return leased(await rows(lease(dueIn('FOR UPDATE SKIP LOCKED')), values));
    },
    async overdue({ now, limit }) {
      const found = await rows(dueIn(''), [...dueAt(now), activePhases, limit]);
      return found.map((one) => z.parse(overdueRow, one));
    },
    async delete(id, version) {
      const buried = await rows(
        `WITH revised AS (UPDATE ${schema}.revisions SET latest = latest + 1 RETURNING latest)
         UPDATE ${jobs} SET version = version + 1, revision = latest, wake_at = NULL, job = NULL FROM revised
         WHERE id = $1 AND version = $2 AND job IS NOT NULL RETURNING id`,
        [id, version],
      );
      return buried.length === 1;
    },
  };
}
