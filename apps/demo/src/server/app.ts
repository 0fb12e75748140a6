import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import type { EventListener } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import type { SqliteStore } from '@vid/core/sqlite';
import { createServer } from '@vid/server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Setup } from '../api.ts';
import { answerError, ApiError } from './errors.ts';
import type { FaultPanel } from './faults.ts';
import { onlyThisMachine, pageHeaders } from './guard.ts';
import { createLimit } from './limit.ts';
import { createMediaStores } from './media-stores.ts';
import { submitRoutes } from './submit-routes.ts';
import { panelRoutes } from './panel-routes.ts';
import type { OpenConnections } from './providers.ts';
import { createRouters } from './routers.ts';
import { runRoutes } from './run-routes.ts';
import { isReal } from './new-run.ts';
import { createRuns } from './runs.ts';
import { openPictures } from './store/pictures.ts';
import { createRunStore } from './store/runs.ts';
import { openDurations } from './store/durations.ts';
import { jobsOfOldRuns } from './store/old-runs.ts';
import { watchJobs } from './store/watch-jobs.ts';

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

export async function createDemo(settings: DemoSettings) {
  const {
    connections,
    unavailable,
    faults,
    database,
    store,
    dataFolder,
    pageFolder,
    publicUrl,
    intervals = usualIntervals,
    onEvent,
  } = settings;
  const rows = createRunStore(database);
  const jobs = watchJobs(store.jobs, rows);
  const pictures = openPictures(join(dataFolder, 'pictures'));
  const folder = join(dataFolder, 'videos');
  const videos = videoFolder(folder);
  const limit = createLimit(database, jobs);
  const durations = { real: openDurations(database, true), simulated: openDurations(database, false) };
  const durationsOf = (real: boolean) => (real ? durations.real : durations.simulated);
  const storeOf = createMediaStores(pictures, publicUrl);
  const routerOf = createRouters(connections, {
    durations: durationsOf,
    storeOf,
    onEvent(event) {
      onEvent?.(event);
      runs.onEvent(event);
    },
  });
  const server = createServer({
    router: (owner) => routerOf(isReal(owner)),
    store: { journal: store.journal, jobs },
    videos: {
      ...videos,
      async storeVideo(video) {
        const { provider, api } = video.task;
        const real = isReal(video.job.owner);
        const from = connections.find(
          (one) => one.provider.id === provider && one.api === api && one.real === real,
        );
        const { task, job, provider: router, index, signal } = video;
        // Links of a task that ended under another server, or that failed before, may be dead.
        const asked = job.failures > 0 ? await router.query(task, { signal }).catch(() => task) : task;
        const fresh = asked.status === 'succeeded' ? (asked.videos[index] ?? video.video) : video.video;
        const here = videoFolder(folder, { allowHosts: from?.mediaHosts, onEvent });
        return here.storeVideo({ ...video, video: fresh });
      },
    },
    // Its routes are asked by this server alone, for the videos of a run that it knows.
    owner: async (request) => (await jobs.get(new URL(request.url).pathname.split('/')[2] ?? ''))?.job.owner,
    budget: limit.limitOf,
    polling: (owner) =>
      isReal(owner) ? { intervalMs: intervals.real } : { intervalMs: intervals.simulated, minIntervalMs: 0 },
    // What was refused ends: a person decides whether to send it again.
    tries: { submits: 1 },
  });
  const runs = createRuns({ rows, jobs, server, pictures, videos, limit, connections, routerOf });
  const shown = [
    ...connections.map((one) => ({ ...one, state: one.real ? ('real' as const) : ('simulated' as const) })),
    ...unavailable.map((one) => ({ ...one, simulator: undefined, state: 'unavailable' as const })),
  ];
  const setup = (): Setup => ({
    capabilities: { models: shown.flatMap(({ provider }) => provider.capabilities.models) },
    connections: shown.map(
      ({ provider, name, api, state, code, keyVariables, simulator, lookup, script }) => ({
        mediaStore: state === 'unavailable' ? undefined : storeOf({ real: state === 'real' })?.name,
        provider: provider.id,
        name,
        api,
        state,
        code,
        keyVariables,
        simulator: simulator?.settings,
        simulatorVariables: simulator?.variables,
        lookup,
        script,
      }),
    ),
    durations: connections.flatMap(({ provider, api, real }) =>
      durationsOf(real)
        .all()
        .filter((seen) => seen.provider === provider.id && seen.api === api),
    ),
  });

  const app = new Hono();
  app.onError(answerError);
  app.use(pageHeaders, onlyThisMachine(publicUrl));

  // Neither videos nor the stream of events, which must not wait for more.
  app.on('GET', ['/', '/assets/*', '/api/setup'], compress());
  app.get('/api/setup', (c) => c.json(setup()));
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
  await jobsOfOldRuns(database, store, folder);
  await runs.resume();
  // Those that queue for a place at a service must not stand in the way of others.
  const startWorker = () => server.startWorker({ leaseMs, concurrency: { submitting: 1_000 } });
  const close = async (): Promise<void> => {
    await Promise.race([server.close(), setTimeout(patienceMs, undefined, { ref: false })]);
  };
  return { app, startWorker, close };
}
