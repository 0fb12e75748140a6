import { VideoError } from '@vid/core';
import { inWords } from '@vid/core/provider-kit';
import * as z from 'zod/mini';

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text) || /[\s?#]/.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

const settingsSchema = z.strictObject({
  /** The vendor's own api. May be left out when a key of it is given or set in the environment. */
  api: z.optional(z.literal('official')),
  /** Default: `KLINGAI_API_KEY`, read when it is needed. */
  apiKey: z.optional(z.string()),
  /** The older kind of key; needs `secretKey`. Default: `KLINGAI_ACCESS_KEY`, where there is no api key. */
  accessKey: z.optional(z.string()),
  /** Default: `KLINGAI_SECRET_KEY`. */
  secretKey: z.optional(z.string()),
  /** Where the key was made; default `'singapore'`. Another region refuses it. */
  region: z.optional(z.enum(['singapore', 'beijing'])),
  /** Instead of `region`. */
  baseUrl: z.optional(
    z.string().check(z.refine(isPlainUrl, 'must be an http(s) URL without user, query or fragment')),
  ),
  /** Default: the platform's `fetch`. */
  fetch: z.optional(z.custom<typeof fetch>((value) => typeof value === 'function', 'must be a function')),
});

export type OfficialSettings = Readonly<z.infer<typeof settingsSchema>>;

const officialOnly = ['accessKey', 'secretKey', 'region'] as const;

/** Whether settings can only mean this door. */
export const areOfficial = (settings: object): boolean =>
  Reflect.get(settings, 'api') === 'official' ||
  (Reflect.get(settings, 'api') === undefined &&
    officialOnly.some((name) => Reflect.get(settings, name) !== undefined));

/** Throws `VideoError('invalid-request')` for settings that are none. */
export function requireSettings(settings: unknown): OfficialSettings {
  const parsed = z.safeParse(settingsSchema, settings, { error: inWords });
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`),
    );
  }
  const { apiKey, accessKey, secretKey, region, baseUrl } = parsed.data;
  const conflicts = [
    ...(region !== undefined && baseUrl !== undefined ? ['region and baseUrl exclude each other'] : []),
    ...(apiKey !== undefined && (accessKey !== undefined || secretKey !== undefined)
      ? ['apiKey excludes accessKey and secretKey']
      : []),
  ];
  if (conflicts.length > 0) throw invalid(conflicts);
  return parsed.data;
}

const invalid = (what: readonly string[]) =>
  new VideoError('invalid-request', `The settings of kling are not valid: ${what.join('; ')}.`, {
    provider: 'kling',
  });
