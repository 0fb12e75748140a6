import type { Capabilities, VideoProvider } from '@vid/core';
import { providers } from '@vid/providers';

/* Every provider at each of its apis: what the printed tables, the types and the schemas are generated from. */

const at = (wanted: string): readonly VideoProvider[] =>
  providers.flatMap(({ apis }) => apis.filter(({ api }) => api === wanted).map(({ create }) => create({})));

export const gateway: readonly VideoProvider[] = at('gateway');
export const official: readonly VideoProvider[] = at('official');

export interface Table extends Capabilities {
  readonly provider: string;
  readonly api: string;
}

const tableOf = ({ id, capabilities }: VideoProvider): Table => {
  const [first] = capabilities.models;
  if (first === undefined) throw new Error(`${id} has no models`);
  return { provider: first.provider, api: first.api, ...capabilities };
};

/** By provider, official before gateway: the vendor's word before the reseller's. */
export const tables: readonly Table[] = [...official, ...gateway]
  .map(tableOf)
  .toSorted((a, b) => (a.provider < b.provider ? -1 : Number(a.provider !== b.provider)));
