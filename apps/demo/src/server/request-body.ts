import { VideoError, type VideoRequest } from '@vid/core';
import * as z from 'zod/mini';
import { hasFewKeys, type RequestJson } from '../api.ts';
import { fileType } from '../picture.ts';

export const invalid = (field: string, what: string) => {
  const message = `${field}: ${what}`;
  const problems = [{ code: 'schema-refused', field, issues: [what] } as const];
  return new VideoError('invalid-request', `Nothing was sent: ${message}.`, { problems });
};

/** A checker for `validator('json', …)`. */
export function readBody<Schema extends z.core.$ZodType>(schema: Schema) {
  return (value: unknown): z.infer<Schema> => {
    const parsed = z.safeParse(schema, value);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw invalid(issue?.path.join('.') || 'body', issue?.message ?? 'cannot be read');
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const mediaFields: ReadonlySet<string | undefined> = new Set([
  'firstFrame',
  'lastFrame',
  'references',
  'referenceVideos',
  'referenceAudio',
  'sourceVideo',
  'motionMasks',
]);

/** Turns `{ base64 }` into bytes wherever it stands. */
function withBytes(value: unknown, path: readonly string[]): unknown {
  // The library would read it from this machine, for whoever asks.
  if (typeof value === 'string' && mediaFields.has(path[0]) && /^file:/i.test(value.trim()))
    throw invalid(path.join('.'), 'must be an https:// link');
  if (Array.isArray(value)) return value.map((item, index) => withBytes(item, [...path, String(index)]));
  if (!isObject(value)) return value;
  if (!hasFewKeys(value)) throw invalid(path.join('.'), 'has more than 1,000 fields');
  if ('base64' in value && typeof value.base64 === 'string') {
    const data = new Uint8Array(Buffer.from(value.base64, 'base64'));
    const mediaType = fileType(data);
    if (mediaType === undefined)
      throw invalid(
        path.join('.'),
        'must be a PNG, JPEG or WebP picture, an MP4, MOV or WebM clip, or an MP3 or WAV sound',
      );
    return { data, mediaType };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, withBytes(part, [...path, key])]),
  );
}

/** The outer shape only: the router checks every field before anything is sent. */
const isRequest = (value: unknown): value is VideoRequest => isObject(value) && !Array.isArray(value);

/** `models`: who is asked, as `'provider:model'`. A request that names its model must mean each of them. */
export function toVideoRequest(request: RequestJson, models: readonly string[]): VideoRequest {
  const decoded = withBytes(request, []);
  if (!isRequest(decoded)) throw invalid('request', 'must be an object');
  const { model: named, ...sent } = decoded;
  const isOther = (model: string) => named !== model && named !== model.replace(/^[^:]+:/, '');
  if (named !== undefined && models.some(isOther)) {
    throw invalid('request.model', 'must be left out, or be the model that is asked');
  }
  return sent;
}
