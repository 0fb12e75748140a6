import type { SeedanceModelRequests } from './model-requests.ts';

declare module '@vid/core' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends SeedanceModelRequests {}
}

export type { SeedanceModelRequests } from './model-requests.ts';
export { createSeedance, type SeedanceSettings } from './provider.ts';
