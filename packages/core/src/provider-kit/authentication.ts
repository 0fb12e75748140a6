import { VideoError } from '../contract/error.ts';
import { environmentVariable } from '../contract/environment.ts';
import type { PreparedRequest } from '../contract/provider.ts';
import { blank } from '../contract/redact.ts';
import type { HttpAnswer } from './exchange/http.ts';

/** The keys of one call. */
export interface Credentials {
  /** Never shown in an error. */
  readonly secrets: readonly string[];
  /** The headers that open the api for this request; `anew`: the last ones were refused as too old. */
  readonly headersFor: (
    request: PreparedRequest,
    anew: boolean,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}

/** How a provider proves who it is. */
export interface Authentication {
  /** The same headers as a dry run shows them. */
  readonly shown: () => Readonly<Record<string, string>>;
  /** Looked up at each call. Throws `VideoError('authentication')` where there is no usable key. */
  readonly credentials: () => Credentials;
  /** Whether an answer says that the headers were too old: the call is then sent once more with new ones. */
  readonly isStale?: (answer: HttpAnswer) => boolean;
}

/** Where a key comes from, and how an error names it. */
export interface KeySetting {
  /** The provider's id, for the error. */
  readonly provider: string;
  /** What the key is for in an error, such as `acme (official)`. Default: the provider. */
  readonly owner?: string;
  /** The name of the setting. Default `'apiKey'`. */
  readonly name?: string;
  /** The environment variable that stands in for the setting. */
  readonly variable: string;
  /** What would work. Default: pass the setting, or set the variable. */
  readonly advice?: string;
}

/** The key from a setting or else the environment. Throws `VideoError('authentication')`: nothing was sent. */
export function requireKey(given: string | undefined, setting: KeySetting): string {
  const { provider, owner = provider, name = 'apiKey', variable } = setting;
  const { advice = `pass ${name}, or set ${variable}` } = setting;
  const key = (given ?? environmentVariable(variable) ?? '').trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  const word = name === 'apiKey' ? 'key' : name;
  const what = key === '' ? `There is no ${word}` : `The ${word} holds characters that no header may hold`;
  throw new VideoError('authentication', `${what} for ${owner}: ${advice}. Nothing was sent.`, { provider });
}

/** A key that is sent as it is: `Authorization: Bearer …`. */
export function bearer(given: string | undefined, setting: KeySetting): Authentication {
  return {
    shown: () => ({ authorization: `Bearer ${blank}` }),
    credentials() {
      const key = requireKey(given, setting);
      return { secrets: [key], headersFor: () => ({ authorization: `Bearer ${key}` }) };
    },
  };
}
