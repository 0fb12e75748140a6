import * as z from '@vid/core/zod';

/*
 * The wire of Volcengine Ark (China) and BytePlus ModelArk (international), and of relays that mount the same routes.
 * Sources, to mid-October 2026, none tested live by us: [doc] the vendor's pages and its Python SDK, those of BytePlus partly in
 * careful re-readings; [client] other people's clients and notes, *observed* where they published a live answer; [relay] relay
 * source; [relay-doc] aggregators' pages; [guess] our decision.
 */

/** Where each region is [doc]. A key belongs to one; the other answers 401 [doc]. */
export const hosts = {
  ark: 'https://ark.cn-beijing.volces.com/api/v3',
  modelark: 'https://ark.ap-southeast.bytepluses.com/api/v3',
} as const;

/** Below the base URL, and below a relay's mount [doc, client]. */
export const tasksPath = '/contents/generations/tasks';

/** Seedance's own options. What each model takes stands in the table. */
export interface SeedanceOptions {
  /** What `referenceVideos` are for: to be taken up, or to be made longer. `auto` lets the prompt decide. Default: `auto`. */
  readonly taskType?: 'auto' | 'reference' | 'extend' | undefined;
  /** Makes a draft in 480p, in the place of `resolution`; `draftTask` makes the video of it. Default: none is made. */
  readonly draft?: true | undefined;
  /** The id of a draft, at most 7 days old, whose video is to be made; what it was made from cannot be said again. */
  readonly draftTask?: string | undefined;
  /** 0 to 9, the order in the queue of one endpoint. Default: 0. */
  readonly priority?: number | undefined;
  /** `mov` is 4:4:4 with PCM sound, which few browsers play. Default: `mp4`. */
  readonly outputFormat?: 'mp4' | 'mov' | undefined;
  /** `flex`: half the price, within the time of `expiresAfter`. Default: `default`. */
  readonly serviceTier?: 'default' | 'flex' | undefined;
  /** Seconds from the submit, after which a task that has not ended expires. Default: 172,800. */
  readonly expiresAfter?: number | undefined;
  /** Whether the camera stays where it is. Default: false. */
  readonly cameraFixed?: boolean | undefined;
  /** The length in frames of 1/24 s, in the place of `duration`: 25 + 4n. Default: none. */
  readonly frames?: number | undefined;
  /** Whether the model may search the web for what the prompt names. Default: not. */
  readonly webSearch?: true | undefined;
  /** A hash of your end user, at most 64 characters, for the vendor's moderation. Default: the reference of the submit. */
  readonly safetyIdentifier?: string | undefined;
}

const flag = z.optional(z.boolean());
const option = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.optional(z.enum(words));
const whole = z.optional(z.int());

export const optionsSchema: z.ZodMiniType<SeedanceOptions> = z.strictObject({
  taskType: option(['auto', 'reference', 'extend']),
  draft: z.optional(z.literal(true)),
  draftTask: z.optional(z.string().check(z.minLength(1))),
  priority: whole,
  outputFormat: option(['mp4', 'mov']),
  serviceTier: option(['default', 'flex']),
  expiresAfter: whole,
  cameraFixed: flag,
  frames: whole,
  webSearch: z.optional(z.literal(true)),
  safetyIdentifier: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
});

/**
 * Options of the old style inside the text: the service reads them, checks two of them, and bills the wrong video for the rest
 * [client, observed]. Which side wins against a field is not documented, so a prompt that has one is refused.
 */
const inlineOption =
  /(^|\s)--(resolution|rs|ratio|rt|duration|dur|frames|fps|framespersecond|seed|camera_?fixed|cf|watermark|wm)\b/i;

/** The body may have 64 MB [doc]; all but the media is little. */
const maxMediaText = 63_000_000;

const link = z.strictObject({ url: z.string() });
const contentItem = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z
      .string()
      .check(
        z.refine(
          (text) => !inlineOption.test(text),
          'the prompt holds an option such as "--dur 10", which the service would obey; set the field instead',
        ),
      ),
  }),
  z.strictObject({
    type: z.literal('image_url'),
    image_url: link,
    role: z.enum(['first_frame', 'last_frame', 'reference_image']),
  }),
  z.strictObject({ type: z.literal('video_url'), video_url: link, role: z.literal('reference_video') }),
  z.strictObject({ type: z.literal('audio_url'), audio_url: link, role: z.literal('reference_audio') }),
  z.strictObject({ type: z.literal('draft_task'), draft_task: z.strictObject({ id: z.string() }) }),
]);
export type ContentItem = z.infer<typeof contentItem>;

const lengthOf = (item: ContentItem): number => {
  switch (item.type) {
    case 'text':
      return item.text.length;
    case 'image_url':
      return item.image_url.url.length;
    case 'video_url':
      return item.video_url.url.length;
    case 'audio_url':
      return item.audio_url.url.length;
    case 'draft_task':
      return item.draft_task.id.length;
  }
};

/** The body of a submit [doc]. A field that the model does not know in the task's class is refused there [doc, observed]. */
export const submitBody = z.strictObject({
  model: z.string(),
  content: z.array(contentItem).check(
    z.minLength(1),
    z.refine(
      (items) => items.reduce((sum, item) => sum + lengthOf(item), 0) <= maxMediaText,
      'the files are more than the 64 MB that one request may have; pass links',
    ),
  ),
  omni_reference_task_type: option(['auto', 'reference', 'edit', 'extend']),
  resolution: z.optional(z.string()),
  ratio: z.optional(z.string()),
  /** -1: the model chooses. */
  duration: whole,
  frames: whole,
  generate_audio: flag,
  camera_fixed: flag,
  watermark: flag,
  seed: whole,
  draft: flag,
  service_tier: option(['default', 'flex']),
  execution_expires_after: whole,
  priority: whole,
  output_format: option(['mp4', 'mov']),
  callback_url: z.optional(z.string()),
  safety_identifier: z.optional(z.string()),
  tools: z.optional(z.array(z.strictObject({ type: z.literal('web_search') }))),
});
export type SubmitBody = z.infer<typeof submitBody>;

/** All that a submit answers is the id [doc]; relays may add a status [client]. */
export const submitAnswer = z.object({ id: z.string().check(z.minLength(1)) });

const text = z.catch(z.optional(z.string()), undefined);
/** A number or a numeric text [doc]. */
const count = z.catch(
  z.optional(z.pipe(z.union([z.number(), z.string().check(z.regex(/^\d+(\.\d+)?$/))]), z.transform(Number))),
  undefined,
);

/** A task as a query, the list and a callback tell it [doc]. What is not known yet is absent. */
export const taskAnswer = z.object({
  id: z.string().check(z.minLength(1)),
  model: text,
  status: z.string(),
  error: z.catch(z.nullish(z.object({ code: text, message: text })), undefined),
  content: z.catch(z.nullish(z.object({ video_url: text })), undefined),
  usage: z.catch(z.nullish(z.object({ completion_tokens: count })), undefined),
  /** Unix seconds. */
  created_at: count,
  updated_at: count,
  duration: count,
  resolution: text,
  safety_identifier: text,
});
export type TaskAnswer = z.infer<typeof taskAnswer>;

export const listAnswer = z.object({ items: z.array(z.unknown()) });

/** The envelope of every answer that is no 2xx [doc]; `param` may be '' or missing. */
export const errorBody = z.object({
  error: z.object({
    code: z.string().check(z.minLength(1)),
    message: z.string(),
    type: z.string().check(z.minLength(1)),
  }),
});
