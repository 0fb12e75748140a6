import { createRouter } from '@vid/core';
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
import type { MediaStores } from './media-stores.ts';
import type { PlannedRun } from './new-run.ts';
import type { Connection, OpenConnections, UnavailableConnection } from './providers.ts';
import { invalid, readBody, toVideoRequest } from './request-body.ts';
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
  readonly storeOf: MediaStores;
}

/** What starts runs, what takes up tasks from elsewhere, and what shows a request before. */
export function submitRoutes({ runs, connections, unavailable, storeOf }: SubmitRoutes) {
  const routerTo = (connection: Connection) =>
    createRouter([connection.provider], { mediaStore: storeOf(connection) });

  /** The connection that an input names: several may have its model. */
  const connectionOf = ({ model, api }: Pick<Chosen, 'model' | 'api'>) => {
    const isMeant = ({ provider, api: known }: UnavailableConnection) =>
      known === api && model.startsWith(`${provider.id}:`);
    const connection = connections.find(isMeant);
    if (connection !== undefined) return connection;
    const keys = unavailable.find(isMeant)?.keyVariables.join(' and ');
    if (keys !== undefined) {
      const message = `${model} (${api}) is not simulated here and has no key: set ${keys}. Nothing was sent.`;
      throw new ApiError('not-set-up', message);
    }
    throw new ApiError('unknown-api', `There is no api "${api}" for ${model} here. Nothing was sent.`);
  };

  /** Whether anything was started: what is known already goes on as it is. */
  const submitComparison = async (input: ComparisonInput): Promise<boolean> => {
    const { request: json, runs: asked, routing, confirmed } = input;
    requireDistinct(asked);
    const unknown = asked.filter((one) => !runs.isKnown(input, one));
    if (unknown.length === 0) return false;
    const models = asked.map(({ model }) => model);
    const request = toVideoRequest(json, models);
    const planned = unknown.map(({ id, model, api }): PlannedRun => {
      const connection = connectionOf({ model, api });
      return {
        id,
        model,
        connection,
        candidate: routerTo(connection).select({ ...request, model }, routing),
      };
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
    const at = c.req.query('at');
    const connection = placeOf(connectionOf({ model, api }), at);
    // Copied code names a place for links that whoever runs it has to make.
    const store = storeOf(connection) ?? (at === undefined ? undefined : storeOf({ real: false }));
    const router = createRouter([connection.provider], { mediaStore: store });
    const asked = { ...toVideoRequest(request, [model]), model };
    const isStored = router.select(asked).uploads?.some(({ to }) => to === store?.name) === true;
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
    const started = await runs.exclusive(() => submitComparison(input));
    return c.json(
      { comparison: input.comparison, runs: input.runs.map(({ id }) => id) },
      started ? 202 : 200,
    );
  });
  return app;
}

/** For copied code: the api at its service, or at the simulator, whichever of them this server calls. */
function placeOf(connection: Connection, at: string | undefined): Connection {
  const { real, elsewhere } = connection;
  if (at === undefined || at === (real ? 'service' : 'simulator')) return connection;
  if (elsewhere === undefined || (at !== 'service' && at !== 'simulator'))
    throw new ApiError('unknown-api', `There is no such api at "${at}" here. Nothing was sent.`);
  return { ...connection, provider: elsewhere, real: !real };
}

/** A comparison asks each model once; to ask one twice, start it twice. */
function requireDistinct(asked: ComparisonInput['runs']): void {
  const ids = new Set(asked.map(({ id }) => id));
  const models = new Set(asked.map(({ model, api }) => JSON.stringify([model, api])));
  if (ids.size < asked.length) throw invalid('runs', 'must each have an id of its own');
  if (models.size < asked.length) throw invalid('runs', 'may name each model and api once');
}
