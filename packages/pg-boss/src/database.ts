import { VideoError } from '@vid/core';

/** What is used of a client of `pg`. */
export interface PostgresClient {
  /** One statement with its values, `$1` and so on. */
  query(
    text: string,
    values?: unknown[],
  ): Promise<{ readonly rows: readonly unknown[]; readonly rowCount: number | null }>;
}

/** What is used of a `Pool` of `pg`. */
export interface PostgresPool extends PostgresClient {
  /** A connection of its own, for a transaction; `release(true)` when it is broken. */
  connect(): Promise<PostgresClient & { release(broken?: boolean): void }>;
}

export interface Database {
  /** The schema, as SQL. */
  readonly schema: string;
  /** One statement, which is its own transaction: on the disk when it resolves. */
  readonly rows: (text: string, values?: unknown[]) => Promise<readonly unknown[]>;
  readonly transaction: <Result>(work: (client: PostgresClient) => Promise<Result>) => Promise<Result>;
}

/** An entry of an index has 2,704 [doc], with its head and the number or date beside the text. */
const longestBytes = 2_600;

/** For what is new in an index. Throws `VideoError('invalid-request')`, before the database says it in words of its own. */
export function requireIndexable(what: 'key' | 'id' | 'owner', text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= longestBytes) return;
  const message = `In PostgreSQL, the ${what} of a video has at most ${longestBytes} bytes; this one has ${bytes}. Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}

/** `serialization_failure` and `deadlock_detected`: nothing was done. [doc] */
const repeatable: readonly unknown[] = ['40001', '40P01'];

export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

async function repeated<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 5 || !repeatable.includes(codeOf(error))) throw error;
    }
  }
}

export function createDatabase(pool: PostgresPool, name: string): Database {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name))
    throw new VideoError(
      'invalid-request',
      `schema must be lower-case letters, digits and "_", at most 63; got ${JSON.stringify(name)}.`,
    );
  return {
    schema: `"${name}"`,
    rows: (text, values) => repeated(async () => (await pool.query(text, values)).rows),
    transaction: (work) => repeated(() => transaction(pool, work)),
  };
}

async function transaction<Result>(
  pool: PostgresPool,
  work: (client: PostgresClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let isOver = false;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    isOver = true;
    return result;
  } catch (error) {
    // A connection that takes no more is thrown away.
    const rolledBack = await client.query('ROLLBACK').catch(() => undefined);
    isOver = rolledBack !== undefined;
    throw error;
  } finally {
    client.release(!isOver);
  }
}
