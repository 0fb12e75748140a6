import * as z from 'zod/mini';
import { type Feature, features, type ProviderOptions, type VideoRequest } from './request.ts';

/* What a request must look like. `VideoRequest` is the contract; the compiler holds this to it. */

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** The platform would forgive spaces and line ends around a URL; a service that is handed the text does not. */
const isHttpsUrl = (text: string) => /^https:\/\/\S+$/i.test(text) && URL.canParse(text);
const httpsUrl = z.string().check(z.refine(isHttpsUrl, 'must be an https:// URL'));

const mediaWords = 'must be an https:// URL as text, or { data: Uint8Array, mediaType: "image/png" }';
const mediaInput = z.union(
  [
    z.string().check(z.refine(isHttpsUrl, mediaWords)),
    z.readonly(
      z.strictObject({
        // Not z.instanceof: its type would shut out a Uint8Array whose buffer may be shared.
        data: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
        mediaType: z.string().check(z.regex(/^(image|video|audio)\/\S+$/)),
      }),
    ),
  ],
  mediaWords,
);

const mediaList = z.readonly(z.array(mediaInput).check(z.minLength(1, 'must hold at least one')));

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
  'must be { horizontal?, vertical?, pan?, tilt?, roll?, zoom? } with numbers from -10 to 10, or { preset, strength? }',
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
  extendVideo: z.optional(z.string().check(z.minLength(1, 'must not be empty'))),
  duration: z.optional(z.number().check(z.positive('must be more than 0 seconds'))),
  aspectRatio: z.optional(z.string().check(z.regex(/^[1-9]\d*:[1-9]\d*$/, 'must look like "16:9"'))),
  resolution: z.optional(z.string().check(z.regex(/^[1-9]\d*(p|k)$/, 'must look like "720p" or "4k"'))),
  size: z.optional(z.string().check(z.regex(/^[1-9]\d*x[1-9]\d*$/, 'must look like "1280x720"'))),
  quality: z.optional(z.enum(['standard', 'pro'])),
  watermark: z.optional(z.boolean()),
  cameraControl: z.optional(cameraControl),
  motionMasks: z.optional(z.readonly(motionMasks)),
  audio: z.optional(z.boolean()),
  seed: z.optional(z.number().check(z.int('must be a whole number'))),
  callbackUrl: z.optional(httpsUrl),
  providerOptions: z.optional(
    z.pipe(
      z.custom<ProviderOptions>(
        (value) => isRecord(value) && Object.values(value).every((own) => own === undefined || isRecord(own)),
        'must be an object of options by provider id',
      ),
      z.transform((options) =>
        Object.values(options).every((own) => own === undefined) ? undefined : options,
      ),
    ),
  ),
} satisfies { readonly [F in Feature]: z.ZodMiniType<VideoRequest[F]> };

export const videoRequestSchema: z.ZodMiniType<VideoRequest> = z.readonly(
  z.strictObject({
    model: z.optional(z.string().check(z.minLength(1, 'must not be empty'))),
    ...featureShape,
    unchecked: z.optional(z.readonly(z.array(z.enum(['model', ...features])))),
  }),
);

/** Every key that a request may have. */
export const requestKeys: readonly string[] = ['model', ...features, 'unchecked'];
