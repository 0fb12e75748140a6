import { VideoError } from '@vid/core';
import { baseUrlSetting, fetchSetting, readSettings } from '@vid/core/provider-kit';
import * as z from 'zod/mini';

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
  baseUrl: baseUrlSetting,
  /** Default: the platform's `fetch`. */
  fetch: fetchSetting,
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
  const read = readSettings(settingsSchema, settings, 'kling');
  const { apiKey, accessKey, secretKey, region, baseUrl } = read;
  const conflicts = [
    ...(region !== undefined && baseUrl !== undefined ? ['region and baseUrl exclude each other'] : []),
    ...(apiKey !== undefined && (accessKey !== undefined || secretKey !== undefined)
      ? ['apiKey excludes accessKey and secretKey']
      : []),
  ];
  if (conflicts.length === 0) return read;
  const message = `The settings of kling are not valid: ${conflicts.join('; ')}.`;
  throw new VideoError('invalid-request', message, { provider: 'kling' });
}
