import type { Capabilities } from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { takeMedia } from '../contract/media-fields.ts';
import { apiName, nameOf } from '../contract/names.ts';
import type { CallOptions } from '../contract/provider.ts';
import { validationOf } from '../contract/validation.ts';
import { adjustedRequest } from '../planning/plan.ts';
import type { RoutingOptions } from '../planning/routing-options.ts';
import type { Fallback } from '../routing/calls/fallback.ts';
import { createRouter, type Router } from '../routing/router.ts';
import type { RouterSettings } from '../routing/settings.ts';
import {
  type ApiProvider,
  createApiProvider,
  type SentOptions,
  type SentRouting,
  sentRouting,
} from './api-provider.ts';
import { createServerCalls, queryTimeoutMs, readAs, type ServerSettings } from './server-calls.ts';
import { type ServerCapabilities, serverCapabilitiesSchema } from './wire.ts';

/** Where the server's tables are used: preferences, budget and media store of this side. */
export interface RemoteSettings
  extends
    ServerSettings,
    Pick<RouterSettings, 'prefer' | 'rates' | 'budget' | 'mediaStore' | 'onEvent' | 'clock'> {
  /** What the server files the tasks under. Default: nothing. */
  readonly label?: string | undefined;
}

/**
 * A router whose services are behind a server (`@vid/server`): for browsers, and for processes without keys. It asks for the
 * server's tables once, so that `plan`, `select`, `prepare` and every refusal need no request.
 *
 * A `reference` is the key of its video at the server: the same one again never makes a second task, in this page or another.
 * `reconcile` finds what became of it, whatever the service behind can tell. With `fallback` the server chooses and goes on by
 * itself, so that `prefer` can be no function then. Budgets, queues and circuit breakers are the server's.
 *
 * Throws `VideoError`: `network`, `provider-unavailable` or `authentication` where the tables cannot be had.
 */
export async function connectRemote(
  url: string,
  { signal, ...settings }: RemoteSettings & Pick<CallOptions, 'signal'> = {},
): Promise<Router> {
  const server = createServerCalls(url, settings);
  const answer = await server.send({ path: '/capabilities' }, { signal, timeoutMs: queryTimeoutMs });
  const known = readAs(serverCapabilitiesSchema, answer.answer.json);
  if (known === undefined) throw answer.fail();
  return createRemote(url, known, settings);
}

/** The same from tables that are here already, such as those that a page was rendered with. Sends nothing. */
export function createRemote(
  url: string,
  { capabilities, operations, maxBodyBytes }: ServerCapabilities,
  settings: RemoteSettings = {},
): Router {
  const { token, headers, fetch, label, ...routerSettings } = settings;
  const server = createServerCalls(url, { token, headers, fetch });
  const byApi = Map.groupBy(capabilities.models, apiName);
  const apis = new Map<string, ApiProvider>();
  for (const [name, models] of byApi) {
    const [first] = models;
    if (first === undefined) continue;
    const { provider, api } = first;
    // One router says it, whichever of its providers brings it.
    const { elsewhere } = capabilities;
    const own: Capabilities = { models, ...(elsewhere !== undefined && apis.size === 0 && { elsewhere }) };
    const canCancel = operations.some((one) => apiName(one) === name && one.cancel);
    const of = { provider, api, server, capabilities: own, canCancel, maxBodyBytes, label };
    apis.set(name, createApiProvider(of));
  }
  const router = createRouter([...apis.values()], {
    ...routerSettings,
    breaker: false,
    maxTasks: withoutLimits(capabilities),
  });
  const sentFor = (options: RemoteRouting): SentRouting =>
    sentOf({ ...options, prefer: options.prefer ?? settings.prefer, rates: options.rates ?? settings.rates });

  const remote: Router = {
    ...router,
    id: 'remote',
    prepare(asked, options = {}) {
      const best = router.select(asked, options);
      const { request } = takeMedia(asked, settings.mediaStore);
      const provider = apis.get(apiName(best));
      if (provider === undefined) return router.prepare(asked, options);
      return provider.prepareSent(adjustedRequest(request, best), sentFor(options));
    },
    validateRequest: (request, options) => validationOf(() => remote.prepare(request, options)),
    async generate(request, options = {}) {
      const { fallback = false, ...call } = options;
      const sent = sentFor(options);
      const all: SentOptions = {
        ...call,
        [sentRouting]: fallback === false ? sent : { ...sent, request: takeMedia(request).request },
      };
      return router.generate(request, all);
    },
    // The server is near, and asks the service at the service's own pace.
    wait: (task, options) => router.wait(task, { intervalMs, ...options }),
    updates: (task, options) => router.updates(task, { intervalMs, ...options }),
  };
  return remote;
}

const intervalMs = 2_000;

type RemoteRouting = RoutingOptions & { readonly fallback?: Fallback | undefined };

/** Where the model is chosen here, the server still holds it to the price: its table may be newer. */
function sentOf({ fallback = false, ...options }: RemoteRouting): SentRouting {
  const { prefer, only, never, maxCost, rates, allowUnknownPrice, needs, adapt } = options;
  if (fallback === false)
    return maxCost === undefined ? {} : { routing: { maxCost, rates, allowUnknownPrice } };
  if (typeof prefer === 'function') {
    const message =
      'A function as `prefer` cannot go along to the server, which chooses under `fallback`. Nothing was sent.';
    throw new VideoError('invalid-request', message);
  }
  return { routing: { prefer, only, never, maxCost, rates, allowUnknownPrice, needs, adapt, fallback } };
}

/** The server holds the limits of all its clients; a page would queue for itself. */
function withoutLimits({ models }: Capabilities): Readonly<Record<string, number>> {
  const limits: Record<string, number> = {};
  for (const model of models)
    if (model.maxTasks !== undefined) limits[nameOf(model)] = Number.MAX_SAFE_INTEGER;
  return limits;
}
