import { createRouter } from '@vid/core';
import { createKling } from '@vid/kling';
import { openPostgres } from '@vid/pg-boss';
import { createRunway } from '@vid/runway';
import { PgBoss } from 'pg-boss';

const connectionString = process.env['DATABASE_URL'];
if (connectionString === undefined) throw new Error('Set DATABASE_URL.');

// Set while trying: the services are then the simulator's, and cost nothing.
const simulator = process.env['VID_SIMULATOR'];
const settings =
  simulator === undefined ? {} : { baseUrl: simulator, apiKey: 'sk-simulator', api: 'official' as const };

/** Links into your own network are refused but for the simulator's. */
export const allowHosts = simulator === undefined ? [] : [new URL(simulator).host];

/** As often as the service likes; a simulated video takes a second, not minutes. */
export const pace = simulator === undefined ? {} : { intervalMs: 500, minIntervalMs: 0 };

export const router = createRouter([createKling(settings), createRunway(settings)]);

/** The journal decides what is paid; pg-boss only wakes workers. */
export const store = await openPostgres({ connectionString });
export const boss = new PgBoss({ connectionString, useListenNotify: true });
boss.on('error', console.error);
await boss.start();

export async function close() {
  await boss.stop();
  await store.close();
}
