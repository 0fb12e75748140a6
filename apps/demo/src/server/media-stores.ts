import type { MediaStore } from '@vid/core';
import type { Connection } from './providers.ts';
import type { Pictures } from './store/pictures.ts';

/** A link that leads nowhere (RFC 6761): simulated services look at no picture. */
const nowhere = 'https://demo.invalid';

export type MediaStores = (connection: Pick<Connection, 'real'>) => MediaStore | undefined;

/**
 * Links to files in the demo's folder, for services that take links only. A real service cannot fetch from this machine, so
 * it has a store only where `publicUrl` is an address that leads here.
 */
export function createMediaStores(pictures: Pictures, publicUrl: URL | undefined): MediaStores {
  const storeAt = (name: string, origin: string): MediaStore => ({
    name,
    put: async ({ content }) => ({ url: `${origin}${pictures.put(await content.bytes())}` }),
  });
  const simulated = storeAt('demo', nowhere);
  const real = publicUrl && storeAt(publicUrl.host, publicUrl.origin);
  return (connection) => (connection.real ? real : simulated);
}
