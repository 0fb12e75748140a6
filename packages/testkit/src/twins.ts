import { modelName, type VideoProvider } from '@vid/core';
import type { Failure } from './failure.ts';
import { filledIn, type Reachable } from './row-requests.ts';

/** All strings and numbers of a JSON value. */
function leavesOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).flatMap(leavesOf);
}

/** What a wire says besides the values of the request's fields: the model, above all. */
function identityOf(provider: VideoProvider, { row, base }: Reachable) {
  const { model: _model, ...asked } = { ...filledIn(row, base), ...base };
  const values = new Set(leavesOf(asked).map(String));
  const { url, body } = provider.prepare(base);
  return JSON.stringify([url, leavesOf(body).filter((leaf) => !values.has(String(leaf)))]);
}

/** Models that a service cannot tell apart in any mode that both have. */
export function twins(provider: VideoProvider, rows: readonly Reachable[]) {
  const identities = new Map<string, Map<string, Set<string>>>();
  for (const reached of rows) {
    const { entry, row } = reached;
    const name = modelName(entry);
    const ofModes = identities.get(name) ?? new Map<string, Set<string>>();
    identities.set(name, ofModes.set(row.mode, ofModes.get(row.mode) ?? new Set()));
    ofModes.get(row.mode)?.add(identityOf(provider, reached));
  }
  const byIdentity = Map.groupBy(
    [...identities].flatMap(([name, ofModes]) =>
      [...ofModes].flatMap(([mode, keys]) => [...keys].map((key) => ({ name, mode, key: `${mode} ${key}` }))),
    ),
    ({ key }) => key,
  );
  const shared = [...byIdentity.values()].filter((ones) => new Set(ones.map(({ name }) => name)).size > 1);
  return shared.flatMap(([first, ...others]) =>
    others.flatMap(({ name, key }): readonly Failure[] => {
      if (first === undefined || first.name === name) return [];
      const theirs = identities.get(name);
      const isTwin = [...(identities.get(first.name) ?? [])].every(
        ([mode, keys]) => theirs?.has(mode) !== true || [...keys].some((one) => theirs.get(mode)?.has(one)),
      );
      if (!isTwin) return [];
      return [
        {
          provider: provider.id,
          model: name,
          sent: key,
          expected: `another wire than that of ${first.name}`,
        },
      ];
    }),
  );
}
