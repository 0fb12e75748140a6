import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { loadSimulations } from './provider-list.ts';

export interface Simulation {
  /** `'127.0.0.1:4100'`. */
  readonly host: string;
  readonly settingsFor: (service: string, api: string) => Readonly<Record<string, string>> | undefined;
  readonly close: () => Promise<void>;
}

/** Services of this process that remember their tasks, so that the next command finds them. */
export async function openSimulation(folder: string): Promise<Simulation> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, 'simulator.sqlite'), { timeout: 10_000 });
  database.exec('PRAGMA journal_mode = WAL');
  const { sqliteMemory, startSimulator } = await import('@vid/simulator');
  const simulator = await startSimulator({
    services: await loadSimulations(),
    memory: sqliteMemory(database),
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
