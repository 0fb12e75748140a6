import {
  type AnyRule,
  type Capabilities,
  type OneOfRule,
  type RangeRule,
  rangeValues,
  type VideoProvider,
} from '@vid/core';

/** The capability table of one api: what types, schemas and pages are generated from. */
export interface CapabilityTable extends Capabilities {
  /** The provider's id, such as `'acme'`. */
  readonly provider: string;
  /** Which entrance of the service, such as `'official'`. */
  readonly api: string;
}

/** Throws an Error for a provider without models. */
export function tableOf({ id, capabilities }: VideoProvider): CapabilityTable {
  const [first] = capabilities.models;
  if (first === undefined) throw new Error(`${id} has no models`);
  return { provider: first.provider, api: first.api, ...capabilities };
}

const isWhole = (text: string) => /^\d+$/.test(text);

/** 10, 2, 3, 4 as 2–4, 10; texts that are no whole numbers stay as they are, behind those that are. */
export function inRuns(values: readonly string[]): readonly string[] {
  const runs: number[][] = [];
  for (const value of values
    .filter(isWhole)
    .map(Number)
    .toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  const spans = runs.flatMap((run) => (run.length > 2 ? [`${run[0]}–${run.at(-1)}`] : run.map(String)));
  return [...spans, ...values.filter((value) => !isWhole(value))];
}

/** What a rule of plain values takes, in few words: `2–10`, `0 to 1`, `25 to 289 in steps of 4`, `any`, and words such as `auto`. */
export function wordsFor(rule: ValueRule | undefined): readonly string[] {
  if (rule === undefined) return [];
  if (rule === 'any') return ['any'];
  const auto = 'auto' in rule && rule.auto ? ['auto'] : [];
  return [...('oneOf' in rule ? inRuns(rule.oneOf.map(String)) : rangeWords(rule)), ...auto];
}

type ValueRule = AnyRule | ((OneOfRule | RangeRule) & { readonly auto?: true });

function rangeWords(rule: RangeRule): readonly string[] {
  const { min, max, step } = rule;
  if (step === undefined) return [`${min} to ${max}`];
  const all = rangeValues(rule);
  const isByOne = step === 1 && Number.isInteger(min);
  if (all !== undefined && (isByOne || all.length <= 3)) return inRuns(all.map(String));
  return [isByOne ? `${min}–${max}` : `${min} to ${max} in steps of ${step}`];
}
