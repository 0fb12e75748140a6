import * as z from '@vid/core/zod';
import { type Model, models } from './models.ts';

/* A submit as the service checks it (openrouter.md 3), and what it makes of it. */

const url = z.object({ url: z.string().check(z.regex(/^(https:\/\/|data:)/)) });
const image = z.strictObject({ type: z.literal('image_url'), image_url: url });
const reference = z.discriminatedUnion('type', [
  image,
  z.strictObject({ type: z.literal('audio_url'), audio_url: url }),
  z.strictObject({ type: z.literal('video_url'), video_url: url }),
]);

export const submitted = z.strictObject({
  model: z.string(),
  prompt: z.optional(z.string().check(z.minLength(1))),
  duration: z.optional(z.int().check(z.gte(1))),
  resolution: z.optional(z.string()),
  aspect_ratio: z.optional(z.string()),
  size: z.optional(z.string().check(z.regex(/^\d+x\d+$/))),
  frame_images: z.optional(
    z.array(
      z.strictObject({
        type: z.literal('image_url'),
        image_url: url,
        frame_type: z.enum(['first_frame', 'last_frame']),
      }),
    ),
  ),
  input_references: z.optional(z.array(reference)),
  generate_audio: z.optional(z.boolean()),
  seed: z.optional(z.int()),
  previous_job_id: z.optional(z.string()),
  callback_url: z.optional(z.string().check(z.regex(/^https:\/\//))),
  upscale_factor: z.optional(z.number()),
  creativity: z.optional(z.number()),
  provider: z.optional(
    z.object({ options: z.optional(z.record(z.string(), z.record(z.string(), z.unknown()))) }),
  ),
});
export type Submitted = z.infer<typeof submitted>;

export const modelOf = ({ model }: Submitted): Model | undefined => models.find(({ id }) => id === model);

const unsupported = (field: string, value: unknown, supported: readonly unknown[] | null) =>
  `${field} ${String(value)} is not supported; supported: ${supported?.join(', ') ?? 'none'}`;

/** What is wrong with a body whose shape is right; `undefined`: nothing. */
export function misuse(body: Submitted, model: Model): string | undefined {
  const { duration, resolution, aspect_ratio: ratio, size, frame_images: frames = [] } = body;
  if (body.prompt === undefined && !model.isUpscaler) return 'prompt is required';
  if (duration !== undefined && model.seconds?.includes(duration) !== true)
    return unsupported('duration', duration, model.seconds);
  if (resolution !== undefined && model.tiers?.includes(resolution) !== true)
    return unsupported('resolution', resolution, model.tiers);
  if (ratio !== undefined && model.ratios?.includes(ratio) !== true)
    return unsupported('aspect_ratio', ratio, model.ratios);
  if (size !== undefined && model.sizes?.includes(size) !== true)
    return unsupported('size', size, model.sizes);
  if (size !== undefined && (resolution ?? ratio) !== undefined)
    return 'size excludes resolution and aspect_ratio';
  const odd = frames.find(({ frame_type }) => model.frames?.includes(frame_type) !== true);
  if (odd !== undefined) return unsupported('frame_type', odd.frame_type, model.frames);
  if (body.generate_audio === true && model.sound === false) return 'generate_audio is not supported';
  if (body.generate_audio !== undefined && model.sound === null) return 'generate_audio is not supported';
  if (body.seed !== undefined && model.seed !== true) return 'seed is not supported';
  if (body.previous_job_id !== undefined) return 'previous_job_id is not supported by this endpoint';
  const clips = (body.input_references ?? []).flatMap((one) =>
    one.type === 'video_url' ? [one.video_url.url] : [],
  );
  if (clips.some((link) => link.startsWith('data:'))) return 'video data URLs are not supported';
  if (!model.isUpscaler && (body.upscale_factor ?? body.creativity) !== undefined)
    return 'upscale_factor is not supported';
  return undefined;
}

const inputOf = { image_url: 'image', video_url: 'video', audio_url: 'audio' } as const;

/** What the service goes by: frames win, and what a model does not take vanishes without a word. */
export function heeded(body: Submitted, model: Model): Submitted {
  const { frame_images: frames, input_references: references = [], provider, ...rest } = body;
  const hasFrames = frames !== undefined && frames.length > 0;
  const taken = hasFrames ? [] : references.filter(({ type }) => model.inputs.includes(inputOf[type]));
  const options: Record<string, Record<string, unknown>> = {};
  for (const [slug, all] of Object.entries(provider?.options ?? {}))
    for (const [key, value] of Object.entries(all))
      if (model.keys.includes(key)) options[slug] = { ...options[slug], [key]: value };
  return {
    ...rest,
    ...(hasFrames && { frame_images: frames }),
    ...(taken.length > 0 && { input_references: taken }),
    ...(Object.keys(options).length > 0 && { provider: { options } }),
  };
}

/** A lone last frame is taken, and the job fails. */
export const isDoomed = ({ frame_images: frames = [] }: Submitted): boolean =>
  frames.length > 0 && frames.every(({ frame_type }) => frame_type === 'last_frame');
