import type { Capabilities, CapabilityRow, ModelCapabilities } from '../contract/capabilities.ts';
import { type Aspect, aspectsOf, isMet, ruleFor } from './check-row.ts';
import type { VideoRequest } from '../contract/request.ts';

export const isDocumented = (row: CapabilityRow) => row.evidence === 'documented';

export const documentedFirst = (rows: readonly CapabilityRow[]): readonly CapabilityRow[] => [
  ...rows.filter(isDocumented),
  ...rows.filter((row) => !isDocumented(row)),
];

interface Place {
  readonly entry: ModelCapabilities;
  readonly row: CapabilityRow;
}

/** The rules of all rows about one aspect of a request. Many rows say the same; each distinct rule stands once. */
interface Column {
  readonly aspect: Aspect;
  /** A row that has the rule, for each rule. */
  readonly rules: readonly Place[];
  /** The number of its rule, for each row. */
  readonly ruleOf: Uint32Array;
}

export interface IndexedModel {
  readonly entry: ModelCapabilities;
  /** Documented first. */
  readonly rows: readonly CapabilityRow[];
  /** The number of its first row in the table. */
  readonly start: number;
}

interface TableIndex {
  readonly models: readonly IndexedModel[];
  readonly column: (aspect: Aspect) => Column;
}

/** JSON has no words for these. */
const nonFinite = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function columnOf(aspect: Aspect, places: readonly Place[]): Column {
  const numbers = new Map<string, number>();
  const rules: Place[] = [];
  const ruleOf = Uint32Array.from(places, (place) => {
    const rule = JSON.stringify(ruleFor(aspect, place.entry, place.row), nonFinite);
    const known = numbers.get(rule);
    if (known !== undefined) return known;
    numbers.set(rule, rules.length);
    return rules.push(place) - 1;
  });
  return { aspect, rules, ruleOf };
}

function indexOf(table: readonly ModelCapabilities[]): TableIndex {
  const places: Place[] = [];
  const models = table.map((entry) => {
    const start = places.length;
    const rows = documentedFirst(entry.rows);
    for (const row of rows) places.push({ entry, row });
    return { entry, rows, start };
  });
  const columns = new Map<Aspect, Column>();
  const column = (aspect: Aspect) => {
    const known = columns.get(aspect);
    if (known !== undefined) return known;
    const made = columnOf(aspect, places);
    columns.set(aspect, made);
    return made;
  };
  return { models, column };
}

const indexes = new WeakMap<Capabilities['models'], TableIndex>();

/** Made at the first question about a table and kept with it: a table does not change. */
export function tableIndex({ models }: Capabilities): TableIndex {
  const known = indexes.get(models);
  if (known !== undefined) return known;
  const made = indexOf(models);
  indexes.set(models, made);
  return made;
}

const answer = { unasked: 0, yes: 1, no: 2 } as const;

/** Whether a row, by its number, allows the request. Each distinct rule is asked at most once. */
export function rowFilter({ column }: TableIndex, request: VideoRequest): (row: number) => boolean {
  const questions = aspectsOf(request)
    .map(column)
    // What most rows say alike costs least to ask.
    .toSorted((a, b) => a.rules.length - b.rules.length)
    .map(({ aspect, rules, ruleOf }) => {
      const answers = new Uint8Array(rules.length);
      const ask = (rule: number) => {
        const place = rules[rule];
        const isYes = place !== undefined && isMet(aspect, place.entry, place.row, request);
        return (answers[rule] = isYes ? answer.yes : answer.no);
      };
      return { ruleOf, answers, ask };
    });
  return (row) => {
    for (const { ruleOf, answers, ask } of questions) {
      const rule = ruleOf[row] ?? 0;
      const known = answers[rule];
      if ((known === answer.unasked ? ask(rule) : known) !== answer.yes) return false;
    }
    return true;
  };
}
