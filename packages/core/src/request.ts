import * as z from 'zod/mini';

/**
 * Options that only one provider understands, keyed by provider id; each provider package adds its own by
 * declaration merging. When set, only the providers named here are candidates: an option is never dropped.
 */
// oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- providers merge into it
export interface ProviderOptions {}

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
        /** IANA media type, such as `image/png`. */
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

/** What to make. Every key that a capability row can speak of. */
const featureShape = {
  /** What the video shows. Limits and how they are counted differ by model. */
  prompt: z.optional(z.string()),
  /** What the video must not show. */
  negativePrompt: z.optional(z.string()),
  /** The picture that the video starts from. */
  firstFrame: z.optional(mediaInput),
  /** The picture that the video ends on. */
  lastFrame: z.optional(mediaInput),
  /** Pictures of a subject or style that are no frames of the video. */
  references: z.optional(mediaList),
  /** Clips of a subject, a style or a move to take up. */
  referenceVideos: z.optional(mediaList),
  /** Sounds to take up. */
  referenceAudio: z.optional(mediaList),
  /** The video to change. */
  sourceVideo: z.optional(mediaInput),
  /** A finished video of the same service to make longer: its own id, as in `task.videos[0].id`. */
  extendVideo: z.optional(z.string().check(z.minLength(1, 'must not be empty'))),
  /** Length in seconds. */
  duration: z.optional(z.number().check(z.positive('must be more than 0 seconds'))),
  /** Width to height, `'16:9'`. */
  aspectRatio: z.optional(z.string().check(z.regex(/^[1-9]\d*:[1-9]\d*$/, 'must look like "16:9"'))),
  /** Short side, `'720p'`, or `'4k'`. */
  resolution: z.optional(z.string().check(z.regex(/^[1-9]\d*(p|k)$/, 'must look like "720p" or "4k"'))),
  /** Width and height in pixels, `'1280x720'`, for services that take pixels. */
  size: z.optional(z.string().check(z.regex(/^[1-9]\d*x[1-9]\d*$/, 'must look like "1280x720"'))),
  /** The model's own tier: cheaper and faster, or better. */
  quality: z.optional(z.enum(['standard', 'pro'])),
  /** Whether the service marks the video as its own. */
  watermark: z.optional(z.boolean()),
  /** A camera move: axes from -10 to 10, or a service's named preset. */
  cameraControl: z.optional(cameraControl),
  /** Areas that stay still, and areas that move along a path. Coordinates as the service counts them, see `MotionMaskRule`. */
  motionMasks: z.optional(z.readonly(motionMasks)),
  /** Whether the video gets sound. */
  audio: z.optional(z.boolean()),
  /** Whole number; the same seed gives a similar video where the service takes one. */
  seed: z.optional(z.number().check(z.int('must be a whole number'))),
  /** https URL that the service calls when the task changes. */
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
};

const requestField = z.keyof(z.object({ model: z.string(), ...featureShape }));

export const videoRequestSchema = z.strictObject({
  /**
   * A model id, `'model-x'`, or with its provider, `'provider:model-x'`, or with its api too,
   * `'provider:model-x (api)'`. Left out, any model may do it.
   */
  model: z.optional(z.string().check(z.minLength(1, 'must not be empty'))),
  ...featureShape,
  /** Fields that pass the capability check knowingly, because the table may be older than the service. */
  unchecked: z.optional(z.readonly(z.array(requestField))),
});

/** What to make. A field that no model row allows is refused before anything is sent, never dropped. */
export type VideoRequest = Readonly<z.infer<typeof videoRequestSchema>>;
/** A key of `VideoRequest` that says what to make; capability rows have a rule for each. */
export type Feature = keyof typeof featureShape;
export type RequestField = z.infer<typeof requestField>;
/** A picture, a clip or a sound: an https URL, or bytes with their media type. */
export type MediaInput = z.infer<typeof mediaInput>;
export type CameraAxis = keyof z.infer<typeof cameraAxes>;
export type CameraControl = z.infer<typeof cameraControl>;
export type MotionMasks = z.infer<typeof motionMasks>;

export const features: readonly Feature[] = z.keyof(z.object(featureShape)).options;

/** What goes in decides what is asked for; it is derived, never passed. */
export type Mode =
  | 'text-to-video'
  | 'image-to-video'
  | 'reference-to-video'
  | 'video-to-video'
  | 'video-extension';

export function modeOf(request: VideoRequest): Mode {
  const { references, referenceVideos, referenceAudio } = request;
  if (request.extendVideo !== undefined) return 'video-extension';
  if (request.sourceVideo !== undefined) return 'video-to-video';
  if ((references ?? referenceVideos ?? referenceAudio) !== undefined) return 'reference-to-video';
  if (request.firstFrame !== undefined || request.lastFrame !== undefined) return 'image-to-video';
  return 'text-to-video';
}
