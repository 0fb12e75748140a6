import { type MediaBytes, VideoError, type VideoRequest } from '@vid/core';
import { repeatRefused, type UploadCalls } from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { dataUriLimit, placeHead, slotSchema } from './schema.ts';

/* Files that are too big for a data URI: a slot, a form to the storage behind it, then a runway:// link [doc]. */

/** What stands in a body for bytes that are not in it. */
export type Places = ReadonlyMap<Uint8Array, string>;

const isTooBig = ({ data, mediaType }: MediaBytes): boolean =>
  `data:${mediaType};base64,`.length + Math.ceil(data.byteLength / 3) * 4 > dataUriLimit;

/** Bytes that are passed twice are uploaded once. */
export function filesToUpload(request: VideoRequest): readonly MediaBytes[] {
  const { firstFrame, lastFrame, sourceVideo, references, referenceVideos, referenceAudio } = request;
  const lists = [references, referenceVideos, referenceAudio].flatMap((list) => list ?? []);
  const files = [firstFrame, lastFrame, sourceVideo, ...lists].filter(
    (media): media is MediaBytes => typeof media === 'object' && isTooBig(media),
  );
  return files.filter(({ data }, index) => files.findIndex((other) => other.data === data) === index);
}

/** For the dry run: `{upload 1: video/mp4, 6000000 bytes}`. */
export const placesOf = (files: readonly MediaBytes[]): Places =>
  new Map(
    files.map(({ data, mediaType }, index) => [
      data,
      `${placeHead}${index + 1}: ${mediaType}, ${data.byteLength} bytes}`,
    ]),
  );

/** The same for equal bytes in every process. */
export async function placesByContent(files: readonly MediaBytes[]): Promise<Places> {
  const places = new Map<Uint8Array, string>();
  for (const { data } of files) {
    const digest = await crypto.subtle.digest('SHA-256', withoutCopy(data));
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
    places.set(data, `${placeHead}sha256 ${hex}}`);
  }
  return places;
}

/** 200 MB at 3 Mbit/s. */
const uploadTimeoutMs = 600_000;

/**
 * The runway:// links of files, which hold for 24 h. Uploads are free, so trouble is repeated, each time with a new
 * slot as the service wants it [client]. Every error proves that nothing was submitted.
 */
export async function uploadFiles(files: readonly MediaBytes[], calls: UploadCalls): Promise<Places> {
  const links = new Map<Uint8Array, string>();
  for (const file of files) {
    const { data, mediaType } = file;
    const content = new Blob([withoutCopy(data)], { type: mediaType });
    const filename = nameOf(mediaType);
    const once = () =>
      uploadOnce(content, filename, calls).catch((error: unknown) => Promise.reject(inUpload(error)));
    links.set(data, await repeatRefused(calls.options, once));
  }
  return links;
}

async function uploadOnce(content: Blob, filename: string, calls: UploadCalls): Promise<string> {
  const answer = await calls.call({ path: '/v1/uploads', body: { filename, type: 'ephemeral' } });
  const slot = z.safeParse(slotSchema, answer);
  if (!slot.success) throw refusal('provider-unavailable', 'the service gave no slot for it');
  const { uploadUrl, fields, runwayUri } = slot.data;
  if (!isSafe(uploadUrl, calls.baseUrl)) {
    throw refusal('provider-unavailable', 'the service named a storage that is not reached by https', false);
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // The storage reads no field behind the file [doc].
  form.append('file', content, filename);
  const { status } = await calls.sendForm(uploadUrl, form, uploadTimeoutMs);
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

/** A view of the same memory; only memory that workers share has to be copied. */
const withoutCopy = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array<ArrayBuffer> =>
  buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));
