import type { VideoRequest } from '@vid/core';
import * as z from 'zod/mini';
import type { Messages } from '../messages.ts';
import { fileFields, readText, toText } from '../request-json.ts';

/** Chat programs and mail cut or break what is much longer. */
export const maxLinkLength = 16_000;

const ownPart = 'request=';
const partsOf = (hash: string) =>
  hash
    .replace(/^#/, '')
    .split('&')
    .filter((part) => part !== '');

/** The part of the address that is a request; `undefined` where there is none. */
export const linkIn = (hash: string): string | undefined =>
  partsOf(hash)
    .find((part) => part.startsWith(ownPart))
    ?.slice(ownPart.length);

/** The same hash with another request, or with none; what others keep in it stays. */
export function withLink(hash: string, link: string | undefined): string {
  const others = partsOf(hash).filter((part) => !part.startsWith(ownPart));
  const parts = link === undefined ? others : [...others, `${ownPart}${link}`];
  return parts.length === 0 ? '' : `#${parts.join('&')}`;
}

/** base64url: a prompt in any language stays one word that nothing breaks in two. */
function encode(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decode(link: string): string {
  const bytes = atob(link.replaceAll('-', '+').replaceAll('_', '/'));
  const codes = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(codes);
}

/** The whole request but for the fields that hold files: those are named. */
export const linkOf = (request: VideoRequest): string =>
  encode(JSON.stringify({ request: toText(request), files: Object.keys(fileFields(request)) }));

const linkSchema = z.strictObject({ request: z.string(), files: z.array(z.string()) });

export type LinkReading =
  | { readonly ok: true; readonly request: VideoRequest; readonly files: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** What a link says, or in one sentence why it says nothing. */
export function readLink(link: string, messages: Messages): LinkReading {
  const content = contentOf(link);
  if (content === undefined) return { ok: false, reason: messages.link.unreadable };
  const reading = readText(content.request, {}, messages);
  if (!reading.ok) return { ok: false, reason: reading.reasons.join('; ') };
  return { ok: true, request: reading.request, files: content.files };
}

function contentOf(link: string) {
  try {
    const parsed = z.safeParse(linkSchema, JSON.parse(decode(link)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
