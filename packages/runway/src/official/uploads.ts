import { type MediaInput, VideoError, type VideoRequest } from '@vid/core';
import { inlineLength, isBytes, MediaFile, mediaOf, placeOf, type UploadCalls } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { dataUriLimit, placeHead, slotSchema } from './schema.ts';

/* Files that are too big for a data URI: a slot, a form to the storage behind it, then a runway:// link [doc]. */

/** What tells two files apart: bytes that are passed twice are one. */
export const contentOf = (media: MediaInput): unknown =>
  typeof media === 'object' && isBytes(media) ? media.data : media;

/** What stands in a body for content that is not in it, by `contentOf`. */
export type Places = ReadonlyMap<unknown, string>;

/** Whether a file is too big for a data URI. */
export const isUploaded = (media: MediaInput): boolean => (inlineLength(media) ?? 0) > dataUriLimit;

/** Files by `contentOf`. */
type Files = ReadonlyMap<unknown, MediaFile>;

const fileOf = (media: MediaInput): MediaFile | undefined => {
  if (media instanceof MediaFile) return media;
  return typeof media === 'object' && isBytes(media) ? new MediaFile({ bytes: media }) : undefined;
};

/** Bytes that are passed twice are uploaded once. Masks are none of this service's. */
export function filesToUpload(request: VideoRequest): Files {
  const files = new Map<unknown, MediaFile>();
  for (const { media } of mediaOf(request)) {
    const file = isUploaded(media) && !files.has(contentOf(media)) ? fileOf(media) : undefined;
    if (file !== undefined) files.set(contentOf(media), file);
  }
  return files;
}

/** For the dry run: `{upload 1: video/mp4, 6000000 bytes}`. */
export const placesOf = (files: Files): Places =>
  new Map([...files].map(([key, file], index) => [key, placeOf(file, `upload ${index + 1}`)]));

/** The same for equal bytes in every process. */
export async function placesByContent(files: Files, calls: UploadCalls): Promise<Places> {
  const places = new Map<unknown, string>();
  for (const [key, file] of files) places.set(key, `${placeHead}sha256 ${await calls.hash(file)}}`);
  return places;
}

/** 200 MB at 3 Mbit/s. */
const uploadTimeoutMs = 600_000;

/**
 * The runway:// links of files, which hold for 24 h. Uploads are free, so trouble is repeated, each time with a new
 * slot as the service wants it [client]. Every error proves that nothing was submitted.
 */
export async function uploadFiles(files: Files, calls: UploadCalls): Promise<Places> {
  const links = new Map<unknown, string>();
  for (const [key, file] of files) {
    const once = () => uploadOnce(file, calls).catch((error: unknown) => Promise.reject(inUpload(error)));
    links.set(key, await calls.repeat(once));
  }
  return links;
}

async function uploadOnce(file: MediaFile, calls: UploadCalls): Promise<string> {
  const filename = nameOf(file.mediaType ?? '');
  const answer = await calls.call({ path: '/v1/uploads', body: { filename, type: 'ephemeral' } });
  const slot = z.safeParse(slotSchema, answer);
  if (!slot.success) throw refusal('provider-unavailable', 'the service gave no slot for it');
  const { uploadUrl, fields, runwayUri } = slot.data;
  if (!isSafe(uploadUrl, calls.baseUrl)) {
    throw refusal('provider-unavailable', 'the service named a storage that is not reached by https', false);
  }
  const { status } = await calls.sendForm(uploadUrl, { fields, filename, file }, uploadTimeoutMs);
  if (status >= 200 && status <= 299) return runwayUri;
  // A slot may have run out (403); what is wrong with the file itself stays so.
  const isPassing = status >= 500 || status === 403 || status === 408 || status === 429;
  throw refusal(
    isPassing ? 'provider-unavailable' : 'invalid-request',
    `its storage answered HTTP ${status}`,
  );
}

/** The storage may be spoken to without TLS only where the service is: a simulated one. */
const isSafe = (url: string, baseUrl: string): boolean =>
  URL.canParse(url) &&
  (new URL(url).protocol === 'https:' ||
    (new URL(url).protocol === 'http:' && new URL(baseUrl).protocol === 'http:'));

function refusal(
  code: 'provider-unavailable' | 'invalid-request' | 'network' | 'timeout',
  reason: string,
  retryable?: boolean,
  cause?: unknown,
): VideoError {
  const message = `runway could not take a file: ${reason}. Nothing was submitted and nothing was paid.`;
  return new VideoError(code, message, { provider: 'runway', retryable, cause });
}

/** Of a missing answer, which elsewhere says something of a task. */
function inUpload(error: unknown): unknown {
  if (!(error instanceof VideoError)) return error;
  const { code, cause } = error;
  if (code === 'network') return refusal(code, 'the connection failed', undefined, cause);
  if (code === 'timeout') return refusal(code, 'no answer in time', undefined, cause);
  return error;
}

/** The service wants a name; only its end says something. */
const endings: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'image/jpeg': 'jpg',
  'video/quicktime': 'mov',
};
function nameOf(mediaType: string): string {
  const [kind = 'file', subtype = 'bin'] = mediaType.toLowerCase().split('/');
  return `${kind}.${endings[mediaType] ?? subtype.replaceAll(/[^a-z0-9]/g, '')}`;
}
