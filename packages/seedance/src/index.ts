import type { VideoProvider } from '@vid/core';
import { chooseApi } from '@vid/core/provider-kit';
import { createGatewaySeedance, keyVariable, type SeedanceGatewaySettings } from './gateway/provider.ts';
import type { SeedanceModelRequests } from './model-requests.ts';
import { createOfficialSeedance, keyVariables, type SeedanceOfficialSettings } from './provider.ts';
import type { SeedanceOptions } from './schema.ts';

declare module '@vid/core' {
  interface ProviderOptions {
    /** Options that only Seedance understands; only its models are candidates then. */
    readonly seedance?: SeedanceOptions;
  }
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends SeedanceModelRequests {}
}

export type { SeedanceGatewaySettings } from './gateway/provider.ts';
export type { SeedanceModelRequests } from './model-requests.ts';
export type { SeedanceOfficialSettings } from './provider.ts';
export type { SeedanceOptions } from './schema.ts';
/** `api` decides: `'ark'`, `'modelark'` or `'gateway'`. */
export type SeedanceSettings = SeedanceOfficialSettings | SeedanceGatewaySettings;

const apis = {
  ark: { settings: ['sendReference'], variables: [keyVariables.ark] },
  modelark: { settings: [], variables: [keyVariables.modelark] },
  gateway: { settings: ['mount'], variables: [keyVariable] },
} as const;

/**
 * Seedance by Volcengine Ark (`api: 'ark'`), by BytePlus ModelArk (`'modelark'`), or behind a relay that mounts Ark's routes
 * (`'gateway'`). Without `api`: the one whose own settings are given; else, if no `apiKey` is passed, the one whose key is in
 * the environment (`ARK_API_KEY`, `MODELARK_API_KEY`, `SEEDANCE_API_TOKEN`); else Ark. A key is needed only when something is
 * sent. Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export function createSeedance(settings: SeedanceSettings = {}): VideoProvider {
  const api = chooseApi<keyof typeof apis>('seedance', settings, apis, 'ark');
  return api === 'gateway' ? createGatewaySeedance(settings) : createOfficialSeedance(api, settings);
}
