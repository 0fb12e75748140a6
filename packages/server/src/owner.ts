import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { bearerCheck } from '@vid/core/journal';
import type { OwnerOf } from './settings.ts';

const hashOf = (text: string) => sha256(utf8ToBytes(text));

/** Whoever has the token is the one owner. */
export function tokenOwner(token: string): OwnerOf {
  const hasToken = bearerCheck(token);
  return (request) => (hasToken(request) ? '' : undefined);
}

/** One id for one key of one owner, whoever asks; nobody can tell it without both. */
export const jobIdOf = (owner: string, key: string): string =>
  bytesToHex(hashOf(JSON.stringify([owner, key]))).slice(0, 32);
