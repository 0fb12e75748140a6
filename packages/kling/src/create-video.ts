import type { CameraControl, DynamicMask, MediaInput, VideoRequest } from '@vid/core';

/** The rest of a request, such as `{ prompt, duration, quality }`. */
export type CreateVideoOptions = Omit<VideoRequest, 'firstFrame' | 'cameraControl' | 'motionMasks'>;

/**
 * A request for a video from a picture with a camera move, such as `{ zoom: 5 }`. `model`: default any that can; at the
 * official api kling-v1-5 takes one axis, in `quality: 'pro'`. Sends nothing.
 */
export const createVideoWithCamera = (
  image: MediaInput,
  cameraControl: CameraControl,
  options: CreateVideoOptions = {},
): VideoRequest => ({ ...options, firstFrame: image, cameraControl });

/** A request for a video from a picture whose masked area moves along a path. `model`: default any that can. Sends nothing. */
export const createVideoWithDynamicMask = (
  image: MediaInput,
  mask: DynamicMask,
  options: CreateVideoOptions = {},
): VideoRequest => ({ ...options, firstFrame: image, motionMasks: { dynamic: [mask] } });
