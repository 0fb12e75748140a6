import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { clipRoutes } from './clips.ts';
import { startClock } from './clock.ts';
import { invalidUrl, routingError } from './gateway/errors.ts';
import { gatewayRoutes, type GatewayProfiles } from './gateway/gateway.ts';
import type { SimulatedFailure, TaskSeconds } from './phase.ts';
import { createTaskStore, type SimulatedTask } from './tasks.ts';

export type SimulatorOptions = {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`: reachable from this machine only. */
  readonly host?: string;
  /** Simulated seconds per real second, default 1. At 0 time stands still until `advance`. */
  readonly speed?: number;
  /** The one bearer token that is accepted, default `sk-simulator`. */
  readonly apiKey?: string;
  readonly profiles?: GatewayProfiles;
  /** Asked once for each task, when it is created; undefined lets it succeed, which is the default. */
  readonly outcome?: (task: SimulatedTask) => SimulatedFailure | undefined;
  /** How long a task takes, in simulated seconds; by default 2 queued, then 18 running. */
  readonly seconds?: Partial<TaskSeconds>;
};

/** Every HTTP request that was answered, clips included; `path` is without the query. */
export type SimulatedRequest = { readonly method: string; readonly path: string; readonly status: number };

export type Simulator = {
  /** Without a slash at the end; the gateway base URL of all three services. */
  readonly url: string;
  readonly apiKey: string;
  /** What was created, and so would have been billed; oldest first, live. */
  readonly tasks: readonly SimulatedTask[];
  readonly requests: readonly SimulatedRequest[];
  /** Moves simulated time forward, at any speed. Throws a RangeError for less than 0. */
  advance(seconds: number): void;
  /** Ends every connection, idle or not, and frees the port. May be called again. */
  close(): Promise<void>;
};

/**
 * Starts the gateway protocol of Runway, Kling and Jimeng on one HTTP server.
 * Throws a RangeError for a time that is negative, and what `server.listen` throws, such as `EADDRINUSE`.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', speed = 1, apiKey = 'sk-simulator', profiles = {} } = options;
  const seconds = { queued: 2, running: 18, ...options.seconds };
  for (const [name, value] of Object.entries({ speed, ...seconds })) {
    if (!Number.isFinite(value) || value < 0) throw new RangeError(`${name} must be 0 or more, not ${value}`);
  }
  const clock = startClock(speed);
  const store = createTaskStore(clock, seconds, options.outcome ?? (() => undefined));
  const requests: SimulatedRequest[] = [];

  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    requests.push({ method: c.req.method, path: c.req.path, status: c.res.status });
  });
  app.route('/', clipRoutes());
  app.route('/', gatewayRoutes({ apiKey, clock, store }, profiles));
  app.notFound((c) => c.json(invalidUrl(c.req.method, c.req.path), 404));
  app.onError((error, c) => c.json(routingError(clock.now(), error.message, 'simulator_error'), 500));

  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  server.listen(port, host);
  await once(server, 'listening');

  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${reachable(host)}:${bound}`,
    apiKey,
    tasks: store.tasks,
    requests,
    advance: (amount) => clock.advance(amount),
    close() {
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
