import type { VideoFeatures } from '@vid/core';
import type { ReceivedSubmit } from '@vid/testkit';
import * as z from '@vid/core/zod';

/* OpenRouter's page of the submit (openrouter.md 3), read a second time: what a body asks for. */

const link = z.optional(z.object({ url: z.string() }));
const body = z.object({
  model: z.string(),
  prompt: z.optional(z.string()),
  duration: z.optional(z.number()),
  resolution: z.optional(z.string()),
  aspect_ratio: z.optional(z.string()),
  size: z.optional(z.string()),
  frame_images: z.optional(
    z.array(z.object({ frame_type: z.string(), image_url: z.object({ url: z.string() }) })),
  ),
  input_references: z.optional(
    z.array(z.object({ type: z.string(), image_url: link, video_url: link, audio_url: link })),
  ),
  generate_audio: z.optional(z.boolean()),
  seed: z.optional(z.number()),
  callback_url: z.optional(z.string()),
  upscale_factor: z.optional(z.number()),
  creativity: z.optional(z.number()),
  provider: z.optional(z.object({ options: z.record(z.string(), z.record(z.string(), z.unknown())) })),
});

/** Models that work on a clip, so that the one that goes in is their source. */
const editors = /aleph|video-edit|upscale/;

export function understood({ body: json }: ReceivedSubmit): VideoFeatures {
  const said = z.parse(body, json);
  const frame = (type: string) =>
    said.frame_images?.find(({ frame_type }) => frame_type === type)?.image_url.url;
  const listOf = (kind: 'image_url' | 'video_url' | 'audio_url') => {
    const all = (said.input_references ?? []).flatMap((one) => one[kind]?.url ?? []);
    return all.length === 0 ? undefined : all;
  };
  const clips = listOf('video_url');
  const isEditor = editors.test(said.model);
  const [slug] = Object.keys(said.provider?.options ?? {});
  const own = {
    ...(said.upscale_factor !== undefined && { upscaleFactor: said.upscale_factor }),
    ...(said.creativity !== undefined && { creativity: said.creativity }),
    ...(slug !== undefined && { slug, ...said.provider?.options[slug] }),
  };
  return {
    prompt: said.prompt,
    firstFrame: frame('first_frame'),
    lastFrame: frame('last_frame'),
    references: listOf('image_url'),
    referenceVideos: isEditor ? undefined : clips,
    sourceVideo: isEditor ? clips?.[0] : undefined,
    referenceAudio: listOf('audio_url'),
    duration: said.duration,
    resolution: said.resolution?.replace('K', 'k'),
    aspectRatio: said.aspect_ratio,
    size: said.size,
    audio: said.generate_audio,
    seed: said.seed,
    callbackUrl: said.callback_url,
    ...(Object.keys(own).length > 0 && { providerOptions: { openrouter: own } }),
  };
}
