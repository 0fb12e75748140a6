import {
  defineService,
  type JsonObject,
  type ServiceHost,
  type SimulatedService,
  type TaskNow,
} from '@vid/simulator';
import * as z from '@vid/core/zod';
import { type Ending, errors, refusalObject, taskObject, viewOf } from './simulation/answers.ts';
import { type Asked, readBody } from './simulation/body.ts';
import { isObject, Refusal } from './simulation/content.ts';
import { type Model, modelCalled, type Region } from './simulation/models.ts';

/*
 * Volcengine Ark and BytePlus ModelArk, and three mounts of relays, as the notes on their wire have them, on the simulator's time,
 * tasks and faults. It imports nothing of this provider: two readings of the same documents check each other.
 */

/** The account behind the service. */
export interface SeedanceAccount {
  /** Endpoints by their ids, `ep-…`, each with its model. Default: none. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** Whether models can be asked for by their endpoints only. Default: false. */
  readonly endpointsOnly?: boolean;
  /** Models that the account has not activated. Default: none. */
  readonly notActivated?: readonly string[];
  /** Whether counts are numeric texts. Default: false. */
  readonly numbersAsText?: boolean;
  /** How many lists a second are answered; the service answers one [doc]. Default: any number. */
  readonly listsPerSecond?: number;
}

type Api = Region | 'gateway';

const day = 86_400_000;
const endingSchema = z.object({ at: z.number(), word: z.enum(['cancelled', 'erased']) });
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const random = (length: number) =>
  Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join('');

/** `cgt-` and the time, then five letters or digits; a relay has ids of its own [client, observed]. */
function newId(now: number, api: Api, tier: Asked['tier']): string {
  if (api === 'gateway') return `task_${random(24)}`;
  const time = new Date(now).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return `cgt-${tier === 'flex' ? 'batch-' : ''}${time}-${random(5)}`;
}

const notFound = (message: string) => new Refusal(404, 'InvalidEndpointOrModel.NotFound', message, 'model');

/** The older adaptor hands a refusal on as text inside its own [relay]. */
const asText = (json: JsonObject): JsonObject => ({
  code: 'fail_to_fetch_task',
  message: JSON.stringify(json),
  data: null,
});

function mount(host: ServiceHost, account: SeedanceAccount): void {
  const { app, apiKey, clock, memory, retired, store, submit, poll } = host;
  const { endpoints = {}, endpointsOnly = false, notActivated = [], numbersAsText = false } = account;
  const endings = new Map<string, Ending>();
  for (const [id, ending] of memory.read('seedance endings')) endings.set(id, z.parse(endingSchema, ending));
  const end = (id: string, word: Ending['word']) => {
    const ending = { at: clock.now(), word };
    memory.write('seedance endings', id, ending);
    endings.set(id, ending);
  };

  /** The region is the key's: the other region's key is unknown here. */
  const apiOf = (authorization: string | undefined): Api | undefined =>
    (['ark', 'modelark', 'gateway'] as const).find((api) => authorization === `Bearer ${keyOf(api, apiKey)}`);

  /** The model that a name means, at a relay with the names of China. */
  function modelOf(name: string, api: Api): Model | Refusal {
    const region = api === 'gateway' ? 'ark' : api;
    const isEndpoint = name.startsWith('ep-');
    const real = isEndpoint && Object.hasOwn(endpoints, name) ? endpoints[name] : name;
    const model = real === undefined ? undefined : modelCalled(real, region);
    if (model === undefined)
      return notFound(`The model or endpoint ${name} does not exist or you do not have access to it.`);
    if (endpointsOnly && !isEndpoint)
      return new Refusal(404, 'InvalidEndpointOrModel.ModelIDAccessDisabled', 'Use an endpoint id.', 'model');
    if (model.hasEnded === true && retired !== 'served' && api !== 'gateway')
      return notFound(`The model ${name} has been shut down.`);
    if (notActivated.includes(name))
      return new Refusal(404, 'ModelNotOpen', `Your account has not activated the model ${name}.`, 'model');
    return model;
  }

  const realName = (name: string) => endpoints[name] ?? name;
  const readAgain = ({ model, body }: TaskNow['task'], api: Api): Asked | undefined => {
    const known = modelCalled(realName(model), api === 'gateway' ? 'ark' : api);
    const asked = known && readBody(body, known);
    return asked instanceof Refusal ? undefined : asked;
  };
  const answerFor =
    (api: Api) =>
    (now: TaskNow): JsonObject => {
      const asked = readAgain(now.task, api);
      if (asked === undefined) return {};
      const view = viewOf(now, endings.get(now.task.id));
      return taskObject(now, asked, view, realName(now.task.model), numbersAsText);
    };

  /** The record of a task that the key may see: 7 days long, of a cancelled one 24 hours. */
  const recordOf = (id: string, api: Api) => {
    const job = store.find(id);
    if (job?.task.service !== 'seedance' || job.task.api !== api) return undefined;
    const ending = endings.get(id);
    const isGone =
      ending?.word === 'erased' ||
      clock.now() > job.task.createdAt + 7 * day ||
      (ending !== undefined && clock.now() > ending.at + day);
    return isGone ? undefined : job;
  };

  /** A draft that is there, done and of the same model. */
  const draftProblem = ({ draft }: Asked, body: JsonObject, api: Api): Refusal | undefined => {
    if (draft === undefined) return undefined;
    const job = recordOf(draft, api);
    const isDone = job !== undefined && store.phase(job).status === 'succeeded';
    if (!isDone || job.task.body['draft'] !== true || job.task.model !== body['model'])
      return new Refusal(400, 'InvalidParameter', 'the draft task is not there or not done', 'content');
    const { resolution = '1080p' } = body;
    return resolution === '1080p'
      ? undefined
      : new Refusal(400, 'InvalidParameter', 'resolution', 'resolution');
  };

  const routes = (path: string, is: (api: Api) => boolean, wrap = (json: JsonObject) => json) => {
    const route = `${path}/contents/generations/tasks`;
    const guarded: Parameters<typeof app.use>[1] = async (c, next) => {
      const api = apiOf(c.req.header('authorization'));
      if (api !== undefined && is(api)) return next();
      if (path !== '')
        return c.json({ error: { message: 'invalid token', type: 'new_api_error', code: '' } }, 401);
      const text = 'The API key in the request is missing or invalid.';
      return c.json(refusalObject(new Refusal(401, 'AuthenticationError', text)), 401);
    };
    app.use(route, guarded);
    app.use(`${route}/*`, guarded);

    app.post(route, async (c) => {
      const api = apiOf(c.req.header('authorization')) ?? 'gateway';
      const refuse = (refusal: Refusal) => c.json(wrap(refusalObject(refusal)), refusal.status);
      const body: unknown = await c.req.json<unknown>().catch(() => undefined);
      if (!isObject(body)) return refuse(new Refusal(400, 'InvalidParameter', 'the body is no JSON object'));
      const { model: name } = body;
      if (typeof name !== 'string')
        return refuse(new Refusal(400, 'MissingParameter', 'model is missing', 'model'));
      const model = modelOf(name, api);
      if (model instanceof Refusal) return refuse(model);
      const asked = readBody(body, model);
      if (asked instanceof Refusal) return refuse(asked);
      const problem = draftProblem(asked, body, api);
      if (problem !== undefined) return refuse(problem);
      const answer = answerFor(api);
      return submit(
        c,
        {
          api,
          kind: 'tasks',
          id: newId(clock.now(), api, asked.tier),
          model: name,
          body,
          prompt: asked.prompt,
          ratio: asked.ratio,
          seconds: asked.seconds,
          ...(api !== 'gateway' && { cost: { amount: asked.tokens, unit: 'token' } }),
          callback: {
            url: body['callback_url'],
            // Of a task that was cancelled nothing is told [doc].
            body: (now) => (endings.has(now.task.id) ? undefined : answer(now)),
          },
        },
        ({ task: { id } }) => (path === '/volc/v1' ? { id, status: 'submitted' } : { id }),
        errors,
      );
    });

    app.get(`${route}/:id`, (c) => {
      const api = apiOf(c.req.header('authorization')) ?? 'gateway';
      const id = c.req.param('id');
      return recordOf(id, api) === undefined
        ? c.json(errors(404, `There is no task ${id}.`), 404)
        : poll(c, id, answerFor(api), errors);
    });
    return route;
  };

  const own = routes('', (api) => api !== 'gateway');
  for (const path of ['/volc/v1', '/api/v3', '/doubao/api/v3']) {
    routes(path, (api) => api === 'gateway', path === '/volc/v1' ? asText : undefined);
  }

  const viewsOf = (api: Api) =>
    store.tasks
      .flatMap(({ id }) => recordOf(id, api) ?? [])
      .map((job) => ({ job, now: { task: job.task, phase: store.phase(job) } }));

  let lists: readonly number[] = [];
  app.get(own, (c) => {
    const api = apiOf(c.req.header('authorization')) ?? 'gateway';
    const { listsPerSecond = Infinity } = account;
    lists = [...lists.filter((at) => at > clock.now() - 1000), clock.now()];
    if (lists.length > listsPerSecond) return c.json(errors(429, 'Too many requests.'), 429);
    const query = (name: string) => c.req.query(name);
    const [page, size] = [Number(query('page_num') ?? 1), Number(query('page_size') ?? 20)];
    if (![page, size].every((one) => Number.isInteger(one) && one >= 1 && one <= 500))
      return c.json(refusalObject(new Refusal(400, 'InvalidParameter', 'page_num or page_size')), 400);
    const ids = c.req.queries('filter.task_ids');
    const found = viewsOf(api)
      .filter(({ job, now }) => {
        const asked = readAgain(job.task, api);
        const status = query('filter.status');
        return (
          asked?.tier === (query('filter.service_tier') ?? 'default') &&
          (ids === undefined || ids.includes(job.task.id)) &&
          (query('filter.model') ?? job.task.model) === job.task.model &&
          (status === undefined || viewOf(now, endings.get(job.task.id)).status === status)
        );
      })
      // The newest first [guess].
      .toReversed();
    const items = found
      .slice((page - 1) * size, page * size)
      .map(({ job, now }) => answerFor(api)({ ...now, videoUrl: host.links.sign(c.req, job) }));
    return c.json({ total: found.length, items });
  });

  app.delete(`${own}/:id`, (c) => {
    const api = apiOf(c.req.header('authorization')) ?? 'gateway';
    const id = c.req.param('id');
    const job = recordOf(id, api);
    if (job === undefined) return c.json(errors(404, `There is no task ${id}.`), 404);
    const { status } = viewOf({ task: job.task, phase: store.phase(job) }, endings.get(id));
    if (status === 'running' || status === 'cancelled') {
      const code = status === 'running' ? 'InvalidAction.RunningTaskDeletion' : 'InvalidAction';
      return c.json(refusalObject(new Refusal(409, code, `The task is ${status}.`)), 409);
    }
    end(id, status === 'queued' ? 'cancelled' : 'erased');
    return c.json({});
  });
}

const keyOf = (api: string, apiKey: string) => (api === 'gateway' ? apiKey : `${apiKey}-${api}`);

/** The service with an account of its own. A key belongs to one region: `settingsFor` of the simulator tells it. */
export const simulateSeedance = (account: SeedanceAccount = {}): SimulatedService =>
  defineService({
    id: 'seedance',
    apis: ['ark', 'modelark', 'gateway'],
    keys: (api, apiKey) => ({ apiKey: keyOf(api, apiKey) }),
    mount: (host) => mount(host, account),
  });

/** The service on the simulator: no network, no key, no cost. */
export const simulation: SimulatedService = simulateSeedance();
