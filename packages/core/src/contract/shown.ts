import { MediaFile } from './media-file.ts';
import { redact } from './redact.ts';

/**
 * A value as people may see it, as plain JSON. In place of what is too long or secret stand counts: `{ bytes: 12 }`,
 * `{ characters: 900 }`, `{ items: 12 }`; links are without their query, long texts, lists and objects are cut with `'…'`.
 */
export type Shown = string | number | boolean | null | readonly Shown[] | { readonly [key: string]: Shown };

const maxParts = 8;
const maxDepth = 4;

/** What may be shown of a value, whatever it is. */
export function show(value: unknown, depth = 0): Shown {
  if (typeof value === 'string') return showText(value);
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object') return typeof value === 'bigint' ? String(value) : typeof value;
  if (value instanceof Uint8Array) return { bytes: value.byteLength };
  if (value instanceof Blob) return { bytes: value.size };
  if (value instanceof URL) return showText(value.href);
  if (value instanceof MediaFile) return value.bytes === undefined ? 'stream' : { bytes: value.bytes };
  if (depth === maxDepth) return '…';
  if (Array.isArray(value)) {
    const parts = value.slice(0, maxParts).map((part: unknown) => show(part, depth + 1));
    return value.length > maxParts ? [...parts, '…'] : parts;
  }
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const rest: { readonly [key: string]: Shown } = entries.length > maxParts ? { '…': '…' } : {};
  return entries
    .slice(0, maxParts)
    .reduceRight((shown, [key, part]) => ({ [key]: show(part, depth + 1), ...shown }), rest);
}

function showText(text: string): Shown {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') {
    // The platform forgives spaces and line ends, and they are what is wrong with it.
    if (/\s/.test(text)) return redact(text.replace(/[?#][^]*/, '?…'));
    return `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`;
  }
  // A data URI is a picture as text.
  if (url?.protocol === 'data:') return { dataUri: { characters: text.length } };
  const clean = redact(text);
  return clean.length > 80 ? `${clean.slice(0, 80)}…` : clean;
}
