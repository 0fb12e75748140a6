import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { AppEnv, Backend, RetiredPolicy } from './backend.ts';
import { type BuiltInOptions, builtInServices } from './built-in.ts';
import { type BillLine, billOf, type ControlOptions, mountControl } from './control.ts';
import { createCallbacks, type SimulatedCallback } from './callbacks.ts';
import { mountClips } from './clips/routes.ts';
import { type SimulatedClock, sleepingClock, startClock } from './state/clock.ts';
import { createFaults } from './faults/faults.ts';
import type { ScriptedFault } from './faults/rules.ts';
import type { FaultKind, FaultRule } from './faults/schema.ts';
import { invalidUrl, routingError } from './gateway/errors.ts';
import { mountContent } from './gateway/content.ts';
import { createLinks, type LinkOptions } from './state/links.ts';
import { volcengine, type VolcengineKeys } from './official/jimeng/routes.ts';
import { wrongPath as noSuchRoute } from './official/runway/errors.ts';
import { noMemory, type SimulatorMemory } from './state/memory.ts';
import type { SimulatedUpload } from './official/runway/uploads.ts';
import type { SimulatedFailure, TaskSeconds } from './state/phase.ts';
import { hostOf, type SimulatedService } from './service.ts';
import { createTaskStore } from './state/task-store.ts';
import { type SimulatedTask } from './state/task.ts';

// src and dist are both one step below the package.
const clipFolder = fileURLToPath(new URL('../clips', import.meta.url));

export type SimulatorOptions = LinkOptions &
  BuiltInOptions & {
    /** Default 0: any free port. */
    readonly port?: number;
    /** Default `127.0.0.1`: reachable from this machine only. */
    readonly host?: string;
    /** Simulated seconds per real second, default 1. At 0 time stands still until `advance`. */
    readonly speed?: number;
    /** The one bearer token that is accepted, default `sk-simulator`. */
    readonly apiKey?: string;
    /** Services beside the three that are built in, each below a path of its own, `/{id}`. Default: none. */
    readonly services?: readonly SimulatedService[];
    /**
     * What the vendors' own apis do with models that they have ended: `refused` in their words (default; whose number is
     * [guess] for Kling), `unknown` as a model that never was, or `served` as before. A gateway serves them.
     */
    readonly retired?: RetiredPolicy;
    /** Asked once for each task, when it is created; undefined lets it succeed, which is the default. */
    readonly outcome?: (task: SimulatedTask) => SimulatedFailure | undefined;
    /** How long a task takes, in simulated seconds; by default 2 queued, then 18 running. */
    readonly seconds?: Partial<TaskSeconds>;
    /** Takes what is posted to callback URLs; default `fetch`. What it throws is no answer. */
    readonly deliver?: ((request: Request) => Response | Promise<Response>) | undefined;
    /**
     * Keeps tasks, links and the time, so that a simulator that is started again with the same memory goes on with
     * them, at any port. Faults, uploads, callbacks that are not sent yet and the record of requests are not kept. Default:
     * nothing is.
     */
    readonly memory?: SimulatorMemory;
    /** Lets other processes read the bill, set faults and move time over HTTP, at `/_control`. Default: nobody can. */
    readonly control?: ControlOptions;
    /** Set from the start, in this order; none by default. */
    readonly faults?: readonly FaultRule[];
  };

/** Every HTTP request that is over, clips included. */
export type SimulatedRequest = {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** 0 where not a byte was sent. */
  readonly status: number;
  /** What struck it, if anything did. */
  readonly fault?: FaultKind;
};

export type Simulator = {
  /** Without a slash at the end; the gateway base URL of all three services. */
  readonly url: string;
  readonly apiKey: string;
  /** What a provider is set up with to speak to a service here: `baseUrl` and its keys; undefined where it is not simulated. */
  settingsFor(service: string, api: string): Readonly<Record<string, string>> | undefined;
  /** The keys that Jimeng's own API accepts, at the same URL. */
  readonly volcengine: VolcengineKeys;
  /** What was created, and so would have been billed; oldest first, live. */
  readonly tasks: readonly SimulatedTask[];
  /** The same by service, api and model, with what it costs. */
  bill(): readonly BillLine[];
  readonly requests: readonly SimulatedRequest[];
  /** What was posted to callback URLs, oldest first, live. */
  readonly callbacks: readonly SimulatedCallback[];
  /** Settles when every callback that is due by now has been answered, or has met its fault. */
  callbacksSettled(): Promise<void>;
  /** Files that the storage behind Runway's own API has taken; oldest first, live. */
  readonly runwayUploads: readonly SimulatedUpload[];
  /** For clients that wait by a clock that they are given: their pauses then take simulated time. */
  readonly clock: SimulatedClock;
  /** Moves simulated time forward, at any speed. Throws a RangeError for less than 0. */
  advance(seconds: number): void;
  /** Sets a fault; of several, the first that was set strikes. Throws a ZodError for what is no rule. */
  fault(rule: FaultRule): ScriptedFault;
  /** Removes every fault; links that have ended and tasks that have failed stay so. */
  clearFaults(): void;
  /** Ends every connection, idle or not, and frees the port. May be called again. */
  close(): Promise<void>;
};

/**
 * Starts the gateway protocol of Runway, Kling and Jimeng, and their own apis, on one HTTP server.
 * Throws a RangeError for a time that is negative, and what `server.listen` throws, such as `EADDRINUSE`.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', speed = 1, apiKey = 'sk-simulator', services = [] } = options;
  const seconds = { queued: 2, running: 18, ...options.seconds };
  const { linkSeconds = 0, clipBytes = 40, memory = noMemory, retired = 'refused' } = options;
  for (const [name, value] of Object.entries({ speed, linkSeconds, ...seconds })) {
    if (!Number.isFinite(value) || value < 0) throw new RangeError(`${name} must be 0 or more, not ${value}`);
  }
  if (!Number.isSafeInteger(clipBytes) || clipBytes < 40) {
    throw new RangeError(`clipBytes must be a whole number of 40 or more, not ${clipBytes}`);
  }
  const runwayUploads: SimulatedUpload[] = [];
  const builtIn = builtInServices(options, runwayUploads);
  const all = [...builtIn, ...services];
  const ids = all.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new RangeError(`there is a service ${twice} already`);
  const faults = createFaults(options.faults ?? [], ids);
  const clock = startClock(speed, memory);
  const links = createLinks(clock, options, memory);
  const store = createTaskStore(clock, seconds, options.outcome ?? (() => undefined), memory);
  const backend: Backend = { apiKey, clock, memory, store, links, faults, retired };
  const callbacks = createCallbacks(backend, options.deliver ?? fetch);
  const requests: SimulatedRequest[] = [];

  const app = new Hono<AppEnv>();
  if (options.control !== undefined) mountControl(app, backend, options.control);
  app.use(async (c, next) => {
    await next();
    const { fault, unanswered = false } = c.var;
    const { method, path } = c.req;
    const status = unanswered ? 0 : c.res.status;
    requests.push({ method, path, status, ...(fault === undefined ? {} : { fault }) });
  });
  const clips = new Hono<AppEnv>();
  mountClips(clips, backend, clipFolder);
  app.route('/', clips);
  mountContent(app, backend, clips);
  for (const service of services) {
    const own = new Hono<AppEnv>();
    service.mount(hostOf(service, backend, { app: own, callbacks, seconds }));
    app.route(`/${service.id}`, own);
  }
  for (const service of builtIn) service.mount(hostOf(service, backend, { app, callbacks, seconds }));
  app.notFound((c) => {
    // Runway's header tells whom the client takes this for; so did the paths that were mounted above.
    const isRunway = c.req.path.startsWith('/v1/') && c.req.header('X-Runway-Version') !== undefined;
    return isRunway ? noSuchRoute(c) : c.json(invalidUrl(c.req.method, c.req.path), 404);
  });
  app.onError((error, c) => c.json(routingError(clock.now(), error.message, 'simulator_error'), 500));

  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  server.listen(port, host);
  await once(server, 'listening');

  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  let closing: Promise<void> | undefined;
  const url = `http://${reachable(host)}:${bound}`;
  return {
    url,
    apiKey,
    settingsFor(id, api) {
      const service = all.find((one) => one.id === id);
      if (service === undefined || !service.apis.includes(api)) return undefined;
      const { keys = () => ({ apiKey }), path = () => '' } = service;
      const own = services.includes(service) ? `${url}/${id}` : url;
      return { ...keys(api, apiKey), baseUrl: own + path(api) };
    },
    volcengine,
    tasks: store.tasks,
    bill: () => billOf(store.tasks),
    requests,
    callbacks: callbacks.sent,
    callbacksSettled: () => callbacks.settled(),
    runwayUploads,
    clock: sleepingClock(clock, speed),
    advance: (amount) => clock.advance(amount),
    fault: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    close() {
      callbacks.close();
      closing ??= new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

/** A host to listen on as one to connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
