import type { VideoProvider } from '@vid/core';
import { providers } from '@vid/providers';
import { type CapabilityTable, tableOf } from '@vid/testkit/generator';

/* Every provider at each of its apis: what the printed tables, the types and the schemas are generated from. */

const at = (wanted: string): readonly VideoProvider[] =>
  providers.flatMap(({ apis }) => apis.filter(({ api }) => api === wanted).map(({ create }) => create({})));

export const gateway: readonly VideoProvider[] = at('gateway');
export const official: readonly VideoProvider[] = at('official');

/** By provider, official before gateway: the vendor's word before the reseller's. */
export const tables: readonly CapabilityTable[] = [...official, ...gateway]
  .map(tableOf)
  .toSorted((a, b) => (a.provider < b.provider ? -1 : Number(a.provider !== b.provider)));
