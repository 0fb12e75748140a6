import { createRouter, type MediaStore } from '@vid/core';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validator } from 'hono/validator';
import {
  type Chosen,
  chosenSchema,
  type ComparisonInput,
  comparisonSchema,
  runInputSchema,
  taskByIdSchema,
} from '../api.ts';
import { maxPictureBytes } from '../picture.ts';
import { ApiError } from './errors.ts';
import type { Connection, OpenConnections, UnavailableConnection } from './providers.ts';
import { readBody, toVideoRequest } from './request-body.ts';
import type { PlannedRun } from './run-facts.ts';
import type { Runs } from './runs.ts';

/** Base64 takes a third more than its bytes; what is left is for the rest of the request. */
const maxBodyBytes = Math.ceil((maxPictureBytes * 4) / 3) + 256 * 1024;

const sizeLimit = bodyLimit({
  maxSize: maxBodyBytes,
  onError: () => {
    const most = `${maxPictureBytes / 1024 / 1024} MB of pictures`;
    throw new ApiError('too-large', `The request is too large: it may hold ${most}. Nothing was sent.`);
  },
});

interface SubmitRoutes extends OpenConnections {
  readonly runs: Runs;
  /** What gives links to files, for what is real and what is not. */
  readonly storeOf: (real: boolean) => MediaStore | undefined;
}

/** What starts runs, what takes up tasks from elsewhere, and what shows a request before. */
export function submitRoutes({ runs, connections, unavailable, storeOf }: SubmitRoutes) {
  const routerTo = ({ provider, real }: Connection) =>
    createRouter([provider], { mediaStore: storeOf(real) });

  /** The connection that an input names: several may have its model. */
  const connectionOf = ({ model, api }: Pick<Chosen, 'model' | 'api'>) => {
    const isMeant = ({ provider, api: known }: UnavailableConnection) =>
      known === api && model.startsWith(`${provider.id}:`);
    const connection = connections.find(isMeant);
    if (connection !== undefined) return connection;
    const keys = unavailable.find(isMeant)?.keyVariables.join(' and ');
    if (keys === undefined)
      throw new ApiError('unknown-api', `There is no api "${api}" for ${model} here. Nothing was sent.`);
    const message = `${model} (${api}) is not simulated here and has no key: set ${keys}. Nothing was sent.`;
    throw new ApiError('not-set-up', message);
  };

  /** Whether anything was started: what is known already goes on as it is. */
  const submitComparison = async (input: ComparisonInput): Promise<boolean> => {
    const { request: json, runs: asked, routing, confirmed } = input;
    const unknown = asked.filter((one) => !runs.isKnown(input, one));
    if (unknown.length === 0) return false;
    const models = asked.map(({ model }) => model);
    const request = toVideoRequest(json, models);
    const planned = unknown.map(({ id, model, api }): PlannedRun => {
      const connection = connectionOf({ model, api });
      const candidate = routerTo(connection).select({ ...request, model }, routing);
      return { id, model, connection, candidate };
    });
    const paid = planned.filter(({ connection }) => connection.real).map(({ model }) => model);
    if (paid.length > 0 && !confirmed) {
      const message = `${paid.join(', ')}: the real service costs money, ask a person first. Nothing was sent.`;
      throw new ApiError('confirmation-required', message);
    }
    await runs.start(input, request, planned);
    return true;
  };

  const app = new Hono();
  app.post('/prepare', sizeLimit, validator('json', readBody(chosenSchema)), (c) => {
    const { request, model, api } = c.req.valid('json');
    const connection = connectionOf({ model, api });
    const router = routerTo(connection);
    const asked = { ...toVideoRequest(request, [model]), model };
    const store = storeOf(connection.real)?.name;
    const isStored = router.select(asked).uploads?.some(({ to }) => to === store) === true;
    // The provider shows the bytes of a file that it takes.
    return c.json((isStored ? router : connection.provider).prepare(asked));
  });
  app.post('/runs', sizeLimit, validator('json', readBody(runInputSchema)), async (c) => {
    const { id, model, api, ...rest } = c.req.valid('json');
    const isStarted = await runs.exclusive(() => submitComparison({ ...rest, runs: [{ id, model, api }] }));
    return c.json({ id }, isStarted ? 202 : 200);
  });
  app.post('/tasks', validator('json', readBody(taskByIdSchema)), async (c) => {
    const input = c.req.valid('json');
    const connection = connectionOf({ model: `${input.provider}:`, api: input.api });
    const { run, isNew } = await runs.followById(input, connection);
    return c.json({ id: run.id, comparison: run.comparison }, isNew ? 202 : 200);
  });
  app.post('/comparisons', sizeLimit, validator('json', readBody(comparisonSchema)), async (c) => {
    const input = c.req.valid('json');
    const isStarted = await runs.exclusive(() => submitComparison(input));
    const ids = input.runs.map(({ id }) => id);
    return c.json({ comparison: input.comparison, runs: ids }, isStarted ? 202 : 200);
  });
  return app;
}
