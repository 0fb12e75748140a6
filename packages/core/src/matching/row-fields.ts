import type { CapabilityRow, CountedField, ModelCapabilities, RowField } from '../contract/capabilities.ts';
import { property } from '../contract/property.ts';
import { type Feature, features, mediaOf, type VideoRequest, withField } from '../contract/request.ts';

/* What a row says of several fields together: which it needs, and which exclude each other. */

interface OptionPath {
  readonly provider: string;
  readonly name: string;
}

/** The provider and the name of an option; `undefined` for a field of the request itself. */
function optionIn(field: RowField): OptionPath | undefined {
  const [, provider, name] = /^providerOptions\.([^.]+)\.(.+)$/.exec(field) ?? [];
  return provider === undefined || name === undefined ? undefined : { provider, name };
}

const featureNamed = (field: RowField): Feature => features.find((one) => one === field) ?? 'providerOptions';

const valueOf = (request: VideoRequest, field: RowField): unknown => {
  const option = optionIn(field);
  return option === undefined
    ? request[featureNamed(field)]
    : property(property(request.providerOptions, option.provider), option.name);
};

export const isFieldSet = (request: VideoRequest, field: RowField): boolean =>
  valueOf(request, field) !== undefined;

const isFeatureChecked = (request: VideoRequest, feature: Feature) =>
  request.unchecked?.includes(feature) !== true;
const isSet = (request: VideoRequest, field: RowField) =>
  isFieldSet(request, field) && isFeatureChecked(request, featureNamed(field));

/** The request without a field, or without one option. */
export function withoutField(request: VideoRequest, field: RowField): VideoRequest {
  const option = optionIn(field);
  if (option === undefined) return withField(request, featureNamed(field), undefined);
  const { provider, name } = option;
  const own = {
    ...request.providerOptions,
    [provider]: without(property(request.providerOptions, provider), name),
  };
  const isEmpty = Object.values(own).every((one) => one === undefined);
  return withField(request, 'providerOptions', isEmpty ? undefined : own);
}

function without(own: unknown, gone: string): object | undefined {
  const left: Record<string, unknown> = {};
  const entries: readonly (readonly [string, unknown])[] = Object.entries(own ?? {});
  for (const [name, value] of entries) if (name !== gone) left[name] = value;
  return Object.keys(left).length === 0 ? undefined : left;
}

/** As a violation names it. */
export function placeOf(field: RowField): { readonly feature: Feature; readonly path?: string } {
  const feature = featureNamed(field);
  return optionIn(field) === undefined ? { feature } : { feature, path: field.slice(feature.length) };
}

/** The fields of a request that a row must allow. */
export const checkedFields = (request: VideoRequest): readonly Feature[] =>
  features.filter((feature) => isSet(request, feature));

/** The fields that a row needs and the request leaves open. */
export const missingFields = ({ requires = [] }: CapabilityRow, request: VideoRequest): readonly Feature[] =>
  requires.filter((feature) => !isFieldSet(request, feature) && isFeatureChecked(request, feature));

/** The options that a row needs and the request leaves open. */
export function missingOptions(
  { provider }: ModelCapabilities,
  { requiresOptions = [] }: CapabilityRow,
  request: VideoRequest,
): readonly string[] {
  if (requiresOptions.length === 0 || !isFeatureChecked(request, 'providerOptions')) return [];
  const own = property(request.providerOptions, provider);
  return requiresOptions.filter((name) => property(own, name) === undefined);
}

/** The fields of a group that are set; a row takes one of them. */
export const competingFields = (group: readonly RowField[], request: VideoRequest): readonly RowField[] =>
  group.filter((field) => isSet(request, field));

/** The fields that are set without any of those beside which the row takes them. */
export const lonelyFields = (
  { requiresWith = [] }: CapabilityRow,
  request: VideoRequest,
): NonNullable<CapabilityRow['requiresWith']> =>
  requiresWith.filter(
    ({ field, anyOf }) => isSet(request, field) && !anyOf.some((one) => isFieldSet(request, one)),
  );

interface Crowd {
  readonly fields: readonly CountedField[];
  readonly items: number;
  readonly max: number;
}

/** How many files a field holds, or items of an option that is a list. */
const itemsOf = (request: VideoRequest, field: CountedField): number => {
  if (optionIn(field) === undefined) return mediaOf(request).filter((one) => one.field === field).length;
  const value = valueOf(request, field);
  return Array.isArray(value) ? value.length : 0;
};

/** The fields that hold more together than the row takes. */
export function crowdedFields({ maxTogether = [] }: CapabilityRow, request: VideoRequest): readonly Crowd[] {
  return maxTogether
    .map(({ fields, maxItems: max }) => {
      const set = fields.filter((field) => isSet(request, field));
      return { fields, items: set.reduce((sum, field) => sum + itemsOf(request, field), 0), max };
    })
    .filter(({ items, max }) => items > max);
}

/** Whether the fields of a request go together in a row. */
export const goTogether = (entry: ModelCapabilities, row: CapabilityRow, request: VideoRequest): boolean =>
  missingFields(row, request).length === 0 &&
  missingOptions(entry, row, request).length === 0 &&
  row.atMostOne?.some((group) => competingFields(group, request).length > 1) !== true &&
  lonelyFields(row, request).length === 0 &&
  crowdedFields(row, request).length === 0;

/** All of a row on which `goTogether` depends, besides the request. */
export function togetherRules({ provider }: ModelCapabilities, row: CapabilityRow): unknown {
  const { requires, requiresOptions, atMostOne, requiresWith, maxTogether } = row;
  return [requires, atMostOne, requiresOptions && [provider, requiresOptions], requiresWith, maxTogether];
}
