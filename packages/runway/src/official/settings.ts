import { VideoError } from '@vid/core';
import { inWords } from '@vid/core/provider-kit';
import * as z from 'zod/mini';

export const keyVariable = 'RUNWAYML_API_SECRET';

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text) || /[\s?#]/.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

const settingsSchema = z.strictObject({
  api: z.optional(z.literal('official')),
  /** Default: `RUNWAYML_API_SECRET`, read when it is needed. */
  apiKey: z.optional(z.string()),
  /** Default `https://api.dev.runwayml.com`. */
  baseUrl: z.optional(
    z.string().check(z.refine(isPlainUrl, 'must be an http(s) URL without user, query or fragment')),
  ),
  /** Your own opaque name of the end user; some accounts must send one [client, observed]. */
  onBehalfOf: z.optional(
    z.string().check(z.regex(/^[\x21-\x7e]+$/, 'must be a text without spaces that a header may hold')),
  ),
  /** Default: the platform's `fetch`. */
  fetch: z.optional(z.custom<typeof fetch>((value) => typeof value === 'function', 'must be a function')),
});

export type OfficialSettings = Readonly<z.infer<typeof settingsSchema>>;

export function requireSettings(settings: unknown): OfficialSettings {
  const parsed = z.safeParse(settingsSchema, settings, { error: inWords });
  if (parsed.success) return parsed.data;
  const what = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`)
    .join('; ');
  throw new VideoError('invalid-request', `The settings of runway (official) are not valid: ${what}.`, {
    provider: 'runway',
  });
}
