import * as z from 'zod/mini';
import { VideoError } from './error.ts';
import { explainProblems, isFormat } from './explain-problem.ts';
import { nearestName } from './nearest-name.ts';
import type { Format, Problem, ProblemValues } from './problem.ts';
import { property } from './property.ts';
import type { GenerateOptions } from './provider.ts';
import { type Feature, features, type ProviderOptions, type VideoRequest } from './request.ts';
import { show } from './shown.ts';

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

const videoRequestSchema: z.ZodMiniType<VideoRequest> = z.readonly(
  z.strictObject({
    model: z.optional(z.string().check(z.minLength(1, must('not-empty')))),
    ...featureShape,
    unchecked: z.optional(z.readonly(z.array(z.enum(['model', ...features])))),
  }),
);

/** Every key that a request may have. */
const requestKeys: readonly string[] = ['model', ...features, 'unchecked'];

const at = (value: unknown, path: readonly PropertyKey[]): unknown => path.reduce<unknown>(property, value);

const kinds: Readonly<Record<string, Format>> = {
  string: 'text',
  number: 'number',
  int: 'whole-number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
  record: 'object',
};

type Wrong =
  | ({ readonly code: 'malformed' } & ProblemValues['malformed'])
  | ({ readonly code: 'not-one-of' } & ProblemValues['not-one-of'])
  | ({ readonly code: 'out-of-range' } & ProblemValues['out-of-range']);

function wrongIn(issue: z.core.$ZodIssue): Wrong {
  // The request's schema says in a format's name what a value must be.
  if (isFormat(issue.message)) return { code: 'malformed', expected: issue.message };
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'malformed', expected: kinds[issue.expected] ?? 'valid' };
    case 'invalid_value':
      return {
        code: 'not-one-of',
        allowed: issue.values.map((value) => (typeof value === 'number' ? value : String(value))),
      };
    case 'too_small':
      return { code: 'out-of-range', min: Number(issue.minimum) };
    case 'too_big':
      return { code: 'out-of-range', max: Number(issue.maximum) };
    case 'unrecognized_keys':
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return { code: 'malformed', expected: 'valid' };
  }
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): readonly Problem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const field = [...path, key].join('.') || '""';
      const asked = show(at(input, [...issue.path, key]));
      if (path.length > 0) return { code: 'unknown-field', field, asked };
      const nearest = nearestName(key, requestKeys);
      return {
        code: 'unknown-field',
        field,
        asked,
        known: requestKeys,
        ...(nearest !== undefined && { nearest }),
      };
    });
  }
  const field = path.length === 0 ? 'request' : path.join('.');
  const value = at(input, issue.path);
  return [{ ...wrongIn(issue), field, ...(value !== undefined && { asked: show(value) }) }];
}

/** Whether a value is a `VideoRequest` at all; asks no model. Never throws. */
export function readRequest(
  input: unknown,
):
  | { readonly ok: true; readonly request: VideoRequest }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const parsed = z.safeParse(videoRequestSchema, input);
  if (parsed.success) return { ok: true, request: parsed.data };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, input)) };
}

/** The request, or `VideoError('invalid-request')` with everything that is wrong with it. */
export function requireRequest(input: unknown): VideoRequest {
  const read = readRequest(input);
  if (read.ok) return read.request;
  const { problems } = read;
  const message = `Invalid request, nothing was sent. ${explainProblems(problems)}.`;
  throw new VideoError('invalid-request', message, { problems });
}

/** Throws `VideoError('invalid-request')` for options of a submit that name nothing, or repeat without end. */
export function checkGenerateOptions({
  reference,
  retries = 0,
}: Pick<GenerateOptions, 'reference' | 'retries'>): void {
  if (reference?.trim() === '')
    throw new VideoError('invalid-request', 'reference is empty. Nothing was sent.');
  if (retries === Number.POSITIVE_INFINITY || (Number.isInteger(retries) && retries >= 0)) return;
  const message = `retries must be a whole number, 0 or more; got ${retries}. Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}
