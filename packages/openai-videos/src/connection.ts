import { VideoError } from '@vid/core';
import {
  type Authentication,
  bearer,
  environmentVariable,
  httpProviderSettings,
  readSettings,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { type Dialect, type DialectName, dialectNames, dialects } from './dialects.ts';

/** Where a service is, and who asks it. */
export interface OpenaiVideosConnection {
  /** What the service speaks. Default `openai`: the shape as OpenAI had it. */
  readonly dialect?: DialectName | undefined;
  /** The same in the word of tools, which name the api that they mean. */
  readonly api?: DialectName | undefined;
  /**
   * Where the service is, with or without the `/v1` at its end that OpenAI's own clients want. Default: the dialect's variable,
   * such as `VLLM_OMNI_BASE_URL`.
   */
  readonly baseUrl?: string | undefined;
  /**
   * Bearer token. Default: the dialect's variable, such as `LITELLM_API_KEY`, read when it is needed. A self-hosted server is
   * asked without one where there is none.
   */
  readonly apiKey?: string | undefined;
  /** Default: the platform's `fetch`. Called as a plain function with a URL as text and `init`; must not retry. */
  readonly fetch?: typeof fetch | undefined;
}

const word = z.optional(z.enum(dialectNames));
/** Schemas of `OpenaiVideosConnection`. */
export const connectionShape = {
  dialect: word,
  api: word,
  apiKey: z.optional(z.string()),
  baseUrl: httpProviderSettings.baseUrl,
  fetch: httpProviderSettings.fetch,
};

/** `OPENAI_API_KEY` is none of them: that key is OpenAI's, and goes to nobody else. */
const prefixes: Readonly<Record<DialectName, string>> = {
  openai: 'OPENAI_VIDEOS',
  'new-api': 'NEWAPI',
  'new-api-plugin': 'NEWAPI_PLUGIN',
  litellm: 'LITELLM',
  'vllm-omni': 'VLLM_OMNI',
  sglang: 'SGLANG',
  localai: 'LOCALAI',
  vid: 'VID_SERVER',
};

/** The environment variables of a dialect, by the setting that they stand in for. */
export const variablesOf = (name: DialectName) =>
  ({
    baseUrl: `${prefixes[name]}_BASE_URL`,
    apiKey: `${prefixes[name]}_API_KEY`,
    models: `${prefixes[name]}_MODELS`,
  }) as const;

/** Names as a variable has them: with commas between. */
export const namesIn = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

export interface Connection {
  readonly api: DialectName;
  readonly dialect: Dialect;
  /** Without a slash and without `/v1` at its end. */
  readonly root: string;
  readonly authentication: Authentication;
}

/** No host is called so [doc: RFC 6761]; shown in dry runs while nobody has said where the service is. */
const nowhere = 'https://base-url.invalid';

/** Throws `VideoError('invalid-request')` for two words that differ. A missing address is told when something is to be sent. */
export function connectionOf(settings: Omit<OpenaiVideosConnection, 'fetch'>, provider: string): Connection {
  const { dialect: named, api = named ?? 'openai', apiKey } = settings;
  if (named !== undefined && named !== api)
    throw new VideoError(
      'invalid-request',
      `The settings of ${provider} are not valid: dialect ${named} and api ${api} differ.`,
      { provider },
    );
  const variables = variablesOf(api);
  const { baseUrl = fromEnvironment(variables.baseUrl, provider) } = settings;
  const dialect = dialects[api];
  const owner = `${provider} (${api})`;
  const withKey = bearer(apiKey, { provider, owner, variable: variables.apiKey });
  const hasKey = () => dialect.needsKey || (apiKey ?? environmentVariable(variables.apiKey)) !== undefined;
  return {
    api,
    dialect,
    root: (baseUrl ?? nowhere).replace(/\/+$/, '').replace(/\/v1$/, ''),
    authentication: {
      shown: () => (hasKey() ? withKey.shown() : {}),
      credentials() {
        if (baseUrl === undefined)
          throw new VideoError(
            'invalid-request',
            `Nobody has said where ${owner} is: pass baseUrl, or set ${variables.baseUrl}. Nothing was sent.`,
            { provider },
          );
        return hasKey() ? withKey.credentials() : { secrets: [], headersFor: () => ({}) };
      },
    },
  };
}

/** Held to what the setting is held to. */
function fromEnvironment(variable: string, provider: string): string | undefined {
  const baseUrl = environmentVariable(variable);
  const schema = z.object({ [variable]: connectionShape.baseUrl });
  return baseUrl === undefined
    ? undefined
    : readSettings(schema, { [variable]: baseUrl }, provider)[variable];
}
