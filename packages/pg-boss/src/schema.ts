import * as z from '@vid/core/zod';
import type { Database } from './database.ts';

/** Each step is done once, in this order; the number of those that are done stands in `steps`. */
const stepsOf = (schema: string): readonly string[] => [
  `CREATE TABLE ${schema}.journal (
     key text COLLATE "C" PRIMARY KEY, version integer NOT NULL, changed bigint NOT NULL, entry text NOT NULL
   );
   CREATE INDEX journal_changed ON ${schema}.journal (changed);
   CREATE TABLE ${schema}.jobs (
     number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     id text COLLATE "C" NOT NULL UNIQUE,
     owner text COLLATE "C" NOT NULL,
     phase text COLLATE "C" NOT NULL,
     version integer NOT NULL,
     revision bigint NOT NULL UNIQUE,
     wake_at bigint,
     job text,
     task text COLLATE "C",
     label text COLLATE "C",
     created_at text COLLATE "C" NOT NULL,
     -- Whether anything is or may be billed; amounts are in millionths.
     costs boolean NOT NULL,
     estimate bigint,
     estimate_currency text COLLATE "C",
     billed bigint,
     billed_currency text COLLATE "C"
   ) WITH (autovacuum_vacuum_scale_factor = 0.02);
   CREATE INDEX jobs_task ON ${schema}.jobs USING hash (task) WHERE task IS NOT NULL;
   CREATE INDEX jobs_owner ON ${schema}.jobs (owner, number);
   CREATE INDEX jobs_changes ON ${schema}.jobs (owner, revision);
   CREATE INDEX jobs_books ON ${schema}.jobs (owner, created_at) WHERE costs;
   CREATE INDEX jobs_created ON ${schema}.jobs (created_at) WHERE costs;
   CREATE INDEX jobs_due ON ${schema}.jobs (phase, wake_at) WHERE wake_at IS NOT NULL;
   CREATE TABLE ${schema}.revisions (latest bigint NOT NULL);
   INSERT INTO ${schema}.revisions VALUES (0);`,
];

const stepsRow = z.object({ done: z.number() });
const tableRow = z.object({ found: z.nullable(z.string()) });
const settingsRow = z.object({ durable: z.string(), isolation: z.string() });

/** A claim that a crash takes back is a second bill, and statements here wait for each other and see what is there then. */
async function requireSettings({ rows }: Database): Promise<void> {
  const [found] = await rows(
    `SELECT current_setting('synchronous_commit') AS durable, current_setting('default_transaction_isolation') AS isolation`,
  );
  const { durable, isolation } = z.parse(settingsRow, found);
  if (durable === 'off')
    throw new Error('synchronous_commit is off: a crash would take back what was sent. Turn it on.');
  if (isolation !== 'read committed')
    throw new Error(`default_transaction_isolation is "${isolation}"; it must be "read committed" here.`);
}

const read = (found: readonly unknown[]) => (found[0] === undefined ? 0 : z.parse(stepsRow, found[0]).done);

export async function migrate(database: Database): Promise<void> {
  await requireSettings(database);
  const { schema, rows, transaction } = database;
  const steps = stepsOf(schema);
  const isThere = async () => {
    const [found] = await rows('SELECT to_regclass($1)::text AS found', [`${schema}.steps`]);
    return z.parse(tableRow, found).found !== null;
  };
  const select = `SELECT done FROM ${schema}.steps`;
  // Whoever may only read and write need not be able to make tables that are there.
  const done = (await isThere()) ? read(await rows(select)) : 0;
  if (done > steps.length)
    throw new Error(`The schema ${schema} was written by a newer version of @vid/pg-boss: update it.`);
  if (done === steps.length) return;
  await transaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`vid ${schema}`]);
    await client.query(
      `CREATE SCHEMA IF NOT EXISTS ${schema}; CREATE TABLE IF NOT EXISTS ${schema}.steps (done integer NOT NULL);`,
    );
    // Another process may have been at it meanwhile.
    const before = read((await client.query(select)).rows);
    for (const step of steps.slice(before)) await client.query(step);
    if (before === 0) await client.query(`INSERT INTO ${schema}.steps VALUES (0)`);
    await client.query(`UPDATE ${schema}.steps SET done = ${Math.max(before, steps.length)}`);
  });
}
