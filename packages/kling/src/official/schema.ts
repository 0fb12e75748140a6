/*
 * Kling's own api, the legacy generation: /v1/videos/{kind} at the hosts of a region.
 * Sources, 2026-11, none tested live: [doc] mirrors of klingai.com/document-api; [client] clients of it, a note of
 * live probes of August 2026 among them; [guess] inferences of ours.
 */
import * as z from '@vid/core/zod';
import { submitShape } from '../schema.ts';

/** The routes that make videos; a task is asked for where it was made [client]. */
export const kinds = ['text2video', 'image2video', 'multi-image2video', 'video-extend'] as const;
export type Kind = (typeof kinds)[number];

/** `api.klingai.com` is an old name of Singapore [client]. Keys belong to one region [client]. */
export const hosts = {
  singapore: 'https://api-singapore.klingai.com',
  beijing: 'https://api-beijing.klingai.com',
} as const;

export const officialBodySchema = z.strictObject({
  ...submitShape,
  /** Missing for `video-extend`, which takes none: the source's model goes on [doc]. */
  model_name: z.optional(z.string()),
  /** `4k` for kling-v3 only [doc]. */
  mode: z.optional(z.enum(['std', 'pro', '4k'])),
  image_list: z.optional(z.array(z.strictObject({ image: z.string() }))),
  /** The id of a finished video, at most 30 days old; `video-extend` only [doc]. */
  video_id: z.optional(z.string()),
  element_list: z.optional(z.array(z.strictObject({ element_id: z.int() }))),
  multi_shot: z.optional(z.boolean()),
  shot_type: z.optional(z.enum(['customize', 'intelligence'])),
  /** Counted from 1 [guess]. */
  multi_prompt: z.optional(
    z.array(z.strictObject({ index: z.int(), prompt: z.string(), duration: z.string() })),
  ),
  /** Adds a marked copy beside the plain one [doc]. */
  watermark_info: z.optional(z.strictObject({ enabled: z.boolean() })),
  callback_url: z.optional(z.string()),
  /** Ours, unique within the account; a query takes it in place of the task's id [doc]. */
  external_task_id: z.string(),
});

export type OfficialBody = z.infer<typeof officialBodySchema>;
