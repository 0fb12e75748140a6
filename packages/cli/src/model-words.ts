import {
  type CapabilityRow,
  type FeatureRules,
  features,
  type ModelCapabilities,
  type Price,
} from '@vid/core';
import { fieldAsFlag } from './fields.ts';
import { runsOf } from './runs.ts';
import type { Words } from './words.ts';

/* What a model takes and costs, in the words of the options. What is equal is said once; `--json` has every row. */

/** An option of a row. */
interface Taken {
  readonly flag: string;
  /** What it takes, where that can be listed. */
  readonly values: readonly (string | number | boolean)[];
  /** It takes one of the values, so that rows that differ in nothing else are one row with the values of all. */
  readonly isChoice: boolean;
}

/** What can be used together, by one row or several. */
interface Way {
  readonly taken: readonly Taken[];
  readonly needed: readonly string[];
  /** How sure it is, and since when. */
  readonly evidence: string;
  readonly sources: readonly string[];
}

/** `--duration 3–15, auto`, `--[no-]audio`. */
function textOf({ flag, values }: Taken): string {
  if (values.length > 0 && values.every((value) => typeof value === 'boolean'))
    return values.length > 1 ? flag.replace('--', '--[no-]') : values[0] ? flag : flag.replace('--', '--no-');
  const numbers = values.filter((value) => typeof value === 'number');
  const others = values.filter((value) => typeof value !== 'number').map(String);
  const runs = runsOf(numbers).map(({ min, max }) => (min === max ? `${min}` : `${min}–${max}`));
  return [flag, [...runs, ...others].join(', ')].join(' ').trimEnd();
}

function takenBy(field: string, rule: FeatureRules[keyof FeatureRules]): Taken {
  const flag = fieldAsFlag(field);
  if (rule === undefined || rule === 'any') return { flag, values: [], isChoice: false };
  if (field === 'providerOptions') return { flag, values: Object.keys(rule), isChoice: false };
  const auto = 'auto' in rule && rule.auto === true ? ['auto'] : [];
  if ('oneOf' in rule && Array.isArray(rule.oneOf))
    return { flag, values: [...rule.oneOf, ...auto], isChoice: true };
  const isRange = 'min' in rule && typeof rule.min === 'number' && typeof rule.max === 'number';
  return { flag, values: isRange ? [`${rule.min}–${rule.max}`, ...auto] : [], isChoice: false };
}

function wayOf(words: Words, row: CapabilityRow): Way {
  const { accepts, evidence, source, verified, requires = [], requiresOptions = [] } = row;
  return {
    taken: features.flatMap((field) =>
      field === 'prompt' || accepts[field] === undefined ? [] : takenBy(field, accepts[field]),
    ),
    needed: [...requires, ...requiresOptions],
    evidence: verified === undefined ? evidence : `${evidence}, ${words.verified(verified)}`,
    sources: [source],
  };
}

const isIn = (taken: readonly Taken[]) => {
  const texts = new Set(taken.map(textOf));
  return (one: Taken) => texts.has(textOf(one));
};

/** Whether every request that one allows is allowed by the other, as far as the texts tell. */
function isCovered({ taken, needed }: Way, by: Way): boolean {
  const isTaken = taken.every((one) => {
    const other = by.taken.find(({ flag }) => flag === one.flag);
    if (other === undefined || textOf(one) === textOf(other)) return other !== undefined;
    return one.values.length > 0 && one.values.every((value) => other.values.includes(value));
  });
  return isTaken && (by.taken.every(isIn(taken)) || by.needed.every((field) => needed.includes(field)));
}

/** Two in one, where that allows what the two allow and nothing else. */
function joined(one: Way, other: Way): Way | undefined {
  if (one.evidence !== other.evidence) return undefined;
  if (isCovered(other, one)) return one;
  if (isCovered(one, other)) return other;
  const [different, another] = one.taken.filter((taken) => !isIn(other.taken)(taken));
  const same = other.taken.find(({ flag }) => flag === different?.flag);
  if (different?.isChoice !== true || same?.isChoice !== true || another !== undefined) return undefined;
  if (one.taken.length !== other.taken.length) return undefined;
  const both = { ...different, values: [...new Set([...different.values, ...same.values])] };
  return {
    ...one,
    taken: one.taken.map((taken) => (taken === different ? both : taken)),
    sources: [...new Set([...one.sources, ...other.sources])],
  };
}

function folded(ways: readonly Way[]): readonly Way[] {
  for (const [at, one] of ways.entries())
    for (const [later, other] of ways.entries()) {
      const both = later > at ? joined(one, other) : undefined;
      if (both !== undefined) return folded(ways.with(at, both).toSpliced(later, 1));
    }
  return ways;
}

/** How many words at the beginning are the same in all. */
function equalWords(texts: readonly (readonly string[])[]): number {
  const [first = []] = texts;
  const end = first.findIndex((word, at) => texts.some((text) => text[at] !== word));
  return end === -1 ? first.length : end;
}

/** What texts have in common: at the beginning word by word, at the end in whole clauses. */
function commonText(texts: readonly string[]): string {
  const [first = [], ...others] = texts.map((text) => text.split(' '));
  if (others.length === 0) return first.join(' ');
  const start = equalWords([first, ...others]);
  const rests = [first, ...others].map((words) => words.slice(start).toReversed());
  const end = rests[0]?.slice(0, equalWords(rests)).toReversed() ?? [];
  const clause = end.findIndex((word) => /[,:;]$/.test(word));
  return [...first.slice(0, start), '…', ...(clause === -1 ? [] : end.slice(clause + 1))].join(' ');
}

/** Sources that have this share of the longest one in common are written as one. */
const leastCommon = 0.4;

/** The source of each way of one mode: one text for all of the same evidence whose sources say nearly the same. */
function saidBy(ways: readonly Way[]): readonly (readonly [Way, string])[] {
  return [...Map.groupBy(ways, ({ evidence }) => evidence)].flatMap(([evidence, some]) => {
    const sources = [...new Set(some.flatMap((way) => way.sources))];
    const common = commonText(sources);
    const isAlike = common.length >= leastCommon * Math.max(...sources.map(({ length }) => length));
    return some.map((way) => [way, `${evidence}: ${isAlike ? common : commonText(way.sources)}`] as const);
  });
}

const listOf = (taken: readonly Taken[]) => taken.map(textOf).join(' · ');
const inAll = (ways: readonly Way[]): readonly Taken[] =>
  (ways[0]?.taken ?? []).filter((one) => ways.every(({ taken }) => isIn(taken)(one)));
const without = (taken: readonly Taken[], others: readonly Taken[]) =>
  taken.filter((one) => !isIn(others)(one));

/** A line, and whether it only names a source. */
interface ModelLine {
  readonly text: string;
  readonly isSource?: true;
}

/** What a model takes, the ways of a mode under what they have in common. */
export function rowLines(words: Words, rows: readonly CapabilityRow[]): readonly ModelLine[] {
  const byMode = [...Map.groupBy(rows, ({ mode }) => mode)].map(
    ([mode, some]) => [mode, saidBy(folded(some.map((row) => wayOf(words, row))))] as const,
  );
  const all = byMode.flatMap(([, ways]) => ways);
  const everywhere = byMode.length === 1 ? [] : inAll(all.map(([way]) => way));
  const said = (entry: (typeof all)[number], text: string): readonly ModelLine[] => {
    const [, source] = entry;
    const isLast = all[all.indexOf(entry) + 1]?.[1] !== source;
    return [{ text }, ...(isLast ? [{ text: `    ${source}`, isSource: true } as const] : [])];
  };
  const modes = byMode.flatMap(([mode, ways]): readonly ModelLine[] => {
    const [only, ...others] = ways;
    const shared = inAll(ways.map(([way]) => way));
    const own = listOf(without(shared, everywhere));
    const text = `  ${mode}${own === '' ? '' : `${words.colon}${own}`}`;
    if (only !== undefined && others.length === 0) return said(only, text);
    const each = ways.flatMap((entry) =>
      said(entry, `    · ${listOf(without(entry[0].taken, shared)) || words.noneOfThem}`),
    );
    return [{ text: `${text}${words.withOneOf}` }, ...each];
  });
  return [
    ...(everywhere.length === 0 ? [] : [{ text: `  ${words.everyMode}${words.colon}${listOf(everywhere)}` }]),
    ...modes,
  ];
}

/** The rate, before what makes it more and less, such as a discount. */
function rateOf(price: Price) {
  const times = (price.factors ?? []).map((factor) => factor.times);
  const [unit, amount] =
    'perTask' in price
      ? (['perTask', price.perTask] as const)
      : 'perSecond' in price
        ? (['perSecond', price.perSecond] as const)
        : (['perMillionTokens', price.perMillionTokens] as const);
  return {
    unit,
    least: times.reduce((product, factor) => product * Math.min(1, factor), amount),
    most: times.reduce((product, factor) => product * Math.max(1, factor), amount),
    hasInputs: price.pictures !== undefined || ('inputSeconds' in price && price.inputSeconds !== undefined),
  };
}

/** Products of decimal fractions have noise behind them. */
const rounded = (amount: number) => String(Number(amount.toPrecision(6)));

/** From the cheapest to the dearest: `0.05 to 0.2 USD a second`. */
export function priceRange(words: Words, { prices = [] }: ModelCapabilities): string {
  const rates = prices.map((price) => ({ ...rateOf(price), currency: price.currency }));
  const groups = Map.groupBy(rates, ({ unit, currency }) => `${unit} ${currency}`);
  const texts = [...groups.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const least = rounded(Math.min(...some.map((rate) => rate.least)));
    const most = rounded(Math.max(...some.map((rate) => rate.most)));
    const amount = `${least === most ? most : words.range(least, most)} ${first.currency}`;
    return `${words.rates[first.unit](amount)}${some.some(({ hasInputs }) => hasInputs) ? words.inputsToo : ''}`;
  });
  return texts.join(words.or);
}
