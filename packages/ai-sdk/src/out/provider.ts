import { createRouter, type Router, VideoError, type VideoProvider } from '@vid/core';
import { createDownload, createSeenLinks, type Download } from './download.ts';
import { createModel, type ModelContext, type VideoModelV4 } from './model.ts';
import { createModelV3, type VideoModelV3 } from './model-v3.ts';
import type { VidSettings } from './settings.ts';

interface Models<Version extends 'v3' | 'v4', Model> {
  /** The same as `videoModel`. */
  (modelId?: string): Model;
  /** The AI SDK's own: `v4` of its version 7, `v3` of 6. */
  readonly specificationVersion: Version;
  /**
   * A model of the router: `'kling-v2-6'`, `'kling:kling-v2-6'`, `'kling:kling-v2-6 (official)'`, or `'auto'` for the best one that
   * can do what is asked. Default `'auto'`. What is no model is said, with the nearest name, when it is called.
   */
  videoModel(modelId?: string): Model;
  /** The same as `videoModel`. */
  video(modelId?: string): Model;
  /** Throws: there are video models only. */
  languageModel(modelId: string): never;
  /** Throws: there are video models only. */
  embeddingModel(modelId: string): never;
  /** Throws: there are video models only. */
  imageModel(modelId: string): never;
}

/** A router as a provider of the AI SDK. */
export interface VidProvider extends Models<'v4', VideoModelV4> {
  /** The same models for `ai` 6: one call sends and waits. */
  readonly v3: Models<'v3', VideoModelV3>;
  /**
   * For `experimental_generateVideo({ download: vid.download })`: brings the file home as `downloadVideo` does. It resumes,
   * refuses what is no film, asks for a new link where one has expired, and sends a key where a link needs it, which the AI SDK's
   * own cannot. What it throws has the task, without its links: `router.query` tells them again. Needs Node, Bun or Deno.
   */
  readonly download: Download;
}

function refuse(modelId: string): never {
  throw new VideoError('unsupported', `vid makes videos only: there is no other model "${modelId}".`);
}

function modelsOf<Version extends 'v3' | 'v4', Model>(
  specificationVersion: Version,
  create: (modelId: string) => Model,
): Models<Version, Model> {
  const videoModel = (modelId = 'auto') => create(modelId);
  return Object.assign((modelId?: string) => videoModel(modelId), {
    specificationVersion,
    videoModel,
    video: videoModel,
    languageModel: refuse,
    embeddingModel: refuse,
    imageModel: refuse,
  });
}

const isRouter = (provider: VideoProvider): provider is Router => 'plan' in provider && 'wait' in provider;

/**
 * A router, or one provider, as a provider of the AI SDK:
 *
 *     const vid = createVid(createRouter([createKling(), createRunway()]));
 *     await experimental_generateVideo({ model: vid.video('auto'), prompt, aspectRatio: '16:9', duration: 5 });
 *
 * What the AI SDK has no field for goes into `providerOptions.vid` (`VidOptions`). Nothing is dropped: an option that has no place is
 * refused, by name, before anything is paid. An outcome that is not known is never sent again. Throws `VideoError`.
 */
export function createVid(provider: VideoProvider, settings: VidSettings = {}): VidProvider {
  const router = isRouter(provider) ? provider : createRouter([provider], { breaker: false });
  const context: ModelContext = {
    router,
    settings,
    links: createSeenLinks(),
    started: new Set(),
    watched: new Map(),
  };
  return Object.assign(
    modelsOf('v4', (modelId) => createModel(context, modelId)),
    {
      v3: modelsOf('v3', (modelId) => createModelV3(context, modelId)),
      download: createDownload(context, context.links),
    },
  );
}
