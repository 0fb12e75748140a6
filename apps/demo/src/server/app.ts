import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { createRouter, type EventListener } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import type { VideoJob } from '@vid/core/journal';
import type { SqliteStore } from '@vid/core/sqlite';
import {
  answerPage,
  createServer,
  freshLinks,
  HostError,
  onlyThisMachine,
  pageHeaders,
  tellUnwritten,
} from '@vid/server';
import { builtPage, mediaFolder, openHistory, openSessionLimit } from '@vid/server/node';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import * as z from 'zod/mini';
import { chosenSchema, runFactsSchema, type Setup } from '../api.ts';
import type { FaultPanel } from './faults.ts';
import { type Connection, connectionOf } from './providers.ts';
import { paying, remote, sideOf } from './run-facts.ts';
import { runRoutes } from './run-routes.ts';
import { createRuns } from './runs.ts';
import { submitRoutes } from './submit-routes.ts';

/** Time between two polls, in milliseconds. A real service's own minimum still applies. */
export interface Intervals {
  readonly real: number;
  readonly simulated: number;
}

export interface DemoSettings {
  readonly connections: readonly Connection[];
  /** The simulator's, for the panel of faults. */
  readonly faults: FaultPanel;
  /** From `openDatabase` of the same folder. */
  readonly database: DatabaseSync;
  /** The jobs and their journal, in the same folder. */
  readonly store: SqliteStore;
  /** Where videos and pictures are kept. */
  readonly dataFolder: string;
  /** The built page. */
  readonly pageFolder: string;
  /** An https address that leads to this server; pictures alone are served there. Default: none. */
  readonly publicUrl?: URL | undefined;
  readonly intervals?: Intervals | undefined;
  /** Receives the routers' events. */
  readonly onEvent?: EventListener | undefined;
}

/** Steadier than the library's own pace, for people who watch. */
const usualIntervals: Intervals = { real: 5_000, simulated: 500 };
/** How long a close waits for the answers of services. */
const patienceMs = 5_000;
/** One process has the folder, so a lease need not outlast it for long. */
const leaseMs = 5_000;
/** A link that leads nowhere (RFC 6761): simulated services look at no picture. */
const nowhere = 'https://demo.invalid';
/** For programs: `connectRemote` of `@vid/core/remote`. */
const remotePath = '/api/vid';

export async function createDemo(settings: DemoSettings) {
  const { connections, faults, database, dataFolder, pageFolder, publicUrl } = settings;
  const { intervals = usualIntervals } = settings;
  const jobs = tellUnwritten(settings.store.jobs, (line) => console.error(`vid demo: ${line}`));
  const store = { journal: settings.store.journal, jobs };
  const history = openHistory(database, {
    indexed: ['comparison'],
    facts: (json) => z.parse(runFactsSchema, json),
    asked: (json) => z.parse(chosenSchema, json),
  });
  const pictures = mediaFolder(join(dataFolder, 'pictures'));
  const limit = openSessionLimit(database, { jobs, owner: paying });
  const onEvent: EventListener = (event) => {
    settings.onEvent?.(event);
    server.onEvent(event);
  };
  // A real service cannot fetch from this machine.
  const mediaStores = {
    simulated: pictures.store('demo', `${nowhere}/api/pictures`),
    real: publicUrl && pictures.store(publicUrl.host, `${publicUrl.origin}/api/pictures`),
    unavailable: undefined,
  };
  const side = (name: keyof Intervals) => {
    const durations = settings.store.durations(name);
    const providers = connections.flatMap(({ state, provider }) => (state === name ? [provider] : []));
    return {
      durations,
      router: createRouter(providers, { onEvent, durations, mediaStore: mediaStores[name] }),
    };
  };
  const sides = { real: side('real'), simulated: side('simulated') };
  const routerOf = (owner: string) => sides[sideOf(owner)].router;
  /** Wherever the connection of a job may download from. */
  const allowHosts = ({ owner, model }: VideoJob) =>
    connectionOf(connections, model, sideOf(owner))?.mediaHosts ?? [];
  const server = createServer({
    router: routerOf,
    store,
    videos: freshLinks(videoFolder(join(dataFolder, 'videos'), { allowHosts, onEvent })),
    basePath: remotePath,
    // Nobody is asked there before something is paid, so that nothing real is.
    owner: () => remote,
    budget: limit.limitOf,
    polling: (owner) =>
      sideOf(owner) === 'real'
        ? { intervalMs: intervals.real }
        : { intervalMs: intervals.simulated, minIntervalMs: 0 },
    // What was refused ends: a person decides whether to send it again.
    tries: { submits: 1 },
    onChange: ({ job }) => history.follow(job),
  });
  const runs = createRuns({ history, jobs, server, pictures, limit, connections, routerOf });
  const setup = (): Setup => ({
    capabilities: { models: connections.flatMap(({ provider }) => provider.capabilities.models) },
    connections: connections.map(({ provider, elsewhere: _elsewhere, mediaHosts: _hosts, ...shown }) => ({
      ...shown,
      provider: provider.id,
      mediaStore: mediaStores[shown.state]?.name,
    })),
    durations: connections.flatMap(({ provider, api, state }) => {
      const seen = state === 'unavailable' ? [] : sides[state].durations.all();
      return seen.filter((one) => one.provider === provider.id && one.api === api);
    }),
  });

  const app = new Hono();
  app.onError(answerPage(console.error));
  app.use(pageHeaders, onlyThisMachine(publicUrl && { url: publicUrl, paths: /^\/api\/pictures\/\w+$/ }));

  app.get('/api/setup', compress(), (c) => c.json(setup()));
  app.all(`${remotePath}/*`, (c) => server.fetch(c.req.raw));
  app.route('/api', submitRoutes({ runs, connections, mediaStores }));
  app.route('/api', runRoutes({ runs, server, pictures, limit, faults }));

  app.route('/', builtPage(pageFolder));
  app.notFound((c) => {
    throw new HostError(404, 'no-such-address', `There is nothing at ${c.req.path}.`);
  });
  await runs.resume();
  // Those that queue for a place at a service must not stand in the way of others.
  const startWorker = () => server.startWorker({ leaseMs, concurrency: { submitting: 1_000 } });
  const close = async (): Promise<void> => {
    await Promise.race([server.close(), setTimeout(patienceMs, undefined, { ref: false })]);
  };
  return { app, startWorker, close };
}
