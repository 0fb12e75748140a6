import type { OpenrouterModelRequests } from './model-requests.ts';
import type { OpenrouterOptions } from './schema.ts';

declare module '@vid/core' {
  interface ProviderOptions {
    /** Options that only OpenRouter understands; only its models are candidates then. */
    readonly openrouter?: OpenrouterOptions;
  }
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends OpenrouterModelRequests {}
}

export type { OpenrouterModelRequests } from './model-requests.ts';
export { createOpenrouter, type OpenrouterProvider, type OpenrouterSettings } from './provider.ts';
export type { Refreshed, RefreshOptions } from './refresh.ts';
export type { OpenrouterOptions } from './schema.ts';
