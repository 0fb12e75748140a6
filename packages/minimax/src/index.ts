import type { MinimaxModelRequests } from './model-requests.ts';

declare module '@vid/core' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends MinimaxModelRequests {}
}

export type { MinimaxModelRequests } from './model-requests.ts';
export { createMinimax, type MinimaxSettings } from './provider.ts';
export type { MinimaxOptions } from './schema.ts';
