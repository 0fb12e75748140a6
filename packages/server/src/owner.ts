import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { timingSafeEqual } from 'hono/utils/buffer';
import type { OwnerOf } from './settings.ts';

const hashOf = (text: string) => sha256(utf8ToBytes(text));

/** Whoever has the token is the one owner. */
export function tokenOwner(token: string): OwnerOf {
  // What a header brings whole: blanks end it, and no other letters arrive as they were sent.
  if (!/^[\x21-\x7e]{16,}$/.test(token))
    throw new TypeError('token must be at least 16 characters of ASCII without spaces.');
  return async (request) => {
    const [, given] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    // Takes as long for a token that is nearly right as for any other.
    return given !== undefined && (await timingSafeEqual(given, token)) ? '' : undefined;
  };
}

/** One id for one key of one owner, whoever asks; nobody can tell it without both. */
export const jobIdOf = (owner: string, key: string): string =>
  bytesToHex(hashOf(JSON.stringify([owner, key]))).slice(0, 32);
