import * as z from 'zod/mini';
import { VideoError } from '../contract/error.ts';
import type { Money } from '../contract/money.ts';
import {
  activePhases,
  bookOf,
  horizonMs,
  type JobStore,
  jobText,
  nameOfTask,
  type StoredJob,
  toChange,
  toSpending,
  toSums,
  type VideoJob,
} from '../journal/index.ts';
import type { Database } from './database.ts';

const row = z.object({ number: z.number(), version: z.number(), revision: z.number(), job: jobText });
/** As `bookOf` names them. */
const bookNames = [
  'task',
  'label',
  'created_at',
  'costs',
  'estimate',
  'estimate_currency',
  'billed',
  'billed_currency',
] as const;
const bookColumns = bookNames.join(', ');

function columnsOf(job: VideoJob) {
  const book = bookOf(job);
  const values = { ...book, costs: Number(book.costs) };
  return [job.phase, JSON.stringify(job), ...bookNames.map((name) => values[name])];
}

/* What stands twice in a statement has a name: Node 22 takes numbers for names [observed, 22.18]. */

/** From the first day to the last, whose time follows a `T`. */
const counted = `costs AND created_at >= $from AND created_at < $to || 'U' AND ($owner IS NULL OR owner = $owner)`;

/** As `spendingOf` counts: the estimate under its own currency, the job under that of its bill. */
const spendingQuery = `
  SELECT substr(created_at, 1, 10) AS day, owner, label, currency,
    sum(estimate) AS estimate, sum(billed) AS billed, sum(jobs) AS jobs, sum(unknown) AS unknown
  FROM (
    SELECT created_at, owner, label, estimate_currency AS currency, estimate, 0 AS billed, 0 AS jobs, 0 AS unknown
      FROM jobs WHERE ${counted} AND estimate IS NOT NULL
    UNION ALL
    SELECT created_at, owner, label, coalesce(billed_currency, estimate_currency), 0, coalesce(billed, 0), 1, billed IS NULL
      FROM jobs WHERE ${counted}
  )
  GROUP BY day, owner, label, currency
  ORDER BY day DESC, owner, coalesce(label, ''), coalesce(currency, '')`;

const latestRow = z.object({ latest: z.number() });
const headRow = z.object({ version: z.number(), revision: z.number(), phase: z.string() });
const dueRow = z.object({ id: z.string(), wake_at: z.number() });

const read = (found: unknown) => z.parse(row, found);
const toStored = ({ job, version, revision }: z.infer<typeof row>): StoredJob => ({ job, version, revision });

/** A job that was deleted leaves a row without a job: its id is not taken again, and who follows the changes learns of it. */
export function createJobStore({ connection, write, forget }: Database): JobStore {
  const columns = 'number, version, revision, job';
  const byId = connection.prepare(`SELECT ${columns} FROM jobs WHERE id = ? AND job IS NOT NULL`);
  // Without the job: it may be of many megabytes, and its lease is renewed again and again.
  const headOf = connection.prepare(
    'SELECT version, revision, phase FROM jobs WHERE id = ? AND job IS NOT NULL',
  );
  const revise = connection.prepare('UPDATE revisions SET latest = latest + 1 RETURNING latest');
  const insert = connection.prepare(
    `INSERT INTO jobs (id, owner, version, revision, wake_at, phase, job, ${bookColumns})
     VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const taken = connection.prepare('SELECT 1 FROM jobs WHERE id = ?');
  const update = connection.prepare(
    `UPDATE jobs SET version = ?, revision = ?, wake_at = ?, (phase, job, ${bookColumns})
       = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ? AND version = ?`,
  );
  const page = connection.prepare(
    `SELECT ${columns} FROM jobs WHERE owner = ? AND number < ? AND job IS NOT NULL ORDER BY number DESC LIMIT ?`,
  );
  const changesOf = connection.prepare(
    `SELECT revision, id, owner, job FROM jobs WHERE revision > ? AND (? IS NULL OR owner = ?)
     ORDER BY revision LIMIT ?`,
  );
  // Each half is read in the order of the index, and no further than the limit.
  const dueIds = connection.prepare(
    `SELECT * FROM (SELECT id, wake_at FROM jobs WHERE phase = $phase AND wake_at <= $now
       AND ($only IS NULL OR id IN (SELECT value FROM json_each($only))) ORDER BY wake_at LIMIT $limit)
     UNION ALL
     SELECT * FROM (SELECT id, wake_at FROM jobs WHERE phase = $phase AND wake_at > $horizon
       AND ($only IS NULL OR id IN (SELECT value FROM json_each($only))) ORDER BY wake_at LIMIT $limit)`,
  );
  const putAside = connection.prepare('UPDATE jobs SET wake_at = NULL WHERE id = ?');
  const lease = connection.prepare(
    `UPDATE jobs SET version = version + 1, wake_at = ? WHERE id = ? RETURNING ${columns}`,
  );
  const bury = connection.prepare(
    `UPDATE jobs SET version = version + 1, revision = ?, wake_at = NULL, job = NULL
     WHERE id = ? AND version = ? AND job IS NOT NULL`,
  );
  /** Told by the next call of `due`, so that what is leased beside them is not lost. */
  const unreadable: string[] = [];
  const byTask = connection.prepare(
    `SELECT ${columns} FROM jobs WHERE task = ? AND job IS NOT NULL ORDER BY number DESC LIMIT 1`,
  );
  const spend = connection.prepare(spendingQuery);
  const commit = connection.prepare(
    `SELECT iif(billed IS NULL OR billed_currency <> estimate_currency, estimate_currency, billed_currency) AS currency,
       sum(iif(billed IS NULL OR billed_currency <> estimate_currency, estimate, billed)) AS amount
     FROM jobs WHERE owner = ? AND id <> ? AND created_at >= ? AND costs GROUP BY 1`,
  );
  const committed = ({ owner, id }: VideoJob, since = ''): readonly Money[] =>
    commit.all(owner, id, since).flatMap(toSums);
  const latest = connection.prepare('SELECT latest FROM revisions');
  const nextRevision = () => z.parse(latestRow, revise.get()).latest;

  return {
    async get(id) {
      const found = byId.get(id);
      return found && toStored(read(found));
    },
    async put(job, { version, wakeAt = null, isChange = true, limit }) {
      const put = await write((): StoredJob | VideoError | undefined => {
        const { id, owner } = job;
        const columns = columnsOf(job);
        const objection = limit?.objection(committed(job, limit.since));
        if (objection !== undefined) return objection;
        if (version === 0) {
          if (taken.get(id) !== undefined) return undefined;
          const revision = nextRevision();
          insert.run(id, owner, revision, wakeAt, ...columns);
          return { job, version: 1, revision };
        }
        const found = headOf.get(id);
        const before = found && z.parse(headRow, found);
        if (before?.version !== version) return undefined;
        const revision = isChange ? nextRevision() : before.revision;
        update.run(version + 1, revision, wakeAt, ...columns, id, version);
        // What was kept for the submit only is gone from it.
        if (before.phase === 'submitting' || before.phase === 'downloading') forget();
        return { job, version: version + 1, revision };
      });
      if (put instanceof VideoError) throw put;
      return put;
    },
    async list({ owner, limit, cursor }) {
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
      const found = page.all(owner, before, limit + 1).map(read);
      const shown = found.slice(0, limit);
      const next = found.length > limit ? shown.at(-1)?.number : undefined;
      return { jobs: shown.map(toStored), ...(next !== undefined && { next: String(next) }) };
    },
    changes: async ({ after, limit, owner = null }) =>
      changesOf.all(after, owner, owner, limit).map(toChange),
    async find(task) {
      const found = byTask.get(nameOfTask(task));
      return found && toStored(read(found));
    },
    spending: async ({ owner = null, from = '', to = '9999' } = {}) =>
      spend.all({ from, to, owner }).map(toSpending),
    latest: async () => z.parse(latestRow, latest.get()).latest,
    async due({ now, limit, leaseMs, phases = activePhases, ids }) {
      if (unreadable.length > 0)
        throw new Error(`Jobs that cannot be read are put aside: ${unreadable.splice(0).join(', ')}.`);
      const only = ids === undefined ? null : JSON.stringify(ids);
      const find = () =>
        phases
          .flatMap((phase) => dueIds.all({ phase, now, horizon: now + horizonMs, limit, only }))
          .map((found) => z.parse(dueRow, found))
          .toSorted((a, b) => a.wake_at - b.wake_at)
          .slice(0, limit);
      // To look costs no transaction.
      if (find().length === 0) return [];
      return write(() =>
        find().flatMap(({ id }) => {
          const leased = lease.get(now + leaseMs, id);
          try {
            return [toStored(read(leased))];
          } catch {
            // One bad row must not hold up the others.
            putAside.run(id);
            unreadable.push(id);
            return [];
          }
        }),
      );
    },
    delete: (id, version) =>
      write(() => {
        const isDeleted = bury.run(nextRevision(), id, version).changes === 1;
        if (isDeleted) forget();
        return isDeleted;
      }),
  };
}
