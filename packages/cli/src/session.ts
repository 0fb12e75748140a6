import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouter, type Overrides, type Router, VideoError, type VideoProvider } from '@vid/core';
import { createJobs, type Jobs, type JobStore, type Journal, type StoreVideo } from '@vid/core/journal';
import type { ApiManifest } from '@vid/core/provider-kit';
import { openSqlite } from '@vid/core/sqlite';
import { baseUrlVariable, keysIn, readVariables, stateFolder } from './environment.ts';
import { keptIn } from './kept-in.ts';
import type { Options } from './options.ts';
import { loadManifests } from './provider-list.ts';
import { openSimulation, type Simulation } from './simulation.ts';
import type { Terminal } from './terminal.ts';

/** One api of one service, as this environment reaches it. */
export interface Connection extends ApiManifest {
  readonly id: string;
  readonly name: string;
  readonly provider: VideoProvider;
  readonly hasKey: boolean;
  /** The key and the address; `undefined` without a key. Never printed. */
  readonly settings: Settings | undefined;
  /** The same provider with these settings, seen by this `fetch`. */
  readonly open: (settings: Settings, fetch: typeof globalThis.fetch) => VideoProvider;
}

type Settings = Readonly<Record<string, string | undefined>>;

export interface Session {
  readonly connections: readonly Connection[];
  /** Over every service: for tasks that exist. */
  readonly everybody: Router;
  /** Over the services with a key. */
  readonly router: Router;
  readonly isSimulated: boolean;
  /** An id as the next command has to name it: simulated videos are found with `--simulate` only. */
  readonly named: (id: string) => string;
  /** Whether there are books of simulated videos besides. */
  readonly hasSimulated: boolean;
  /** Of the books. */
  readonly folder: string;
  /** Where the user's overrides of the tables are, if they are. */
  readonly overridesFile: string;
  /** How often a task is asked about, in place of what its service wants; `VID_INTERVAL_MS`, for servers of one's own. */
  readonly intervalMs: number | undefined;
  /** Hosts that the user has named, from which videos may come though they are inside. */
  readonly allowHosts: readonly string[];
  /** Opens the books; they are closed with the session. */
  readonly books: () => Books;
  /**
   * Opens those of what `vid serve` and `vid mcp` make: their workers go on with every job that they find, and so must not find what a
   * command left unsent, or has a place for.
   */
  readonly served: () => Books;
  /** All that there are. */
  readonly allBooks: () => readonly Books[];
  /** Where `vid serve` and `vid mcp` keep videos, unless they are told. */
  readonly videosFolder: string;
  readonly close: () => Promise<void>;
}

export interface Books {
  readonly journal: Journal;
  readonly store: JobStore;
  readonly jobs: Jobs;
  /** Where videos go that nobody has named a place for. */
  readonly storeVideo?: StoreVideo | undefined;
}

const simulatedFolder = 'simulated';

export async function openSession(terminal: Terminal, options: Options): Promise<Session> {
  const { environment, language } = terminal;
  const isAlwaysSimulated = (environment['VID_SIMULATE'] ?? '') !== '';
  const isSimulated = options.simulate === true || isAlwaysSimulated;
  const folder = join(stateFolder(environment), isSimulated ? simulatedFolder : '');
  const simulation = isSimulated ? await openSimulation(folder) : undefined;
  const manifests = await loadManifests();
  const overridesFile = environment['VID_OVERRIDES'] ?? join(folder, 'overrides.json');
  const overrides = await readOverrides(overridesFile);
  const allowHosts: string[] = simulation === undefined ? [] : [simulation.host];
  const connections = manifests.flatMap(({ id, name, apis }) => {
    const variables = apis.flatMap(({ api, keys }) => [
      baseUrlVariable(id, api),
      ...keys.flatMap((way) => Object.values(way)),
    ]);
    const found = readVariables(environment, variables);
    return apis.map((one): Connection => {
      const baseUrl = found[baseUrlVariable(id, one.api)];
      if (baseUrl !== undefined && URL.canParse(baseUrl)) allowHosts.push(new URL(baseUrl).host);
      const settings = settingsOf(one, id, found, simulation);
      const provider = one.create(settings ?? (baseUrl === undefined ? {} : { baseUrl }), { overrides });
      const open: Connection['open'] = (given, fetch) => one.create(given, { overrides, fetch });
      return { ...one, id, name: name[language], provider, hasKey: settings !== undefined, settings, open };
    });
  });
  const routerOver = (some: readonly Connection[]) =>
    createRouter(
      some.map(({ provider }) => provider),
      { rates: options.rates },
    );
  const everybody = routerOver(connections);
  const router = routerOver(connections.filter(({ hasKey }) => hasKey));
  const opened = new Map<string, ReturnType<typeof openSqlite>>();
  const open = (file: string, storeVideo?: StoreVideo): Books => {
    const sqlite = opened.get(file) ?? openBooks(file);
    opened.set(file, sqlite);
    const { journal, jobs: store } = sqlite;
    const isStored = storeVideo !== undefined;
    return { journal, store, jobs: createJobs({ router: everybody, journal, store, isStored }), storeVideo };
  };
  const files = { own: join(folder, 'vid.sqlite'), served: join(folder, 'served.sqlite') };
  const videosFolder = join(folder, 'videos');
  const books = () => open(files.own);
  const served = () => open(files.served, keptIn(videosFolder, allowHosts).storeVideo);
  return {
    connections,
    everybody,
    router,
    isSimulated,
    named: (id) => (isSimulated && !isAlwaysSimulated ? `${id} --simulate` : id),
    hasSimulated: !isSimulated && existsSync(join(folder, simulatedFolder)),
    folder,
    overridesFile,
    intervalMs: intervalIn(environment) ?? (isSimulated ? simulatedIntervalMs : undefined),
    allowHosts,
    books,
    served,
    allBooks: () => (existsSync(files.served) ? [books(), served()] : [books()]),
    videosFolder,
    async close() {
      for (const sqlite of opened.values()) sqlite.close();
      await simulation?.close();
    },
  };
}

/** Nobody minds how often a simulation is asked. */
const simulatedIntervalMs = 400;

function intervalIn({ VID_INTERVAL_MS: asked }: Terminal['environment']): number | undefined {
  const milliseconds = Number(asked);
  return asked !== undefined && milliseconds > 0 ? milliseconds : undefined;
}

function settingsOf(
  manifest: ApiManifest,
  id: string,
  variables: Readonly<Record<string, string | undefined>>,
  simulation: Simulation | undefined,
): Settings | undefined {
  if (simulation !== undefined) return simulation.settingsFor(id, manifest.api);
  const keys = keysIn(variables, manifest);
  return keys && { ...keys, baseUrl: variables[baseUrlVariable(id, manifest.api)] };
}

/** Loads nothing where there is no such file. Throws `VideoError('invalid-request')` for what is no overrides. */
async function readOverrides(file: string): Promise<Overrides | undefined> {
  if (!existsSync(file)) return undefined;
  const { parseOverrides } = await import('@vid/core/overrides');
  try {
    return parseOverrides(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new VideoError('invalid-request', `${file}: ${reason} Nothing was sent.`);
  }
}

function openBooks(file: string) {
  try {
    return openSqlite(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new VideoError('invalid-request', `${file} cannot be opened: ${reason}. Nothing was sent.`);
  }
}
