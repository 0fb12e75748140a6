/*
 * What both doors of Kling share: the fields of the vendor's legacy generation, `/v1/videos/{kind}`.
 * Sources, 2026-11, none tested live: [doc] mirrors of klingai.com/document-api.
 */
import type { VideoErrorCode } from '@vid/core';
import * as z from 'zod/mini';

const axis = z.number();

/** Empty fields are left out: an empty `sound` or `image_tail` may be refused [guess]. */
export const submitShape = {
  /** Not `model`: the vendor ignores that name and picks its default model [doc]. */
  model_name: z.string(),
  prompt: z.optional(z.string()),
  negative_prompt: z.optional(z.string()),
  /** URL, or base64 without `data:` prefix [doc]. */
  image: z.optional(z.string()),
  image_tail: z.optional(z.string()),
  static_mask: z.optional(z.string()),
  /** Pixels of the picture, origin at the bottom left [doc]. */
  dynamic_masks: z.optional(
    z.array(
      z.strictObject({ mask: z.string(), trajectories: z.array(z.strictObject({ x: z.int(), y: z.int() })) }),
    ),
  ),
  camera_control: z.optional(
    z.strictObject({
      type: z.string(),
      config: z.optional(
        z.strictObject({ horizontal: axis, vertical: axis, pan: axis, tilt: axis, roll: axis, zoom: axis }),
      ),
    }),
  ),
  mode: z.optional(z.enum(['std', 'pro'])),
  sound: z.optional(z.enum(['on', 'off'])),
  cfg_scale: z.optional(z.number()),
  aspect_ratio: z.optional(z.string()),
  /** Seconds, as text [doc]. */
  duration: z.optional(z.string()),
};

export const submitBodySchema = z.strictObject(submitShape);

export type SubmitBody = z.infer<typeof submitBodySchema>;

export const klingOptionsSchema = z.strictObject({
  /** How closely the video follows the prompt, 0 to 1, the vendor's default 0.5 [doc]. */
  cfgScale: z.optional(z.number()),
});

export type KlingOptions = Readonly<z.infer<typeof klingOptionsSchema>>;

/**
 * The vendor's numbers that prove that no task was made. The numbers and their meaning are [doc], identical in three
 * copies; what they prove is our inference [guess]. HTTP 429 alone says nothing: 1100 to 1102 and 1304 are permanent,
 * 1302 and 1303 pass. 5000, 5001 and 5002 are not here: they leave open whether a task exists.
 */
export const refusals: Readonly<Record<number, VideoErrorCode>> = {
  1000: 'authentication',
  1001: 'authentication',
  1002: 'authentication',
  1003: 'authentication',
  1004: 'authentication',
  1100: 'authentication',
  1101: 'quota-exhausted',
  1102: 'quota-exhausted',
  1103: 'authentication',
  1200: 'invalid-request',
  1201: 'invalid-request',
  1202: 'invalid-request',
  1203: 'not-found',
  1300: 'content-policy',
  1301: 'content-policy',
  1302: 'rate-limited',
  1303: 'rate-limited',
  1304: 'authentication',
};
