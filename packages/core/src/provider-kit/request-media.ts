import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { unlessAborted } from '../contract/abort.ts';
import { systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import { builtinModule, MediaFile } from '../contract/media-file.ts';
import { property } from '../contract/property.ts';
import type { GenerateOptions } from '../contract/provider.ts';
import { isHttpsUrl } from '../contract/read-request.ts';
import { type MediaBytes, type MediaInput, mediaOf, withMedia } from '../contract/request.ts';
import type { AcceptedRequest } from './accept.ts';
import { needsLink } from './media.ts';

/* The files of a request on their way onto the wire: as bytes, or as the link that a store gives. */

const refusal = (provider: string, path: string, what: string, cause?: unknown, retryable?: boolean) =>
  new VideoError('invalid-request', `${path}: ${what}. Nothing was submitted and nothing was paid.`, {
    provider,
    cause,
    retryable,
  });

/** What a file is read with; the platform refuses one that is no longer as it was when it was looked at. */
async function readingFile<Result>(
  provider: string,
  path: string,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotReadableError')) throw error;
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

/** For a provider's own uploads. */
export const hashOf = (provider: string, media: MediaBytes | MediaFile): Promise<string> =>
  readingFile(provider, 'file', () => contentHash(media));

/** SHA-256 of the content, hex, without holding it. */
async function contentHash(media: MediaBytes | MediaFile): Promise<string> {
  const hash = createHash();
  const file = media instanceof MediaFile ? media : new MediaFile({ bytes: media });
  for await (const piece of file.pieces()) hash.update(piece);
  return bytesToHex(Uint8Array.from(hash.digest()));
}

export interface ReadyMedia {
  readonly accepted: AcceptedRequest;
  /** The same for equal files, whatever link a store gave; `undefined`: there is no such link. */
  readonly fingerprinted: AcceptedRequest | undefined;
}

/**
 * An accepted request with its files as the wire needs them: stored where the row takes links only, left as they are where
 * `isUploaded`, else read. Every error of it proves that nothing was submitted.
 */
export async function readyMedia(
  accepted: AcceptedRequest,
  isUploaded: (media: MediaFile) => boolean,
  { signal, clock = systemClock }: Pick<GenerateOptions, 'signal' | 'clock'>,
): Promise<ReadyMedia> {
  const { provider, request } = accepted;
  const ready = new Map<MediaInput, MediaInput>();
  const hashes = new Map<MediaInput, string>();
  for (const { media, path, field } of mediaOf(request)) {
    if (!(media instanceof MediaFile) || ready.has(media)) continue;
    const heeding = <Result>(promise: Promise<Result>) =>
      signal === undefined ? promise : unlessAborted(promise, signal);
    const read = <Result>(from: () => Promise<Result>) => heeding(readingFile(provider, path, from));
    if (needsLink(media, accepted, field)) {
      // Before the upload: a file that is no longer there is not half stored.
      hashes.set(media, `https://sha256.invalid/${await read(() => contentHash(media))}`);
      ready.set(media, await heeding(linkTo(media, path, clock.now(), signal, provider)));
    } else if (!isUploaded(media)) {
      const { mediaType = '' } = media;
      ready.set(media, { data: await read(() => media.data()), mediaType });
    }
  }
  const withThem = (known: ReadonlyMap<MediaInput, MediaInput>): AcceptedRequest => ({
    ...accepted,
    request: withMedia(request, (media) => known.get(media) ?? media),
  });
  return {
    accepted: withThem(ready),
    fingerprinted: hashes.size === 0 ? undefined : withThem(new Map([...ready, ...hashes])),
  };
}

async function linkTo(
  media: MediaFile,
  path: string,
  now: number,
  signal: AbortSignal | undefined,
  provider: string,
): Promise<string> {
  const store = `the media store ${JSON.stringify(media.storedBy)}`;
  try {
    const url = await media.link(path, now, signal);
    if (url !== undefined && isHttpsUrl(url)) return url;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const why = error instanceof Error ? error.message : 'it failed';
    throw refusal(provider, path, `${store} did not take the file: ${why}`, error);
  }
  throw refusal(provider, path, `${store} gave no https URL`);
}
