/*
 * OpenRouter's video api. Sources, read until November 2026, none tried live by us: [doc] its pages and SDK 1.3.19; [client] notes of
 * others, some of them captures of the live service; [guess] ours.
 */
import * as z from '@vid/core/zod';

/** [doc] */
export const ownUrl = 'https://openrouter.ai/api/v1';
export const videosPath = '/videos';
export const videoPath = (id: string) => `${videosPath}/${encodeURIComponent(id)}`;
/** The file; needs the key [doc]. */
export const contentPath = (id: string) => `${videoPath(id)}/content?index=0`;
/** What each model accepts, and what it costs; needs no key [doc]. */
export const cataloguePath = '/videos/models';
/** What goes into each model beside text; needs no key, and its prices mean nothing [doc, client]. */
export const modelsPath = '/models?output_modalities=video';

const text = z.string();
const link = z.object({ url: text });
const imageUrl = z.object({ type: z.literal('image_url'), image_url: link });
const frame = z.object({
  type: z.literal('image_url'),
  image_url: link,
  frame_type: z.enum(['first_frame', 'last_frame']),
});
const reference = z.discriminatedUnion('type', [
  imageUrl,
  z.object({ type: z.literal('audio_url'), audio_url: link }),
  z.object({ type: z.literal('video_url'), video_url: link }),
]);
export type Reference = z.infer<typeof reference>;

/** JSON only [doc]. `previous_job_id` is not here: which models take it is told nowhere. */
export const submitBody = z.strictObject({
  model: text,
  prompt: z.optional(text),
  duration: z.optional(z.int()),
  /** A tier, `720p` or `4K`; pixels are refused [doc]. */
  resolution: z.optional(text),
  aspect_ratio: z.optional(text),
  /** Pixels, in place of the two above [doc]. */
  size: z.optional(text),
  frame_images: z.optional(z.array(frame)),
  input_references: z.optional(z.array(reference)),
  generate_audio: z.optional(z.boolean()),
  seed: z.optional(z.int()),
  callback_url: z.optional(text),
  /** Of upscalers [doc]. */
  upscale_factor: z.optional(z.number()),
  creativity: z.optional(z.number()),
  /** Flat below the slug; older pages nest them under `parameters` [doc]. */
  provider: z.optional(z.object({ options: z.record(text, z.record(text, z.json())) })),
});
export type SubmitBody = z.infer<typeof submitBody>;

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * Parameters of the provider behind a model by their own names, as the model's row lists them: `{ slug: 'alibaba', negative_prompt:
 * 'rain' }`. The service drops without a word what is not of the provider that `slug` names.
 */
export interface OpenrouterOptions {
  /** Whose parameters these are, by OpenRouter's name of the provider, such as `alibaba`. Needed beside any. */
  readonly slug?: string | undefined;
  /** How many times as large an upscaler makes the video. */
  readonly upscaleFactor?: number | undefined;
  /** How freely an upscaler invents. */
  readonly creativity?: number | undefined;
  readonly [parameter: string]: Json | undefined;
}
export const optionsSchema = z.catchall(
  z.object({
    slug: z.optional(text),
    upscaleFactor: z.optional(z.number()),
    creativity: z.optional(z.number()),
  }),
  z.json(),
);

/** The answer to a submit: 202 with `id`, `polling_url` and `status` [doc, client]. */
export const accepted = z.object({ id: text.check(z.minLength(1)) });

const nothing = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z.nullish(schema), undefined);

/** A job; in the body of a webhook the same [doc]. */
export const job = z.object({
  id: text.check(z.minLength(1)),
  status: nothing(text),
  /** Signed links that need no key; in the newest pages only [doc]. */
  urls: nothing(z.array(text)),
  /** Links of the service's own that need the key: "unsigned" is what that means [doc]. */
  unsigned_urls: nothing(z.array(text)),
  usage: nothing(
    z.object({ cost: nothing(z.number().check(z.nonnegative())), is_byok: nothing(z.boolean()) }),
  ),
  /** A text, and an object in errors of HTTP only [doc]. May be missing where it failed [client]. */
  error: nothing(text),
});
export type Job = z.infer<typeof job>;

/** `{ type, created_at, data }`; an older page has the job itself [doc]. */
export const webhook = z.object({ data: z.unknown() });

/** `null`, in a list, is "not applicable", and no list at all is "nobody says" [doc]. */
const list = <Item>(item: z.ZodMiniType<Item>) => z.optional(z.nullable(z.array(item)));
const maybe = <Value>(value: z.ZodMiniType<Value>) => z.optional(z.nullable(value));

/** A model of `GET /videos/models` [doc]. */
export const catalogueRecord = z.object({
  id: text.check(z.minLength(1)),
  supported_resolutions: list(text),
  supported_aspect_ratios: list(text),
  supported_sizes: list(text),
  supported_durations: list(z.number()),
  supported_frame_images: list(text),
  generate_audio: maybe(z.boolean()),
  seed: maybe(z.boolean()),
  creativity: list(z.number()),
  upscale_factor: maybe(z.object({ min: z.number(), max: z.number() })),
  pricing_skus: maybe(z.record(text, z.union([text, z.number()]))),
  allowed_passthrough_parameters: list(text),
});
export type CatalogueRecord = z.infer<typeof catalogueRecord>;

/** A model, and what goes into it by `GET /models`: `text`, `image`, `video`, `audio`; `undefined`: nobody says. */
export interface ListedModel {
  readonly record: CatalogueRecord;
  readonly inputs: readonly string[] | undefined;
}

export const catalogueAnswer = z.object({ data: z.array(z.unknown()).check(z.minLength(1)) });
export const modelsAnswer = z.object({
  data: z.array(
    z.object({ id: text, architecture: nothing(z.object({ input_modalities: nothing(z.array(text)) })) }),
  ),
});

/** `code` is the HTTP status [doc]. */
export const errorEnvelope = z.object({
  error: z.object({
    code: z.number(),
    message: text,
    metadata: nothing(
      z.object({
        error_type: nothing(text),
        limit_source: nothing(text),
        provider_error_code: nothing(z.union([text, z.number()])),
        retry_after_seconds: nothing(z.number()),
      }),
    ),
  }),
});
/** Of some routes, for faults of type; `message` is JSON as text [doc]. */
export const zodEnvelope = z.object({
  success: z.literal(false),
  error: z.object({ name: z.literal('ZodError'), message: text }),
});
