import { baseUrlSetting, fetchSetting, readSettings } from '@vid/core/provider-kit';
import * as z from 'zod/mini';

export const keyVariable = 'RUNWAYML_API_SECRET';

const settingsSchema = z.strictObject({
  api: z.optional(z.literal('official')),
  /** Default: `RUNWAYML_API_SECRET`, read when it is needed. */
  apiKey: z.optional(z.string()),
  /** Default `https://api.dev.runwayml.com`. */
  baseUrl: baseUrlSetting,
  /** Your own opaque name of the end user; some accounts must send one [client, observed]. */
  onBehalfOf: z.optional(
    z.string().check(z.regex(/^[\x21-\x7e]+$/, 'must be a text without spaces that a header may hold')),
  ),
  /** Default: the platform's `fetch`. */
  fetch: fetchSetting,
});

export type OfficialSettings = Readonly<z.infer<typeof settingsSchema>>;

export const requireSettings = (settings: unknown): OfficialSettings =>
  readSettings(settingsSchema, settings, 'runway', 'runway (official)');
