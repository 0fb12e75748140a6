import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { createRouter } from '@vid/core';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validator } from 'hono/validator';
import { type Chosen, chosenSchema, orderSchema, type Setup } from '../api.ts';
import { maxPictureBytes } from '../picture.ts';
import { answerError, Refusal } from './errors.ts';
import type { FaultPanel } from './faults.ts';
import type { Intervals } from './follow-run.ts';
import { onlyThisMachine, pageHeaders } from './guard.ts';
import { createLimit } from './limit.ts';
import { panelRoutes } from './panel-routes.ts';
import type { Door } from './providers.ts';
import { readBody, toVideoRequest } from './request-body.ts';
import { runRoutes } from './run-routes.ts';
import { createRuns } from './runs.ts';
import { openPictures } from './store/pictures.ts';
import { createRunStore } from './store/runs.ts';
import { openVideos } from './videos.ts';

export interface DemoSettings {
  readonly doors: readonly Door[];
  /** The simulator's, for the panel of faults. */
  readonly faults: FaultPanel;
  /** From `openDatabase` of the same folder. */
  readonly database: DatabaseSync;
  /** Where videos and pictures are kept. */
  readonly dataFolder: string;
  /** The built page. */
  readonly pageFolder: string;
  readonly intervals?: Intervals | undefined;
}

/** Steadier than the library's own pace, for people who watch. */
const usualIntervals: Intervals = { real: 5_000, simulated: 500 };
/** Base64 takes a third more than its bytes; what is left is for the rest of the request. */
const maxBodyBytes = Math.ceil((maxPictureBytes * 4) / 3) + 256 * 1024;

const sizeLimit = bodyLimit({
  maxSize: maxBodyBytes,
  onError: () => {
    const most = `${maxPictureBytes / 1024 / 1024} MB of pictures`;
    throw new Refusal('too-large', `The request is too large: it may hold ${most}. Nothing was sent.`);
  },
});

export function createDemo(settings: DemoSettings) {
  const { doors, faults, database, dataFolder, pageFolder, intervals = usualIntervals } = settings;
  const router = createRouter(doors.map(({ provider }) => provider));
  const store = createRunStore(database);
  const pictures = openPictures(join(dataFolder, 'pictures'));
  const videos = openVideos(join(dataFolder, 'videos'));
  const limit = createLimit(database);
  const runs = createRuns({ store, pictures, videos, limit, doors, intervals });
  const setup: Setup = {
    capabilities: router.capabilities,
    doors: doors.map(({ provider, api, real, code, keyVariables }) => ({
      provider: provider.id,
      api,
      real,
      code,
      keyVariables,
    })),
  };
  /** The door that an order names: its model may be had at several. */
  const doorOf = ({ model, api }: Chosen): Door => {
    const door = doors.find(
      ({ provider, api: known }) => known === api && model.startsWith(`${provider.id}:`),
    );
    if (door !== undefined) return door;
    throw new Refusal('no-such-door', `There is no api "${api}" for ${model} here. Nothing was sent.`);
  };

  const app = new Hono();
  app.onError(answerError);
  app.use(pageHeaders, onlyThisMachine);

  app.get('/api/setup', (c) => c.json(setup));
  app.post('/api/prepare', sizeLimit, validator('json', readBody(chosenSchema)), (c) => {
    const chosen = c.req.valid('json');
    return c.json(doorOf(chosen).provider.prepare(toVideoRequest(chosen)));
  });
  app.post('/api/runs', sizeLimit, validator('json', readBody(orderSchema)), (c) => {
    const order = c.req.valid('json');
    const known = runs.known(order);
    if (known !== undefined) return c.json({ id: known.id });
    const request = toVideoRequest(order);
    const door = doorOf(order);
    const candidate = createRouter([door.provider]).select(request);
    if (door.real && !order.confirmed) {
      const message = `${order.model} is the real service and costs money: ask a person first. Nothing was sent.`;
      throw new Refusal('confirmation-required', message);
    }
    return c.json({ id: runs.start(order, { door, candidate, request }).id }, 202);
  });
  app.route('/api', runRoutes({ runs, videos, pictures }));
  app.route('/api', panelRoutes(limit, faults));

  app.get('*', serveStatic({ root: pageFolder }));
  app.notFound((c) => answerError(new Refusal('no-such-address', `There is nothing at ${c.req.path}.`), c));
  runs.resume();
  return { app, close: () => runs.close() };
}
