import type { VideoProvider } from '@vid/core';
import type { ApiManifest, ProviderManifest, ScriptFacts } from '@vid/core/provider-kit';
import { providers } from '@vid/providers';
import type { Simulator } from '@vid/simulator';
import type { LookupHint, ProviderCode } from '../api.ts';

/** One api of one service. */
export interface ConnectionEntry extends ApiManifest {
  /** The provider's id. */
  readonly id: string;
  /** Where the factory comes from, for code that people copy. */
  readonly code: ProviderCode;
  /** Hosts inside this network that the real service's videos may come from. Default: none. */
  readonly mediaHosts?: readonly string[];
}

const entriesOf = ({ id, package: from, factory, apis }: ProviderManifest): readonly ConnectionEntry[] =>
  apis.map((entry) => ({ ...entry, id, code: { package: from, factory } }));

export const connectionEntries: readonly ConnectionEntry[] = providers.flatMap(entriesOf);

/** The simulations that providers bring, beside those that are built into the simulator. */
export const simulations = providers.flatMap(({ simulation }) =>
  simulation === undefined ? [] : [simulation],
);

/** One api of one service that cannot be called: no key is set, and nothing simulates it. */
export interface UnavailableConnection {
  readonly provider: VideoProvider;
  readonly api: string;
  readonly code: ProviderCode;
  readonly keyVariables: readonly string[];
  readonly lookup: LookupHint | undefined;
  readonly script: ScriptFacts | undefined;
}

export interface Connection extends UnavailableConnection {
  readonly real: boolean;
  /** What reaches its simulation; missing where it is real. */
  readonly simulator: Readonly<Record<string, string>> | undefined;
  /** Hosts, besides public ones, that its videos may come from. */
  readonly mediaHosts: readonly string[];
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

export interface OpenConnections {
  readonly connections: readonly Connection[];
  readonly unavailable: readonly UnavailableConnection[];
}

/** Real where the environment holds the keys, else simulated where the simulator has the service. */
export function openConnections(
  entries: readonly ConnectionEntry[],
  environment: Environment,
  simulator: Simulator,
): OpenConnections {
  const connections: Connection[] = [];
  const unavailable: UnavailableConnection[] = [];
  for (const entry of entries) {
    const { id, api, code, keys, create, lookup, script } = entry;
    const found = keysIn(environment, entry);
    const settings = found?.settings ?? simulator.settingsFor(id, api);
    const keyVariables = found?.variables ?? Object.values(keys[0]);
    const common = { provider: create(settings ?? {}), api, code, keyVariables, lookup, script };
    if (settings === undefined) {
      unavailable.push(common);
      continue;
    }
    const real = found !== undefined;
    const mediaHosts = [...(entry.mediaHosts ?? []), ...(real ? [] : [new URL(simulator.url).host])];
    connections.push({ ...common, real, simulator: real ? undefined : settings, mediaHosts });
  }
  return { connections, unavailable };
}
