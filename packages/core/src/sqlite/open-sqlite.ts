import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { type Clock, systemClock } from '../contract/clock.ts';
import { createJournal, entryRow, type Journal, type JobStore } from '../journal/index.ts';
import { type Database, openDatabase } from './database.ts';
import { createStoredDurations, type StoredDurations } from './durations.ts';
import { createJobStore } from './job-store.ts';

/** How long keys are kept, and by which clock. */
export interface SqliteSettings {
  /** For how long a key is known after its last change, in milliseconds. Default: 30 days. */
  readonly keepMs?: number | undefined;
  /** Default: the real clock. */
  readonly clock?: Clock | undefined;
}

/** A journal and jobs in one file. */
export interface SqliteStore {
  /** For `submitOnce`, jobs and workers; one key, one bill. */
  readonly journal: Journal;
  /** For `createJobs`, `startJobWorker` and servers. */
  readonly jobs: JobStore;
  /**
   * How long tasks took, for `createRouter`; the last 20 times of each model. One opening of the file keeps one set of a kind:
   * times of another kind, such as a simulator's, are kept apart. Default `''`.
   */
  readonly durations: (kind?: string) => StoredDurations;
  /** After the last write. */
  readonly close: () => void;
}

const dayMs = 86_400_000;

/**
 * Opens, or makes, a file that any number of processes of one machine may share: a disk of that machine, no network folder.
 * What is written is on the disk when a call returns, and what is overwritten, such as a request whose submit is settled, is
 * soon in none of its bytes. A text is a path, whatever it begins with; `':memory:'`: for tests. A folder and a file that are
 * made here are their owner's alone. Throws for a file of a newer version, and what the system says of one that cannot be opened.
 */
export function openSqlite(file: string | URL, settings: SqliteSettings = {}): SqliteStore {
  const { keepMs = 30 * dayMs, clock = systemClock } = settings;
  const database = openDatabase(typeof file === 'string' ? file : fileURLToPath(file));
  return {
    journal: createSqliteJournal(database, keepMs, clock),
    jobs: createJobStore(database),
    durations: (kind = '') => createStoredDurations(database, kind),
    close: database.close,
  };
}

function createSqliteJournal({ connection, write, forget }: Database, keepMs: number, clock: Clock): Journal {
  const select = connection.prepare('SELECT version, entry FROM journal WHERE key = ?');
  const insert = connection.prepare(
    'INSERT INTO journal (key, version, changed, entry) VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = connection.prepare(
    'UPDATE journal SET version = version + 1, changed = ?, entry = ? WHERE key = ? AND version = ?',
  );
  // A clock that was far ahead must not make a job that is on its way look as if nothing had been sent.
  const prune = connection.prepare(
    `DELETE FROM journal WHERE changed < ? AND NOT EXISTS (
       SELECT 1 FROM jobs WHERE id = journal.key AND phase IN ('submitting', 'unknown') AND job IS NOT NULL)`,
  );
  let prunedAt = Number.NEGATIVE_INFINITY;

  return createJournal({
    async read(key) {
      const found = select.get(key);
      return found && z.parse(entryRow, found);
    },
    write: (entry, before) =>
      write(() => {
        const now = clock.now();
        if (Math.abs(now - prunedAt) > dayMs) {
          prune.run(now - keepMs);
          prunedAt = now;
          forget();
        }
        const text = JSON.stringify(entry);
        const { changes } =
          before === 0 ? insert.run(entry.key, now, text) : update.run(now, text, entry.key, before);
        return changes === 1;
      }),
  });
}
