import type { WanModelRequests } from './model-requests.ts';
import type { WanOptions } from './schema.ts';

declare module '@vid/core' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends WanModelRequests {}
  interface ProviderOptions {
    /** Options that only Wan understands; only its models are candidates then. */
    readonly wan?: WanOptions | undefined;
  }
}

export type { WanModelRequests } from './model-requests.ts';
export { createWan, type WanSettings } from './provider.ts';
export type { Region as WanRegion, WanOptions } from './schema.ts';
