/*
 * MiniMax's video API, version 2: POST /v2/video_generation, GET /v2/query/video_generation with and without an id, DELETE
 * /v2/video_generation/{id}. Version 1 (Hailuo), uploads, regeneration and prompt expansion are not here.
 * Sources, 2026-11, none tested live: [doc] a digest of the platform's pages and OpenAPI, October 2026; [cn] the Chinese
 * pages, July to September 2026; [client] notes with live captures, August to October 2026, and @ai-sdk/minimax 3.0.45;
 * [guess] ours.
 */
import { idText } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';

/** By region. Keys belong to one [client]. Newer Chinese pages say `api.minimax.cn`, with the same routes [cn]. */
export const hosts = { global: 'https://api.minimax.io', cn: 'https://api.minimaxi.com' } as const;
/**
 * Whose keys: those of the international platform, or of the Chinese one (`cn`). Each has its own address and
 * currency.
 */
export type Region = keyof typeof hosts;
export const regionHosts: Readonly<Record<string, Region | undefined>> = {
  'api.minimaxi.com': 'cn',
  'api.minimax.cn': 'cn',
};

export const tasksPath = '/v2/video_generation';
export const queryPath = '/v2/query/video_generation';

const link = z.strictObject({ url: z.string() });
/** A flat `url` is refused [client, observed]. A lone image without a role is a first frame [doc]; all are said. */
const item = z.union([
  z.strictObject({ type: z.literal('text'), text: z.string().check(z.minLength(1)) }),
  z.strictObject({
    type: z.literal('image_url'),
    role: z.enum(['first_frame', 'last_frame', 'reference_image']),
    image_url: link,
  }),
  z.strictObject({ type: z.literal('video_url'), role: z.literal('reference_video'), video_url: link }),
  z.strictObject({ type: z.literal('audio_url'), role: z.literal('reference_audio'), audio_url: link }),
]);
export type ContentItem = Readonly<z.infer<typeof item>>;

/** Prompt expansion of MiniMax-H3-Max. The service's default: `balanced` [doc]. */
const expansion = z.enum(['disabled', 'balanced', 'quality']);

/** What a service does with other keys is unstated [doc]. */
export const submitBody = z.strictObject({
  model: z.string(),
  content: z.array(item).check(z.minLength(1)),
  /** `480P`, `768P` or `2K`; required [doc]. */
  resolution: z.optional(z.string()),
  /** Whole seconds; required [doc]. */
  duration: z.optional(z.int()),
  /** From a text alone required, and not `adaptive`; beside a frame always `adaptive`, others are ignored [doc]. */
  ratio: z.optional(z.string()),
  /** In the Chinese pages [cn], not in the newer international ones; sent only when it is asked for. */
  aigc_watermark: z.optional(z.boolean()),
  /** Takes no other keys [doc]. */
  extra: z.optional(z.strictObject({ prompt_expansion_mode: expansion })),
  callback_url: z.optional(z.string()),
});
export type SubmitBody = z.infer<typeof submitBody>;

/** MiniMax's own options. What each model takes stands in the table. */
export interface MinimaxOptions {
  /** How the service rewrites the prompt: `disabled`, `balanced` (its default) or `quality`. MiniMax-H3-Max only. */
  readonly promptExpansion?: 'disabled' | 'balanced' | 'quality' | undefined;
}

export const minimaxOptions: z.ZodMiniType<MinimaxOptions> = z.strictObject({
  promptExpansion: z.optional(expansion),
});

declare module '@vid/core' {
  interface ProviderOptions {
    /** Options that only MiniMax understands; only its models are candidates then. */
    readonly minimax?: MinimaxOptions;
  }
}

const text = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);

/** Digits as text [doc]; a relay that writes the answer anew may send a number [guess]. */
const id = z.custom<string | number>((value) => idText(value) !== undefined);
export const submitAnswer = z.object({ task_id: id });

/** `error` is an object whose code is a text [doc], or a text [client]. */
const failure = z.catch(
  z.nullish(
    z.union([
      z.string(),
      z.object({ code: z.catch(z.optional(z.union([z.string(), z.number()])), undefined), message: text }),
    ]),
  ),
  undefined,
);
/** Costs and the prompt are in no answer [doc]. `ratio` may be `''` [client]. */
const task = z.object({
  id,
  status: text,
  model: text,
  /** Unix seconds. */
  created_at: z.catch(z.optional(z.number()), undefined),
  resolution: text,
  duration: z.catch(z.optional(z.number()), undefined),
  ratio: text,
  /** How long the link lives is unstated; a later query gives a fresh one [doc]. */
  content: z.catch(z.nullish(z.object({ url: text })), undefined),
  error: failure,
  /** `{}` until it has ended, or missing [client]. */
  usage: z.catch(z.nullish(z.object({ total_seconds: z.optional(z.number().check(z.gte(0))) })), undefined),
});
export type TaskAnswer = z.infer<typeof task>;

/** Of a query and, equal to it, of a callback [doc]. */
export const taskAnswer = z.object({ task });
export const listAnswer = z.object({ items: z.array(z.unknown()) });
export const listItem = task;

/** Asked before a submit is accepted; the same value is answered as JSON [doc]. By GET its place is [guess]. */
export const challenge = z.object({ challenge: z.union([z.string(), z.number()]) });

/** Of a DELETE [doc]. `deleted`: the task had ended, and its record is gone. */
export const stopAnswer = z.object({ action: z.enum(['cancelled', 'deleted']) });

/** Whole: `type`, `error` with a kind, words and the HTTP status as text, and the id of the call [doc; client, observed]. */
export const errorAnswer = z.object({
  type: z.literal('error'),
  error: z.object({
    type: z.string(),
    message: z.string(),
    http_code: z.union([z.string(), z.number()]),
  }),
  request_id: z.optional(z.string()),
});
