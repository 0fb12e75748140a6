import { type Capabilities, VideoError, type VideoProvider } from '@vid/core';
import {
  createHttpProvider,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { createAuthentication, isPair, variables } from './authentication.ts';
import { capabilitiesFor } from './capabilities.ts';
import { toSubmit } from './generations.ts';
import { hosts } from './schema.ts';

/** How Kling's own api is set up. */
export interface KlingOfficialSettings extends HttpProviderSettings {
  /** Default: official where a setting or an environment variable of it is there and no other `apiKey` is passed. */
  readonly api?: 'official' | undefined;
  /** Default: `KLINGAI_API_KEY`, read when it is needed. */
  readonly apiKey?: string | undefined;
  /** The older kind of key, for the legacy models only; needs `secretKey`. Default: `KLINGAI_ACCESS_KEY`, where there is no api key. */
  readonly accessKey?: string | undefined;
  /** Default: `KLINGAI_SECRET_KEY`. */
  readonly secretKey?: string | undefined;
  /** Where the key was made; default `'singapore'`. Another region refuses it. */
  readonly region?: 'singapore' | 'beijing' | undefined;
  /**
   * Whether a submit of unknown outcome is looked up and, where it is not found, sent once more under the same reference.
   * The service refuses a second task of a reference free of charge: observed twice by one client, in September 2026, not
   * after a task that failed [client]. Never for kling-4.0. Default false.
   */
  readonly repeatUnknown?: boolean | undefined;
}

const settingsSchema: z.ZodMiniType<KlingOfficialSettings> = z.strictObject({
  api: z.optional(z.literal('official')),
  apiKey: z.optional(z.string()),
  accessKey: z.optional(z.string()),
  secretKey: z.optional(z.string()),
  region: z.optional(z.enum(['singapore', 'beijing'])),
  repeatUnknown: z.optional(z.boolean()),
  ...httpProviderSettings,
});

function requireSettings(given: object): KlingOfficialSettings {
  const settings = readSettings(settingsSchema, given, 'kling');
  const { apiKey, accessKey, secretKey, region, baseUrl } = settings;
  const conflicts = [
    ...(region !== undefined && baseUrl !== undefined ? ['region and baseUrl exclude each other'] : []),
    ...(apiKey !== undefined && (accessKey !== undefined || secretKey !== undefined)
      ? ['apiKey excludes accessKey and secretKey']
      : []),
  ];
  if (conflicts.length === 0) return settings;
  const message = `The settings of kling are not valid: ${conflicts.join('; ')}.`;
  throw new VideoError('invalid-request', message, { provider: 'kling' });
}

/** Throws `VideoError('invalid-request')` for settings that are not valid. */
export function createOfficialKling(given: object, otherApis: readonly Capabilities[] = []): VideoProvider {
  const settings = requireSettings(given);
  const {
    region = 'singapore',
    baseUrl = hosts[region],
    fetch,
    mediaStore,
    overrides,
    repeatUnknown = false,
    ...keys
  } = settings;
  // Money of a Beijing account is no dollars; in which currency it is, no answer says, nor does a price list.
  const inDollars = new URL(baseUrl).host !== new URL(hosts.beijing).host;
  const byPair = isPair(keys);
  const needsKey = byPair ? ({ setting: 'apiKey', variable: variables.apiKey } as const) : undefined;
  return createHttpProvider({
    provider: 'kling',
    api: 'official',
    capabilities: capabilitiesFor({ inDollars, needsKey }),
    otherApis,
    baseUrl,
    fetch,
    mediaStore,
    overrides,
    authentication: createAuthentication(keys),
    submit: { request: toSubmit },
    can: [...(byPair ? [] : (['queryMany'] as const)), 'reconcile', 'readCallback'],
    async calls() {
      const { callsOf } = await import('./calls.ts');
      // A relay at another address may pass on the page of a CDN behind it.
      return callsOf({ inDollars, byPair, repeatUnknown, isDirect: settings.baseUrl === undefined });
    },
  });
}
