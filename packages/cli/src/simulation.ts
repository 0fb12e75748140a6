import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SimulatorMemory } from '@vid/simulator';
import * as z from 'zod/mini';
import { loadSimulations } from './provider-list.ts';

export interface Simulation {
  /** `'127.0.0.1:4100'`. */
  readonly host: string;
  readonly settingsFor: (service: string, api: string) => Readonly<Record<string, string>> | undefined;
  readonly close: () => Promise<void>;
}

const entry = z.object({ key: z.string(), value: z.string() });

/** Services of this process that remember their tasks, so that the next command finds them. */
export async function openSimulation(folder: string): Promise<Simulation> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, 'simulator.sqlite'), { timeout: 10_000 });
  database.exec(
    `PRAGMA journal_mode = WAL;
     CREATE TABLE IF NOT EXISTS memory (
       seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (kind, key)
     ) STRICT;`,
  );
  const { startSimulator } = await import('@vid/simulator');
  const simulator = await startSimulator({
    services: await loadSimulations(),
    memory: memoryIn(database),
    speed: 4,
  });
  return {
    host: new URL(simulator.url).host,
    settingsFor: (service, api) => simulator.settingsFor(service, api),
    async close() {
      await simulator.close();
      database.close();
    },
  };
}

function memoryIn(database: DatabaseSync): SimulatorMemory {
  const read = database.prepare('SELECT key, value FROM memory WHERE kind = ? ORDER BY seq');
  const write = database.prepare(
    `INSERT INTO memory (kind, key, value) VALUES (?, ?, ?)
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
