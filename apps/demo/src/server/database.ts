import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Each step is done once, in this order; the number of those that are done stands in `user_version`. */
const steps: readonly string[] = [
  `CREATE TABLE runs (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     fingerprint TEXT NOT NULL,
     words TEXT NOT NULL,
     chosen TEXT NOT NULL,
     run TEXT NOT NULL,
     submission TEXT,
     open INTEGER NOT NULL,
     changed INTEGER NOT NULL
   );
   CREATE INDEX runs_open ON runs (seq) WHERE open = 1;
   CREATE INDEX runs_changed ON runs (changed);
   CREATE TABLE deleted (id TEXT PRIMARY KEY, changed INTEGER NOT NULL);
   CREATE TABLE ledger (
     run TEXT PRIMARY KEY, at INTEGER NOT NULL, amount REAL, currency TEXT, settled INTEGER NOT NULL
   );
   CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
   CREATE TABLE simulator (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
     UNIQUE (kind, key)
   );`,
  `ALTER TABLE ledger ADD COLUMN task TEXT;
   UPDATE ledger SET task = (
     SELECT json_array(json_extract(runs.run, '$.state.task.provider'), json_extract(runs.run, '$.state.task.api'),
       json_extract(runs.run, '$.state.task.id'))
     FROM runs WHERE runs.id = ledger.run AND json_extract(runs.run, '$.state.phase') = 'accepted'
   );
   CREATE INDEX ledger_task ON ledger (task);
   CREATE TABLE speeds (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     provider TEXT NOT NULL, api TEXT NOT NULL, model TEXT NOT NULL, real INTEGER NOT NULL, seconds REAL NOT NULL
   );`,
  `ALTER TABLE ledger ADD COLUMN period INTEGER NOT NULL DEFAULT 0;
   UPDATE ledger SET period = 1
     WHERE at >= ifnull((SELECT json_extract(value, '$.since') FROM settings WHERE name = 'limit'), 0);
   UPDATE settings
     SET value = json_object('limit', json(json_extract(value, '$.limit')), 'period', 1) WHERE name = 'limit';`,
  // What becomes of a run is its job's since then; see `jobsOfOldRuns`.
  `ALTER TABLE runs RENAME TO old_runs;
   DROP INDEX runs_open;
   DROP INDEX runs_changed;
   CREATE TABLE runs (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     fingerprint TEXT NOT NULL,
     words TEXT NOT NULL,
     chosen TEXT NOT NULL,
     facts TEXT NOT NULL,
     refused TEXT,
     finished INTEGER,
     open INTEGER NOT NULL DEFAULT 1,
     deleted INTEGER NOT NULL DEFAULT 0
   );
   CREATE INDEX runs_open ON runs (seq) WHERE open = 1;
   INSERT INTO runs (seq, id, fingerprint, words, chosen, facts, finished, open)
     SELECT seq, id, fingerprint, words, chosen, json_remove(run, '$.state', '$.videos', '$.cost', '$.endedAt'),
       json_extract(run, '$.startedAt') + json_extract(run, '$.state.finishedAfterMs'), open FROM old_runs;
   INSERT INTO runs (id, fingerprint, words, chosen, facts, open, deleted)
     SELECT id, '', '', '', '', 0, 1 FROM deleted;
   DROP TABLE deleted;
   UPDATE settings
     SET value = json_object('limit', json(json_extract(value, '$.limit')), 'since', ifnull(
       (SELECT min(at) FROM ledger WHERE period >= json_extract(value, '$.period')), unixepoch() * 1000))
     WHERE name = 'limit';`,
];

/**
 * Opens, or makes, the one database of a data folder. One process has it at a time, and the lock ends with the
 * process, however it ends. What is written is on the disk before the statement returns.
 */
export function openDatabase(folder: string): DatabaseSync {
  // A folder that somebody else has made is theirs to open or close.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, 'demo.sqlite'));
  try {
    // What is overwritten is zeroed in the file; see `RunStore.hide` for the log.
    database.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;`);
    migrate(database, folder);
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked/.test(error.message)) {
      throw new Error(
        `Another demo has the data in ${folder}. Close it, or name another folder in VID_DEMO_DATA.`,
        { cause: error },
      );
    }
    throw error;
  }
  return database;
}

function migrate(database: DatabaseSync, folder: string): void {
  const done = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (done > steps.length) {
    throw new Error(
      `The data in ${folder} is of a newer version of this demo: update, or use another folder.`,
    );
  }
  for (const [index, step] of steps.entries()) {
    if (index < done) continue;
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}

/** All steps or none. */
export function transaction<Result>(database: DatabaseSync, steps: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = steps();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
