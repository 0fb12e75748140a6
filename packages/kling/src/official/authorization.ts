import { VideoError } from '@vid/core';
import { environmentVariable } from '@vid/core/provider-kit';
import { SignJWT } from 'jose';

/** What opens the door, as given in the settings. */
export interface Credentials {
  readonly apiKey?: string | undefined;
  readonly accessKey?: string | undefined;
  readonly secretKey?: string | undefined;
}

export interface Authorization {
  /** The bearer token for now. `anew`: the last one was refused as too old. */
  readonly token: (anew?: boolean) => Promise<string>;
  /** Whether a token can be signed anew. */
  readonly signs: boolean;
  /** Never shown in an error. */
  readonly secrets: readonly string[];
}

export const keyVariable = 'KLINGAI_API_KEY';
export const accessKeyVariable = 'KLINGAI_ACCESS_KEY';
export const secretKeyVariable = 'KLINGAI_SECRET_KEY';

/** A token lives 1800 s from now, and from 5 s ago for clocks that differ [doc]. */
const lifeSeconds = 1800;
const skewSeconds = 5;
const reusedForMs = 25 * 60_000;

interface Signed {
  readonly token: string;
  readonly at: number;
  readonly by: string;
}

const sign = (accessKey: string, secretKey: string, now: number): Promise<string> => {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ iss: accessKey, exp: seconds + lifeSeconds, nbf: seconds - skewSeconds })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secretKey));
};

/** Keys are looked up at each call: settings first, then the environment; an api key before a pair. */
export function createAuthorizer(given: Credentials): () => Authorization {
  let last: Signed | undefined;

  const signedBy = (accessKey: string, secretKey: string): Authorization => ({
    signs: true,
    secrets: [secretKey, ...(last === undefined ? [] : [last.token])],
    async token(anew = false) {
      const now = Date.now();
      const by = `${accessKey} ${secretKey}`;
      // A clock that was put back must not keep a token alive.
      const isFresh = last !== undefined && now >= last.at && now - last.at < reusedForMs;
      if (last !== undefined && isFresh && !anew && last.by === by) return last.token;
      last = { token: await sign(accessKey, secretKey, now), at: now, by };
      return last.token;
    },
  });

  return () => {
    const pair = given.accessKey !== undefined || given.secretKey !== undefined;
    const apiKey = given.apiKey ?? (pair ? undefined : environmentVariable(keyVariable));
    if (apiKey !== undefined) {
      const key = requireKey('apiKey', keyVariable, apiKey);
      return { signs: false, secrets: [key], token: async () => key };
    }
    const accessKey = given.accessKey ?? environmentVariable(accessKeyVariable);
    const secretKey = given.secretKey ?? environmentVariable(secretKeyVariable);
    if (accessKey === undefined && secretKey === undefined) throw missing('There is no key');
    return signedBy(
      requireKey('accessKey', accessKeyVariable, accessKey),
      requireKey('secretKey', secretKeyVariable, secretKey),
    );
  };
}

const missing = (what: string) =>
  new VideoError(
    'authentication',
    `${what} for kling's own api: pass apiKey, or accessKey and secretKey, or set ${keyVariable}, or ` +
      `${accessKeyVariable} and ${secretKeyVariable}. Nothing was sent.`,
    { provider: 'kling' },
  );

function requireKey(name: string, variable: string, given: string | undefined): string {
  const key = (given ?? '').trim();
  if (key === '') throw missing(`There is no ${name} (${variable})`);
  if (!/^[\x21-\x7e]+$/.test(key)) throw missing(`The ${name} holds characters that no header may hold`);
  return key;
}
