/*
 * Runway's own API: POST /v1/text_to_video, /v1/image_to_video, /v1/video_to_video and /v1/uploads, GET and DELETE
 * /v1/tasks/{id}.
 * Sources, 2026-11, none tested live: [doc] runwayml/sdk-node July 2026 and 4.20.1 of September 2026, runwayml/skills April 2026,
 * docs.dev.runwayml.com; [client] a note with live captures of August 2026, a note that quotes the OpenAPI of
 * September 2026.
 */
import { isPlace } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';

/**
 * Characters of a data URI, its head included [doc; that it counts the encoded text: client]. For clips and sounds the
 * skills of April 2026 say 16 MB and the SDK of September 5 MB; what is larger than the lesser is uploaded.
 */
export const dataUriLimit = 5_242_880;
/** Bytes of an upload [doc]; that a MB is 1024² bytes, as above: [guess]. */
export const uploadLimit = 200 * 1024 * 1024;

/** Least and most characters [doc, client]. */
const uriLengths: Readonly<Record<string, readonly [least: number, most: number]>> = {
  https: [13, 2048],
  data: [13, dataUriLimit],
  runway: [13, 5000],
};
const isUri = (text: string): boolean => {
  if (isPlace(text)) return true;
  const [least, most] = uriLengths[text.slice(0, text.indexOf(':')).toLowerCase()] ?? [0, 0];
  return text.length >= least && text.length <= most;
};
const uri = z
  .string()
  .check(
    z.refine(
      isUri,
      `must be an https link of at least 13 and at most 2048 characters, or a data URI of at most ${dataUriLimit}`,
    ),
  );

/** Without a position: a reference picture, seedance only [doc]. */
const picture = z.strictObject({ uri, position: z.optional(z.enum(['first', 'last'])) });

const range = z.strictObject({
  start_seconds: z.int().check(z.gte(0)),
  end_seconds: z.int().check(z.gte(0)),
});
const frame = {
  uri: z
    .string()
    .check(z.regex(/^https:\/\//i, 'must be an https:// URL'), z.minLength(13), z.maxLength(2048)),
  range: z.optional(range),
};
const keyframe = z.union([
  z.strictObject({ ...frame, seconds: z.number().check(z.gte(0)) }),
  z.strictObject({ ...frame, at: z.number().check(z.gte(0), z.lte(1)) }),
]);
const keyframes: z.ZodMiniType<readonly RunwayKeyframe[]> = z.array(keyframe).check(
  z.minLength(1),
  z.maxLength(5),
  z.refine(
    (all) => new Set(all.map((one) => one.range === undefined)).size < 2,
    'must all have a range, or none',
  ),
);

/* One text for the option and the body. The table says which model takes which value. */
const outputFormat = z.optional(
  z.enum(['mp4', 'prores', 'sdr_rec709_10bit', 'hdr10', 'hlg', 'hdr_pq_12bit_master', 'hdr_prores']),
);
const proresProfile = z.optional(z.enum(['422', '422 Proxy', '422 LT', '422 HQ', '4444', '4444 XQ']));
const promptExpansionMode = z.optional(z.enum(['disabled', 'balanced', 'quality']));
const mode = z.optional(z.enum(['reference', 'extend', 'edit']));

/** Every key of the submits that this package writes. The service refuses keys that it does not know [client]. */
export const submitBodySchema = z.strictObject({
  model: z.string(),
  promptText: z.optional(z.string()),
  promptImage: z.optional(z.array(picture)),
  /** The video to change: of seedance and hailuo3. */
  promptVideo: z.optional(uri),
  /** The same of aleph2 and gemini. */
  videoUri: z.optional(uri),
  references: z.optional(z.array(z.strictObject({ uri }))),
  /** Without a type of gemini_omni_flash_1.1 [doc]. */
  referenceVideos: z.optional(z.array(z.strictObject({ type: z.optional(z.literal('video')), uri }))),
  referenceAudio: z.optional(z.array(z.strictObject({ type: z.literal('audio'), uri }))),
  keyframes: z.optional(keyframes),
  /** Pixels, `1280:720`; a ratio or `adaptive` of hailuo3 and grok; `auto_720p` of wan3, whose picture decides [doc]. */
  ratio: z.optional(z.string()),
  /** aleph2 instead of `ratio`: the video is continued beyond its sides [doc]. */
  targetAspectRatio: z.optional(z.string()),
  /** happyhorse_1_0 with a picture, hailuo3, h3_max, grok_imagine_1_5. Capitals are deprecated [doc]. */
  resolution: z.optional(z.enum(['480p', '720p', '768p', '1080p', '2k'])),
  /** Whole seconds, or the model's choice [doc]. */
  duration: z.optional(z.union([z.int(), z.literal('auto')])),
  seed: z.optional(z.int()),
  negativePrompt: z.optional(z.string()),
  audio: z.optional(z.boolean()),
  contentModeration: z.optional(z.strictObject({ publicFigureThreshold: z.enum(['auto', 'low']) })),
  outputFormat,
  proresProfile,
  promptExpansionMode,
  mode,
});

export type SubmitBody = z.infer<typeof submitBodySchema>;

/** A part of a video, in whole seconds from its start. */
interface SecondsRange {
  /** From this second on, 0 or more. */
  readonly start_seconds: number;
  /** Up to this second. */
  readonly end_seconds: number;
}

interface KeyframePicture {
  /** The picture, at an https URL of 13 to 2,048 characters [doc]. */
  readonly uri: string;
  /** The part of the video that is changed [doc]. All keyframes have one, or none. Default: all of it. */
  readonly range?: SecondsRange | undefined;
}

interface KeyframeInSeconds extends KeyframePicture {
  /** When it is shown, in seconds from the start, 0 or more [doc]. */
  readonly seconds: number;
}

interface KeyframeByShare extends KeyframePicture {
  /** When it is shown, as a share of the video, 0 to 1 [doc]. */
  readonly at: number;
}

/** A picture of what the changed video shows at a time. */
export type RunwayKeyframe = KeyframeInSeconds | KeyframeByShare;

/** Runway's own options. What each model takes stands in the table. */
export interface RunwayOptions {
  /** `low` is less strict about recognisable public figures. The service's default: `auto`. gen4 models and aleph2. */
  readonly publicFigureThreshold?: 'auto' | 'low' | undefined;
  /** 1 to 5 pictures, by https, that steer aleph2 at points in time of the video. */
  readonly keyframes?: readonly RunwayKeyframe[] | undefined;
  /** What the file is: gen4.5, some of it aleph2. `prores`, `hdr_prores` and `hdr_pq_12bit_master` are .mov. Default `mp4`. */
  readonly outputFormat?:
    | 'mp4'
    | 'prores'
    | 'sdr_rec709_10bit'
    | 'hdr10'
    | 'hlg'
    | 'hdr_pq_12bit_master'
    | 'hdr_prores'
    | undefined;
  /** Of `prores` (default `4444`) and `hdr_prores` (default `422 HQ`). */
  readonly proresProfile?: '422' | '422 Proxy' | '422 LT' | '422 HQ' | '4444' | '4444 XQ' | undefined;
  /** How h3_max rewrites the prompt; a seed repeats only with `disabled`. Default `balanced`. */
  readonly promptExpansionMode?: 'disabled' | 'balanced' | 'quality' | undefined;
  /** What seedance2_5 and gemini_omni_flash_1.1 do with a source video. Default of seedance2_5: `reference`, a new video by it. */
  readonly mode?: 'reference' | 'extend' | 'edit' | undefined;
}

export const runwayOptionsSchema: z.ZodMiniType<RunwayOptions> = z.strictObject({
  publicFigureThreshold: z.optional(z.enum(['auto', 'low'])),
  keyframes: z.optional(keyframes),
  outputFormat,
  proresProfile,
  promptExpansionMode,
  mode,
});

declare module '@vid/core' {
  interface ProviderOptions {
    /** Options that only Runway understands; only its models are candidates then. */
    readonly runway?: RunwayOptions;
  }
}
