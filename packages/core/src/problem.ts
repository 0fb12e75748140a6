import { closestMatch } from 'leven';
import * as z from 'zod/mini';
import { redact } from './provider-kit/redact.ts';
import { type VideoRequest, videoRequestSchema } from './request.ts';
import { inWords } from './words.ts';

/** One reason why a request cannot be sent as it is. Plain JSON; bytes and signed queries are left out. */
export interface Problem {
  /** Path of the field, such as `'duration'` or `'cameraControl.pan'`. */
  readonly field: string;
  /** What was asked, in words; `undefined` when the field was not set. */
  readonly asked?: string | undefined;
  /** What would be accepted, in words. */
  readonly allowed: string;
  /** The whole sentence: what, why, and what would work. */
  readonly message: string;
}

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

const knownFields: readonly string[] = Object.keys(videoRequestSchema.shape);

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

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    value,
  );
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): readonly Problem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const field = [...path, key].join('.') || '""';
      const allowed = path.length === 0 ? knownFields.join(', ') : 'no such key';
      const nearest = path.length === 0 ? nearestName(key, knownFields) : undefined;
      const hint = nearest === undefined ? `takes ${allowed}` : `the nearest known field is "${nearest}"`;
      return {
        field,
        asked: describe(at(input, [...issue.path, key])),
        allowed,
        message: `${field}: unknown field; ${hint}`,
      };
    });
  }
  const field = path.length === 0 ? 'request' : path.join('.');
  const value = at(input, issue.path);
  const asked = value === undefined ? undefined : describe(value);
  const message = `${field}: ${issue.message}; got ${asked ?? 'nothing'}`;
  return [{ field, asked, allowed: issue.message, message }];
}

/** Whether a value is a `VideoRequest` at all; asks no model. Never throws. */
export function readRequest(
  input: unknown,
):
  | { readonly ok: true; readonly request: VideoRequest }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const parsed = z.safeParse(videoRequestSchema, input, { error: inWords });
  if (parsed.success) return { ok: true, request: parsed.data };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, input)) };
}
