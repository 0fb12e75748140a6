import { VideoError, type VideoProvider } from '@vid/core';
import { environmentVariable } from '@vid/core/provider-kit';
import type { GatewaySettings } from '@vid/gateway';
import { createGatewayKling } from './gateway/provider.ts';
import { accessKeyVariable, keyVariable, secretKeyVariable } from './official/authorization.ts';
import { createOfficialKling } from './official/provider.ts';
import { areOfficial, type OfficialSettings } from './official/settings.ts';
import type { KlingModelRequests } from './model-requests.ts';
import type { KlingOptions } from './schema.ts';

declare module '@vid/core' {
  interface ProviderOptions {
    readonly kling?: KlingOptions;
  }
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends KlingModelRequests {}
}

export type { KlingModelRequests } from './model-requests.ts';
export type { KlingOptions } from './schema.ts';
export type { OfficialSettings as KlingOfficialSettings } from './official/settings.ts';
/** `api` decides the door, `'gateway'` or `'official'`. */
export type KlingSettings = GatewaySettings | OfficialSettings;

/** The environment speaks only where the settings do not. */
function isOfficial(settings: KlingSettings): settings is OfficialSettings {
  if (typeof settings !== 'object' || settings === null) return false;
  const api: unknown = settings.api;
  if (api !== undefined && api !== 'gateway' && api !== 'official') {
    const message = 'The settings of kling are not valid: api: must be "gateway" or "official".';
    throw new VideoError('invalid-request', message, { provider: 'kling' });
  }
  if (api !== undefined || areOfficial(settings)) return areOfficial(settings);
  // A key that is passed without a word is the gateway's: the environment must not send it to somebody else.
  if (Reflect.get(settings, 'apiKey') !== undefined) return false;
  return [keyVariable, accessKeyVariable, secretKeyVariable].some(
    (name) => environmentVariable(name) !== undefined,
  );
}

/**
 * Kling by its own api (`api: 'official'`), or behind a gateway. Without `api`: the official one if the settings have
 * what only it has, or if a key of it is in the environment and no `apiKey` is passed; else the gateway. Gateway key: `apiKey` or `KLING_API_TOKEN`. Official keys:
 * `apiKey` or `KLINGAI_API_KEY`; `accessKey` and `secretKey`, or `KLINGAI_ACCESS_KEY` and `KLINGAI_SECRET_KEY`.
 * A key is needed only when something is sent. Throws `VideoError('invalid-request')` for settings that are none.
 */
export function createKling(settings: KlingSettings = {}): VideoProvider {
  return isOfficial(settings) ? createOfficialKling(settings) : createGatewayKling(settings);
}
