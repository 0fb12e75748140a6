import { closestMatch } from 'leven';
import { redact } from './redact.ts';

const maxParts = 8;
const maxDepth = 4;

/** A value as people should see it: bytes by size, links without query, long texts, lists and objects cut. */
export function describe(value: unknown, depth = 0): string {
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (typeof value === 'string') return describeText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth === maxDepth) return '…';
  const named = Array.isArray(value)
    ? value.map((part: unknown) => ['', part] as const)
    : Object.entries(value);
  const parts = named
    .slice(0, maxParts)
    .map(([key, part]) => `${key === '' ? '' : `${key}: `}${describe(part, depth + 1)}`);
  const all = (named.length > maxParts ? [...parts, '…'] : parts).join(', ');
  if (Array.isArray(value)) return `[${all}]`;
  return all === '' ? '{}' : `{ ${all} }`;
}

function describeText(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:')
    return `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`;
  // A data URI is a picture as text.
  if (url?.protocol === 'data:') return `a data: URI of ${text.length} characters`;
  const clean = redact(text);
  return JSON.stringify(clean.length > 80 ? `${clean.slice(0, 80)}…` : clean);
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[_\- ]/g, '');

/** The known name that is meant by all likelihood; spelling conventions (`negative_prompt`) count as the same. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name);
  const holding = known.find(
    (candidate) =>
      wanted.length > 3 && (plain(candidate).startsWith(wanted) || plain(candidate).endsWith(wanted)),
  );
  if (holding !== undefined) return holding;
  const nearest = closestMatch(wanted, known.map(plain), { maxDistance: Math.ceil(wanted.length / 3) });
  return known.find((candidate) => plain(candidate) === nearest);
}
