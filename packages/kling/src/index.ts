import type { VideoProvider } from '@vid/core';
import { chooseApi } from '@vid/core/provider-kit';
import type { GatewaySettings } from '@vid/gateway';
import { capabilities as gateway } from './gateway/capabilities.ts';
import { createGatewayKling } from './gateway/provider.ts';
import type { KlingModelRequests } from './model-requests.ts';
import { variables } from './official/authentication.ts';
import { capabilities as official } from './official/capabilities.ts';
import { createOfficialKling, type KlingOfficialSettings } from './official/provider.ts';
import type { KlingOptions } from './schema.ts';

declare module '@vid/core' {
  interface ProviderOptions {
    /** Options that only Kling understands; only its models are candidates then. */
    readonly kling?: KlingOptions;
  }
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends KlingModelRequests {}
}

export {
  createVideoWithCamera,
  createVideoWithDynamicMask,
  type CreateVideoOptions,
} from './create-video.ts';
export type { KlingModelRequests } from './model-requests.ts';
export type { KlingOfficialSettings } from './official/provider.ts';
export type { KlingOptions, KlingShot } from './schema.ts';
/** `api` decides, `'gateway'` or `'official'`. */
export type KlingSettings = GatewaySettings | KlingOfficialSettings;

const apis = {
  gateway: { settings: [], variables: [] },
  official: { settings: ['accessKey', 'secretKey', 'region'], variables: Object.values(variables) },
} as const;
/** Each knows the other's table, so that a request that only the other takes is refused with its name. */
const factories = {
  gateway: (settings: object) => createGatewayKling(settings, [official]),
  official: (settings: object) => createOfficialKling(settings, [gateway]),
} as const;

/**
 * Kling by its own api (`api: 'official'`), or behind a gateway. Without `api`: the official one if the settings have
 * what only it has, or if a key of it is in the environment and no `apiKey` is passed; else the gateway. Gateway key:
 * `apiKey` or `KLING_API_TOKEN`. Official keys: `apiKey` or `KLINGAI_API_KEY`; for the legacy models also `accessKey` and
 * `secretKey`, or `KLINGAI_ACCESS_KEY` and `KLINGAI_SECRET_KEY`. A key is needed only when something is sent. Throws
 * `VideoError('invalid-request')` for settings that are not valid.
 */
export const createKling = (settings: KlingSettings = {}): VideoProvider =>
  factories[chooseApi('kling', settings, apis, 'gateway')](settings);
