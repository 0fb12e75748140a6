import type { DatabaseSync } from 'node:sqlite';
import type { SimulatorMemory } from '@vid/simulator';
import * as z from 'zod/mini';

const entry = z.object({ key: z.string(), value: z.string() });

/** The simulated services go on where they were, as real ones would. */
export function simulatorMemory(database: DatabaseSync): SimulatorMemory {
  const read = database.prepare('SELECT key, value FROM simulator WHERE kind = ? ORDER BY seq');
  const write = database.prepare(
    `INSERT INTO simulator (kind, key, value) VALUES (?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value`,
  );
  return {
    read: (kind) =>
      read.all(kind).map((row) => {
        const { key, value } = z.parse(entry, row);
        return [key, JSON.parse(value)];
      }),
    write: (kind, key, value) => void write.run(kind, key, JSON.stringify(value)),
  };
}
