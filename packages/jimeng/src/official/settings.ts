import { VideoError } from '@vid/core';
import { baseUrlSetting, environmentVariable, fetchSetting, readSettings } from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import type { Credentials } from './signature.ts';

const officialSettingsSchema = z.strictObject({
  api: z.optional(z.literal('official')),
  /** Default: `VOLC_ACCESSKEY`, read when it is needed. */
  accessKey: z.optional(z.string()),
  /** Default: `VOLC_SECRETKEY`. Never sent: it signs. */
  secretKey: z.optional(z.string()),
  /** Of temporary keys. Default: `VOLC_SESSION_TOKEN`, if neither key is given here. */
  sessionToken: z.optional(z.string()),
  /** Default `https://visual.volcengineapi.com`. */
  baseUrl: baseUrlSetting,
  /** Default: the platform's `fetch`. */
  fetch: fetchSetting,
});

export type OfficialSettings = Readonly<z.infer<typeof officialSettingsSchema>>;

/** Throws `VideoError('invalid-request')` for settings that are none. */
export const requireSettings = (settings: unknown): OfficialSettings =>
  readSettings(officialSettingsSchema, settings, 'jimeng', 'jimeng (official)');

/** A key pair in the environment, or a part of one. */
export const hasOfficialKeys = (): boolean =>
  ['VOLC_ACCESSKEY', 'VOLC_SECRETKEY'].some((name) => environmentVariable(name) !== undefined);

/** A token belongs to its own pair of keys: one of the environment is not put beside keys that are given. */
export function sessionTokenOf({ accessKey, secretKey, sessionToken }: OfficialSettings): string | undefined {
  const own = accessKey === undefined && secretKey === undefined;
  const token = (sessionToken ?? (own ? environmentVariable('VOLC_SESSION_TOKEN') : undefined))?.trim();
  return token === '' ? undefined : token;
}

function requireKey(name: 'accessKey' | 'secretKey', variable: string, given: string | undefined): string {
  const key = (given ?? environmentVariable(variable) ?? '').trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  const what = key === '' ? `There is no ${name}` : `The ${name} holds characters that no key has`;
  const message =
    `${what} for jimeng (official): pass accessKey and secretKey, or set VOLC_ACCESSKEY and VOLC_SECRETKEY ` +
    `(an apiKey is for the gateway). Nothing was sent.`;
  throw new VideoError('authentication', message, { provider: 'jimeng' });
}

export const requireCredentials = (settings: OfficialSettings): Credentials => ({
  accessKey: requireKey('accessKey', 'VOLC_ACCESSKEY', settings.accessKey),
  secretKey: requireKey('secretKey', 'VOLC_SECRETKEY', settings.secretKey),
  sessionToken: sessionTokenOf(settings),
});
