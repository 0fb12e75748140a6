import type { CapabilityRow, ModelCapabilities } from '../contract/capabilities.ts';
import { type Feature, features, type Mode, type VideoRequest } from '../contract/request.ts';
import { checkedFields, goTogether, togetherRules } from './row-fields.ts';
import { checkField } from './rules.ts';

/** What a row is asked: whether it takes one field that is set, or the fields together. */
type Aspect = Feature | 'together';

function isMet(aspect: Aspect, entry: ModelCapabilities, row: CapabilityRow, request: VideoRequest): boolean {
  if (aspect !== 'together') return checkField(aspect, request, row, entry.provider).length === 0;
  return goTogether(entry, row, request);
}

/** All of a row on which the answer of `isMet` depends, besides the request. */
function ruleFor(aspect: Aspect, entry: ModelCapabilities, row: CapabilityRow): unknown {
  if (aspect === 'together') return togetherRules(entry, row);
  return aspect === 'providerOptions' ? [entry.provider, row.accepts[aspect]] : row.accepts[aspect];
}

/** JSON writes `null` for these. */
const nonFinite = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** Equal rules have equal texts. A replacer makes `JSON.stringify` several times as slow. */
function textOf(rule: unknown): string {
  const text = JSON.stringify(rule) ?? '';
  return text.includes('null') ? JSON.stringify(rule, nonFinite) : text;
}

/** Equal rules have equal numbers. */
interface Numbering {
  readonly ofText: Map<string, number>;
  readonly ofRule: WeakMap<object, number>;
}

const aspects: readonly Aspect[] = [...features, 'together'];
const numberings = aspects.map((): Numbering => ({ ofText: new Map(), ofRule: new WeakMap() }));

function numberIn({ ofText, ofRule }: Numbering, rule: unknown): number {
  const isShared = typeof rule === 'object' && rule !== null && !Array.isArray(rule);
  const before = isShared ? ofRule.get(rule) : undefined;
  if (before !== undefined) return before;
  const text = textOf(rule);
  const number = ofText.get(text) ?? ofText.size;
  ofText.set(text, number);
  if (isShared) ofRule.set(rule, number);
  return number;
}

export const isDocumented = ({ evidence }: CapabilityRow) => evidence === 'documented';

export const documentedFirst = (rows: readonly CapabilityRow[]): readonly CapabilityRow[] => [
  ...rows.filter(isDocumented),
  ...rows.filter((row) => !isDocumented(row)),
];

/** The rows of a model, documented first, and for each of `aspects` the numbers of their rules. */
interface IndexedModel {
  readonly rows: readonly CapabilityRow[];
  readonly numbers: (readonly number[] | undefined)[];
}

/** By model, not by table: a router and its providers have it in common. */
const indexed = new WeakMap<ModelCapabilities, IndexedModel>();

function indexOf(entry: ModelCapabilities): IndexedModel {
  const known = indexed.get(entry);
  if (known !== undefined) return known;
  const made: IndexedModel = { rows: documentedFirst(entry.rows), numbers: aspects.map(() => undefined) };
  indexed.set(entry, made);
  return made;
}

interface Question {
  readonly aspect: Aspect;
  /** Its place in `aspects`. */
  readonly place: number;
  readonly numbering: Numbering;
  /** By the number of the rule. */
  readonly answers: (boolean | undefined)[];
  /** The numbers of the rules of the model that is asked now. */
  numbers: readonly number[];
}

/** What the request asks of a row; what most rows say alike, and is soonest answered for all, comes first. */
function questionsOf(request: VideoRequest): readonly Question[] {
  const asked = new Set<Aspect>([...checkedFields(request), 'together']);
  return aspects
    .flatMap((aspect, place): readonly Question[] => {
      const numbering = numberings[place];
      if (numbering === undefined || !asked.has(aspect)) return [];
      return [{ aspect, place, numbering, answers: [], numbers: [] }];
    })
    .toSorted((a, b) => a.numbering.ofText.size - b.numbering.ofText.size);
}

/**
 * Finds the row of a model that allows a request: of `mode`, or else another; `undefined`: none does. Many rows of a table
 * say the same, and each distinct rule is asked at most once.
 */
export function rowFinder(request: VideoRequest, mode: Mode) {
  const questions = questionsOf(request);

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
      const { aspect, place, numbering } = question;
      question.numbers = numbers[place] ??= rows.map((row) =>
        numberIn(numbering, ruleFor(aspect, entry, row)),
      );
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
