import {
  type CapabilityTable,
  index,
  type Json,
  modelRequests,
  page,
  pageName,
  requestSchema,
  schemaName,
  toJson,
  writeJson,
} from '@vid/testkit/generator';
import { overridesJsonSchema } from '@vid/core/overrides';
import { fullTable } from './comparison-table.ts';
import { onePlan } from './one-plan.ts';
import { requestSchemaModule } from './request-schema.ts';
import { cliProviders } from './cli-providers.ts';
import { gateway, own, tables } from './tables.ts';
import { waysPage } from './ways.ts';

export const documents = 'docs/capabilities/';

const command = 'pnpm docs:capabilities';

/** Grows when the meaning of a key changes. */
const version = 2;

const dataOf = ({ provider, api, models, polling = [] }: CapabilityTable): Json => ({
  provider,
  api,
  models: toJson(models),
  polling: toJson(polling),
});

const types = Object.entries(Object.groupBy(tables, ({ provider }) => provider)).map(
  ([provider, own = []]) =>
    [`packages/${provider}/src/model-requests.ts`, modelRequests(own, command)] as const,
);

/** Every file that the tables make, by path. */
export const files: ReadonlyMap<string, string> = new Map([
  ...types,
  ['packages/cli/src/provider-list.ts', cliProviders(command)] as const,
  ['packages/core/overrides.schema.json', writeJson(toJson(overridesJsonSchema()))] as const,
  ['packages/mcp/src/request-schema.ts', requestSchemaModule(command)] as const,
  [`${documents}README.md`, index(tables, [fullTable(gateway), fullTable(own)], command)] as const,
  [`${documents}one-plan.md`, onePlan(command)] as const,
  [`${documents}ways.md`, waysPage(command)] as const,
  [`${documents}capabilities.json`, writeJson({ version, apis: tables.map(dataOf) })] as const,
  ...tables.map((table) => [`${documents}${pageName(table)}`, page(table, command)] as const),
  ...tables
    .flatMap(({ models }) => models)
    .map((entry) => [`${documents}schema/${schemaName(entry)}`, writeJson(requestSchema(entry))] as const),
]);
