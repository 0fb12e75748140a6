import { fromBase64, toBase64 } from './base64.ts';
import { isBytes, readMedia } from './media-fields.ts';
import { MediaFile } from './media-file.ts';
import { headBytes, mediaTypeOf } from './media-head.ts';
import type { Format } from './problem.ts';
import { property } from './property.ts';
import { invalidRequest, requireRequest } from './read-request.ts';
import {
  isOversized,
  isRecord,
  type MediaBytes,
  type MediaInput,
  mediaLists,
  mediaOf,
  mediaSingles,
  type VideoRequest,
} from './request.ts';

/** A file in the JSON of a request. */
export interface MediaJson {
  /** Standard base64. */
  readonly base64: string;
  /** IANA media type. Default: what the first bytes tell. */
  readonly mediaType?: string | undefined;
}

/** A request as plain JSON: its fields as they are, its files as `MediaJson`. */
export type RequestJson = Readonly<Record<string, unknown>>;

/**
 * The request with all of its files read, so that it can be kept and sent from elsewhere; links stay links. Throws
 * `VideoError('invalid-request')` for a request that is none.
 */
export async function requestToJson(request: VideoRequest): Promise<RequestJson> {
  const read = requireRequest(await readMedia(request)).request;
  const files = new Map<MediaInput, MediaJson>();
  for (const { media } of mediaOf(read)) {
    const json = files.has(media) ? undefined : await mediaToJson(media);
    if (json !== undefined) files.set(media, json);
  }
  return requestJsonWith(read, (media) => files.get(media));
}

/** The JSON of a request that has been read. `mediaJson`: of one of its files; `undefined` for a link. */
export function requestJsonWith(
  request: VideoRequest,
  mediaJson: (media: MediaInput) => MediaJson | undefined,
): RequestJson {
  const files = new Map<unknown, MediaJson | undefined>();
  for (const { media } of mediaOf(request)) files.set(media, files.get(media) ?? mediaJson(media));
  return JSON.parse(JSON.stringify(request, (_, value: unknown) => files.get(value) ?? value));
}

/** `undefined` for a link. */
async function mediaToJson(media: MediaInput): Promise<MediaJson | undefined> {
  if (media instanceof MediaFile) return { base64: toBase64(await media.data()), mediaType: media.mediaType };
  return bytesToJson(media);
}

/** `undefined` for what is not in memory. */
export const bytesToJson = (media: MediaInput): MediaJson | undefined =>
  typeof media === 'object' && isBytes(media)
    ? { base64: toBase64(media.data), mediaType: media.mediaType }
    : undefined;

/** Any object with these keys is looked at as a request by whoever takes it. */
const isRequest = (value: unknown): value is VideoRequest => isRecord(value);

/** Whether a `file:` URL of a request's JSON is read from this machine. */
export type MayRead = (file: URL) => boolean;

/**
 * A request from its JSON, whoever sent it: a `file:` URL, which would be read from this machine, is refused unless `mayRead`
 * takes it. Throws `VideoError('invalid-request')` for what is no request.
 */
export function requestFromJson(json: unknown, mayRead: MayRead = () => false): VideoRequest {
  if (!isRequest(json) || isOversized(json)) return requireRequest(json).request;
  const mediaFromJson = (media: unknown, field: string) => readMediaJson(media, field, mayRead);
  const decoded: Record<string, unknown> = { ...json };
  for (const field of mediaSingles)
    if (decoded[field] !== undefined) decoded[field] = mediaFromJson(decoded[field], field);
  for (const field of mediaLists) decoded[field] = listFromJson(decoded[field], field, mediaFromJson);
  const { motionMasks: masks } = decoded;
  if (isRecord(masks)) {
    const still = property(masks, 'static');
    decoded['motionMasks'] = {
      ...masks,
      ...(still !== undefined && { static: mediaFromJson(still, 'motionMasks.static') }),
      dynamic: listFromJson(property(masks, 'dynamic'), 'motionMasks.dynamic', (area, path) =>
        isRecord(area) ? { ...area, mask: mediaFromJson(property(area, 'mask'), `${path}.mask`) } : area,
      ),
    };
  }
  return requireRequest(decoded).request;
}

const listFromJson = (list: unknown, path: string, read: (item: unknown, path: string) => unknown): unknown =>
  Array.isArray(list) ? list.map((item: unknown, index) => read(item, `${path}.${index}`)) : list;

function readMediaJson(media: unknown, field: string, mayRead: MayRead): unknown {
  if (typeof media === 'string' && /^\s*file:/i.test(media)) {
    const file = URL.parse(media);
    if (file === null || !mayRead(file)) throw malformed(field, 'https-url');
    return file;
  }
  const base64 = property(media, 'base64');
  if (typeof base64 !== 'string') return media;
  const data = fromBase64(base64);
  if (data === undefined || data.byteLength === 0) throw malformed(`${field}.base64`, 'bytes');
  const mediaType = property(media, 'mediaType') ?? mediaTypeOf(data.subarray(0, headBytes));
  if (typeof mediaType !== 'string') throw malformed(field, 'known-media');
  // What else stands there is refused with the bytes, by its name.
  const others: Record<string, unknown> = { ...(isRecord(media) && media) };
  delete others['base64'];
  return { data, ...others, mediaType } satisfies MediaBytes;
}

const malformed = (field: string, expected: Format) =>
  invalidRequest([{ code: 'malformed', field, expected }]);
