import { type PreparedRequest, VideoError } from '@vid/core';
import {
  type Authentication,
  blank,
  type Credentials,
  environmentVariable,
  onFirstUse,
  property,
  requireKey,
} from '@vid/core/provider-kit';

/** What opens the api, as given in the settings. */
interface Keys {
  readonly apiKey?: string | undefined;
  readonly accessKey?: string | undefined;
  readonly secretKey?: string | undefined;
}

/** The environment variables of the keys. */
export const variables = {
  apiKey: 'KLINGAI_API_KEY',
  accessKey: 'KLINGAI_ACCESS_KEY',
  secretKey: 'KLINGAI_SECRET_KEY',
} as const;

/** A token lives 1800 s from now, and from 5 s ago for clocks that differ [doc]. */
const lifeSeconds = 1800;
const skewSeconds = 5;
const reusedForMs = 25 * 60_000;

/** Only who has a pair of keys needs it. */
const loadJwt = onFirstUse(async () => (await import('jose/jwt/sign')).SignJWT);

async function sign(accessKey: string, secretKey: string, now: number): Promise<string> {
  const SignJWT = await loadJwt();
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ iss: accessKey, exp: seconds + lifeSeconds, nbf: seconds - skewSeconds })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secretKey));
}

const require = (name: keyof Keys, given: string | undefined) =>
  requireKey(given, {
    provider: 'kling',
    owner: 'kling (official)',
    name,
    variable: variables[name],
    advice:
      `pass apiKey, or accessKey and secretKey, or set ${variables.apiKey}, or ` +
      `${variables.accessKey} and ${variables.secretKey}`,
  });

const keyOf = ({ apiKey, accessKey, secretKey }: Keys): string | undefined => {
  const hasPair = accessKey !== undefined || secretKey !== undefined;
  return apiKey ?? (hasPair ? undefined : environmentVariable(variables.apiKey));
};

/** Whether there is a pair, and no api key: by the settings, then by the environment as it is now. */
export function isPair(given: Keys): boolean {
  const accessKey = given.accessKey ?? environmentVariable(variables.accessKey);
  const secretKey = given.secretKey ?? environmentVariable(variables.secretKey);
  return keyOf(given) === undefined && (accessKey ?? secretKey) !== undefined;
}

/** The routes that a pair opens; the newer generation and its tasks take an api key only [doc]. */
const legacyPath = /\/v1\/videos\/[^/]+(\/[^/]+)?$/;

function requireLegacy({ url }: PreparedRequest): void {
  if (legacyPath.test(new URL(url).pathname)) return;
  const message =
    'accessKey and secretKey do not open the newer generation of kling (official): ' +
    `pass apiKey, or set ${variables.apiKey}. Nothing was sent.`;
  throw new VideoError('authentication', message, { provider: 'kling' });
}

/** A token that was signed too long ago; signed anew, the request may be sent once more: nothing was created [guess]. */
const tokenExpired = '1004';

/** Keys are looked up at each call: settings first, then the environment; an api key before a pair. */
export function createAuthentication(given: Keys): Authentication {
  let last: { readonly token: string; readonly at: number; readonly by: string } | undefined;

  const bySigning = (accessKey: string, secretKey: string): Credentials => ({
    secrets: [secretKey, ...(last === undefined ? [] : [last.token])],
    async headersFor(request, anew) {
      requireLegacy(request);
      const now = Date.now();
      const by = `${accessKey} ${secretKey}`;
      // A clock that was put back must not keep a token alive.
      const isFresh = last !== undefined && now >= last.at && now - last.at < reusedForMs;
      if (last === undefined || !isFresh || anew || last.by !== by)
        last = { token: await sign(accessKey, secretKey, now), at: now, by };
      return { authorization: `Bearer ${last.token}` };
    },
  });

  return {
    shown: () => ({ authorization: `Bearer ${blank}` }),
    credentials() {
      if (isPair(given))
        return bySigning(require('accessKey', given.accessKey), require('secretKey', given.secretKey));
      const key = require('apiKey', keyOf(given));
      return { secrets: [key], headersFor: () => ({ authorization: `Bearer ${key}` }) };
    },
    // Only a pair of keys can sign a new token.
    isStale: ({ status, json }) =>
      last !== undefined && status === 401 && String(property(json, 'code')) === tokenExpired,
  };
}
