import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { property } from '../contract/property.ts';

/** Each step is done once, in this order; the number of those that are done stands in `user_version`. */
const steps: readonly string[] = [
  `CREATE TABLE journal (
     key TEXT PRIMARY KEY, version INTEGER NOT NULL, changed INTEGER NOT NULL, entry TEXT NOT NULL
   ) STRICT;
   CREATE INDEX journal_changed ON journal (changed);
   CREATE TABLE jobs (
     number INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     owner TEXT NOT NULL,
     phase TEXT NOT NULL,
     version INTEGER NOT NULL,
     revision INTEGER NOT NULL UNIQUE,
     wake_at INTEGER,
     job TEXT,
     task TEXT,
     label TEXT,
     created_at TEXT NOT NULL DEFAULT '',
     -- Whether anything is or may be billed; amounts are in millionths.
     costs INTEGER NOT NULL DEFAULT 0,
     estimate INTEGER,
     estimate_currency TEXT,
     billed INTEGER,
     billed_currency TEXT
   ) STRICT;
   CREATE INDEX jobs_task ON jobs (task) WHERE task IS NOT NULL;
   CREATE INDEX jobs_owner ON jobs (owner, number);
   CREATE INDEX jobs_created ON jobs (created_at) WHERE costs;
   CREATE INDEX jobs_books
     ON jobs (owner, created_at, id, costs, estimate, estimate_currency, billed, billed_currency) WHERE costs;
   CREATE INDEX jobs_due ON jobs (phase, wake_at) WHERE wake_at IS NOT NULL;
   CREATE TABLE revisions (latest INTEGER NOT NULL) STRICT;
   INSERT INTO revisions VALUES (0);`,
  `CREATE TABLE durations (
     number INTEGER PRIMARY KEY,
     kind TEXT NOT NULL, provider TEXT NOT NULL, api TEXT NOT NULL, model TEXT NOT NULL, seconds REAL NOT NULL
   ) STRICT;
   CREATE INDEX durations_model ON durations (kind, provider, api, model, number);`,
];

/** Another process writes. [doc] */
const busy = 5;
/** How long a write waits for other processes. */
const busyMs = 10_000;

interface Write {
  /** Returns what tells of it, once it is on the disk. */
  readonly run: () => () => void;
  readonly fail: (error: unknown) => void;
}

export interface Database {
  readonly connection: DatabaseSync;
  /** Runs the work in a transaction, together with whatever else is written at the moment; on the disk when it resolves. */
  readonly write: <Result>(work: () => Result) => Promise<Result>;
  /** Soon nothing of what was overwritten is left in the files. */
  readonly forget: () => void;
  readonly close: () => void;
}

/** Only a folder and a file that are made here get their modes: what a caller has made is theirs. */
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}

export function openDatabase(given: string): Database {
  // A name that begins with `file:` would be read as a URL, with parameters.
  const path = given === ':memory:' ? given : resolve(given);
  if (path !== ':memory:') makeFile(path);
  const connection = new DatabaseSync(path, { timeout: busyMs });
  try {
    // What is overwritten is zeroed in the file; the log is emptied by `forget`.
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    migrate(connection, path);
  } catch (error) {
    connection.close();
    throw error;
  }

  /** All or none. */
  const transaction = <Result>(work: () => Result): Result => {
    connection.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      connection.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk has rolled it back already.
      if (connection.isTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  };

  let waiting: Write[] = [];
  const flush = () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      for (const tell of transaction(() => batch.map(({ run }) => run()))) tell();
    } catch (error) {
      const isAlone = batch.length === 1 || property(error, 'errcode') === busy;
      // One of them may be at fault: each on its own, so that it fails alone.
      for (const { run, fail } of batch) {
        try {
          if (isAlone) throw error;
          transaction(run)();
        } catch (own) {
          fail(own);
        }
      }
    }
  };

  let forgetting: NodeJS.Timeout | undefined;
  const emptyLog = () => {
    forgetting = undefined;
    if (!tryEmptyLog()) forget();
  };
  /** `false` where somebody reads or writes, whom nobody here waits for, and on a full disk. */
  const tryEmptyLog = (): boolean => {
    connection.exec('PRAGMA busy_timeout = 0');
    try {
      return connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] !== 1;
    } catch {
      return false;
    } finally {
      connection.exec(`PRAGMA busy_timeout = ${busyMs}`);
    }
  };
  const forget = () => {
    forgetting ??= setTimeout(emptyLog, 500).unref();
  };
  forget();

  return {
    connection,
    write: (work) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({
          run() {
            const result = work();
            return () => resolve(result);
          },
          fail: reject,
        });
      }),
    forget,
    close() {
      clearTimeout(forgetting);
      if (!connection.isOpen) return;
      flush();
      tryEmptyLog();
      clearTimeout(forgetting);
      connection.close();
    },
  };
}

function migrate(connection: DatabaseSync, path: string): void {
  const done = () => Number(connection.prepare('PRAGMA user_version').get()?.['user_version']);
  while (done() < steps.length) {
    connection.exec('BEGIN IMMEDIATE');
    // Another process may have been at it meanwhile.
    const next = steps[done()];
    if (next !== undefined) connection.exec(`${next} PRAGMA user_version = ${done() + 1};`);
    connection.exec('COMMIT');
  }
  if (done() > steps.length)
    throw new Error(`${path} was written by a newer version of @vid/core: update it, or use another file.`);
}
