import type { CapabilityRow, ModelCapabilities, RowField } from '../contract/capabilities.ts';
import type { Feature, VideoRequest } from '../contract/request.ts';
import {
  checkedFields,
  competingFields,
  crowdedFields,
  isFieldSet,
  lonelyFields,
  missingFields,
  missingOptions,
  placeOf,
  withoutField,
} from './row-fields.ts';
import { checkField, type RuleViolation } from './rules.ts';

/** One reason why a row does not fit. */
export interface Violation extends RuleViolation {
  readonly feature: Feature;
  /**
   * `change`: the field gets another value. `drop`: its value must go. `foreign`: the row takes no such field, it
   * must go too. `none`: only the caller can supply it. Each is further from what was asked than the one before.
   */
  readonly fix: 'change' | 'drop' | 'foreign' | 'none';
}

function fixFor({ fixed, limit }: RuleViolation): Violation['fix'] {
  if (fixed !== undefined) return 'change';
  return limit.code === 'not-accepted' ? 'foreign' : 'drop';
}

/** What is wrong with the fields together: one is missing, or they exclude each other. */
function violationsTogether(
  entry: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
  isWrong: ReadonlySet<Feature>,
): readonly Violation[] {
  const { mode, requires = [], requiresOptions = [], atMostOne = [] } = row;
  const limit = { code: 'required', mode } as const;
  const options = missingOptions(entry, row, request).map((name): Violation => {
    const path = `.${entry.provider}.${name}`;
    return { limit, feature: 'providerOptions', path, fix: 'none' };
  });
  /** A field that is right by itself, and has to go. */
  const surplus = (field: RowField, more: Pick<Violation, 'limit' | 'asked'>): Violation => {
    const fixed = () => withoutField(request, field);
    return { ...placeOf(field), ...more, fix: 'drop', fixed };
  };
  const competing = atMostOne.flatMap((group) => {
    const set = competingFields(group, request);
    // What the row needs stays, then what is right by itself, then what stands first.
    const kept =
      set.find((field) => requires.some((needed) => needed === field)) ??
      set.find((field) => !isWrong.has(placeOf(field).feature)) ??
      set[0];
    const asked = group.filter((field) => isFieldSet(request, field));
    return set
      .filter((field) => field !== kept)
      .map((field) => surplus(field, { limit: { code: 'at-most-one', fields: group }, asked }));
  });
  const lonely = lonelyFields(row, request).map(({ field, anyOf }) =>
    surplus(field, { limit: { code: 'requires-with', anyOf } }),
  );
  // What the row needs stays.
  const own = requiresOptions.map((name) => `providerOptions.${entry.provider}.${name}`);
  const needed: ReadonlySet<string> = new Set([...requires, ...own]);
  const crowded = crowdedFields(row, request).flatMap(({ fields, items, max }) => {
    const gone = fields.findLast((field) => isFieldSet(request, field) && !needed.has(field));
    const more = { limit: { code: 'too-many-together', fields, max }, asked: { items } } as const;
    const [first] = fields;
    if (gone !== undefined) return [surplus(gone, more)];
    return first === undefined ? [] : [{ ...placeOf(first), ...more, fix: 'none' } as const];
  });
  return [
    ...missingFields(row, request).map((feature): Violation => ({ limit, feature, fix: 'none' })),
    ...options,
    ...competing,
    ...lonely,
    ...crowded,
  ];
}

/** Everything that keeps a row from taking the request; empty when it fits. */
export function violationsOf(
  entry: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
): readonly Violation[] {
  const violations = checkedFields(request).flatMap((feature) =>
    checkField(feature, request, row, entry.provider).map((violation): Violation => ({
      ...violation,
      feature,
      fix: fixFor(violation),
    })),
  );
  const wrong = new Set(violations.map(({ feature }) => feature));
  return [...violations, ...violationsTogether(entry, row, request, wrong)];
}
