import type { VideoProvider } from '@vid/core';
import type { ApiManifest, ProviderManifest } from '@vid/core/provider-kit';
import { providers } from '@vid/providers';
import type { Simulator } from '@vid/simulator';
import type { LookupHint, ProviderCode } from '../api.ts';

/** One api of one service. */
export interface ConnectionEntry extends ApiManifest {
  /** Where the factory comes from, for code that people copy. */
  readonly code: ProviderCode;
  /** The simulator's keys by setting. Default: its one bearer token. */
  readonly simulatedKeys?: (simulator: Simulator) => Readonly<Record<string, string>>;
  /** Hosts inside this network that the real service's videos may come from. Default: none. */
  readonly mediaHosts?: readonly string[];
}

const entriesOf = ({ package: from, factory, apis }: ProviderManifest): readonly ConnectionEntry[] =>
  apis.map((entry) => ({ ...entry, code: { package: from, factory } }));

export const connectionEntries: readonly ConnectionEntry[] = providers.flatMap(entriesOf);

export interface Connection {
  readonly provider: VideoProvider;
  readonly api: string;
  readonly real: boolean;
  /** Hosts, besides public ones, that its videos may come from. */
  readonly mediaHosts: readonly string[];
  readonly code: ProviderCode;
  readonly keyVariables: readonly string[];
  readonly lookup: LookupHint | undefined;
}

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

/** Real where the environment holds the keys, simulated elsewhere. */
export function openConnections(
  entries: readonly ConnectionEntry[],
  environment: Environment,
  simulator: Simulator,
): readonly Connection[] {
  return entries.map((entry) => {
    const { api, code, keys, create, lookup, simulatedKeys = ({ apiKey }) => ({ apiKey }) } = entry;
    const found = keysIn(environment, entry);
    const real = found !== undefined;
    const provider = create(found?.settings ?? { ...simulatedKeys(simulator), baseUrl: simulator.url });
    const mediaHosts = real ? (entry.mediaHosts ?? []) : [new URL(simulator.url).host];
    const keyVariables = found?.variables ?? Object.values(keys[0]);
    return { provider, api, real, code, keyVariables, lookup, mediaHosts };
  });
}
