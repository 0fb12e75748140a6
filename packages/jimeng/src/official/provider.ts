import type { Capabilities, VideoProvider } from '@vid/core';
import {
  type Authentication,
  blank,
  createHttpProvider,
  environmentVariable,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
  requireKey,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { capabilities } from './capabilities.ts';
import { toSubmit } from './mapping.ts';

/** How Jimeng's own api, Volcengine's, is set up. */
export interface JimengOfficialSettings extends HttpProviderSettings {
  /** Tells it from the gateway. Default: by the keys that are given or set. */
  readonly api?: 'official' | undefined;
  /** Default: `VOLC_ACCESSKEY`, read when it is needed. */
  readonly accessKey?: string | undefined;
  /** Default: `VOLC_SECRETKEY`. Never sent: it signs. */
  readonly secretKey?: string | undefined;
  /** Of temporary keys. Default: `VOLC_SESSION_TOKEN`, if neither key is given here. */
  readonly sessionToken?: string | undefined;
  /** Default `https://visual.volcengineapi.com`. */
  readonly baseUrl?: string | undefined;
}

const settingsSchema: z.ZodMiniType<JimengOfficialSettings> = z.strictObject({
  api: z.optional(z.literal('official')),
  accessKey: z.optional(z.string()),
  secretKey: z.optional(z.string()),
  sessionToken: z.optional(z.string()),
  ...httpProviderSettings,
});

/** The environment variables of the keys. */
export const variables = { accessKey: 'VOLC_ACCESSKEY', secretKey: 'VOLC_SECRETKEY' } as const;

const owner = 'jimeng (official)';
const advice =
  `pass accessKey and secretKey, or set ${variables.accessKey} and ${variables.secretKey} ` +
  '(an apiKey is for the gateway)';

/** A token belongs to its own pair of keys: one of the environment is not put beside keys that are given. */
function sessionTokenOf({ accessKey, secretKey, sessionToken }: JimengOfficialSettings): string | undefined {
  const isOwn = accessKey === undefined && secretKey === undefined;
  const token = (sessionToken ?? (isOwn ? environmentVariable('VOLC_SESSION_TOKEN') : undefined))?.trim();
  return token === '' ? undefined : token;
}

/** Every call is signed, over the exact text that is sent. What differs with every call is blanked in a dry run. */
const signing = (settings: JimengOfficialSettings): Authentication => ({
  shown: () => ({
    'x-content-sha256': blank,
    'x-date': blank,
    ...(sessionTokenOf(settings) !== undefined && { 'x-security-token': blank }),
    authorization: blank,
  }),
  credentials() {
    const keyOf = (name: 'accessKey' | 'secretKey') =>
      requireKey(settings[name], { provider: 'jimeng', owner, name, variable: variables[name], advice });
    const keys = { accessKey: keyOf('accessKey'), secretKey: keyOf('secretKey') };
    const sessionToken = sessionTokenOf(settings);
    return {
      secrets: [keys.secretKey, keys.accessKey, sessionToken ?? ''],
      headersFor: async (request) => {
        const { sign } = await import('./signature.ts');
        const body = JSON.stringify(request.body);
        return (await sign({ ...request, body }, { ...keys, sessionToken }, new Date())).headers;
      },
    };
  },
});

/** Throws `VideoError('invalid-request')` for settings that are not valid. */
export function createOfficialJimeng(given: object, otherApis: readonly Capabilities[] = []): VideoProvider {
  const settings = readSettings(settingsSchema, given, 'jimeng', owner);
  return createHttpProvider({
    provider: 'jimeng',
    api: 'official',
    capabilities,
    otherApis,
    baseUrl: settings.baseUrl ?? 'https://visual.volcengineapi.com',
    fetch: settings.fetch,
    mediaStore: settings.mediaStore,
    overrides: settings.overrides,
    authentication: signing(settings),
    submit: { request: toSubmit },
    can: ['cancel'],
    async calls() {
      const { callsOf } = await import('./calls.ts');
      // A relay at another address may pass on the page of a CDN behind it.
      return callsOf({ isDirect: settings.baseUrl === undefined });
    },
  });
}
