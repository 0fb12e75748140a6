import type { OpenaiVideosOptions } from './schema.ts';

declare module '@vid/core' {
  interface ProviderOptions {
    /** Options that only the services of this package understand; only their models are candidates then. */
    readonly 'openai-videos'?: OpenaiVideosOptions;
  }
}

export type { DeclaredModel } from './capabilities.ts';
export type { OpenaiVideosConnection } from './connection.ts';
export type { DialectName } from './dialects.ts';
export { listModels } from './list-models.ts';
export { createOpenaiVideos, type OpenaiVideosSettings } from './provider.ts';
export type { OpenaiVideosOptions } from './schema.ts';
