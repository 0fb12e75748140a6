// Who may come in (kling.md 1.1): an api key as it is, or a JWT signed by an access key's secret.
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { KlingCode } from './errors.ts';

export type Keys = {
  readonly apiKey: string;
  readonly accessKey: string;
  readonly secretKey: string;
};

type Refusal = { readonly code: KlingCode; readonly message: string };

const claims = z.object({ iss: z.string(), exp: z.number(), nbf: z.number().optional() });
const head = z.object({ alg: z.literal('HS256') });

/** Seconds by which clocks may differ. */
const leeway = 5;

const unknownKey: Refusal = { code: 1002, message: 'api key not found' };

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function isSigned(text: string, signature: string, secretKey: string): boolean {
  const expected = createHmac('sha256', secretKey).update(text).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Of the newer generation: a garbage key gets the same text as a token that is signed well (1.1). The words are [guess]. */
const apiKeyOnly: Refusal = {
  code: 1002,
  message: 'The current API does not support AK/SK. Please create an API key in the console.',
};

/** What is wrong with it where an api key alone opens the door. */
export function newerRefusal(
  { apiKey }: Pick<Keys, 'apiKey'>,
  header: string | undefined,
): Refusal | undefined {
  if (header === undefined || header.trim() === '') return { code: 1001, message: 'Authorization is empty' };
  return header === `Bearer ${apiKey}` ? undefined : apiKeyOnly;
}

/** What is wrong with an `Authorization` header; the texts of 1003 and 1004 are [guess]. */
export function refusal(keys: Keys, header: string | undefined, now: number): Refusal | undefined {
  if (header === undefined || header.trim() === '') return { code: 1001, message: 'Authorization is empty' };
  const [, token = ''] = /^Bearer (\S+)$/.exec(header) ?? [];
  if (token === keys.apiKey) return undefined;
  const [first = '', second = '', signature = '', ...rest] = token.split('.');
  const payload = claims.safeParse(decoded(second));
  const isOurs = rest.length === 0 && head.safeParse(decoded(first)).success && payload.success;
  if (!isOurs || payload.data.iss !== keys.accessKey) return unknownKey;
  if (!isSigned(`${first}.${second}`, signature, keys.secretKey)) return unknownKey;
  const seconds = now / 1000;
  const { nbf, exp } = payload.data;
  if (nbf !== undefined && nbf > seconds + leeway) return { code: 1003, message: 'token is not yet valid' };
  return exp <= seconds - leeway ? { code: 1004, message: 'token has expired' } : undefined;
}
