import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventListener } from '@vid/core';
import { openSqlite, type SqliteStore } from '@vid/core/sqlite';
import { startSimulator, type SimulatorOptions } from '@vid/simulator';
import { onTestFinished } from 'vitest';
import { createDemo } from '../src/server/app.ts';
import { createFaultPanel } from '../src/server/faults.ts';
import { type ConnectionEntry, connectionEntries, openConnections } from '../src/server/providers.ts';
import { openDatabase } from '../src/server/database.ts';

export const key = 'sk-a-key-that-nobody-may-see';

const guide = ['runway', 'kling', 'jimeng'];

/** The services that the guide speaks of, whatever else is in the list: a test of the page knows what they can do. */
export const guideEntries = connectionEntries.filter(({ id }) => guide.includes(id));

/** The same, whose real service is at an address of ours: a test never pays. */
export const entriesAt = (realUrl: string): readonly ConnectionEntry[] =>
  guideEntries.map((entry) => ({
    ...entry,
    create: (settings) => entry.create({ baseUrl: realUrl, ...settings }),
    mediaHosts: [new URL(realUrl).host],
  }));

/** Gone at the end of the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vid-demo-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A demo without a page; everything it sends goes to its own simulator. */
export async function openDemo(
  options: Omit<SimulatorOptions, 'publicUrl'> & {
    readonly environment?: Readonly<Record<string, string>>;
    readonly dataFolder?: string;
    readonly entries?: (realUrl: string) => readonly ConnectionEntry[];
    readonly onEvent?: EventListener;
    readonly publicUrl?: URL;
    /** What stands before the jobs. */
    readonly storeOf?: (store: SqliteStore) => SqliteStore;
  } = {},
) {
  const {
    environment = {},
    dataFolder = newFolder(),
    entries = entriesAt,
    onEvent,
    publicUrl,
    storeOf = (store) => store,
    ...simulated
  } = options;
  const simulator = await startSimulator({ apiKey: key, speed: 100, ...simulated });
  const database = openDatabase(dataFolder);
  const store = openSqlite(join(dataFolder, 'jobs.sqlite'));
  const connections = openConnections(entries(simulator.url), environment, simulator);
  const demo = await createDemo({
    connections,
    faults: createFaultPanel(simulator),
    database,
    store: storeOf(store),
    dataFolder,
    pageFolder: fileURLToPath(new URL('.', import.meta.url)),
    intervals: { real: 5, simulated: 5 },
    publicUrl,
    onEvent,
  });
  demo.startWorker();
  let closing: Promise<void> | undefined;
  const close = async () => {
    await demo.close();
    await simulator.close();
    store.close();
    database.close();
  };
  onTestFinished(() => (closing ??= close()));
  const send = (
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    demo.app.request(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const post = (path: string, body: unknown, headers?: Readonly<Record<string, string>>) =>
    send('POST', path, body, headers);
  const put = (path: string, body: unknown) => send('PUT', path, body);
  return { app: demo.app, simulator, post, put, dataFolder, database, close: () => (closing ??= close()) };
}

export const runInput = (request: object, model = 'kling:kling-v2-6') => ({
  id: crypto.randomUUID(),
  comparison: crypto.randomUUID(),
  model,
  api: 'gateway',
  request,
  confirmed: false,
});

/** Each `'provider:model'` at an api, as one comparison. */
export const comparison = (request: object, asked: readonly (readonly [model: string, api: string])[]) => ({
  comparison: crypto.randomUUID(),
  request,
  runs: asked.map(([model, api]) => ({ id: crypto.randomUUID(), model, api })),
  confirmed: false,
});

/** 320 × 320 pixels, all black: as small as every service takes. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAUAAAAFAAQAAAADl65gHAAAAI0lEQVR42u3BAQ0AAADCoPdPbQ8HFAAAAAAAAAAAAAAAAPwaM0AAAWQoMfMAAAAASUVORK5CYII=',
  'base64',
);
