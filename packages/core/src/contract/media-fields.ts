import { MediaFile, type MediaSource } from './media-file.ts';
import { pictureSizeOf } from './media-head.ts';
import type { MediaStore } from './media-store.ts';
import { property } from './property.ts';
import {
  isOversized,
  isRecord,
  type MediaBytes,
  type MediaInput,
  snapshotOf,
  type VideoRequest,
  withMedia,
  withOwnFields,
} from './request.ts';

const isFileUrl = (text: string) => /^file:/i.test(text) && URL.canParse(text);

const isStream = (value: object): boolean =>
  typeof property(value, Symbol.asyncIterator) === 'function' ||
  typeof property(value, 'getReader') === 'function';

/** One that reads the same stream twice gets what was read the first time. */
const known = new WeakMap<object, MediaFile>();

function fileOf(key: object, source: MediaSource): MediaFile {
  const file = known.get(key) ?? new MediaFile(source);
  known.set(key, file);
  return file;
}

const isMediaStream = (value: unknown): value is Extract<MediaSource, { stream: unknown }>['stream'] =>
  isRecord(value) && isStream(value);

/** A file, a Blob or a stream as a `MediaFile`; whatever else it is, as it is. Looks at a file, and reads none. */
export function toMediaFile(value: unknown): unknown {
  if (typeof value === 'string') return isFileUrl(value) ? new MediaFile({ path: new URL(value) }) : value;
  if (value instanceof URL) return value.protocol === 'file:' ? new MediaFile({ path: value }) : value.href;
  if (value instanceof Blob) return fileOf(value, { blob: value });
  return isMediaStream(value) ? fileOf(value, { stream: value }) : value;
}

/** Bytes as the caller holds them. */
export const isBytes = (media: MediaInput): media is MediaBytes =>
  typeof media === 'object' &&
  'data' in media &&
  media.data instanceof Uint8Array &&
  media.data.byteLength > 0 &&
  typeof media.mediaType === 'string' &&
  Object.keys(media).length === 2;

/** What is known of a file; `undefined` for a link. `pixels` are read when they are asked for. */
export function mediaFacts(
  media: MediaInput,
): Pick<MediaFile, 'bytes' | 'mediaType' | 'pixels' | 'storedBy'> | undefined {
  if (media instanceof MediaFile) return media;
  if (!isBytes(media)) return undefined;
  const { data, mediaType } = media;
  return {
    bytes: data.byteLength,
    mediaType,
    get pixels() {
      return pictureSizeOf(data);
    },
    storedBy: undefined,
  };
}

/** Characters of the data URI that a file would be; `undefined` where its size is not known. */
export function inlineLength(media: MediaInput): number | undefined {
  const { bytes, mediaType = '' } = mediaFacts(media) ?? {};
  return bytes === undefined ? undefined : `data:${mediaType};base64,`.length + Math.ceil(bytes / 3) * 4;
}

/** What two fields that mean the same file have in common. */
const keyOf = (media: MediaInput): unknown =>
  media instanceof URL ? media.href : typeof media === 'object' && isBytes(media) ? media.data : media;

/**
 * The request as it is now, with its files as `MediaFile`s, each looked at once, and with those that a store could give a link
 * to known to it: whoever asked may change it for the next call before this one is sent. A request that is none stays as it is.
 */
export function takeMedia(
  request: VideoRequest,
  store?: MediaStore,
): { readonly request: VideoRequest; readonly files: readonly MediaFile[] } {
  const files = new Map<unknown, MediaFile>();
  const taken = (media: MediaInput): MediaInput => {
    const key = keyOf(media);
    const before = files.get(key);
    if (before !== undefined) return before;
    const found =
      store !== undefined && isBytes(media) ? new MediaFile({ bytes: media }) : toMediaFile(media);
    if (!(found instanceof MediaFile)) return typeof found === 'string' ? found : media;
    const file =
      store === undefined || found.storedBy !== undefined ? found : new MediaFile({ file: found }, store);
    files.set(key, file);
    return file;
  };
  try {
    if (!isRecord(request) || isOversized(request)) return { request, files: [] };
    const changed = snapshotOf(withMedia(withOwnFields(request), taken));
    return { request: changed, files: [...files.values()] };
  } catch {
    return { request, files: [] };
  }
}

/**
 * The request with every file looked at and every stream read, so that `plan` knows sizes and media types, and `generate`
 * may follow with the same request. `generate` does it by itself. Nothing is uploaded, and of files no more than the head
 * is read. What is wrong with a file is told by whoever takes the request.
 */
export async function readMedia(request: VideoRequest, store?: MediaStore): Promise<VideoRequest> {
  const { request: taken, files } = takeMedia(request, store);
  await Promise.all(files.map((file) => file.content()));
  return taken;
}
