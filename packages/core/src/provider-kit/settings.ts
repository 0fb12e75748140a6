import * as z from 'zod/mini';
import { VideoError } from '../contract/error.ts';
import type { Overrides } from '../contract/capabilities.ts';
import type { MediaStore } from '../contract/media-store.ts';
import { property } from '../contract/property.ts';
import { inWords } from '../contract/schema-messages.ts';
import { environmentVariable } from '../contract/environment.ts';

/** What every provider over HTTP can be told. */
export interface HttpProviderSettings {
  /** Where the service is, an http(s) URL without user, query or fragment. Default: the service's own address. */
  readonly baseUrl?: string | undefined;
  /** Default: the platform's `fetch`. Called as a plain function with a URL as text and `init`; must not retry. */
  readonly fetch?: typeof fetch | undefined;
  /** Gives links to files where the service takes links only. Default: the router's; without one, files are refused there. */
  readonly mediaStore?: MediaStore | undefined;
  /** The table as you want it: your reseller's names and prices, rows that you know better. Default: as it stands. */
  readonly overrides?: Overrides | undefined;
}

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text) || /[\s?#]/.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

/** Ports that every `fetch` refuses to connect to: the Fetch Standard's list of bad ports above 1023, and some below. */
const blockedPorts: ReadonlySet<string> = new Set(
  (
    '1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 ' +
    '137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 ' +
    '1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'
  ).split(' '),
);
const hasOpenPort = (text: string) => !URL.canParse(text) || !blockedPorts.has(new URL(text).port);

/** Schemas of `HttpProviderSettings`, to be spread into a provider's own. */
export const httpProviderSettings = {
  baseUrl: z.optional(
    z.string().check(
      z.refine(isPlainUrl, {
        error: 'must be an http(s) URL without user, query or fragment',
        abort: true,
      }),
      z.refine(hasOpenPort, 'has a port that fetch refuses to connect to; use another port'),
    ),
  ),
  fetch: z.optional(z.custom<typeof fetch>((value) => typeof value === 'function', 'must be a function')),
  mediaStore: z.optional(
    z.custom<MediaStore>(
      (value) => typeof property(value, 'name') === 'string' && typeof property(value, 'put') === 'function',
      'must be { name, put }',
    ),
  ),
  overrides: z.optional(
    z.custom<Overrides>(
      (value) => typeof value === 'function',
      'must be what defineOverrides of @vid/core/overrides returns',
    ),
  ),
};

/** Settings by their schema. `owner` names them in the error. Throws `VideoError('invalid-request')`. */
export function readSettings<Settings>(
  schema: z.ZodMiniType<Settings>,
  settings: unknown,
  provider: string,
  owner: string = provider,
): Settings {
  const parsed = z.safeParse(schema, settings, { error: inWords });
  if (parsed.success) return parsed.data;
  const what = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`)
    .join('; ');
  throw new VideoError('invalid-request', `The settings of ${owner} are not valid: ${what}.`, { provider });
}

/** How settings that do not name their api show which one they mean. */
export interface ApiChoice {
  /** Settings that only this api has. */
  readonly settings: readonly string[];
  /** Environment variables that hold its keys. */
  readonly variables: readonly string[];
}

const isSet = (name: string) => environmentVariable(name) !== undefined;

/**
 * The api that settings mean: the one they name; else one whose own settings they have; else, where they bring no
 * `apiKey`, one whose key is in the environment; else the default. A key that is passed without a word is the default
 * api's: the environment must not send it to somebody else. Throws `VideoError('invalid-request')` for an unknown `api`.
 */
export function chooseApi<Api extends string>(
  provider: string,
  settings: unknown,
  others: Readonly<Record<Api, ApiChoice>>,
  byDefault: Api,
): Api {
  const apis: Api[] = [];
  for (const api in others) apis.push(api);
  const named = property(settings, 'api');
  if (named !== undefined) {
    const api = apis.find((one) => one === named);
    if (api !== undefined) return api;
    const known = apis.map((one) => `"${one}"`).join(' or ');
    const message = `The settings of ${provider} are not valid: api: must be ${known}.`;
    throw new VideoError('invalid-request', message, { provider });
  }
  const bySetting = apis.find((api) =>
    others[api].settings.some((name) => property(settings, name) !== undefined),
  );
  if (bySetting !== undefined) return bySetting;
  if (property(settings, 'apiKey') !== undefined) return byDefault;
  return apis.find((api) => api !== byDefault && others[api].variables.some(isSet)) ?? byDefault;
}
