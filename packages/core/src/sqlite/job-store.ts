import * as z from 'zod/mini';
import { horizonMs, type JobChange, type JobStore, type StoredJob, type VideoJob } from '../journal/index.ts';
import type { Database } from './database.ts';

const jobText = z.pipe(
  z.string(),
  z.transform((text): VideoJob => JSON.parse(text)),
);
const row = z.object({ number: z.number(), version: z.number(), revision: z.number(), job: jobText });
const changeRow = z.object({
  revision: z.number(),
  id: z.string(),
  owner: z.string(),
  job: z.nullable(jobText),
});
const latestRow = z.object({ latest: z.number() });

const read = (found: unknown) => z.parse(row, found);
const toStored = ({ job, version, revision }: z.infer<typeof row>): StoredJob => ({ job, version, revision });

function toChange(found: unknown): JobChange {
  const { revision, id, owner, job } = z.parse(changeRow, found);
  return job === null ? { revision, owner, deleted: id } : { revision, job };
}

/** A job that was deleted leaves a row without a job: its id is not taken again, and who follows the changes learns of it. */
export function createJobStore({ connection, write, forget }: Database): JobStore {
  const columns = 'number, version, revision, job';
  const byId = connection.prepare(`SELECT ${columns} FROM jobs WHERE id = ? AND job IS NOT NULL`);
  const revise = connection.prepare('UPDATE revisions SET latest = latest + 1 RETURNING latest');
  const insert = connection.prepare(
    `INSERT INTO jobs (id, owner, phase, version, revision, wake_at, job) VALUES (?, ?, ?, 1, ?, ?, ?)`,
  );
  const taken = connection.prepare('SELECT 1 FROM jobs WHERE id = ?');
  const update = connection.prepare(
    `UPDATE jobs SET phase = ?, version = ?, revision = ?, wake_at = ?, job = ? WHERE id = ? AND version = ?`,
  );
  const page = connection.prepare(
    `SELECT ${columns} FROM jobs WHERE owner = ? AND number < ? AND job IS NOT NULL ORDER BY number DESC LIMIT ?`,
  );
  const changesOf = connection.prepare(
    `SELECT revision, id, owner, job FROM jobs WHERE revision > ? AND (? IS NULL OR owner = ?)
     ORDER BY revision LIMIT ?`,
  );
  const dueIds = connection.prepare(
    `SELECT id FROM jobs WHERE phase = ? AND (wake_at <= ? OR wake_at > ?)
     AND (? IS NULL OR id IN (SELECT value FROM json_each(?))) ORDER BY wake_at LIMIT ?`,
  );
  const lease = connection.prepare(
    `UPDATE jobs SET version = version + 1, wake_at = ? WHERE id = ? RETURNING ${columns}`,
  );
  const bury = connection.prepare(
    `UPDATE jobs SET version = version + 1, revision = ?, wake_at = NULL, job = NULL WHERE id = ? AND version = ?`,
  );
  const nextRevision = () => z.parse(latestRow, revise.get()).latest;

  return {
    async get(id) {
      const found = byId.get(id);
      return found && toStored(read(found));
    },
    put: (job, { version, wakeAt = null, isChange = true }) =>
      write(() => {
        const { id, owner, phase } = job;
        const text = JSON.stringify(job);
        if (version === 0) {
          if (taken.get(id) !== undefined) return undefined;
          const revision = nextRevision();
          insert.run(id, owner, phase, revision, wakeAt, text);
          return { job, version: 1, revision };
        }
        const found = byId.get(id);
        const before = found && read(found);
        if (before?.version !== version) return undefined;
        const revision = isChange ? nextRevision() : before.revision;
        update.run(phase, version + 1, revision, wakeAt, text, id, version);
        // What was kept for the submit only is gone from it.
        if (before.job.phase === 'submitting' || before.job.phase === 'downloading') forget();
        return { job, version: version + 1, revision };
      }),
    async list({ owner, limit, cursor }) {
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
      const found = page.all(owner, before, limit + 1).map(read);
      const shown = found.slice(0, limit);
      const next = found.length > limit ? shown.at(-1)?.number : undefined;
      return { jobs: shown.map(toStored), ...(next !== undefined && { next: String(next) }) };
    },
    changes: async ({ after, limit, owner = null }) =>
      changesOf.all(after, owner, owner, limit).map(toChange),
    async due({ now, limit, leaseMs, phases = allPhases, ids }) {
      const only = ids === undefined ? null : JSON.stringify(ids);
      const find = () =>
        phases.flatMap((phase) => dueIds.all(phase, now, now + horizonMs, only, only, limit)).slice(0, limit);
      // To look costs no transaction.
      if (find().length === 0) return [];
      return write(() => find().map(({ id }) => toStored(read(lease.get(now + leaseMs, String(id))))));
    },
    delete: (id, version) =>
      write(() => {
        const isDeleted = bury.run(nextRevision(), id, version).changes === 1;
        if (isDeleted) forget();
        return isDeleted;
      }),
  };
}

const allPhases = ['submitting', 'unknown', 'polling', 'downloading'] as const;
