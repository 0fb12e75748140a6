import { requestFromJson, VideoError, type VideoRequest } from '@vid/core';
import { hasFewKeys, type RequestJson } from '../api.ts';
import { fileType } from '../picture.ts';

const invalid = (field: string, what: string) => {
  const message = `${field}: ${what}`;
  const problems = [{ code: 'schema-refused', field, issues: [what] } as const];
  return new VideoError('invalid-request', `Nothing was sent: ${message}.`, { problems });
};

const isMedia = /^(firstFrame|lastFrame|references|referenceVideos|referenceAudio|sourceVideo|motionMasks)\b/;

/** What the page may send; the library takes more. */
function requireParts(value: unknown, path: string): void {
  // The library would read it from this machine, for whoever asks.
  if (typeof value === 'string' && isMedia.test(path) && /^file:/i.test(value.trim()))
    throw invalid(path, 'must be an https:// link');
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && !hasFewKeys(value)) throw invalid(path, 'has more than 1,000 fields');
  if ('base64' in value && typeof value.base64 === 'string') {
    if (fileType(Buffer.from(value.base64.slice(0, 64), 'base64')) !== undefined) return;
    const kinds = 'a PNG, JPEG or WebP picture, an MP4, MOV or WebM clip, or an MP3 or WAV sound';
    throw invalid(path, `must be ${kinds}`);
  }
  for (const [key, part] of Object.entries(value)) requireParts(part, path === '' ? key : `${path}.${key}`);
}

/** `models`: who is asked, as `'provider:model'`. A request that names its model must mean each of them. */
export function toVideoRequest(request: RequestJson, models: readonly string[]): VideoRequest {
  requireParts(request, '');
  const { model: named, ...sent } = requestFromJson(request);
  const isOther = (model: string) => named !== model && named !== model.replace(/^[^:]+:/, '');
  if (named !== undefined && models.some(isOther))
    throw invalid('request.model', 'must be left out, or be the model that is asked');
  return sent;
}
