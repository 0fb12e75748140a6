import { VideoError } from '@vid/core';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod/mini';
import { refusal } from './errors.ts';

/** Also of a body that comes in chunks and says no length. */
export const limitBody = (maxBytes: number): MiddlewareHandler =>
  bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw refusal(413, `The body has more than ${maxBytes} bytes. Nothing was sent.`);
    },
  });

const { localeError } = z.locales.en();

function invalid(field: string, what: string): VideoError {
  const problems = [{ code: 'schema-refused', field, issues: [what] } as const];
  return new VideoError('invalid-request', `Invalid request, nothing was sent. ${field}: ${what}.`, {
    problems,
  });
}

/** Ten times what a request may have of keys and items: to parse a million of them takes longer than to count what parts them. */
const mostCommas = 100_000;

function hasManyCommas(text: string): boolean {
  let found = 0;
  for (let at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) {
    found += 1;
    if (found > mostCommas) return true;
  }
  return false;
}

/** A checker for `validator('json', …)` of a host's own routes; the error names the field and never repeats what was sent. */
export const checked =
  <Schema extends z.ZodMiniType>(schema: Schema) =>
  (value: unknown): z.infer<Schema> => {
    const parsed = z.safeParse(schema, value, { error: localeError });
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw invalid(['body', ...(issue?.path ?? [])].join('.'), issue?.message ?? 'cannot be read');
  };

/** The body as its schema says; the error names the field and never repeats the body. */
export async function readBody<Schema extends z.ZodMiniType>(
  c: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await c.req.text();
  if (hasManyCommas(text)) throw invalid('body', 'has more than 100,000 commas');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('body', 'is no JSON');
  }
  return checked(schema)(json);
}

/** A query parameter that is a whole number. */
export function wholeNumber(c: Context, name: string, usual: number, most: number): number {
  const text = c.req.query(name);
  if (text === undefined) return usual;
  const value = Number(text);
  if (/^\d{1,15}$/.test(text) && value >= 1 && value <= most) return value;
  throw refusal(400, `${name} must be a whole number from 1 to ${most}.`);
}
