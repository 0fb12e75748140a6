import { createXai } from '@ai-sdk/xai';
import { fromVideoModel } from '@vid/ai-sdk';
import type { ModelRef, VideoProvider } from '@vid/core';
import type { ApiManifest, ProviderManifest } from '@vid/core/provider-kit';
import { allProviders, providers } from '@vid/providers';
import { grok } from '@vid/providers/grok';
import type { Simulator } from '@vid/simulator';
import type { ConnectionSetup, ConnectionState, ProviderCode } from '../api.ts';

/** One api of one service. */
export interface ConnectionEntry extends ApiManifest {
  /** The provider's id. */
  readonly id: string;
  readonly name: ProviderManifest['name'];
  /** Where the factory comes from, for code that people copy. */
  readonly code: ProviderCode;
  /** Hosts inside this network that its videos may come from, besides the simulator's where it is simulated. Default: none. */
  readonly mediaHosts?: readonly string[];
}

const entriesOf = (manifest: ProviderManifest): readonly ConnectionEntry[] => {
  const { id, name, package: from, factory, apis } = manifest;
  return apis.map((entry) => ({ ...entry, id, name, code: { package: from, factory } }));
};

export const connectionEntries: readonly ConnectionEntry[] = providers.flatMap(entriesOf);

/** Without its variables there is nothing to show of them: servers whose models the user names, and a model of the AI SDK. */
const ownEntries: readonly ConnectionEntry[] = [
  ...allProviders.filter(({ models }) => models === 'declared').flatMap(entriesOf),
  {
    id: grok.id,
    name: { en: 'Grok', zh: 'Grok' },
    api: 'ai-sdk',
    code: { package: '@vid/ai-sdk', factory: 'fromVideoModel' },
    keys: [{ apiKey: 'XAI_API_KEY' }],
    create({ apiKey = '' }) {
      const model = createXai({ apiKey }).video(grok.model);
      return fromVideoModel({ ...grok, model, secrets: [apiKey] });
    },
  },
];

/** The simulations that providers bring, beside those that are built into the simulator. */
export const simulations = providers.flatMap(({ simulation }) =>
  simulation === undefined ? [] : [simulation],
);

/** One api of one service, and what the page is told of it. */
export interface Connection extends Omit<ConnectionSetup, 'provider' | 'mediaStore'> {
  readonly provider: VideoProvider;
  /** The same api where `provider` is not: at the service without a key, or at the simulator. */
  readonly elsewhere: VideoProvider | undefined;
  /** Hosts, besides public ones, that its videos may come from. */
  readonly mediaHosts: readonly string[];
}

export const connectionOf = (
  connections: readonly Connection[],
  { provider, api }: Pick<ModelRef, 'provider' | 'api'>,
  state: ConnectionState,
): Connection | undefined =>
  connections.find((one) => one.provider.id === provider && one.api === api && one.state === state);

type Environment = Readonly<Record<string, string | undefined>>;

/** The first way to give a key of which the environment holds all variables. */
function keysIn(environment: Environment, { keys }: ApiManifest) {
  for (const way of keys) {
    const settings = Object.entries(way).map(
      ([setting, variable]) => [setting, environment[variable]?.trim() ?? ''] as const,
    );
    if (settings.every(([, key]) => key !== ''))
      return { settings: Object.fromEntries(settings), variables: Object.values(way) };
  }
  return undefined;
}

/** Settings of the simulator as a way to give a key that the service has, too. */
function simulatorOf(simulator: Simulator, { id, api, keys }: ConnectionEntry) {
  const settings = simulator.settingsFor(id, api);
  const way = keys.find((one) => Object.keys(one).every((setting) => settings?.[setting] !== undefined));
  if (settings === undefined || way === undefined) return undefined;
  const variables = Object.entries(way).map(([setting, variable]) => [variable, settings[setting] ?? '']);
  return { settings, variables: Object.fromEntries(variables) };
}

/** Where a server of the user's own is: its videos come from there, though it is inside this network. */
const hostsIn = ({ baseUrl }: Readonly<Record<string, string>>) =>
  baseUrl !== undefined && URL.canParse(baseUrl) ? [new URL(baseUrl).host] : [];

/**
 * Real where the environment holds the keys, else simulated where the simulator has the service, else unavailable, which come last;
 * beside `entries` what the environment alone says: servers of `/v1/videos`, such as by `VLLM_OMNI_BASE_URL` and
 * `VLLM_OMNI_MODELS`, and the AI SDK's model.
 */
export function openConnections(
  entries: readonly ConnectionEntry[],
  environment: Environment,
  simulator: Simulator,
): readonly Connection[] {
  const own = ownEntries.filter((entry) => keysIn(environment, entry) !== undefined);
  const opened = [...entries, ...own].map((entry): Connection => {
    const { name, api, code, keys, create, lookup, script } = entry;
    const found = keysIn(environment, entry);
    const simulated = simulatorOf(simulator, entry);
    const settings = found?.settings ?? simulated?.settings ?? {};
    const { mediaHosts = found === undefined ? [] : hostsIn(settings) } = entry;
    const state = found !== undefined ? 'real' : simulated !== undefined ? 'simulated' : 'unavailable';
    return {
      provider: create(settings),
      elsewhere: state === 'real' ? simulated && create(simulated.settings) : create({}),
      name,
      api,
      code,
      lookup,
      script,
      keyVariables: found?.variables ?? Object.values(keys[0]),
      state,
      simulator: simulated?.settings,
      simulatorVariables: simulated?.variables,
      mediaHosts: found === undefined ? [...mediaHosts, new URL(simulator.url).host] : mediaHosts,
    };
  });
  const isUnavailable = ({ state }: Connection) => state === 'unavailable';
  return [...opened.filter((one) => !isUnavailable(one)), ...opened.filter(isUnavailable)];
}
