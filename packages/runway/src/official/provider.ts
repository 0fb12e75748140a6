import type { Capabilities, VideoProvider } from '@vid/core';
import {
  bearer,
  createHttpProvider,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { capabilities } from './capabilities.ts';
import { toSubmit } from './mapping.ts';

export const keyVariable = 'RUNWAYML_API_SECRET';

/** How Runway's own api is set up. */
export interface RunwayOfficialSettings extends HttpProviderSettings {
  /** Tells it from the gateway. Default: by the key that is set, or by `onBehalfOf`. */
  readonly api?: 'official' | undefined;
  /** Default: `RUNWAYML_API_SECRET`, read when it is needed. */
  readonly apiKey?: string | undefined;
  /** Default `https://api.dev.runwayml.com`. */
  readonly baseUrl?: string | undefined;
  /** Your own opaque name of the end user; some accounts must send one [client, observed]. */
  readonly onBehalfOf?: string | undefined;
}

const settingsSchema: z.ZodMiniType<RunwayOfficialSettings> = z.strictObject({
  api: z.optional(z.literal('official')),
  apiKey: z.optional(z.string()),
  onBehalfOf: z.optional(
    z.string().check(z.regex(/^[\x21-\x7e]+$/, 'must be a text without spaces that a header may hold')),
  ),
  ...httpProviderSettings,
});

/** Throws `VideoError('invalid-request')` for settings that are not valid. */
export function createOfficialRunway(given: object, otherApis: readonly Capabilities[] = []): VideoProvider {
  const owner = 'runway (official)';
  const settings = readSettings(settingsSchema, given, 'runway', owner);
  const {
    apiKey,
    baseUrl = 'https://api.dev.runwayml.com',
    onBehalfOf,
    fetch,
    mediaStore,
    overrides,
  } = settings;
  return createHttpProvider({
    provider: 'runway',
    api: 'official',
    capabilities,
    otherApis,
    baseUrl,
    fetch,
    mediaStore,
    overrides,
    authentication: bearer(apiKey, { provider: 'runway', owner, variable: keyVariable }),
    headers: {
      // The version of the API; `/v1` is not [doc].
      'x-runway-version': '2024-11-06',
      ...(onBehalfOf !== undefined && { 'x-runway-on-behalf-of': onBehalfOf }),
    },
    submit: { request: toSubmit },
    can: ['cancel'],
    async calls() {
      const { callsOf } = await import('./calls.ts');
      // A relay at another address may pass on the page of a CDN behind it.
      return callsOf({ isDirect: settings.baseUrl === undefined });
    },
  });
}
