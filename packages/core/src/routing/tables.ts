import type { Capabilities, ModelCapabilities } from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { apiName, type ApiRef } from '../contract/names.ts';
import type { VideoProvider } from '../contract/provider.ts';

/** The tables of a router's providers as one. */
export interface Tables {
  /** Another object than before once a provider has another table. Throws `VideoError('invalid-request')` as `createRouter` does. */
  readonly current: () => Capabilities;
  /** As last seen. Never throws. */
  readonly last: () => Capabilities;
  /** Also of an api whose last model left its table: its tasks go on. Throws `VideoError('invalid-request')` for a task of an unknown provider. */
  readonly ownerOf: (api: ApiRef) => VideoProvider;
}

/** Throws `VideoError('invalid-request')` when two providers serve the same api. */
function addOwners(owners: Map<string, VideoProvider>, providers: readonly VideoProvider[]): void {
  const served = new Map<string, VideoProvider>();
  for (const provider of providers) {
    for (const name of new Set(provider.capabilities.models.map(apiName))) {
      if (served.has(name) || (owners.get(name) ?? provider) !== provider)
        throw new VideoError('invalid-request', `Two providers of this router serve ${name}; remove one.`);
      served.set(name, provider);
    }
  }
  for (const [name, provider] of served) owners.set(name, provider);
}

/**
 * A table is never changed; a provider whose table is renewed at run time has another one from then on, which is all that is
 * looked at here. `onRenewed` gets all models then, but not those of the beginning.
 */
export function createTables(
  providers: readonly VideoProvider[],
  onRenewed: (models: readonly ModelCapabilities[]) => void,
): Tables {
  const owners = new Map<string, VideoProvider>();
  const merge = (tables: readonly Capabilities[]): Capabilities => {
    const polling = tables.flatMap((table) => table.polling ?? []);
    const elsewhere = tables.flatMap((table) => table.elsewhere ?? []);
    addOwners(owners, providers);
    return {
      models: tables.flatMap(({ models }) => models),
      ...(polling.length > 0 && { polling }),
      ...(elsewhere.length > 0 && { elsewhere }),
    };
  };
  const read = () => providers.map(({ capabilities }) => capabilities);
  let seen = read();
  let merged = merge(seen);
  const current = () => {
    if (providers.every(({ capabilities }, index) => capabilities === seen[index])) return merged;
    const now = read();
    merged = merge(now);
    seen = now;
    onRenewed(merged.models);
    return merged;
  };
  return {
    current,
    last: () => merged,
    ownerOf(api) {
      const name = apiName(api);
      if (!owners.has(name)) current();
      const owner = owners.get(name);
      if (owner !== undefined) return owner;
      const known = [...owners.keys()].join(', ') || 'none';
      const message = `No provider of this router serves ${name}; available: ${known}.`;
      throw new VideoError('invalid-request', message, { provider: api.provider });
    },
  };
}
