import type { MediaFile, MediaStream } from './media-file.ts';

/**
 * Options that only one provider understands, keyed by provider id; each provider package adds its own by
 * declaration merging. When set, only the providers named here are candidates: an option is never dropped.
 */
// oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- providers merge into it
export interface ProviderOptions {}

/** A file that goes along with the request, as bytes. */
export interface MediaBytes {
  /** The whole file. */
  readonly data: Uint8Array;
  /** IANA media type, such as `'image/png'`. */
  readonly mediaType: string;
}

/**
 * A picture, a clip or a sound: an https URL; a file of this machine as a `file:` URL, `pathToFileURL('cat.png')`; bytes with
 * their media type; a `Blob` or `File`; a stream, which is read once, when the request is sent. What its first bytes tell
 * must not contradict a media type that is named. A `file:` URL reads this machine's files: never take one from strangers.
 */
export type MediaInput = string | URL | MediaBytes | Blob | MediaStream | MediaFile;

/** How far the camera moves along each axis, from -10 to 10; an axis that is left out does not move. */
export interface CameraAxes {
  /** A move to the side, -10 to 10. Default 0. */
  readonly horizontal?: number | undefined;
  /** A move up or down, -10 to 10. Default 0. */
  readonly vertical?: number | undefined;
  /** A turn of the camera, -10 to 10; which way is the service's to say. Default 0. */
  readonly pan?: number | undefined;
  /** The other turn of the camera, -10 to 10; which way is the service's to say. Default 0. */
  readonly tilt?: number | undefined;
  /** A turn around the middle of the picture, -10 to 10. Default 0. */
  readonly roll?: number | undefined;
  /** A change of the focal length, -10 to 10. Default 0. */
  readonly zoom?: number | undefined;
}

/** One axis of a camera move. */
export type CameraAxis = keyof CameraAxes;

/** A move that the service has a name for. */
export interface CameraPreset {
  /** The service's own name of the move; the model's row lists them. */
  readonly preset: string;
  /** The service's own word for how strong it is, where a row has strengths. Default: none is sent. */
  readonly strength?: string | undefined;
}

/** A camera move: along axes, or a service's named preset. */
export type CameraControl = CameraAxes | CameraPreset;

/** An area and the path along which it moves. */
export interface DynamicMask {
  /** The picture of the area, as large as the first frame. */
  readonly mask: MediaInput;
  /** Points in pixels of the first frame; the row's rule says which corner is 0, 0. */
  readonly trajectory: readonly {
    /** From the left, in pixels. */
    readonly x: number;
    /** In pixels, from the corner that the row's `origin` names. */
    readonly y: number;
  }[];
}

/** Areas of the first frame that stay still, and areas that move. */
export interface MotionMasks {
  /** The picture of the area that stays still. */
  readonly static?: MediaInput | undefined;
  /** Areas that move, each along its own path. */
  readonly dynamic?: readonly DynamicMask[] | undefined;
}

/** What to make. Every key that a capability row can speak of. */
export interface VideoFeatures {
  /** What the video shows. Limits and how they are counted differ by model. */
  readonly prompt?: string | undefined;
  /** What the video must not show. */
  readonly negativePrompt?: string | undefined;
  /** The picture that the video starts from. */
  readonly firstFrame?: MediaInput | undefined;
  /** The picture that the video ends on. */
  readonly lastFrame?: MediaInput | undefined;
  /** Pictures of a subject or style that are no frames of the video; at least one. */
  readonly references?: readonly MediaInput[] | undefined;
  /** Clips of a subject, a style or a move to take up; at least one. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** Sounds to take up; at least one. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  /** The video to change. */
  readonly sourceVideo?: MediaInput | undefined;
  /** A finished video of the same service to make longer: its own id, as in `task.videos[0].id`. */
  readonly extendVideo?: string | undefined;
  /** Length in seconds, more than 0, or `'auto'` where the model may choose. Default: the model's own, which the plan shows. */
  readonly duration?: number | 'auto' | undefined;
  /**
   * Width to height, `'16:9'`, or `'adaptive'` where the model may choose after what goes in. Default: the model's own, or that
   * of the first frame.
   */
  readonly aspectRatio?: string | undefined;
  /** Short side, `'720p'`, or `'4k'`. Default: the model's own, which the plan shows where it is known. */
  readonly resolution?: string | undefined;
  /** Width and height in pixels, `'1280x720'`, for services that take pixels. */
  readonly size?: string | undefined;
  /** The model's own tier: cheaper and faster, or better. Default: the model's own. */
  readonly quality?: 'standard' | 'pro' | undefined;
  /** Whether the service marks the video as its own. Default: as the service decides. */
  readonly watermark?: boolean | undefined;
  /** A camera move: axes from -10 to 10, or a service's named preset. */
  readonly cameraControl?: CameraControl | undefined;
  /** Areas that stay still, and areas that move along a path. Coordinates as the service counts them, see `MotionMaskRule`. */
  readonly motionMasks?: MotionMasks | undefined;
  /** Whether the video gets sound. Default: as the model decides. */
  readonly audio?: boolean | undefined;
  /** Whole number; the same seed gives a similar video where the service takes one. Default: a random one. */
  readonly seed?: number | undefined;
  /** https URL that the service calls when the task changes. */
  readonly callbackUrl?: string | undefined;
  /** Options that only one service understands, by provider id. When set, only the providers named here are candidates. */
  readonly providerOptions?: ProviderOptions | undefined;
}

/** A key of `VideoRequest` that says what to make; capability rows have a rule for each. */
export type Feature = keyof VideoFeatures;
/** A key that `VideoRequest.unchecked` may name. */
export type RequestField = 'model' | Feature;

/** What to make. A field that no model row allows is refused before anything is sent, never dropped. */
export interface VideoRequest extends VideoFeatures {
  /**
   * A model id, `'model-x'`, or with its provider, `'provider:model-x'`, or with its api too,
   * `'provider:model-x (api)'`. Default: any model may do it.
   */
  readonly model?: string | undefined;
  /** Fields that pass the capability check knowingly, because the table may be older than the service. Default: none. */
  readonly unchecked?: readonly RequestField[] | undefined;
}

/** Every feature once; the type makes sure that none is missing. */
const known: Readonly<Record<Feature, true>> = {
  prompt: true,
  negativePrompt: true,
  firstFrame: true,
  lastFrame: true,
  references: true,
  referenceVideos: true,
  referenceAudio: true,
  sourceVideo: true,
  extendVideo: true,
  duration: true,
  aspectRatio: true,
  resolution: true,
  size: true,
  quality: true,
  watermark: true,
  cameraControl: true,
  motionMasks: true,
  audio: true,
  seed: true,
  callbackUrl: true,
  providerOptions: true,
};

/** The keys of an object whose type knows them all. */
export const keysOf = <Key extends string>(shape: { readonly [K in Key]?: unknown }): readonly Key[] => {
  const keys: Key[] = [];
  for (const key in shape) keys.push(key);
  return keys;
};

/** Every key of a request that says what to make, in a fixed order. */
export const features: readonly Feature[] = keysOf<Feature>(known);
/** Every key that a request may have. */
export const requestKeys = ['model', ...features, 'unchecked'] as const;

/** Every mode, in a fixed order. */
export const modes = [
  'text-to-video',
  'image-to-video',
  'reference-to-video',
  'video-to-video',
  'video-extension',
] as const;
/** What goes in decides what is asked for; it is derived, never passed. */
export type Mode = (typeof modes)[number];

/** The mode that the inputs of a request ask for. */
export function modeOf(request: VideoRequest): Mode {
  const { references, referenceVideos, referenceAudio } = request;
  if (request.extendVideo !== undefined) return 'video-extension';
  if (request.sourceVideo !== undefined) return 'video-to-video';
  if ((references ?? referenceVideos ?? referenceAudio) !== undefined) return 'reference-to-video';
  if (request.firstFrame !== undefined || request.lastFrame !== undefined) return 'image-to-video';
  return 'text-to-video';
}

/** The shape with fields that can be set, for an object that is being built. */
export type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

/** Sets one field of an object that is being built; the value must be of the field's own type. */
export function setField<Shape, Key extends keyof Shape>(
  shape: Writable<Shape>,
  key: Key,
  value: Shape[Key],
): void {
  shape[key] = value;
}

/** The request with another value in one field. */
export function withField<Field extends Feature>(
  request: VideoRequest,
  field: Field,
  value: VideoRequest[Field],
): VideoRequest {
  const changed: Writable<VideoRequest> = { ...request };
  setField<VideoRequest, Field>(changed, field, value);
  return changed;
}

/** Fields that hold one picture or clip. */
export const mediaSingles = ['firstFrame', 'lastFrame', 'sourceVideo'] as const satisfies readonly Feature[];
/** Fields that hold a list of pictures, clips or sounds. */
export const mediaLists = [
  'references',
  'referenceVideos',
  'referenceAudio',
] as const satisfies readonly Feature[];
/** A field that holds pictures, clips or sounds. */
export type MediaField = (typeof mediaSingles | typeof mediaLists)[number] | 'motionMasks';

/** What takes the place of one file, clip or sound. `path`: where it stands, such as `'references.1'`. */
export type ReplaceMedia = (media: MediaInput, path: string, field: MediaField) => MediaInput;

/** The request with each of its media replaced. */
export function withMedia(request: VideoRequest, replace: ReplaceMedia): VideoRequest {
  const changed: Writable<VideoRequest> = { ...request };
  const { motionMasks: masks } = request;
  for (const field of mediaSingles) {
    const media = request[field];
    if (media !== undefined) changed[field] = replace(media, field, field);
  }
  for (const field of mediaLists) {
    const media = request[field];
    if (media !== undefined)
      changed[field] = media.map((item, index) => replace(item, `${field}.${index}`, field));
  }
  if (masks === undefined) return changed;
  const { static: still, dynamic } = masks;
  changed.motionMasks = {
    ...masks,
    ...(still !== undefined && { static: replace(still, 'motionMasks.static', 'motionMasks') }),
    ...(dynamic !== undefined && {
      dynamic: dynamic.map((area, index) => ({
        ...area,
        mask: replace(area.mask, `motionMasks.dynamic.${index}.mask`, 'motionMasks'),
      })),
    }),
  };
  return changed;
}

interface PlacedMedia {
  /** The file, clip or sound. */
  readonly media: MediaInput;
  /** Where it stands, such as `'references.1'`. */
  readonly path: string;
  /** The field of the request that holds it. */
  readonly field: MediaField;
}

/** The media of a request, each with its place. */
export function mediaOf(request: VideoRequest): readonly PlacedMedia[] {
  const found: PlacedMedia[] = [];
  withMedia(request, (media, path, field) => {
    found.push({ media, path, field });
    return media;
  });
  return found;
}

/** The fields of a request that are set. */
export function definedFields(request: VideoRequest): VideoRequest {
  const defined: Writable<VideoRequest> = {};
  for (const key of requestKeys) if (request[key] !== undefined) setField(defined, key, request[key]);
  return defined;
}

/** The same with accessors of its class, as of an observable form, as fields of its own: copies keep no others. */
export const withOwnFields = <Request extends object>(request: Request): Request => ({
  ...request,
  ...definedFields(request),
});

export const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys and items of a request in all: some hundred times what the largest has. */
const mostParts = 10_000;
const mostLevels = 100;

const isPlain = (value: unknown): value is object => {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** Whether a value has more parts than any request, so that nobody looks at each of a million keys; files are one part. */
export function isOversized(request: unknown): boolean {
  let left = mostParts;
  const exceeds = (value: unknown, level: number): boolean => {
    const isList = Array.isArray(value);
    if (!isList && !isPlain(value)) return false;
    // To read the values of a million keys takes longer than to parse them.
    left -= isList ? value.length : Object.keys(value).length;
    if (left < 0 || level > mostLevels) return true;
    return Object.values(value).some((part: unknown) => exceeds(part, level + 1));
  };
  return exceeds(request, 0);
}

/** As it is now, whatever becomes of the original: all that is plain is copied, and files are not. */
export function snapshotOf<Value>(value: Value): Value;
export function snapshotOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snapshotOf);
  if (!isPlain(value)) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) copy[key] = snapshotOf(copy[key]);
  return copy;
}
