import { createRouter, type MediaStore } from '@vid/core';
import { checked, HostError } from '@vid/server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validator } from 'hono/validator';
import {
  type Chosen,
  chosenSchema,
  type ComparisonInput,
  comparisonSchema,
  type ConnectionState,
  runInputSchema,
  taskByIdSchema,
} from '../api.ts';
import { maxPictureBytes } from '../picture.ts';
import type { Connection } from './providers.ts';
import { toVideoRequest } from './request-body.ts';
import type { PlannedRun } from './run-facts.ts';
import type { Runs } from './runs.ts';

/** Base64 takes a third more than its bytes; what is left is for the rest of the request. */
const maxBodyBytes = Math.ceil((maxPictureBytes * 4) / 3) + 256 * 1024;

const sizeLimit = bodyLimit({
  maxSize: maxBodyBytes,
  onError: () => {
    const most = `${maxPictureBytes / 1024 / 1024} MB of pictures`;
    throw new HostError(413, 'too-large', `The request is too large: it may hold ${most}. Nothing was sent.`);
  },
});

interface SubmitRoutes {
  readonly runs: Runs;
  readonly connections: readonly Connection[];
  /** What gives links to files, for what is real and what is not. */
  readonly mediaStores: Readonly<Record<ConnectionState, MediaStore | undefined>>;
}

/** What starts runs, what takes up tasks from elsewhere, and what shows a request before. */
export function submitRoutes({ runs, connections, mediaStores }: SubmitRoutes) {
  const routerTo = ({ provider, state }: Connection) =>
    createRouter([provider], { mediaStore: mediaStores[state] });

  /** The connection that an input names: several may have its model. */
  const connectionOf = ({ model, api }: Pick<Chosen, 'model' | 'api'>): Connection => {
    const found = connections.find((one) => one.api === api && model.startsWith(`${one.provider.id}:`));
    if (found === undefined)
      throw new HostError(
        404,
        'unknown-api',
        `There is no api "${api}" for ${model} here. Nothing was sent.`,
      );
    if (found.state !== 'unavailable') return found;
    const what = `${model} (${api}) is not simulated here and has no key`;
    const keys = found.keyVariables.join(' and ');
    throw new HostError(409, 'not-set-up', `${what}: set ${keys}. Nothing was sent.`);
  };

  /** Whether anything was started: what is known already goes on as it is. */
  const submitComparison = async (input: ComparisonInput): Promise<boolean> => {
    const { request: json, runs: asked, routing, confirmed } = input;
    const unknown = asked.filter((one) => !runs.isStarted(input, one));
    if (unknown.length === 0) return false;
    const models = asked.map(({ model }) => model);
    const request = toVideoRequest(json, models);
    const planned = unknown.map(({ id, model, api }): PlannedRun => {
      const connection = connectionOf({ model, api });
      const candidate = routerTo(connection).select({ ...request, model }, routing);
      return { id, model, real: connection.state === 'real', candidate };
    });
    const paid = planned.filter(({ real }) => real).map(({ model }) => model);
    if (paid.length > 0 && !confirmed) {
      const message = `${paid.join(', ')}: the real service costs money, ask a person first. Nothing was sent.`;
      throw new HostError(409, 'confirmation-required', message);
    }
    await runs.start(input, request, planned);
    return true;
  };

  const app = new Hono();
  app.post('/prepare', sizeLimit, validator('json', checked(chosenSchema)), (c) => {
    const { request, model, api } = c.req.valid('json');
    const at = c.req.query('at');
    const connection = placeOf(connectionOf({ model, api }), at);
    // Copied code names a place for links that whoever runs it has to make.
    const store = mediaStores[connection.state] ?? (at === undefined ? undefined : mediaStores.simulated);
    const router = createRouter([connection.provider], { mediaStore: store });
    const asked = { ...toVideoRequest(request, [model]), model };
    const isStored = router.select(asked).uploads?.some(({ to }) => to === store?.name) === true;
    // The provider shows the bytes of a file that it takes.
    return c.json((isStored ? router : connection.provider).prepare(asked));
  });
  app.post('/runs', sizeLimit, validator('json', checked(runInputSchema)), async (c) => {
    const { id, model, api, ...rest } = c.req.valid('json');
    const isStarted = await runs.exclusive(() => submitComparison({ ...rest, runs: [{ id, model, api }] }));
    return c.json({ id }, isStarted ? 202 : 200);
  });
  app.post('/tasks', validator('json', checked(taskByIdSchema)), async (c) => {
    const input = c.req.valid('json');
    const { state } = connectionOf({ model: `${input.provider}:`, api: input.api });
    const { run, isNew } = await runs.followById(input, state === 'real');
    return c.json({ id: run.id, comparison: run.comparison }, isNew ? 202 : 200);
  });
  app.post('/comparisons', sizeLimit, validator('json', checked(comparisonSchema)), async (c) => {
    const input = c.req.valid('json');
    const isStarted = await runs.exclusive(() => submitComparison(input));
    const ids = input.runs.map(({ id }) => id);
    return c.json({ comparison: input.comparison, runs: ids }, isStarted ? 202 : 200);
  });
  return app;
}

/** For copied code: the api at its service, or at the simulator, whichever of them this server calls. */
function placeOf(connection: Connection, at: string | undefined): Connection {
  const { state, elsewhere } = connection;
  if (at === undefined || at === (state === 'real' ? 'service' : 'simulator')) return connection;
  if (elsewhere === undefined || (at !== 'service' && at !== 'simulator'))
    throw new HostError(404, 'unknown-api', `There is no such api at "${at}" here. Nothing was sent.`);
  return { ...connection, provider: elsewhere, state: state === 'real' ? 'simulated' : 'real' };
}
