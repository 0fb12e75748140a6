import type { Money, VideoFeatures } from '@vid/core';
import type { ReceivedSubmit } from '@vid/testkit';
import * as z from '@vid/core/zod';

/* The vendor's pages of the task API (wan.md 3 and 4), read a second time: what a body asks for. */

const text = z.optional(z.string());
const body = z.object({
  model: z.string(),
  input: z.object({
    prompt: text,
    negative_prompt: text,
    audio_url: text,
    first_frame_url: text,
    last_frame_url: text,
    media: z.optional(z.array(z.object({ type: z.string(), url: z.string() }))),
  }),
  parameters: z.object({
    resolution: text,
    ratio: text,
    duration: z.optional(z.number()),
    audio: z.optional(z.boolean()),
    audio_setting: z.optional(z.enum(['auto', 'origin'])),
    prompt_extend: z.optional(z.boolean()),
    watermark: z.optional(z.boolean()),
    seed: z.optional(z.number()),
  }),
});

/** These make sound whatever they are told, and have no switch for it. */
const soundsAlways = /^(wan2\.7-.2v|happyhorse-1\..-.2v)/;

export function understood({ body: json }: ReceivedSubmit): VideoFeatures {
  const { model, input, parameters } = z.parse(body, json);
  const of = (...types: readonly string[]) => {
    const urls = (input.media ?? []).filter(({ type }) => types.includes(type)).map(({ url }) => url);
    return urls.length === 0 ? undefined : urls;
  };
  const sounds = of('reference_audio', 'driving_audio');
  return {
    prompt: input.prompt,
    negativePrompt: input.negative_prompt,
    firstFrame: input.first_frame_url ?? of('first_frame')?.[0],
    lastFrame: input.last_frame_url ?? of('last_frame')?.[0],
    references: of('reference_image'),
    referenceVideos: of('reference_video'),
    referenceAudio: input.audio_url === undefined ? sounds : [input.audio_url],
    sourceVideo: of('video')?.[0],
    duration: parameters.duration === -1 ? 'auto' : parameters.duration,
    aspectRatio: parameters.ratio,
    resolution: parameters.resolution?.replace('P', 'p'),
    audio: parameters.audio ?? (soundsAlways.test(model) ? true : undefined),
    watermark: parameters.watermark,
    seed: parameters.seed,
    providerOptions: {
      wan: {
        promptExtend: parameters.prompt_extend,
        audioSetting: parameters.audio_setting,
        file: of('file')?.[0],
        link: of('link')?.[0],
      },
    },
  };
}

/** The words of the api itself (wan.md 6). `UNKNOWN` is none: it tells nothing. */
export const statusWords = {
  PENDING: 'queued',
  RUNNING: 'running',
  SUSPENDED: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELED: 'canceled',
} as const;

/** Singapore's list (wan.md 11), for a clip of 4 s where clips go in; the other models have none. */
export function billOf(json: unknown): Money | undefined {
  const { model, input, parameters } = z.parse(body, json);
  const perSecond = { '480P': 0.05, '720P': 0.1, '1080P': 0.2 }[parameters.resolution ?? '1080P'];
  if (model !== 'wan3.0-video' || perSecond === undefined) return undefined;
  const clips = input.media?.some(({ type }) => type === 'reference_video') === true ? 4 : 0;
  const { duration = 5 } = parameters;
  // Where the model chooses, it makes 7 s.
  return { amount: perSecond * ((duration === -1 ? 7 : duration) + clips), currency: 'USD' };
}
