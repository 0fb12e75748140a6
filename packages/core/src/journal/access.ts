import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/* Who may spend money through a host that is asked over HTTP. */

/** Names and addresses that mean the machine itself, with or without the brackets of a URL. */
export const isLoopback = (host: string): boolean => /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(host);

/**
 * For a host that does not ask who somebody is: throws a `TypeError` when it is to be reached beyond this machine. `ways` says what
 * would do instead, such as `give createServer a "token"`.
 */
export function requireLoopback(hosts: readonly string[], ways: string): void {
  const open = hosts.find((host) => !isLoopback(host));
  if (open !== undefined) throw new TypeError(`Anybody who reaches ${open} could spend money here: ${ways}.`);
}

const hashOf = (text: string) => sha256(utf8ToBytes(text));

/**
 * Whether a request brings `token`, as `Authorization: Bearer …`. Throws a `TypeError` for one that is shorter than 16 characters,
 * or that no header brings whole: blanks end it, and what is not ASCII does not arrive as it was sent.
 */
export function bearerCheck(token: string): (request: Request) => boolean {
  if (!/^[\x21-\x7e]{16,}$/.test(token))
    throw new TypeError('token must be at least 16 characters of ASCII without spaces.');
  const wanted = hashOf(token);
  return (request) => {
    const [, given] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    if (given === undefined) return false;
    // Takes as long for a token that is nearly right as for any other.
    const hash = hashOf(given);
    return wanted.reduce((difference, byte, index) => difference | (byte ^ (hash[index] ?? -1)), 0) === 0;
  };
}
