/*
 * The shape that OpenAI's video API left behind: POST /v1/videos, GET /v1/videos/{id} and its /content, DELETE, a list. OpenAI's
 * own service ended on 2026-09-24; what speaks the shape now agrees on `model` and `prompt` in, `id` and `status` out, and on
 * little else: `dialects.ts` has the differences. Remixes, edits, extensions and characters are not here.
 * Sources, read until 2026-11, none tried live: [doc] OpenAI's SDK 7.59 and reference, and services on themselves; [relay] source
 * of relays and self-hosted servers; [relay-doc] pages of aggregators; [client] notes of clients; [guess] ours.
 */
import * as z from '@vid/core/zod';

export const videosPath = '/v1/videos';
export const videoPath = (id: string) => `${videosPath}/${encodeURIComponent(id)}`;
export const contentPath = (id: string) => `${videoPath(id)}/content`;
/** LocalAI, which has no other [relay]. */
export const filmPath = '/video';
/** The same tasks of a relay of the new-api family by its older form, for channels that have no other [relay]. */
export const generationPath = (id: string) => `/v1/video/generations/${encodeURIComponent(id)}`;
export const modelsPath = '/v1/models';
/** Prices, and which route each kind of model has, of the new-api family; needs no key [relay]. */
export const pricingPath = '/api/pricing';

const text = z.string();
/** The fields that requests fill; whatever else goes is the user's own, by the option `extra`. */
export const submitBody = z.looseObject({
  model: text,
  prompt: z.optional(text),
  negative_prompt: z.optional(text),
  /** Text at OpenAI [doc], a number elsewhere; in a form everything is text. */
  seconds: z.optional(z.union([text, z.number()])),
  duration: z.optional(z.number()),
  size: z.optional(text),
  /** In a form a file; in JSON `{ image_url }` at OpenAI [doc], a text elsewhere. */
  input_reference: z.optional(z.union([text, z.object({ image_url: text })])),
  /** vLLM-Omni: `{"image_url": "…"}` as text [doc]. */
  image_reference: z.optional(text),
  images: z.optional(z.array(text)),
  /** LocalAI: a link, a data URI or base64 [relay]. */
  start_image: z.optional(text),
  end_image: z.optional(text),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  seed: z.optional(z.union([text, z.number()])),
  generate_sound: z.optional(text),
});
export type SubmitBody = z.infer<typeof submitBody>;

/** Fields of the body that the service has besides those of a request. */
export interface OpenaiVideosOptions {
  /**
   * Fields of the body that the dialect has beside those of a request, such as `{ metadata: { resolution: '1080p' } }` at a relay
   * or `{ num_inference_steps: 30 }` at vLLM-Omni. Sent as they are; in a form as text, what is no text as JSON.
   */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** These are fields of a request, or a dialect's way to say one. */
const taken: ReadonlySet<string> = new Set(
  (
    'model prompt seconds duration size width height generate_sound ' +
    'input_reference image_reference image image_url images start_image end_image response_format'
  ).split(' '),
);
/** `own`: further words that the dialect has for fields of a request. In others they are fields like any. */
export const optionsSchema = (own: readonly string[]): z.ZodMiniType<OpenaiVideosOptions> =>
  z.strictObject({
    extra: z.exactOptional(
      z
        .record(text, z.json())
        .check(
          z.refine(
            (extra) => Object.keys(extra).every((name) => !taken.has(name) && !own.includes(name)),
            'holds what a field of the request says; set that',
          ),
        ),
    ),
  });

const nothing = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z.optional(schema), undefined);

/** What went wrong with a task; some say a text [relay-doc]. */
const failure = z.union([
  text,
  z.object({ code: nothing(z.union([text, z.number()])), message: nothing(text) }),
]);

/** A video object. Only `id` and `status` are in all [relay]; LiteLLM's others may be null [doc]. */
export const video = z.object({
  id: text.check(z.minLength(1)),
  status: nothing(text),
  model: nothing(text),
  prompt: nothing(text),
  /** 0 to 100. */
  progress: nothing(z.number()),
  /** Unix seconds. */
  created_at: nothing(z.number()),
  /** 0 means that it is not set [relay]. */
  expires_at: nothing(z.number()),
  seconds: nothing(z.union([text, z.number()])),
  size: nothing(text),
  url: nothing(text),
  error: nothing(failure),
});
export type VideoAnswer = z.infer<typeof video>;

/** LocalAI's answer [relay]: `b64_json` in place of the link only where that was asked for. */
export const filmAnswer = z.object({
  id: nothing(text.check(z.minLength(1))),
  data: z.array(z.object({ url: text.check(z.minLength(1)) })).check(z.minLength(1)),
});

/** `{ object, data }`, with or without cursors [doc, relay]. */
export const videoList = z.object({ data: z.array(z.unknown()) });

/** The list of one key, which says so: a list without it is that of all tasks. */
export const keyedList = z.object({ data: z.array(z.unknown()), x_vid: z.object({ key: text }) });

const types = nothing(z.array(text));
export const modelList = z.object({
  data: z.array(z.object({ id: text, supported_endpoint_types: types })),
});
export const pricing = z.object({
  data: z.array(z.object({ model_name: text, supported_endpoint_types: types })),
  /** Which route a kind of model has. */
  supported_endpoint: nothing(z.record(text, z.object({ path: text }))),
});
