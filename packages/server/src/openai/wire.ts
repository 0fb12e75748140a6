import { jobViewSchema, submitBodySchema } from '@vid/core/remote';
import * as z from 'zod/mini';

/*
 * The shape that OpenAI's video API left behind, as its own client 7.59 writes and reads it [doc, client]; what is ours stands
 * under `x_vid`.
 *
 *   POST   /v1/videos               multipart/form-data or JSON -> Video
 *   GET    /v1/videos?after&limit&order                         -> VideoList; `?key`: the one of an `Idempotency-Key`, or none
 *   GET    /v1/videos/:id           Video
 *   GET    /v1/videos/:id/content   the file, with ranges
 *   DELETE /v1/videos/:id           stops it where it runs
 *   GET    /v1/models, /v1/models/:id
 */

const text = z.string();
const nullable = <Schema extends z.ZodMiniType>(schema: Schema) => z.nullable(schema);

const { routing, label } = submitBodySchema.shape;

/** What the shape has no field for. */
const extrasSchema = z.strictObject({
  /** Further fields of the request, as in `POST /tasks`. */
  request: z.optional(z.record(text, z.unknown())),
  routing,
  label,
});

/** The fields of a submit; a file is a part of a form. */
export const submitSchema = z.strictObject({
  prompt: z.optional(text),
  model: z.optional(text.check(z.minLength(1))),
  /** As text or a number. */
  seconds: z.optional(z.union([text.check(z.regex(/^\d{1,6}(?:\.\d{1,6})?$/)), z.number()])),
  size: z.optional(text.check(z.regex(/^[1-9]\d{0,5}x[1-9]\d{0,5}$/))),
  /** A link or a data URI; of a picture that the video starts from. */
  input_reference: z.optional(z.union([text, z.strictObject({ image_url: text }), z.instanceof(Blob)])),
  /** In a form JSON as text. */
  x_vid: z.optional(extrasSchema),
});
export type SubmitFields = z.infer<typeof submitSchema>;

export const videoSchema = z.object({
  id: text,
  object: z.literal('video'),
  /** As it was asked for. */
  model: text,
  status: z.enum(['queued', 'in_progress', 'completed', 'failed']),
  /** 0 to 100. */
  progress: z.int(),
  /** Unix seconds. */
  created_at: z.int(),
  completed_at: nullable(z.int()),
  expires_at: z.null(),
  seconds: nullable(text),
  size: nullable(text),
  /** Always null: what goes in is not kept. */
  prompt: z.null(),
  remixed_from_video_id: z.null(),
  error: nullable(z.object({ code: text, message: text })),
  x_vid: jobViewSchema,
});
export type VideoObject = z.infer<typeof videoSchema>;

export const videoListSchema = z.object({
  object: z.literal('list'),
  data: z.array(videoSchema),
  first_id: nullable(text),
  last_id: nullable(text),
  has_more: z.boolean(),
  /** The key that was asked for: a list without it is that of all videos. */
  x_vid: z.optional(z.object({ key: text })),
});
export type VideoList = z.infer<typeof videoListSchema>;

export const deletedSchema = z.object({
  id: text,
  object: z.literal('video.deleted'),
  deleted: z.literal(true),
  /** Where it was stopped for that. */
  x_vid: z.optional(z.object({ billed: z.enum(['yes', 'no', 'unknown']) })),
});
export type DeletedVideo = z.infer<typeof deletedSchema>;

export const modelSchema = z.object({
  id: text,
  object: z.literal('model'),
  created: z.int(),
  owned_by: text,
  /** The word of gateways for models behind `/v1/videos` [relay]. */
  supported_endpoint_types: z.array(text),
  x_vid: z.object({ model: text }),
});
export type ModelObject = z.infer<typeof modelSchema>;
export const modelListSchema = z.object({ object: z.literal('list'), data: z.array(modelSchema) });

/** `x_vid`: the `VideoError`, as every other route of the server tells it. */
export const openaiErrorSchema = z.object({
  error: z.object({ message: text, type: text, param: nullable(text), code: text }),
  x_vid: z.looseObject({ code: text, message: text }),
});
