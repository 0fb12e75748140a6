import { VideoError } from '../contract/error.ts';
import type { VideoProvider } from '../contract/provider.ts';
import { type Door, doorName } from '../contract/names.ts';

/** Which provider of a router serves which api of which service. */
export interface Doors {
  readonly find: (door: Door) => VideoProvider | undefined;
  /** Throws `VideoError('invalid-request')` where nobody does. */
  readonly ownerOf: (door: Door) => VideoProvider;
}

/** Throws `VideoError('invalid-request')` when two providers serve the same one. */
export function createDoors(providers: readonly VideoProvider[]): Doors {
  const owners = new Map<string, VideoProvider>();
  for (const provider of providers) {
    for (const name of new Set(provider.capabilities.models.map(doorName))) {
      if (owners.has(name))
        throw new VideoError('invalid-request', `Two providers of this router serve ${name}; leave one out.`);
      owners.set(name, provider);
    }
  }
  const find = (door: Door) => owners.get(doorName(door));
  const ownerOf = (door: Door): VideoProvider => {
    const owner = find(door);
    if (owner !== undefined) return owner;
    const known = [...owners.keys()].join(', ') || 'none';
    const message = `No provider of this router serves ${doorName(door)}; it has: ${known}.`;
    throw new VideoError('invalid-request', message, { provider: door.provider });
  };
  return { find, ownerOf };
}
