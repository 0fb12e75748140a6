import type { VideoFeatures } from '@vid/core';
import type { ReceivedSubmit } from '@vid/testkit';
import * as z from '@vid/core/zod';

/* The pages of both apis (jimeng.md A1 and B2), read a second time: what a body asks for. */

const text = z.optional(z.string());
const official = z.object({
  req_key: z.string(),
  prompt: text,
  image_urls: z.optional(z.array(z.string())),
  binary_data_base64: z.optional(z.array(z.string())),
  template_id: text,
  camera_strength: text,
  seed: z.optional(z.number()),
  frames: z.optional(z.number()),
  aspect_ratio: text,
});

/** 24 frames a second, and one. A product without the choice makes what its name says. */
export function understood({ body }: ReceivedSubmit): VideoFeatures {
  const said = z.parse(official, body);
  const [firstFrame, lastFrame] = said.image_urls ?? said.binary_data_base64 ?? [];
  const { req_key: product, template_id: preset, camera_strength: strength, frames } = said;
  const isHd = /1080p?$|_pro$/.test(product);
  return {
    prompt: said.prompt,
    firstFrame,
    lastFrame: /first_tail/.test(product) ? lastFrame : undefined,
    duration: frames === undefined ? undefined : (frames - 1) / 24,
    aspectRatio: said.aspect_ratio,
    resolution: product.includes('l20') ? undefined : isHd ? '1080p' : '720p',
    cameraControl: preset === undefined ? undefined : { preset, strength },
    seed: said.seed,
  };
}

const gateway = z.object({
  prompt: text,
  aspect_ratio: text,
  size: text,
  images: z.array(z.string()),
  duration: z.optional(z.number()),
});

/** Pictures are frames by their place; what somebody calls references stands in the same list. */
export function understoodByGateway({ body }: ReceivedSubmit): VideoFeatures {
  const { prompt, aspect_ratio: aspectRatio, size, images, duration } = z.parse(gateway, body);
  const [firstFrame, lastFrame] = images;
  return {
    prompt,
    firstFrame,
    lastFrame,
    ...(images.length > 0 && { references: images }),
    aspectRatio,
    resolution: size?.toLowerCase(),
    duration,
  };
}
