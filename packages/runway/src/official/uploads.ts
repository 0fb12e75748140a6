import { VideoError } from '@vid/core';
import type { MediaFile, UploadCalls, UploadedSubmit, AcceptedRequest } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { slotSchema } from './answer-schema.ts';
import { type Files, filesToUpload, type Places } from './files.ts';
import { bodyOf } from './mapping.ts';

/* Files that are too big for a data URI: a slot, a form to the storage behind it, then a runway:// link [doc]. */

/** The submit with files that are too large for it uploaded; `undefined`: there are none. */
export async function toUploaded(
  accepted: AcceptedRequest,
  calls: UploadCalls,
): Promise<UploadedSubmit | undefined> {
  const files = filesToUpload(accepted.request);
  if (files.size === 0) return undefined;
  const links = await uploadFiles(files, calls);
  // Afterwards: the read of an upload has found the hash.
  return {
    body: bodyOf(accepted, links),
    fingerprinted: bodyOf(accepted, await placesByContent(files, calls)),
  };
}

/** The same for equal bytes in every process. */
async function placesByContent(files: Files, calls: UploadCalls): Promise<Places> {
  const places = new Map<unknown, string>();
  for (const [key, file] of files) places.set(key, `{upload sha256 ${await calls.hash(file)}}`);
  return places;
}

/** 200 MB at 3 Mbit/s. */
const uploadTimeoutMs = 600_000;

/**
 * The runway:// links of files, which hold for 24 h. Uploads are free, so trouble is repeated, each time with a new
 * slot as the service wants it [client]. Every error proves that nothing was submitted.
 */
async function uploadFiles(files: Files, calls: UploadCalls): Promise<Places> {
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
