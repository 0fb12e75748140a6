import type { VideoProvider } from '@vid/core';
import type { ApiManifest, ProviderManifest, ScriptFacts } from '@vid/core/provider-kit';
import { providers } from '@vid/providers';
import type { Simulator } from '@vid/simulator';
import type { LookupHint, ProviderCode } from '../api.ts';

/** One api of one service. */
export interface ConnectionEntry extends ApiManifest {
  /** The provider's id. */
  readonly id: string;
  readonly name: ProviderManifest['name'];
  /** Where the factory comes from, for code that people copy. */
  readonly code: ProviderCode;
  /** Hosts inside this network that the real service's videos may come from. Default: none. */
  readonly mediaHosts?: readonly string[];
}

const entriesOf = ({
  id,
  name,
  package: from,
  factory,
  apis,
}: ProviderManifest): readonly ConnectionEntry[] =>
  apis.map((entry) => ({ ...entry, id, name, code: { package: from, factory } }));

export const connectionEntries: readonly ConnectionEntry[] = providers.flatMap(entriesOf);

/** The simulations that providers bring, beside those that are built into the simulator. */
export const simulations = providers.flatMap(({ simulation }) =>
  simulation === undefined ? [] : [simulation],
);

/** One api of one service that cannot be called: no key is set, and nothing simulates it. */
export interface UnavailableConnection {
  readonly provider: VideoProvider;
  readonly name: ProviderManifest['name'];
  readonly api: string;
  readonly code: ProviderCode;
  readonly keyVariables: readonly string[];
  readonly lookup: LookupHint | undefined;
  readonly script: ScriptFacts | undefined;
}

export interface Connection extends UnavailableConnection {
  readonly real: boolean;
  /** What reaches its simulation, also of one that is real; missing where nothing simulates it. */
  readonly simulator: SimulatorSettings | undefined;
  /** The same api where `provider` is not: at the service without a key, or at the simulator. */
  readonly elsewhere: VideoProvider | undefined;
  /** Hosts, besides public ones, that its videos may come from. */
  readonly mediaHosts: readonly string[];
}

export interface SimulatorSettings {
  /** What its factory takes. */
  readonly settings: Readonly<Record<string, string>>;
  /** Its public keys by the environment variables that hold those of the service. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Settings of the simulator as a way to give a key that the service has, too. */
function simulatorOf(
  simulator: Simulator,
  { id, api, keys }: ConnectionEntry,
): SimulatorSettings | undefined {
  const settings = simulator.settingsFor(id, api);
  const way = keys.find((one) => Object.keys(one).every((setting) => settings?.[setting] !== undefined));
  if (settings === undefined || way === undefined) return undefined;
  const variables = Object.entries(way).map(([setting, variable]) => [variable, settings[setting] ?? '']);
  return { settings, variables: Object.fromEntries(variables) };
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
    const { name, api, code, keys, create, lookup, script } = entry;
    const found = keysIn(environment, entry);
    const simulated = simulatorOf(simulator, entry);
    const settings = found?.settings ?? simulated?.settings;
    const keyVariables = found?.variables ?? Object.values(keys[0]);
    const common = { provider: create(settings ?? {}), name, api, code, keyVariables, lookup, script };
    if (settings === undefined) {
      unavailable.push(common);
      continue;
    }
    const real = found !== undefined;
    const mediaHosts = real ? (entry.mediaHosts ?? []) : [new URL(simulator.url).host];
    const elsewhere = real ? simulated && create(simulated.settings) : create({});
    connections.push({ ...common, real, simulator: simulated, elsewhere, mediaHosts });
  }
  return { connections, unavailable };
}
