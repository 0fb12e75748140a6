import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { readMedia } from '../contract/media-fields.ts';
import { requireRequest } from '../contract/read-request.ts';
import { mediaOf, type VideoRequest } from '../contract/request.ts';
import { hashOf } from '../provider-kit/exchange/file-reading.ts';

/** In one order of the keys, whoever wrote them; a field that is `undefined` is not set. */
const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return ['{}', ...entries.toSorted(([a], [b]) => (a < b ? -1 : 1))];
};

/**
 * SHA-256 of what a request asks for, hex: equal for the same fields in any order and the same files from wherever; a file
 * and a link to it are two requests. Reads its files. Throws `VideoError('invalid-request')` for a request that is none.
 */
export async function requestFingerprint(request: VideoRequest): Promise<string> {
  const read = requireRequest(await readMedia(request)).request;
  const files = new Map<unknown, string>();
  for (const { media } of mediaOf(read))
    if (typeof media === 'object' && !(media instanceof URL) && 'mediaType' in media)
      files.set(media, `${media.mediaType} ${await hashOf('request', media)}`);
  const text = JSON.stringify(read, (_, value: unknown) => files.get(value) ?? sorted(value));
  return bytesToHex(sha256(new TextEncoder().encode(text)));
}
