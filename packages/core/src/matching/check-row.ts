import type { CapabilityRow, ModelCapabilities } from '../contract/capabilities.ts';
import { property } from '../contract/property.ts';
import { type Feature, features, type Mode, type VideoRequest } from '../contract/request.ts';
import { checkField } from './rules.ts';

const isSet = (request: VideoRequest, feature: Feature) => request[feature] !== undefined;
const isChecked = (request: VideoRequest, feature: Feature) => request.unchecked?.includes(feature) !== true;

/** The fields of a request that a row must allow. */
export const checkedFields = (request: VideoRequest): readonly Feature[] =>
  features.filter((feature) => isSet(request, feature) && isChecked(request, feature));

/** The fields that a row needs and the request leaves open. */
export const missingFields = ({ requires = [] }: CapabilityRow, request: VideoRequest): readonly Feature[] =>
  requires.filter((feature) => !isSet(request, feature) && isChecked(request, feature));

/** The options that a row needs and the request leaves open. */
export function missingOptions(
  { provider }: ModelCapabilities,
  { requiresOptions = [] }: CapabilityRow,
  request: VideoRequest,
): readonly string[] {
  if (requiresOptions.length === 0 || !isChecked(request, 'providerOptions')) return [];
  const own = property(request.providerOptions, provider);
  return requiresOptions.filter((name) => property(own, name) === undefined);
}

/** The fields of a group that are set; a row takes one of them. */
export const competingFields = (group: readonly Feature[], request: VideoRequest): readonly Feature[] =>
  group.filter((feature) => isSet(request, feature) && isChecked(request, feature));

/** What a row is asked: whether it takes one field that is set, or the fields together. */
type Aspect = Feature | 'together';

function isMet(aspect: Aspect, entry: ModelCapabilities, row: CapabilityRow, request: VideoRequest): boolean {
  if (aspect !== 'together') return checkField(aspect, request, row, entry.provider).length === 0;
  return (
    missingFields(row, request).length === 0 &&
    missingOptions(entry, row, request).length === 0 &&
    row.atMostOne?.some((group) => competingFields(group, request).length > 1) !== true
  );
}

/** All of a row on which the answer of `isMet` depends, besides the request. */
function ruleFor(aspect: Aspect, { provider }: ModelCapabilities, row: CapabilityRow): unknown {
  if (aspect === 'together') {
    const { requires, requiresOptions, atMostOne } = row;
    return [requires, atMostOne, requiresOptions && [provider, requiresOptions]];
  }
  return aspect === 'providerOptions' ? [provider, row.accepts[aspect]] : row.accepts[aspect];
}

/** JSON has no words for these. */
const nonFinite = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** Equal rules have equal numbers. */
const numbering = new Map<
  Aspect,
  { readonly ofText: Map<string, number>; readonly ofRule: WeakMap<object, number> }
>();

function numberOf(aspect: Aspect, entry: ModelCapabilities, row: CapabilityRow): number {
  const known = numbering.get(aspect) ?? { ofText: new Map(), ofRule: new WeakMap() };
  numbering.set(aspect, known);
  const rule = ruleFor(aspect, entry, row);
  const isShared = typeof rule === 'object' && rule !== null && !Array.isArray(rule);
  const before = isShared ? known.ofRule.get(rule) : undefined;
  if (before !== undefined) return before;
  const text = JSON.stringify(rule, nonFinite) ?? '';
  const number = known.ofText.get(text) ?? known.ofText.size;
  known.ofText.set(text, number);
  if (isShared) known.ofRule.set(rule, number);
  return number;
}

export const isDocumented = ({ evidence }: CapabilityRow) => evidence === 'documented';

export const documentedFirst = (rows: readonly CapabilityRow[]): readonly CapabilityRow[] => [
  ...rows.filter(isDocumented),
  ...rows.filter((row) => !isDocumented(row)),
];

/** The rows of a model, documented first, and the numbers of their rules by what they are asked. */
interface IndexedModel {
  readonly rows: readonly CapabilityRow[];
  readonly numbers: { [Each in Aspect]?: readonly number[] };
}

const indexed = new WeakMap<ModelCapabilities, IndexedModel>();

function indexOf(entry: ModelCapabilities): IndexedModel {
  const known = indexed.get(entry);
  if (known !== undefined) return known;
  const made: IndexedModel = { rows: documentedFirst(entry.rows), numbers: {} };
  indexed.set(entry, made);
  return made;
}

interface Question {
  readonly aspect: Aspect;
  /** By the number of the rule. */
  readonly answers: (boolean | undefined)[];
  /** The numbers of the rules of the model that is asked now. */
  numbers: readonly number[];
}

/**
 * Finds the row of a model that allows a request: of `mode`, or else another; `undefined`: none does. Many rows of a table
 * say the same, and each distinct rule is asked at most once.
 */
export function rowFinder(request: VideoRequest, mode: Mode) {
  const aspects: readonly Aspect[] = [...checkedFields(request), 'together'];
  const questions = aspects.map((aspect): Question => ({ aspect, answers: [], numbers: [] }));

  const isAllowed = (entry: ModelCapabilities, row: CapabilityRow, index: number): boolean => {
    for (const { aspect, answers, numbers } of questions) {
      const number = numbers[index] ?? 0;
      const isYes = answers[number] ?? (answers[number] = isMet(aspect, entry, row, request));
      if (!isYes) return false;
    }
    return true;
  };

  return (entry: ModelCapabilities): CapabilityRow | undefined => {
    const { rows, numbers } = indexOf(entry);
    for (const question of questions) {
      const { aspect } = question;
      question.numbers = numbers[aspect] ??= rows.map((row) => numberOf(aspect, entry, row));
    }
    // What passes unchecked may fit rows of other modes too; their defaults would be wrong, so they come last.
    let other: CapabilityRow | undefined;
    let index = 0;
    for (const row of rows) {
      if (isAllowed(entry, row, index++)) {
        if (row.mode === mode) return row;
        other ??= row;
      }
    }
    return other;
  };
}
