import type { CameraControl, MotionMasks } from '@vid/core';
import { type FieldWriters, inSeconds, mediaText, readOptions } from '@vid/core/provider-kit';
import { type KlingOptions, klingOptionsSchema, type SubmitBody } from './schema.ts';

/** A preset has no config and no strength; a simple move sends all six axes, five of them 0 [doc]. */
function cameraControl(camera: CameraControl): SubmitBody['camera_control'] {
  if ('preset' in camera) return camera.strength === undefined ? { type: camera.preset } : undefined;
  const { horizontal = 0, vertical = 0, pan = 0, tilt = 0, roll = 0, zoom = 0 } = camera;
  return { type: 'simple', config: { horizontal, vertical, pan, tilt, roll, zoom } };
}

const motionMasks = ({ static: still, dynamic }: MotionMasks): Partial<SubmitBody> => ({
  ...(still !== undefined && { static_mask: mediaText(still, 'base64') }),
  ...(dynamic !== undefined && {
    dynamic_masks: dynamic.map(({ mask, trajectory }) => ({
      mask: mediaText(mask, 'base64'),
      trajectories: trajectory.map(({ x, y }) => ({ x, y })),
    })),
  }),
});

/** The options that both apis take. */
export const sharedOptions = ({
  cfgScale,
  voices,
}: Pick<KlingOptions, 'cfgScale' | 'voices'>): Partial<SubmitBody> => ({
  ...(cfgScale !== undefined && { cfg_scale: cfgScale }),
  ...(voices !== undefined && { voice_list: voices.map((voice_id) => ({ voice_id })) }),
});

/** The fields that both apis of Kling write alike. */
export const writers: FieldWriters<SubmitBody> = {
  prompt: (prompt) => ({ prompt }),
  negativePrompt: (negative_prompt) => ({ negative_prompt }),
  firstFrame: (image) => ({ image: mediaText(image, 'base64') }),
  lastFrame: (image) => ({ image_tail: mediaText(image, 'base64') }),
  duration: inSeconds((seconds) => ({ duration: String(seconds) })),
  aspectRatio: (aspect_ratio) => ({ aspect_ratio }),
  quality: (quality) => ({ mode: quality === 'pro' ? 'pro' : 'std' }),
  audio: (audio) => ({ sound: audio ? 'on' : 'off' }),
  cameraControl: (camera) => {
    const camera_control = cameraControl(camera);
    return camera_control === undefined ? undefined : { camera_control };
  },
  motionMasks,
  providerOptions: ({ kling = {} }, accepted) => {
    const { cfgScale, voices, ...official } = readOptions(klingOptionsSchema, kling, accepted);
    const isForeign = Object.values(official).some((value) => value !== undefined);
    return isForeign ? undefined : sharedOptions({ cfgScale, voices });
  },
};
