export { defineOverrides, overridesJsonSchema, parseOverrides } from './define-overrides.ts';
export type { ModelOverride, OverridesData, PriceOverride, RowOverride, VerifiedRow } from './schema.ts';
