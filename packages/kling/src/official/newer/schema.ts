/*
 * Kling's own api, the newer generation: the model in the path, `contents`, `settings` and `options` in the body, and one
 * address for tasks. Sources, 2026-09-20, none tested live by us: [doc] the vendor's pages; [client] runs of a client of
 * those days; [guess] inferences of ours.
 */
import * as z from '@vid/core/zod';

const media = z.string();
/** Ours, for the prompt to cite as `@image_1`. Ids must not be the beginning of one another [doc]. */
const name = z.string();

const contentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('prompt'), text: z.string() }),
  /** URL, or base64 without `data:` prefix [doc]; `image` is motion control's. */
  z.strictObject({ type: z.enum(['first_frame', 'last_frame', 'image']), url: media }),
  z.strictObject({ type: z.literal('refer_image'), url: media, id: name }),
  /** `feature_video` is a model for style or movement, `base_video` is edited [doc]. */
  z.strictObject({ type: z.enum(['feature_video', 'base_video']), url: media, id: name }),
  /** Motion control's. */
  z.strictObject({ type: z.literal('video'), url: media }),
  /** Text, where the legacy routes have a number [doc]. */
  z.strictObject({ type: z.literal('element'), element_id: z.string(), id: name }),
  z.strictObject({ type: z.literal('voice'), voice_id: z.string(), id: name }),
]);
export type Content = z.infer<typeof contentSchema>;

const settingsShape = {
  resolution: z.optional(z.string()),
  aspect_ratio: z.optional(z.string()),
  /** Whole seconds, as a number [doc]. */
  duration: z.optional(z.int()),
  /** `original` keeps the sound of a clip that goes in [doc]. */
  audio: z.optional(z.enum(['native', 'original', 'off'])),
  /** True by default, unlike on the legacy routes [doc]. */
  multi_shot: z.optional(z.boolean()),
  character_orientation: z.optional(z.enum(['image', 'video'])),
};
const optionsShape = {
  callback_url: z.optional(z.string()),
  /** Ours, unique within the account; answers call it `external_id` [doc]. */
  external_task_id: z.string(),
  watermark_info: z.optional(z.strictObject({ enabled: z.boolean() })),
};

/** All of a body in one layer; `partsOf` makes its parts. */
export const flatBodySchema = z.strictObject({
  /** Of `/text-to-video`; elsewhere it is one of `contents` [doc]. */
  prompt: z.optional(z.string()),
  contents: z.optional(z.array(contentSchema)),
  ...settingsShape,
  ...optionsShape,
});
export type FlatBody = z.infer<typeof flatBodySchema>;

export const settingsSchema = z.object(settingsShape);
export const optionsSchema = z.object(optionsShape);
