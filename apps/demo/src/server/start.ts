import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logEvents } from '@vid/server';
import { listenAt, serve } from '@vid/server/node';
import { type SimulatedService, startSimulator, sqliteMemory } from '@vid/simulator';
import { openSqlite } from '@vid/core/sqlite';
import { createDemo, type Intervals } from './app.ts';
import { createFaultPanel } from './faults.ts';
import { type ConnectionEntry, connectionEntries, openConnections, simulations } from './providers.ts';
import { openDatabase } from './database.ts';

export interface StartOptions {
  /** 0 is any free port. Default: 4173, or any free one when that is taken. */
  readonly port?: number | undefined;
  /** Of the simulator, for copied code; 0 is any free port. Default: 4174, or any free one when that is taken. */
  readonly simulatorPort?: number | undefined;
  /**
   * Where keys are looked for. `VID_DEMO_LOG=1` writes each event to the console. `VID_DEMO_PUBLIC_URL` is an https address
   * that leads to the page's server, such as a tunnel's: real services that take links only fetch pictures there.
   */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly entries?: readonly ConnectionEntry[] | undefined;
  /** Services that are simulated beside those that are built in. Default: those of the list. */
  readonly services?: readonly SimulatedService[] | undefined;
  /** Simulated seconds per real second. Default 4: a video takes about 5 s. */
  readonly speed?: number | undefined;
  readonly intervals?: Intervals | undefined;
  /** Where runs, videos and pictures are kept. Default: `VID_DEMO_DATA`, or `.vid-demo` in the current folder. */
  readonly dataFolder?: string | undefined;
  /** The built page. */
  readonly pageFolder?: string | undefined;
}

const builtPage = fileURLToPath(new URL('../../dist/page', import.meta.url));
export const usualPort = 4173;
const usualSimulatorPort = 4174;

function publicUrlIn(environment: StartOptions['environment']): URL | undefined {
  const text = environment['VID_DEMO_PUBLIC_URL'] ?? '';
  if (text === '') return undefined;
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && url.pathname === '/') return url;
  throw new Error(`VID_DEMO_PUBLIC_URL must be an https address without a path, not "${text}".`);
}

/** Starts the simulator and the page's server. */
export async function startDemo(options: StartOptions) {
  const {
    port,
    simulatorPort,
    environment,
    entries = connectionEntries,
    speed = 4,
    intervals,
    services = simulations,
  } = options;
  const { pageFolder = builtPage, dataFolder = environment['VID_DEMO_DATA'] || '.vid-demo' } = options;
  if (!existsSync(`${pageFolder}/index.html`)) {
    throw new Error('The page is not built yet: run its build script first.');
  }
  const publicUrl = publicUrlIn(environment);
  const folder = resolve(dataFolder);
  const database = openDatabase(folder);
  const store = openSqlite(join(folder, 'jobs.sqlite'));
  const startAt = (at: number) =>
    startSimulator({
      port: at,
      speed,
      services,
      memory: sqliteMemory(database, 'simulator'),
      // The tables still have the models that have ended.
      retired: 'served',
    });
  const simulator = await listenAt(simulatorPort, usualSimulatorPort, startAt).catch((error: unknown) => {
    store.close();
    database.close();
    throw error;
  });
  const connections = openConnections(entries, environment, simulator);
  const faults = createFaultPanel(simulator);
  const demo = await createDemo({
    connections,
    faults,
    database,
    store,
    dataFolder: folder,
    pageFolder,
    publicUrl,
    intervals,
    onEvent: environment['VID_DEMO_LOG'] === '1' ? logEvents(console.log) : undefined,
  });
  const fetch = async (request: Request) => demo.app.fetch(request);
  const listen = (at: number) => serve({ ...demo, fetch, isProtected: false }, { port: at, graceMs: 0 });
  const end = async () => {
    await simulator.close();
    store.close();
    database.close();
  };
  const listening = await listenAt(port, usualPort, listen).catch(async (error: unknown) => {
    await demo.close();
    await end();
    throw error;
  });
  const close = async () => {
    await listening.close();
    await end();
  };
  return { url: listening.url, simulator, connections, dataFolder: folder, close };
}
