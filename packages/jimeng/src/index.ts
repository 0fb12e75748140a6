import { VideoError, type VideoProvider } from '@vid/core';
import { acceptRequest } from '@vid/core/provider-kit';
import type { GatewaySettings } from '@vid/gateway';
import { capabilities as gatewayCapabilities } from './gateway/capabilities.ts';
import { createClient as createGatewayClient } from './gateway/client.ts';
import { toSubmitBody as toGatewayBody } from './gateway/mapping.ts';
import { capabilities as officialCapabilities } from './official/capabilities.ts';
import { createClient as createOfficialClient } from './official/client.ts';
import { toSubmitBody as toOfficialBody } from './official/mapping.ts';
import type { JimengModelRequests } from './model-requests.ts';
import { hasOfficialKeys, type OfficialSettings } from './official/settings.ts';

declare module '@vid/core' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends JimengModelRequests {}
}

export type { JimengModelRequests } from './model-requests.ts';
export type { GatewaySettings, OfficialSettings };
export type JimengSettings = GatewaySettings | OfficialSettings;

const officialOnly = ['accessKey', 'secretKey', 'sessionToken'] as const;

/** The door: the one that is named, else the one whose keys are given, else whose keys the environment holds. */
function isOfficial(settings: JimengSettings): settings is OfficialSettings {
  // Callers without types send such things; each door refuses them in words.
  if (typeof settings !== 'object' || settings === null) return false;
  if (settings.api !== undefined) {
    if (settings.api === 'official' || settings.api === 'gateway') return settings.api === 'official';
    const message = 'The settings of jimeng are not valid: api: must be "gateway" or "official".';
    throw new VideoError('invalid-request', message, { provider: 'jimeng' });
  }
  if (officialOnly.some((name) => Reflect.get(settings, name) !== undefined)) return true;
  return Reflect.get(settings, 'apiKey') === undefined && hasOfficialKeys();
}

/**
 * Jimeng, by one of two doors. `api: 'official'` is Volcengine's own, signed with `accessKey` and `secretKey` or
 * `VOLC_ACCESSKEY` and `VOLC_SECRETKEY`; `api: 'gateway'` an aggregator, with `apiKey` or `JIMENG_API_TOKEN`. Left out:
 * the door whose keys are in the settings, else official if one of its variables is set, else the gateway. Keys are
 * needed only when something is sent. Throws `VideoError('invalid-request')` for settings that are none.
 */
export function createJimeng(settings: JimengSettings = {}): VideoProvider {
  return isOfficial(settings) ? official(settings) : gateway(settings);
}

function gateway(settings: GatewaySettings): VideoProvider {
  const capabilities = gatewayCapabilities;
  const client = createGatewayClient(settings);
  return {
    id: 'jimeng',
    capabilities,
    prepare: (request) => client.prepare(toGatewayBody(acceptRequest(capabilities, request))),
    async generate(request, options) {
      const accepted = acceptRequest(capabilities, request);
      return client.submit(accepted, client.prepare(toGatewayBody(accepted)), options);
    },
    query: client.query,
  };
}

function official(settings: OfficialSettings): VideoProvider {
  const capabilities = officialCapabilities;
  const client = createOfficialClient(settings);
  return {
    id: 'jimeng',
    capabilities,
    prepare: (request) => client.prepare(toOfficialBody(acceptRequest(capabilities, request))),
    async generate(request, options) {
      const accepted = acceptRequest(capabilities, request);
      return client.submit(accepted, toOfficialBody(accepted), options);
    },
    query: client.query,
    cancel: client.cancel,
  };
}
