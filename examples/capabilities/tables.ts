import type { VideoProvider } from '@vid/core';
import { providers } from '@vid/providers';
import { type CapabilityTable, tableOf } from '@vid/testkit/generator';

/* Every provider at each of its apis: what the printed tables, the types and the schemas are generated from. */

const at = (isGateway: boolean): readonly VideoProvider[] =>
  providers.flatMap(({ apis }) =>
    apis.filter(({ api }) => (api === 'gateway') === isGateway).map(({ create }) => create({})),
  );

export const gateway: readonly VideoProvider[] = at(true);
/** The vendors' own apis, whatever a vendor with several calls them. */
export const own: readonly VideoProvider[] = at(false);

/** By provider, own before gateway: the vendor's word before the reseller's. */
export const tables: readonly CapabilityTable[] = [...own, ...gateway]
  .map(tableOf)
  .toSorted((a, b) => (a.provider < b.provider ? -1 : Number(a.provider !== b.provider)));
