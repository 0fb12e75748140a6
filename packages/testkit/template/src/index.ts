import type { NamelessModelRequests } from './model-requests.ts';

declare module '@vid/core' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends NamelessModelRequests {}
}

export type { NamelessModelRequests } from './model-requests.ts';
export { createNameless, type NamelessSettings } from './provider.ts';
