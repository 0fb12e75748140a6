import type { Capabilities, VideoProvider } from '@vid/core';
import {
  type AcceptedRequest,
  bearer,
  createHttpProvider,
  type HttpProviderDefinition,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
  type SubmitRequest,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import type { GatewayCalls } from './calls.ts';

/** How a provider behind a gateway is set up. */
export interface GatewaySettings extends HttpProviderSettings {
  /** The api of the service. */
  readonly api?: 'gateway' | undefined;
  /** Bearer token of the gateway. Default: the provider's environment variable, read when it is needed. */
  readonly apiKey?: string | undefined;
  /** Default `https://yunwu.ai`; siblings of the family serve the same routes. */
  readonly baseUrl?: string | undefined;
}

/** Of a service whose tasks may come back under other ids. */
export interface OtherIdsSettings {
  /**
   * Whether an answer about a task counts though it bears another id than the task: one client saw it [client]. A gateway
   * that mixes tasks up would then give the video of somebody else. Default false: such an answer is an error that names it.
   */
  readonly acceptOtherIds?: boolean | undefined;
}

const shape = {
  api: z.optional(z.literal('gateway', 'must be "gateway"')),
  apiKey: z.optional(z.string()),
  ...httpProviderSettings,
};
const settingsSchema: z.ZodMiniType<GatewaySettings & OtherIdsSettings> = z.strictObject(shape);
const withOtherIds: typeof settingsSchema = z.strictObject({
  ...shape,
  acceptOtherIds: z.optional(z.boolean()),
});

/** What is the service's own behind a gateway. */
export interface GatewayService {
  /** The provider's id, such as `'acme'`. */
  readonly provider: string;
  /** Name of the environment variable that holds the key. */
  readonly keyVariable: string;
  /** The table of what the gateway takes. */
  readonly capabilities: Capabilities;
  /** See `HttpProviderDefinition`. */
  readonly otherApis?: HttpProviderDefinition['otherApis'];
  /** Sent with every call, besides the key. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The submit for a request that the table has accepted. */
  readonly submit: (accepted: AcceptedRequest) => SubmitRequest;
  /** What only calls need: a bundler may leave the file out until the first one. */
  readonly calls: () => Promise<GatewayCalls>;
  /** The form of ids under which its tasks may come back besides their own; see `OtherIdsSettings`. Default: none. */
  readonly otherIds?: RegExp;
}

/**
 * A provider behind a gateway of the new-api family. The gateway takes no reference of ours, so an unknown outcome cannot
 * be looked up. Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export function createGatewayProvider(service: GatewayService, settings: object = {}): VideoProvider {
  const { provider, keyVariable, capabilities, otherApis, otherIds } = service;
  const schema = otherIds === undefined ? settingsSchema : withOtherIds;
  const given = readSettings(schema, settings, provider);
  const { apiKey, baseUrl = 'https://yunwu.ai', fetch, mediaStore, overrides } = given;
  return createHttpProvider({
    provider,
    api: 'gateway',
    capabilities,
    otherApis,
    baseUrl,
    fetch,
    mediaStore,
    overrides,
    authentication: bearer(apiKey, { provider, variable: keyVariable }),
    headers: service.headers ?? {},
    submit: { request: service.submit },
    can: [],
    async calls() {
      const [{ callsOf }, own] = await Promise.all([import('./calls.ts'), service.calls()]);
      return callsOf(own, { baseUrl, otherIds, acceptOtherIds: given.acceptOtherIds });
    },
    // Newer relays hide the vendor's link behind a route of their own; a link with `access` is its own key [relay].
    linkNeedsKey: (link) => !link.searchParams.has('access'),
  });
}
