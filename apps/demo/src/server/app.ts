import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { createRouter, type EventListener } from '@vid/core';
import { videoFolder, type VideoStorage } from '@vid/core/download';
import type { SqliteStore } from '@vid/core/sqlite';
import { createServer, tellUnwritten } from '@vid/server';
import { mediaFolder, openHistory } from '@vid/server/node';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import * as z from 'zod/mini';
import { chosenSchema, runFactsSchema, type Setup } from '../api.ts';
import { answerError, ApiError } from './errors.ts';
import type { FaultPanel } from './faults.ts';
import { onlyThisMachine, pageHeaders } from './guard.ts';
import { createLimit } from './limit.ts';
import { panelRoutes } from './panel-routes.ts';
import type { Connection, OpenConnections } from './providers.ts';
import { isReal, remote } from './run-facts.ts';
import { runRoutes } from './run-routes.ts';
import { createRuns } from './runs.ts';
import { submitRoutes } from './submit-routes.ts';

/** Time between two polls, in milliseconds. A real service's own minimum still applies. */
export interface Intervals {
  readonly real: number;
  readonly simulated: number;
}

export interface DemoSettings extends OpenConnections {
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

/** Videos in the folder, wherever their connection may download from. */
function storageOf(folder: string, connections: readonly Connection[], onEvent: EventListener): VideoStorage {
  return {
    ...videoFolder(folder),
    async storeVideo(video) {
      const { task, job, provider: router, index, signal } = video;
      const isMeant = ({ provider, api, real }: Connection) =>
        provider.id === task.provider && api === task.api && real === isReal(job.owner);
      // Links of a task that ended under another server, or that failed before, may be dead.
      const asked = job.failures > 0 ? await router.query(task, { signal }).catch(() => task) : task;
      const fresh = asked.status === 'succeeded' ? (asked.videos[index] ?? video.video) : video.video;
      const here = videoFolder(folder, { allowHosts: connections.find(isMeant)?.mediaHosts, onEvent });
      return here.storeVideo({ ...video, video: fresh });
    },
  };
}

export async function createDemo(settings: DemoSettings) {
  const { connections, unavailable, faults, database, dataFolder, pageFolder, publicUrl } = settings;
  const { intervals = usualIntervals } = settings;
  const jobs = tellUnwritten(settings.store.jobs, (line) => console.error(`vid demo: ${line}`));
  const store = { journal: settings.store.journal, jobs };
  const history = openHistory(database, {
    facts: (json) => z.parse(runFactsSchema, json),
    asked: (json) => z.parse(chosenSchema, json),
  });
  const pictures = mediaFolder(join(dataFolder, 'pictures'));
  const limit = createLimit(database, jobs);
  const onEvent: EventListener = (event) => {
    settings.onEvent?.(event);
    server.onEvent(event);
  };
  // A real service cannot fetch from this machine.
  const mediaStores = {
    simulated: pictures.store('demo', `${nowhere}/api/pictures`),
    real: publicUrl && pictures.store(publicUrl.host, `${publicUrl.origin}/api/pictures`),
  };
  const storeOf = (real: boolean) => (real ? mediaStores.real : mediaStores.simulated);
  const side = (real: boolean) => {
    const durations = settings.store.durations(real ? 'real' : 'simulated');
    const providers = connections.flatMap((one) => (one.real === real ? [one.provider] : []));
    return { durations, router: createRouter(providers, { onEvent, durations, mediaStore: storeOf(real) }) };
  };
  const sides = { real: side(true), simulated: side(false) };
  const sideOf = (real: boolean) => (real ? sides.real : sides.simulated);
  const routerOf = (owner: string) => sideOf(isReal(owner)).router;
  const server = createServer({
    router: routerOf,
    store,
    videos: storageOf(join(dataFolder, 'videos'), connections, onEvent),
    basePath: remotePath,
    // Nobody is asked there before something is paid, so that nothing real is.
    owner: () => remote,
    budget: limit.limitOf,
    polling: (owner) =>
      isReal(owner) ? { intervalMs: intervals.real } : { intervalMs: intervals.simulated, minIntervalMs: 0 },
    // What was refused ends: a person decides whether to send it again.
    tries: { submits: 1 },
    onChange: ({ job }) => history.follow(job),
  });
  const runs = createRuns({ history, jobs, server, pictures, limit, connections, routerOf });
  const shown = [
    ...connections.map((one) => ({ ...one, state: one.real ? ('real' as const) : ('simulated' as const) })),
    ...unavailable.map((one) => ({ ...one, simulator: undefined, state: 'unavailable' as const })),
  ];
  const setup = (): Setup => ({
    capabilities: { models: shown.flatMap(({ provider }) => provider.capabilities.models) },
    connections: shown.map(({ provider, api, state, code, keyVariables, simulator, lookup, script }) => ({
      mediaStore: state === 'unavailable' ? undefined : storeOf(state === 'real')?.name,
      provider: provider.id,
      api,
      state,
      code,
      keyVariables,
      simulator,
      lookup,
      script,
    })),
    durations: connections.flatMap(({ provider, api, real }) =>
      sideOf(real)
        .durations.all()
        .filter((seen) => seen.provider === provider.id && seen.api === api),
    ),
  });

  const app = new Hono();
  app.onError(answerError);
  app.use(pageHeaders, onlyThisMachine(publicUrl));

  // Neither videos nor the stream of events, which must not wait for more.
  app.on('GET', ['/', '/assets/*', '/api/setup'], compress());
  app.get('/api/setup', (c) => c.json(setup()));
  app.all(`${remotePath}/*`, (c) => server.fetch(c.req.raw));
  app.route('/api', submitRoutes({ runs, connections, unavailable, storeOf }));
  app.route('/api', runRoutes({ runs, server, pictures }));
  app.route('/api', panelRoutes(limit, faults));

  app.get(
    '*',
    async (c, next) => {
      await next();
      // The build puts a hash of its content into each name below `assets`.
      const kept = c.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      if (c.res.ok) c.res.headers.set('cache-control', kept);
    },
    serveStatic({ root: pageFolder }),
  );
  app.notFound((c) => answerError(new ApiError('no-such-address', `There is nothing at ${c.req.path}.`), c));
  await runs.resume();
  // Those that queue for a place at a service must not stand in the way of others.
  const startWorker = () => server.startWorker({ leaseMs, concurrency: { submitting: 1_000 } });
  const close = async (): Promise<void> => {
    await Promise.race([server.close(), setTimeout(patienceMs, undefined, { ref: false })]);
  };
  return { app, startWorker, close };
}
