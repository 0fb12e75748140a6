export type { Download } from './out/download.ts';
export { createVid, type VidProvider } from './out/provider.ts';
export type { VidOptions, VidSettings } from './out/settings.ts';
