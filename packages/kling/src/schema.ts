/*
 * What both doors of Kling share: the fields of the vendor's legacy generation, `/v1/videos/{kind}`.
 * Sources, 2026-11, none tested live: [doc] mirrors of klingai.com/document-api.
 */
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
