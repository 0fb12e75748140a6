import type { MediaInput, VideoRequest } from '@vid/core';

/** The rest of a request, such as `{ duration, aspectRatio, resolution }`. */
export type CreateVideoOptions = Omit<VideoRequest, 'prompt' | 'references'>;

const model = 'jimeng-video-3.0';

/** A request for a video from text, by default of jimeng-video-3.0. Sends nothing. */
export const createVideoFromText = (prompt: string, options: CreateVideoOptions = {}): VideoRequest => ({
  model,
  ...options,
  prompt,
});

/** A request for a video from text and pictures of its subject or style, by default of jimeng-video-3.0. Sends nothing. */
export const createVideoFromReferences = (
  prompt: string,
  references: readonly MediaInput[],
  options: CreateVideoOptions = {},
): VideoRequest => ({ model, ...options, prompt, references });
