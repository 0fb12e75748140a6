import type { Json } from './json.ts';
import { toJson, writeJson } from './json.ts';
import { requestSchema } from './json-schema.ts';
import { modelRequests } from './model-requests.ts';
import { index, page, pageName, schemaName } from './pages.ts';
import { type Table, tables } from './tables.ts';

export const documents = 'docs/capabilities/';

/** Grows when the meaning of a key changes. */
const version = 1;

const dataOf = ({ provider, api, models, polling = [] }: Table): Json => ({
  provider,
  api,
  models: toJson(models),
  polling: toJson(polling),
});

const types = Object.entries(Object.groupBy(tables, ({ provider }) => provider)).map(
  ([provider, own = []]) => [`packages/${provider}/src/model-requests.ts`, modelRequests(own)] as const,
);

/** Every file that the tables make, by path. */
export const files: ReadonlyMap<string, string> = new Map([
  ...types,
  [`${documents}README.md`, index(tables)] as const,
  [`${documents}capabilities.json`, writeJson({ version, apis: tables.map(dataOf) })] as const,
  ...tables.map((table) => [`${documents}${pageName(table)}`, page(table)] as const),
  ...tables
    .flatMap(({ models }) => models)
    .map((entry) => [`${documents}schema/${schemaName(entry)}`, writeJson(requestSchema(entry))] as const),
]);
