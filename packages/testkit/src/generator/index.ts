export { type Json, toJson, writeJson } from './json.ts';
export { requestSchema } from './json-schema.ts';
export { modelRequests } from './model-requests.ts';
export { nameProblem, newProvider, type NewProvider, titleOf } from './new-provider.ts';
export { index, page, pageName, schemaName } from './pages.ts';
export { type CapabilityTable, inRuns, tableOf, wordsFor } from './table.ts';
