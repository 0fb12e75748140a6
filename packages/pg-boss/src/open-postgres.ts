import { type Clock, VideoError } from '@vid/core';
import { type Journal, systemClock } from '@vid/core/journal';
import { createDatabase, type PostgresPool } from './database.ts';
import { createPostgresJobStore, type PostgresJobStore } from './job-store.ts';
import { createPostgresJournal } from './journal.ts';
import { migrate } from './schema.ts';

/** Which database, and how many connections. */
export interface PostgresSettings {
  /** `postgres://user:password@host/database`. Opens connections of its own, which `close` ends. */
  readonly connectionString?: string | undefined;
  /** In its place: a `Pool` of `pg` that you have, and end. */
  readonly pool?: PostgresPool | undefined;
  /** At most so many connections of its own. Default 10. */
  readonly connections?: number | undefined;
  /** Where the tables are, which are made where they are missing. Default `'vid'`. */
  readonly schema?: string | undefined;
  /** For how long a key is known after its last change, in milliseconds. Default: 30 days. */
  readonly keepMs?: number | undefined;
  /** Default: the real clock. */
  readonly clock?: Clock | undefined;
}

/** A journal and jobs in one database. */
export interface PostgresStore {
  /** For `submitOnce`, jobs and workers; one key, one bill. */
  readonly journal: Journal;
  /** For `createJobs`, workers and servers. */
  readonly jobs: PostgresJobStore;
  /** After the last write. Ends the connections that were opened here. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a journal and jobs that any number of machines may share. What is written is on the server's disk when a call returns.
 * Throws what the server says where it cannot be reached, for a schema of a newer version, and for settings of the server
 * under which a crash would take back what was sent.
 */
export async function openPostgres(settings: PostgresSettings): Promise<PostgresStore> {
  const { schema = 'vid', keepMs = 30 * 86_400_000, clock = systemClock } = settings;
  const { pool, end } = await poolOf(settings);
  try {
    const database = createDatabase(pool, schema);
    await migrate(database);
    return {
      journal: createPostgresJournal(database, keepMs, clock),
      jobs: createPostgresJobStore(database),
      close: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function poolOf({ connectionString, pool, connections = 10 }: PostgresSettings) {
  if (pool !== undefined) return { pool, end: async () => undefined };
  if (connectionString === undefined)
    throw new VideoError('invalid-request', 'openPostgres needs a connectionString or a pool.');
  const { Pool } = await import('pg');
  const own = new Pool({ connectionString, max: connections, application_name: 'vid' });
  // An idle connection that dies is replaced by the next query.
  own.on('error', () => undefined);
  return { pool: own, end: () => own.end() };
}
