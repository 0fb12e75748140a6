import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { EventListener } from '@vid/core';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Setup } from '../api.ts';
import { answerError, ApiError } from './errors.ts';
import type { FaultPanel } from './faults.ts';
import type { Intervals } from './follow-run.ts';
import { onlyThisMachine, pageHeaders } from './guard.ts';
import { createLimit } from './limit.ts';
import { createMediaStores } from './media-stores.ts';
import { submitRoutes } from './submit-routes.ts';
import { panelRoutes } from './panel-routes.ts';
import type { OpenConnections } from './providers.ts';
import { createRouters } from './routers.ts';
import { runRoutes } from './run-routes.ts';
import { createRuns } from './runs.ts';
import { openPictures } from './store/pictures.ts';
import { createRunStore } from './store/runs.ts';
import { openDurations } from './store/durations.ts';
import { createWrites } from './store/writes.ts';
import { openVideos } from './videos.ts';

export interface DemoSettings extends OpenConnections {
  /** The simulator's, for the panel of faults. */
  readonly faults: FaultPanel;
  /** From `openDatabase` of the same folder. */
  readonly database: DatabaseSync;
  /** Where videos and pictures are kept. */
  readonly dataFolder: string;
  /** The built page. */
  readonly pageFolder: string;
  /** An https address that leads to this server; pictures alone are served there. Default: none. */
  readonly publicUrl?: URL | undefined;
  readonly intervals?: Intervals | undefined;
  /** How soon a write that failed is tried again, in milliseconds. Default 2 000. */
  readonly writeRetryMs?: number | undefined;
  /** Receives the routers' events. */
  readonly onEvent?: EventListener | undefined;
}

/** Steadier than the library's own pace, for people who watch. */
const usualIntervals: Intervals = { real: 5_000, simulated: 500 };
export function createDemo(settings: DemoSettings) {
  const {
    connections,
    unavailable,
    faults,
    database,
    dataFolder,
    pageFolder,
    publicUrl,
    intervals = usualIntervals,
    writeRetryMs,
    onEvent,
  } = settings;
  const store = createRunStore(database);
  const pictures = openPictures(join(dataFolder, 'pictures'));
  const videos = openVideos(join(dataFolder, 'videos'), onEvent);
  const writes = createWrites({ retryMs: writeRetryMs });
  const limit = createLimit(database, writes);
  const durations = { real: openDurations(database, true), simulated: openDurations(database, false) };
  const durationsOf = (real: boolean) => (real ? durations.real : durations.simulated);
  const storeOf = createMediaStores(pictures, publicUrl);
  const routerOf = createRouters(connections, { limit, durations: durationsOf, storeOf, onEvent });
  const runs = createRuns({ store, writes, pictures, videos, limit, connections, intervals, routerOf });
  const shown = [
    ...connections.map((one) => ({ ...one, state: one.real ? ('real' as const) : ('simulated' as const) })),
    ...unavailable.map((one) => ({ ...one, simulator: undefined, state: 'unavailable' as const })),
  ];
  const setup = (): Setup => ({
    capabilities: { models: shown.flatMap(({ provider }) => provider.capabilities.models) },
    connections: shown.map(({ provider, api, state, code, keyVariables, simulator, lookup, script }) => ({
      mediaStore: state === 'unavailable' ? undefined : storeOf({ real: state === 'real' })?.name,
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
  app.route('/api', runRoutes({ runs, videos, pictures }));
  app.route('/api', panelRoutes(limit, faults));

  app.get(
    '*',
    serveStatic({
      root: pageFolder,
      // The build puts a hash of its content into each name below `assets`.
      onFound: (_, c) =>
        c.header(
          'cache-control',
          c.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    }),
  );
  app.notFound((c) => answerError(new ApiError('no-such-address', `There is nothing at ${c.req.path}.`), c));
  runs.resume();
  const close = async () => {
    await runs.close();
    writes.close();
  };
  return { app, close };
}
