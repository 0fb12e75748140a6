import type { VideoFeatures } from '@vid/core';
import type { ReceivedSubmit } from '@vid/testkit';
import * as z from '@vid/core/zod';

/* The vendor's create page, read a second time: what a body asks for. */

const link = z.object({ url: z.string() });
const text = z.optional(z.string());
const number = z.optional(z.number());
const flag = z.optional(z.boolean());
const body = z.object({
  content: z.array(
    z.object({
      type: z.string(),
      role: text,
      text,
      image_url: z.optional(link),
      video_url: z.optional(link),
      audio_url: z.optional(link),
      draft_task: z.optional(z.object({ id: z.string() })),
    }),
  ),
  omni_reference_task_type: z.optional(z.enum(['auto', 'reference', 'edit', 'extend'])),
  resolution: text,
  ratio: text,
  duration: number,
  frames: number,
  generate_audio: flag,
  camera_fixed: flag,
  watermark: flag,
  seed: number,
  draft: flag,
  service_tier: z.optional(z.enum(['default', 'flex'])),
  execution_expires_after: number,
  priority: number,
  output_format: z.optional(z.enum(['mp4', 'mov'])),
  callback_url: text,
  safety_identifier: text,
  tools: z.optional(z.array(z.object({ type: z.string() }))),
});

const several = <Item>(items: readonly Item[]) => (items.length === 0 ? undefined : items);

/** Sound is said by its format, `mp3`, whose media type is another word. */
const asAsked = (url: string) => url.replace('data:audio/mp3;', 'data:audio/mpeg;');

export function understood({ body: json }: ReceivedSubmit): VideoFeatures {
  const said = z.parse(body, json);
  const urls = (role: string) =>
    said.content.flatMap((item) =>
      item.role === role ? [item.image_url?.url ?? item.video_url?.url ?? item.audio_url?.url ?? ''] : [],
    );
  const { omni_reference_task_type: type } = said;
  const isEdit = type === 'edit';
  const videos = urls('reference_video');
  const draft = said.content.find(({ type }) => type === 'draft_task')?.draft_task?.id;
  return {
    prompt: said.content.find(({ type }) => type === 'text')?.text,
    firstFrame: urls('first_frame')[0],
    lastFrame: urls('last_frame')[0],
    references: several(urls('reference_image')),
    referenceVideos: isEdit ? undefined : several(videos),
    referenceAudio: several(urls('reference_audio').map(asAsked)),
    sourceVideo: isEdit ? videos[0] : undefined,
    duration: said.duration === -1 ? 'auto' : said.duration,
    aspectRatio: said.ratio,
    resolution: said.resolution,
    watermark: said.watermark,
    audio: said.generate_audio,
    seed: said.seed,
    callbackUrl: said.callback_url,
    providerOptions: {
      seedance: {
        taskType: isEdit ? undefined : type,
        draft: said.draft === true ? true : undefined,
        draftTask: draft,
        priority: said.priority,
        outputFormat: said.output_format,
        serviceTier: said.service_tier,
        expiresAfter: said.execution_expires_after,
        cameraFixed: said.camera_fixed,
        frames: said.frames,
        webSearch: said.tools?.some((tool) => tool.type === 'web_search') === true ? true : undefined,
        safetyIdentifier: said.safety_identifier,
      },
    },
  };
}

export const statusWords = {
  queued: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled',
  expired: 'failed',
} as const;
