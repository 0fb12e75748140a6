import * as z from 'zod/mini';
import { VideoError } from './error.ts';
import { explainProblems } from './explain-problem.ts';
import { toMediaFile } from './media-fields.ts';
import { isPage, MediaFile } from './media-file.ts';
import { isSameType, mediaTypeOf } from './media-head.ts';
import type { Format, Problem } from './problem.ts';
import type { GenerateOptions } from './provider.ts';
import {
  type Feature,
  features,
  isOversized,
  isRecord,
  type ProviderOptions,
  requestKeys,
  type VideoRequest,
  withOwnFields,
} from './request.ts';
import type { ReadAs } from './plan.ts';
import { otherNames, problemsOf } from './request-problems.ts';
import { show } from './shown.ts';

/*
 * What a request must look like. `VideoRequest` is the contract; the compiler holds this to it. A check says by a
 * format's name what a value must be.
 */

const must = (format: Format): Format => format;

/** The platform would forgive spaces and line ends around a URL; a service that is handed the text does not. */
export const isHttpsUrl = (text: string) => /^https:\/\/\S+$/i.test(text) && URL.canParse(text);
export const httpsUrl = z.string().check(z.refine(isHttpsUrl, must('https-url')));

/** As people write where a file is; no URL begins so. */
const isPath = (text: string) => /^(\.{0,2}[\\/]|~|[a-z]:[\\/]|[^:]*\.[a-z]\w{1,4}$)/i.test(text);

const named = z.string().check(
  z.refine(isHttpsUrl, {
    error: ({ input }) => must(typeof input === 'string' && isPath(input) ? 'file-url' : 'media'),
  }),
);
/** Does not abort, so that a union reports the issues of the member whose kind the value is. */
const issue = { code: 'custom', continue: true } as const;
const bytes = z
  .strictObject({
    // Not z.instanceof: its type would shut out a Uint8Array whose buffer may be shared.
    data: z.custom<Uint8Array>((value) => value instanceof Uint8Array, must('bytes')),
    mediaType: z.string().check(z.regex(/^(image|video|audio)\/\S+$/, must('media-type'))),
  })
  .check(
    // Those of a buffer that was handed on are gone.
    z.refine(({ data }) => data.byteLength > 0, { error: must('bytes'), path: ['data'] }),
    z.refine(({ data, mediaType }) => mediaType === 'image/svg+xml' || !isPage(data), {
      error: must('no-page'),
      path: ['data'],
    }),
    z.check(({ value: { data, mediaType }, issues }) => {
      const found = data.byteLength === 0 ? undefined : mediaTypeOf(data);
      if (found === undefined || isSameType(found, mediaType)) return;
      issues.push({ ...issue, input: mediaType, path: ['mediaType'], params: { found } });
    }),
  );
const file = z
  .custom<MediaFile>((value) => value instanceof MediaFile, { abort: true })
  .check(
    z.check(({ value, issues }) => {
      const { problem } = value;
      if (typeof problem === 'string') issues.push({ ...issue, input: value, message: problem });
      else if (problem !== undefined) issues.push({ ...issue, input: value, params: problem });
    }),
  );
export const mediaInput = z.pipe(z.transform(toMediaFile), z.union([named, file, bytes], must('media')));

/** JSON and form bodies write another letter where half of a surrogate pair stands alone. */
const wholeText = z.string().check(z.refine((text) => text.isWellFormed(), must('whole-text')));

const mediaList = z.array(mediaInput).check(z.minLength(1, must('not-empty-list')));

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
  [cameraAxes, z.strictObject({ preset: z.string(), strength: z.optional(z.string()) })],
  must('camera-control'),
);

const maskWithPath = z.strictObject({
  mask: mediaInput,
  trajectory: z.array(z.strictObject({ x: z.number(), y: z.number() })),
});
const motionMasks = z.strictObject({
  static: z.optional(mediaInput),
  dynamic: z.optional(z.array(maskWithPath)),
});

const ratioPattern = /^([1-9]\d*:[1-9]\d*|adaptive)$/;
const duration = z.union(
  [z.literal('auto'), z.number().check(z.positive(must('positive')))],
  must('duration'),
);
/** At least 144 pixels a side: no service makes a smaller video, and no ratio is written in such numbers [guess]. */
const side = String.raw`(14[4-9]|1[5-9]\d|[2-9]\d\d|[1-9]\d{3,})`;
const sizePattern = new RegExp(`^${side}x${side}$`);

export const providerOptions = z.pipe(
  z.custom<ProviderOptions>(
    (value) =>
      isRecord(value) &&
      Object.values(value).every((own) => own === undefined || (isRecord(own) && Object.values(own))),
    must('provider-options'),
  ),
  z.transform((options) => (Object.values(options).every((own) => own === undefined) ? undefined : options)),
);

const featureShape = {
  prompt: z.optional(wholeText),
  negativePrompt: z.optional(wholeText),
  firstFrame: z.optional(mediaInput),
  lastFrame: z.optional(mediaInput),
  references: z.optional(mediaList),
  referenceVideos: z.optional(mediaList),
  referenceAudio: z.optional(mediaList),
  sourceVideo: z.optional(mediaInput),
  extendVideo: z.optional(wholeText.check(z.minLength(1, must('not-empty')))),
  duration: z.optional(duration),
  aspectRatio: z.optional(z.string().check(z.regex(ratioPattern, must('aspect-ratio')))),
  resolution: z.optional(z.string().check(z.regex(/^[1-9]\d*(p|k)$/, must('resolution')))),
  size: z.optional(z.string().check(z.regex(sizePattern, must('size')))),
  quality: z.optional(z.enum(['standard', 'pro'])),
  watermark: z.optional(z.boolean()),
  cameraControl: z.optional(cameraControl),
  motionMasks: z.optional(motionMasks),
  audio: z.optional(z.boolean()),
  seed: z.optional(z.number().check(z.int(must('whole-number')))),
  callbackUrl: z.optional(httpsUrl),
  providerOptions: z.optional(providerOptions),
} satisfies { readonly [F in Feature]: z.ZodMiniType<VideoRequest[F]> };

export const videoRequestSchema: z.ZodMiniType<VideoRequest> = z.strictObject({
  model: z.optional(wholeText.check(z.minLength(1, must('not-empty')))),
  ...featureShape,
  unchecked: z.optional(z.array(z.enum(['model', ...features]))),
});

/**
 * A shape as people write it: `'16:9'` is a ratio, `'1920:1080'` a size and `'720P'` a resolution, each as its field takes
 * it; `undefined` where nobody can tell.
 */
export function readShape(
  text: string,
): { readonly field: ReadAs['as']; readonly value: string } | undefined {
  if (/^\s*[1-9]\d*(p|k)\s*$/i.test(text)) return { field: 'resolution', value: text.trim().toLowerCase() };
  const [, width = '', height = ''] = /^\s*([1-9]\d*)\s*[:：x×*]\s*([1-9]\d*)\s*$/i.exec(text) ?? [];
  if (width === '') return undefined;
  if (width.length < 3 && height.length < 3) return { field: 'aspectRatio', value: `${width}:${height}` };
  const size = `${width}x${height}`;
  return sizePattern.test(size) ? { field: 'size', value: size } : undefined;
}

interface Shapes {
  readonly aspectRatio?: unknown;
  readonly size?: unknown;
  readonly resolution?: unknown;
}

/** What a request's ratio, size and resolution are understood as where that is not what they say; empty for most requests. */
function shapesReadAs({ aspectRatio, size, resolution }: Shapes): readonly ReadAs[] {
  const found: ReadAs[] = [];
  const read = (field: ReadAs['field'], from: unknown) => {
    const shape = typeof from === 'string' ? readShape(from) : undefined;
    if (typeof from !== 'string' || shape === undefined || (shape.field === field && shape.value === from))
      return;
    found.push({ field, from, as: shape.field, to: shape.value });
  };
  read('aspectRatio', aspectRatio);
  read('size', size);
  read('resolution', resolution);
  return found;
}

/** A text whose field is taken already, by what stands there or by another of them: both would be set. */
const conflictOf = (request: Shapes, read: readonly ReadAs[]): ReadAs | undefined =>
  read.find(
    ({ field, as }, index) =>
      field !== as && (request[as] !== undefined || read.slice(0, index).some((other) => other.as === as)),
  );

const moved = <Request extends object>(request: Request, { field, as, to }: ReadAs): Request => ({
  ...withOwnFields(request),
  ...(field === as ? {} : { [field]: undefined }),
  [as]: to,
});

/** The request with each shape in its field; as it is where a field would be set twice. */
export function withShapesRead<Request extends Shapes>(request: Request): Request {
  const read = shapesReadAs(request);
  return conflictOf(request, read) === undefined ? read.reduce(moved, request) : request;
}

const conflictProblem = ({ field, from, as }: ReadAs): Problem => ({
  code: 'set-twice',
  field,
  asked: show(from),
  means: as,
});

type ReadRequest =
  | { readonly ok: true; readonly request: VideoRequest; readonly readAs: readonly ReadAs[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function read(input: unknown): ReadRequest {
  if (isOversized(input))
    return { ok: false, problems: [{ code: 'malformed', field: 'request', expected: 'few-parts' }] };
  const readAs = isRecord(input) ? shapesReadAs(input) : [];
  const conflict = isRecord(input) ? conflictOf(input, readAs) : undefined;
  if (conflict !== undefined) return { ok: false, problems: [conflictProblem(conflict)] };
  const parsed = z.safeParse(videoRequestSchema, isRecord(input) ? readAs.reduce(moved, input) : input);
  if (parsed.success) return { ok: true, request: parsed.data, readAs };
  const names = { root: 'request', known: requestKeys, elsewhere: otherNames };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, input, names)) };
}

/** Whether a value is a `VideoRequest` at all; asks no model. Never throws, whatever its getters do. */
export function readRequest(input: unknown): ReadRequest {
  try {
    return read(input);
  } catch {
    return { ok: false, problems: [{ code: 'malformed', field: 'request', expected: 'readable' }] };
  }
}

export const invalidRequest = (problems: readonly Problem[]): VideoError =>
  new VideoError('invalid-request', `Invalid request, nothing was sent. ${explainProblems(problems)}.`, {
    problems,
  });

/** The request with how its shapes were read, or `VideoError('invalid-request')` with everything that is wrong with it. */
export function requireRequest(input: unknown): {
  readonly request: VideoRequest;
  readonly readAs: readonly ReadAs[];
} {
  const result = readRequest(input);
  if (result.ok) return result;
  throw invalidRequest(result.problems);
}

/** Throws `VideoError('invalid-request')` for options of a submit that name nothing, or repeat without end. */
export function checkGenerateOptions({
  reference,
  retries = 0,
}: Pick<GenerateOptions, 'reference' | 'retries'>): void {
  if (reference?.trim() === '' || reference?.isWellFormed() === false)
    throw new VideoError('invalid-request', 'reference is empty or malformed. Nothing was sent.');
  if (retries === Number.POSITIVE_INFINITY || (Number.isInteger(retries) && retries >= 0)) return;
  const message = `retries must be a whole number, 0 or more; got ${retries}. Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}
