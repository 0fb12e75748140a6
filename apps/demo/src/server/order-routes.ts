import { createRouter } from '@vid/core';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validator } from 'hono/validator';
import { type Chosen, chosenSchema, type ComparisonOrder, comparisonSchema, orderSchema } from '../api.ts';
import { maxPictureBytes } from '../picture.ts';
import { Refusal } from './errors.ts';
import type { Door } from './providers.ts';
import { invalid, readBody, toVideoRequest } from './request-body.ts';
import type { PlannedRun, Runs } from './runs.ts';

/** Base64 takes a third more than its bytes; what is left is for the rest of the request. */
const maxBodyBytes = Math.ceil((maxPictureBytes * 4) / 3) + 256 * 1024;

const sizeLimit = bodyLimit({
  maxSize: maxBodyBytes,
  onError: () => {
    const most = `${maxPictureBytes / 1024 / 1024} MB of pictures`;
    throw new Refusal('too-large', `The request is too large: it may hold ${most}. Nothing was sent.`);
  },
});

interface OrderRoutes {
  readonly runs: Runs;
  readonly doors: readonly Door[];
}

/** What starts runs, and what shows a request before. */
export function orderRoutes({ runs, doors }: OrderRoutes) {
  /** The door that an order names: its model may be had at several. */
  const doorOf = ({ model, api }: Pick<Chosen, 'model' | 'api'>): Door => {
    const door = doors.find(
      ({ provider, api: known }) => known === api && model.startsWith(`${provider.id}:`),
    );
    if (door !== undefined) return door;
    throw new Refusal('no-such-door', `There is no api "${api}" for ${model} here. Nothing was sent.`);
  };

  /** Whether anything was started: what is known already goes on as it is. */
  const place = (order: ComparisonOrder): boolean => {
    const { request: json, runs: asked, routing, confirmed } = order;
    requireDistinct(asked);
    const unknown = asked.filter((one) => !runs.isKnown(order, one));
    if (unknown.length === 0) return false;
    const models = asked.map(({ model }) => model);
    const request = toVideoRequest(json, models);
    const planned = unknown.map(({ id, model, api }): PlannedRun => {
      const door = doorOf({ model, api });
      return {
        id,
        model,
        door,
        candidate: createRouter([door.provider]).select({ ...request, model }, routing),
      };
    });
    const paid = planned.filter(({ door }) => door.real).map(({ model }) => model);
    if (paid.length > 0 && !confirmed) {
      const message = `${paid.join(', ')}: the real service costs money, ask a person first. Nothing was sent.`;
      throw new Refusal('confirmation-required', message);
    }
    runs.start(order, request, planned);
    return true;
  };

  const app = new Hono();
  app.post('/prepare', sizeLimit, validator('json', readBody(chosenSchema)), (c) => {
    const { request, model, api } = c.req.valid('json');
    return c.json(doorOf({ model, api }).provider.prepare({ ...toVideoRequest(request, [model]), model }));
  });
  app.post('/runs', sizeLimit, validator('json', readBody(orderSchema)), (c) => {
    const { id, model, api, ...rest } = c.req.valid('json');
    return c.json({ id }, place({ ...rest, runs: [{ id, model, api }] }) ? 202 : 200);
  });
  app.post('/comparisons', sizeLimit, validator('json', readBody(comparisonSchema)), (c) => {
    const order = c.req.valid('json');
    const started = place(order);
    return c.json(
      { comparison: order.comparison, runs: order.runs.map(({ id }) => id) },
      started ? 202 : 200,
    );
  });
  return app;
}

/** A comparison asks each model once; to ask one twice, start it twice. */
function requireDistinct(asked: ComparisonOrder['runs']): void {
  const ids = new Set(asked.map(({ id }) => id));
  const models = new Set(asked.map(({ model, api }) => JSON.stringify([model, api])));
  if (ids.size < asked.length) throw invalid('runs', 'must each have an id of its own');
  if (models.size < asked.length) throw invalid('runs', 'may name each model and api once');
}
