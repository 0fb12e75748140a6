import { createRouter } from '@vid/core';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validator } from 'hono/validator';
import { type Chosen, chosenSchema, orderSchema, type Setup } from '../api.ts';
import { maxPictureBytes } from '../picture.ts';
import { answerError, Refusal } from './errors.ts';
import { streamRuns } from './events.ts';
import { onlyThisMachine, pageHeaders } from './guard.ts';
import type { Door } from './providers.ts';
import { readBody, toVideoRequest } from './request-body.ts';
import { createRuns } from './runs.ts';

export interface DemoSettings {
  readonly doors: readonly Door[];
  /** Where simulated videos come from. */
  readonly mediaOrigins: readonly string[];
  /** The built page. */
  readonly pageFolder: string;
  /** Time between two questions to a simulated service. Default 500; real ones are asked every 5 s. */
  readonly simulatedIntervalMs?: number | undefined;
}

/** Steadier than the library's own pace, for people who watch; a service's floor holds all the same. */
const realIntervalMs = 5_000;
/** Base64 takes a third more than its bytes; what is left is for the rest of the request. */
const maxBodyBytes = Math.ceil((maxPictureBytes * 4) / 3) + 256 * 1024;

const limit = bodyLimit({
  maxSize: maxBodyBytes,
  onError: () => {
    const most = `${maxPictureBytes / 1024 / 1024} MB of pictures`;
    throw new Refusal('too-large', `The request is too large: it may hold ${most}. Nothing was sent.`);
  },
});

export function createDemo(settings: DemoSettings) {
  const { doors, mediaOrigins, pageFolder, simulatedIntervalMs = 500 } = settings;
  const router = createRouter(doors.map(({ provider }) => provider));
  const runs = createRuns(router);
  const setup: Setup = {
    capabilities: router.capabilities,
    doors: doors.map(({ provider, api, real }) => ({ provider: provider.id, api, real })),
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
  app.use(pageHeaders(mediaOrigins), onlyThisMachine);

  app.get('/api/setup', (c) => c.json(setup));
  app.post('/api/prepare', limit, validator('json', readBody(chosenSchema)), (c) => {
    const chosen = c.req.valid('json');
    return c.json(doorOf(chosen).provider.prepare(toVideoRequest(chosen)));
  });
  app.post('/api/runs', limit, validator('json', readBody(orderSchema)), (c) => {
    const order = c.req.valid('json');
    const known = runs.known(order);
    if (known !== undefined) return c.json({ id: known.id });
    const request = toVideoRequest(order);
    const { provider, real } = doorOf(order);
    const candidate = createRouter([provider]).select(request);
    if (real && !order.confirmed) {
      const message = `${order.model} is the real service and costs money: ask a person first. Nothing was sent.`;
      throw new Refusal('confirmation-required', message);
    }
    const pace = real
      ? { intervalMs: realIntervalMs }
      : { intervalMs: simulatedIntervalMs, minIntervalMs: 0 };
    return c.json({ id: runs.start(order, { provider, candidate, real, request, pace }).id }, 202);
  });
  app.get('/api/runs', (c) => c.json(runs.list()));
  app.get('/api/runs/events', (c) => streamRuns(c, runs));

  app.get('*', serveStatic({ root: pageFolder }));
  app.notFound((c) => answerError(new Refusal('no-such-address', `There is nothing at ${c.req.path}.`), c));
  return { app, close: () => runs.close() };
}
