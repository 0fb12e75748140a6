import * as z from 'zod/mini';
import type { Format } from './problem.ts';
import { type Feature, features, type ProviderOptions, type VideoRequest } from './request.ts';

/*
 * What a request must look like. `VideoRequest` is the contract; the compiler holds this to it. A check says by a
 * format's name what a value must be.
 */

const must = (format: Format): Format => format;

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** The platform would forgive spaces and line ends around a URL; a service that is handed the text does not. */
const isHttpsUrl = (text: string) => /^https:\/\/\S+$/i.test(text) && URL.canParse(text);
const httpsUrl = z.string().check(z.refine(isHttpsUrl, must('https-url')));

const mediaInput = z.union(
  [
    z.string().check(z.refine(isHttpsUrl, must('media'))),
    z.readonly(
      z.strictObject({
        // Not z.instanceof: its type would shut out a Uint8Array whose buffer may be shared.
        data: z.custom<Uint8Array>((value) => value instanceof Uint8Array, must('bytes')),
        mediaType: z.string().check(z.regex(/^(image|video|audio)\/\S+$/, must('media-type'))),
      }),
    ),
  ],
  must('media'),
);

const mediaList = z.readonly(z.array(mediaInput).check(z.minLength(1, must('not-empty-list'))));

const axis = z.optional(z.number().check(z.gte(-10), z.lte(10)));
const cameraAxes = z.strictObject({
  horizontal: axis,
  vertical: axis,
  pan: axis,
  tilt: axis,
  roll: axis,
  zoom: axis,
});
const cameraControl = z.union(
  [
    z.readonly(cameraAxes),
    z.readonly(z.strictObject({ preset: z.string(), strength: z.optional(z.string()) })),
  ],
  must('camera-control'),
);

const maskWithPath = z.strictObject({
  mask: mediaInput,
  trajectory: z.readonly(z.array(z.readonly(z.strictObject({ x: z.number(), y: z.number() })))),
});
const motionMasks = z.strictObject({
  static: z.optional(mediaInput),
  dynamic: z.optional(z.readonly(z.array(z.readonly(maskWithPath)))),
});

const featureShape = {
  prompt: z.optional(z.string()),
  negativePrompt: z.optional(z.string()),
  firstFrame: z.optional(mediaInput),
  lastFrame: z.optional(mediaInput),
  references: z.optional(mediaList),
  referenceVideos: z.optional(mediaList),
  referenceAudio: z.optional(mediaList),
  sourceVideo: z.optional(mediaInput),
  extendVideo: z.optional(z.string().check(z.minLength(1, must('not-empty')))),
  duration: z.optional(z.number().check(z.positive(must('positive')))),
  aspectRatio: z.optional(z.string().check(z.regex(/^[1-9]\d*:[1-9]\d*$/, must('aspect-ratio')))),
  resolution: z.optional(z.string().check(z.regex(/^[1-9]\d*(p|k)$/, must('resolution')))),
  size: z.optional(z.string().check(z.regex(/^[1-9]\d*x[1-9]\d*$/, must('size')))),
  quality: z.optional(z.enum(['standard', 'pro'])),
  watermark: z.optional(z.boolean()),
  cameraControl: z.optional(cameraControl),
  motionMasks: z.optional(z.readonly(motionMasks)),
  audio: z.optional(z.boolean()),
  seed: z.optional(z.number().check(z.int(must('whole-number')))),
  callbackUrl: z.optional(httpsUrl),
  providerOptions: z.optional(
    z.pipe(
      z.custom<ProviderOptions>(
        (value) => isRecord(value) && Object.values(value).every((own) => own === undefined || isRecord(own)),
        must('provider-options'),
      ),
      z.transform((options) =>
        Object.values(options).every((own) => own === undefined) ? undefined : options,
      ),
    ),
  ),
} satisfies { readonly [F in Feature]: z.ZodMiniType<VideoRequest[F]> };

export const videoRequestSchema: z.ZodMiniType<VideoRequest> = z.readonly(
  z.strictObject({
    model: z.optional(z.string().check(z.minLength(1, must('not-empty')))),
    ...featureShape,
    unchecked: z.optional(z.readonly(z.array(z.enum(['model', ...features])))),
  }),
);

/** Every key that a request may have. */
export const requestKeys: readonly string[] = ['model', ...features, 'unchecked'];
