import type { CameraControl, VideoFeatures } from '@vid/core';
import type { ReceivedSubmit } from '@vid/testkit';
import * as z from '@vid/core/zod';

/* The vendor's pages of /v1/videos/{kind} (kling.md 1), read a second time: what a body asks for. */

const text = z.optional(z.string());
const body = z.object({
  prompt: text,
  negative_prompt: text,
  image: text,
  image_tail: text,
  image_list: z.optional(z.array(z.object({ image: z.string() }))),
  static_mask: text,
  dynamic_masks: z.optional(
    z.array(
      z.object({
        mask: z.string(),
        trajectories: z.array(z.object({ x: z.number(), y: z.number() })),
      }),
    ),
  ),
  camera_control: z.optional(
    z.object({ type: z.string(), config: z.optional(z.record(z.string(), z.number())) }),
  ),
  mode: z.optional(z.enum(['std', 'pro', '4k'])),
  sound: z.optional(z.enum(['on', 'off'])),
  cfg_scale: z.optional(z.number()),
  voice_list: z.optional(z.array(z.object({ voice_id: z.string() }))),
  element_list: z.optional(z.array(z.object({ element_id: z.number() }))),
  multi_shot: z.optional(z.boolean()),
  shot_type: text,
  multi_prompt: z.optional(
    z.array(z.object({ index: z.number(), prompt: z.string(), duration: z.string() })),
  ),
  aspect_ratio: text,
  duration: text,
  video_id: text,
  watermark_info: z.optional(z.object({ enabled: z.boolean() })),
  callback_url: text,
});
type Body = z.infer<typeof body>;

function cameraOf({ camera_control: camera }: Body): CameraControl | undefined {
  if (camera === undefined) return undefined;
  return camera.type === 'simple' ? { ...camera.config } : { preset: camera.type };
}

function masksOf({ static_mask, dynamic_masks }: Body): VideoFeatures['motionMasks'] {
  if (static_mask === undefined && dynamic_masks === undefined) return undefined;
  const dynamic = dynamic_masks?.map(({ mask, trajectories: trajectory }) => ({ mask, trajectory }));
  return { static: static_mask, dynamic };
}

const optionsOf = (said: Body) => ({
  cfgScale: said.cfg_scale,
  voices: said.voice_list?.map(({ voice_id }) => voice_id),
  elements: said.element_list?.map(({ element_id }) => element_id),
  // Cut by the service itself, or by the list.
  multiShot: said.shot_type === 'customize' ? undefined : said.multi_shot,
  shots:
    said.multi_shot === true && said.shot_type === 'customize'
      ? said.multi_prompt
          ?.toSorted((a, b) => a.index - b.index)
          .map(({ prompt, duration }) => ({ prompt, duration: Number(duration) }))
      : undefined,
});

const qualities = { std: 'standard', pro: 'pro' } as const;

export function understood({ body: json }: ReceivedSubmit): VideoFeatures {
  const said = z.parse(body, json);
  const { mode } = said;
  return {
    prompt: said.prompt,
    negativePrompt: said.negative_prompt,
    firstFrame: said.image,
    lastFrame: said.image_tail,
    references: said.image_list?.map(({ image }) => image),
    extendVideo: said.video_id,
    duration: said.duration === undefined ? undefined : Number(said.duration),
    aspectRatio: said.aspect_ratio,
    resolution: mode === '4k' ? '4k' : undefined,
    quality: mode === undefined || mode === '4k' ? undefined : qualities[mode],
    watermark: said.watermark_info?.enabled,
    audio: said.sound === undefined ? undefined : said.sound === 'on',
    callbackUrl: said.callback_url,
    cameraControl: cameraOf(said),
    motionMasks: masksOf(said),
    providerOptions: { kling: optionsOf(said) },
  };
}

/** The words of the api itself (kling.md 1.5). */
export const statusWords = {
  submitted: 'queued',
  processing: 'running',
  succeed: 'succeeded',
  failed: 'failed',
} as const;
