import type { LumenModelRequests } from './model-requests.ts';

declare module '@vid/core' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends LumenModelRequests {}
}

export type { LumenModelRequests } from './model-requests.ts';
export { createLumen, type LumenSettings } from './provider.ts';
