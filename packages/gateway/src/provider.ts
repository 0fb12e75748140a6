import type { Capabilities, VideoProvider, VideoTask } from '@vid/core';
import {
  type AcceptedRequest,
  bearer,
  createHttpProvider,
  type ErrorTable,
  type HttpProviderDefinition,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
  type SubmitRequest,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { type AnswerMapping, readAccepted, readAnswer } from './answers.ts';
import { errorTable } from './errors.ts';

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
  /** The service's own error codes, where the gateway hands them on. */
  readonly codes?: ErrorTable['codes'];
  /** The same by whatever else is told, such as codes with a tail. Before the relay's own. */
  readonly patterns?: ErrorTable['patterns'];
  /** Where its answers hold what. */
  readonly answers: AnswerMapping;
  /** The submit for a request that the table has accepted. */
  readonly submit: (accepted: AcceptedRequest) => SubmitRequest;
  /** Where a task is asked for. */
  readonly queryPath: (task: VideoTask) => string;
  /** The form of ids under which its tasks may come back besides their own; see `OtherIdsSettings`. Default: none. */
  readonly otherIds?: RegExp;
  /** See `HttpProviderDefinition.query`. */
  readonly lookups?: HttpProviderDefinition['query']['lookups'];
}

/**
 * A provider behind a gateway of the new-api family. The gateway takes no reference of ours, so an unknown outcome cannot
 * be looked up. Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export function createGatewayProvider(service: GatewayService, settings: object = {}): VideoProvider {
  const {
    provider,
    keyVariable,
    capabilities,
    headers = {},
    codes = {},
    patterns = [],
    answers,
    lookups = [],
    otherApis,
    otherIds,
  } = service;
  const schema = otherIds === undefined ? settingsSchema : withOtherIds;
  const given = readSettings(schema, settings, provider);
  const {
    apiKey,
    baseUrl = 'https://yunwu.ai',
    fetch,
    mediaStore,
    overrides,
    acceptOtherIds: areAccepted = false,
  } = given;
  const errors = errorTable(codes, patterns);
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
    headers,
    errors,
    statuses: answers.statuses,
    submit: { request: service.submit, readTask: readAccepted },
    query: {
      lookups,
      request: (task) => ({ path: service.queryPath(task) }),
      readTask: (json, task) =>
        readAnswer(json, task, answers, baseUrl, otherIds && { form: otherIds, areAccepted }),
    },
    // Newer relays hide the vendor's link behind a route of their own; a link with `access` is its own key [relay].
    linkNeedsKey: (link) => !link.searchParams.has('access'),
  });
}
