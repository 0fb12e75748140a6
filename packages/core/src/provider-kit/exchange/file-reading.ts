import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { VideoError } from '../../contract/error.ts';
import { builtinModule } from '../../contract/file-system.ts';
import { MediaFile } from '../../contract/media-file.ts';
import { property } from '../../contract/property.ts';
import type { MediaBytes } from '../../contract/request.ts';
import { encodeForm, type FormBody, type UploadForm } from './form.ts';
import type { HttpAnswer } from './http.ts';

/* The content of files, each read once where that is enough, with its hash. */

/** Before the paid request. */
export const refusal = (provider: string, path: string, what: string, cause?: unknown, retryable?: boolean) =>
  new VideoError('invalid-request', `${path}: ${what}. Nothing was submitted and nothing was paid.`, {
    provider,
    cause,
    retryable,
  });

export const isNotReadable = (error: unknown): error is DOMException =>
  error instanceof DOMException && error.name === 'NotReadableError';

/** What a file is read with: one that is no longer as it was when it was looked at is refused. */
export async function readingFile<Result>(
  provider: string,
  path: string,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!isNotReadable(error)) throw error;
    throw refusal(provider, path, 'the file was changed or removed before it was read', error);
  }
}

interface Hash {
  update(piece: Uint8Array): unknown;
  digest(): Uint8Array;
}
const hasCreateHash = (value: unknown): value is { createHash(name: 'sha256'): Hash } =>
  typeof property(value, 'createHash') === 'function';

/** Node's is several times as fast. */
function createHash(): Hash {
  const crypto = builtinModule('node:crypto');
  return hasCreateHash(crypto) ? crypto.createHash('sha256') : sha256.create();
}

/** SHA-256 of files that were read to their end, hex. */
const hashes = new WeakMap<MediaFile, string>();

/** The content in pieces; with the last one its hash is known. Another hash or size than before is a change. */
async function* hashedPieces(file: MediaFile): AsyncGenerator<Uint8Array> {
  const hash = createHash();
  let bytes = 0;
  for await (const piece of file.pieces()) {
    hash.update(piece);
    bytes += piece.byteLength;
    yield piece;
  }
  const found = bytesToHex(Uint8Array.from(hash.digest()));
  if (bytes !== file.bytes || found !== (hashes.get(file.plain) ?? found))
    throw new DOMException('', 'NotReadableError');
  hashes.set(file.plain, found);
}

/** The hash of a file: what its upload has found, else by reading it; `take` gets the pieces of that read. */
async function contentHash(file: MediaFile, take?: (piece: Uint8Array) => void): Promise<string> {
  if (!hashes.has(file.plain)) for await (const piece of hashedPieces(file)) take?.(piece);
  return hashes.get(file.plain) ?? '';
}

/** For a provider's own uploads. */
export const hashOf = (provider: string, media: MediaBytes | MediaFile): Promise<string> =>
  readingFile(provider, 'file', () =>
    contentHash(media instanceof MediaFile ? media : new MediaFile({ bytes: media })),
  );

/** A form to a storage. */
export const sendForm = (
  provider: string,
  form: UploadForm,
  send: (body: FormBody) => Promise<HttpAnswer>,
): Promise<HttpAnswer> =>
  readingFile(provider, 'file', async () => {
    let unread: unknown;
    async function* pieces() {
      try {
        yield* hashedPieces(form.file);
      } catch (error) {
        unread = error;
        throw error;
      }
    }
    try {
      return await send(await encodeForm(form, pieces()));
    } catch (error) {
      throw unread ?? error;
    }
  });

/** Up to here a file of the disk is read once for a store, into memory; a larger one is read for its hash, and by the store. */
const heldBytes = 16 * 1024 * 1024;

/** The hash of a file, and its content where that is held. */
export async function hashAndContent(
  file: MediaFile,
): Promise<{ readonly hash: string; readonly held?: Blob }> {
  const isHeld = file.isOnDisk && (file.bytes ?? Infinity) <= heldBytes && !hashes.has(file.plain);
  if (!isHeld) return { hash: await contentHash(file) };
  const pieces: Blob[] = [];
  const hash = await contentHash(file, (piece) => void pieces.push(new Blob([Uint8Array.from(piece)])));
  return { hash, held: new Blob(pieces, { type: file.mediaType ?? '' }) };
}
