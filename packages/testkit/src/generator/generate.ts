import type { ProviderManifest } from '@vid/core/provider-kit';
import { writeJson } from './json.ts';
import { requestSchema } from './json-schema.ts';
import { modelRequests } from './model-requests.ts';
import { index, page, pageName, schemaName } from './pages.ts';
import { tableOf } from './table.ts';

export const generated = ['types', 'schemas', 'pages'] as const;
export type Generated = (typeof generated)[number];

const folder = 'docs/capabilities';

/** The files that follow from a provider's capability tables, by path in its package. */
export function generate(
  { apis }: ProviderManifest,
  wanted: readonly Generated[],
): ReadonlyMap<string, string> {
  const tables = apis.map(({ create }) => tableOf(create({})));
  const models = tables.flatMap((table) => table.models);
  const all: Readonly<Record<Generated, () => readonly (readonly [string, string])[]>> = {
    types: () => [['src/model-requests.ts', modelRequests(tables, 'vid-provider types')]],
    schemas: () =>
      models.map((entry) => [`${folder}/schema/${schemaName(entry)}`, writeJson(requestSchema(entry))]),
    pages: () => [
      [`${folder}/README.md`, index(tables, [], 'vid-provider pages')],
      ...tables.map((table) => [`${folder}/${pageName(table)}`, page(table, 'vid-provider pages')] as const),
    ],
  };
  return new Map(wanted.flatMap((what) => all[what]()));
}
