import { type TaskFailure, VideoError, type VideoErrorCode, type VideoTask } from '@vid/core';
import type { JsonObject } from '../json.ts';
import type { Call } from './call.ts';
import type { ModelContext } from './model.ts';
import { endText, metadataOf, type Response, responseOf, type VideoLink, videosOf } from './status.ts';
import { cancelOnAbort, submit, type Submitted } from './submit.ts';

const codes: Readonly<Record<TaskFailure['reason'], VideoErrorCode>> = {
  'content-policy': 'content-policy',
  'invalid-input': 'invalid-request',
  'provider-error': 'provider-unavailable',
  expired: 'not-found',
  unknown: 'provider-unavailable',
};

/** Of a call that had to end with a video: with the task, and never worth repeating, as it was paid. */
const endError = (task: VideoTask) =>
  new VideoError(
    task.status === 'failed' ? codes[task.failure.reason] : 'provider-unavailable',
    `${endText(task)}.`,
    { provider: task.provider, retryable: false, task },
  );

/** `VideoModelV3` in types that those of `@ai-sdk/provider` 3 and 4 both take. */
export interface VideoModelV3 {
  /** The AI SDK's own, of its version 6. */
  readonly specificationVersion: 'v3';
  /** `'vid'`. */
  readonly provider: string;
  /** As it was asked for, such as `'kling:kling-v2-6'` or `'auto'`. */
  readonly modelId: string;
  /** One paid task for each call. */
  readonly maxVideosPerCall: 1;
  /** Sends one paid request and waits for its end. */
  doGenerate(call: Call): Promise<{
    videos: VideoLink[];
    warnings: Submitted['warnings'];
    providerMetadata: { vid: JsonObject };
    response: Response;
  }>;
}

/** A video model of `ai` 6, whose one call sends and waits. */
export function createModelV3(context: ModelContext, modelId: string): VideoModelV3 {
  const { router, settings, links } = context;
  return {
    specificationVersion: 'v3',
    provider: 'vid',
    modelId,
    maxVideosPerCall: 1,
    async doGenerate(call) {
      const { task, warnings } = await submit(context, modelId, call);
      const { abortSignal: signal } = call;
      const release =
        settings.cancelOnAbort === true && signal !== undefined
          ? cancelOnAbort(context, task, signal)
          : undefined;
      const end = await router.wait(task, { ...settings.wait, signal });
      release?.();
      if (end.status !== 'succeeded') throw endError(end);
      links.add(end);
      const metadata = metadataOf({ task: end });
      return { videos: videosOf(end), warnings, providerMetadata: metadata, response: responseOf(end) };
    },
  };
}
