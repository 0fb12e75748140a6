import type { VideoFeatures } from '@vid/core';
import type { ReceivedSubmit } from '@vid/testkit';
import * as z from '@vid/core/zod';

/* MiniMax's pages of the v2 submit (minimax.md 3), read a second time: what a body asks for. */

const link = z.optional(z.object({ url: z.string() }));
const body = z.object({
  content: z.array(
    z.object({
      type: z.string(),
      text: z.optional(z.string()),
      role: z.optional(z.string()),
      image_url: link,
      video_url: link,
      audio_url: link,
    }),
  ),
  resolution: z.string(),
  duration: z.number(),
  ratio: z.optional(z.string()),
  aigc_watermark: z.optional(z.boolean()),
  extra: z.optional(z.object({ prompt_expansion_mode: z.string() })),
  callback_url: z.optional(z.string()),
});

export function understood({ body: json }: ReceivedSubmit): VideoFeatures {
  const said = z.parse(body, json);
  const withRole = (role: string) =>
    said.content
      .filter((one) => one.role === role)
      .map(({ image_url, video_url, audio_url }) => (image_url ?? video_url ?? audio_url)?.url ?? '');
  const listOf = (role: string) => (withRole(role).length === 0 ? undefined : withRole(role));
  return {
    prompt: said.content.find(({ type }) => type === 'text')?.text,
    firstFrame: withRole('first_frame')[0],
    lastFrame: withRole('last_frame')[0],
    references: listOf('reference_image'),
    referenceVideos: listOf('reference_video'),
    referenceAudio: listOf('reference_audio'),
    // `768P` is the short side, `2K` a name.
    resolution: said.resolution.toLowerCase(),
    duration: said.duration,
    aspectRatio: said.ratio,
    // Both models make sound, whatever is said.
    audio: true,
    watermark: said.aigc_watermark,
    callbackUrl: said.callback_url,
    ...(said.extra !== undefined && {
      providerOptions: JSON.parse(
        JSON.stringify({ minimax: { promptExpansion: said.extra.prompt_expansion_mode } }),
      ),
    }),
  };
}
