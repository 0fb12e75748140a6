import * as z from 'zod';
import type { SimulatorMemory } from './memory.ts';

/** What is needed of a `DatabaseSync` of `node:sqlite`. */
export type SqliteConnection = {
  exec(sql: string): void;
  prepare(sql: string): {
    all(kind: string): readonly unknown[];
    run(kind: string, key: string, value: string): unknown;
  };
};

const entry = z.object({ key: z.string(), value: z.string() });

/** A memory in a table of a database, which is made where there is none. Default: `memory`. */
export function sqliteMemory(database: SqliteConnection, table = 'memory'): SimulatorMemory {
  database.exec(
    `CREATE TABLE IF NOT EXISTS ${table} (
       seq INTEGER PRIMARY KEY AUTOINCREMENT,
       kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
       UNIQUE (kind, key)
     )`,
  );
  const read = database.prepare(`SELECT key, value FROM ${table} WHERE kind = ? ORDER BY seq`);
  const write = database.prepare(
    `INSERT INTO ${table} (kind, key, value) VALUES (?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value`,
  );
  return {
    read: (kind) =>
      read.all(kind).map((row) => {
        const { key, value } = entry.parse(row);
        return [key, JSON.parse(value)];
      }),
    write: (kind, key, value) => void write.run(kind, key, JSON.stringify(value)),
  };
}
