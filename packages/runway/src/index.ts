import { VideoError, type VideoProvider } from '@vid/core';
import { acceptRequest, environmentVariable } from '@vid/core/provider-kit';
import type { GatewaySettings } from '@vid/gateway';
import * as z from 'zod/mini';
import { capabilities as gatewayCapabilities } from './gateway/capabilities.ts';
import { createClient as createGatewayClient } from './gateway/client.ts';
import { toSubmitBody as toGatewayBody } from './gateway/mapping.ts';
import { capabilities as officialCapabilities } from './official/capabilities.ts';
import { createClient as createOfficialClient } from './official/client.ts';
import type { RunwayModelRequests } from './model-requests.ts';
import { keyVariable, type OfficialSettings } from './official/settings.ts';

declare module '@vid/core' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends RunwayModelRequests {}
}

export type { RunwayModelRequests } from './model-requests.ts';
export { createVideo10s, createVideo5s } from './gateway/create-video.ts';
export { explainRunwayFailure, failureFamilies, type FailureFamily } from './official/failures.ts';
export type { RunwayOptions } from './official/schema.ts';

export type RunwayGatewaySettings = GatewaySettings;
export type RunwayOfficialSettings = OfficialSettings;
export type RunwaySettings = RunwayGatewaySettings | RunwayOfficialSettings;

/**
 * Runway behind a gateway (`api: 'gateway'`, key `apiKey` or `RUNWAY_API_TOKEN`), or by its own api
 * (`api: 'official'`, key `apiKey` or `RUNWAYML_API_SECRET`). Without `api` it is the official one when `onBehalfOf` is
 * set, or `RUNWAYML_API_SECRET` is and no `apiKey` is passed; else the gateway. A key is needed only when something is
 * sent.
 * Throws `VideoError('invalid-request')` for settings that are none.
 */
export function createRunway(settings: RunwaySettings = {}): VideoProvider {
  return isGateway(settings) ? gateway(settings) : official(settings);
}

const door = z.catch(
  z.looseObject({
    api: z.optional(z.unknown()),
    apiKey: z.optional(z.unknown()),
    onBehalfOf: z.optional(z.unknown()),
  }),
  {},
);

function isGateway(settings: RunwaySettings): settings is RunwayGatewaySettings {
  const { api, apiKey, onBehalfOf } = z.parse(door, settings);
  if (api === undefined) {
    // A key that is passed without a word is the gateway's: the environment must not send it to somebody else.
    return (
      onBehalfOf === undefined && (apiKey !== undefined || environmentVariable(keyVariable) === undefined)
    );
  }
  if (api === 'official' || api === 'gateway') return api === 'gateway';
  throw new VideoError(
    'invalid-request',
    'The settings of runway are not valid: api: must be "gateway" or "official".',
    {
      provider: 'runway',
    },
  );
}

function gateway(settings: RunwayGatewaySettings): VideoProvider {
  const client = createGatewayClient(settings);
  const capabilities = gatewayCapabilities;
  return {
    id: 'runway',
    capabilities,
    prepare: (request) => client.prepare(toGatewayBody(acceptRequest(capabilities, request))),
    async generate(request, options) {
      const accepted = acceptRequest(capabilities, request);
      return client.submit(accepted, client.prepare(toGatewayBody(accepted)), options);
    },
    query: client.query,
  };
}

function official(settings: RunwayOfficialSettings): VideoProvider {
  const client = createOfficialClient(settings);
  const capabilities = officialCapabilities;
  return {
    id: 'runway',
    capabilities,
    prepare: (request) => client.prepare(acceptRequest(capabilities, request)),
    generate: async (request, options) => client.submit(acceptRequest(capabilities, request), options),
    query: client.query,
    cancel: client.cancel,
  };
}
