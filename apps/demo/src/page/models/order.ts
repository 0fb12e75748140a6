import { type ModelCapabilities, rangeValues } from '@vid/core';
import { amountOf } from './price-words.ts';

/** What the table can be sorted by, the best first. */
const sortings = ['price', 'duration', 'resolution'] as const;
export type Sorting = (typeof sortings)[number];
export const isSorting = (text: string | null): text is Sorting => sortings.some((one) => one === text);

/** The longest video in seconds. */
function longest({ rows }: ModelCapabilities): number {
  const lengths = rows.flatMap(({ accepts: { duration: rule } }) => {
    if (rule === undefined || rule === 'any') return [];
    return 'oneOf' in rule ? rule.oneOf : (rangeValues(rule) ?? [rule.max]);
  });
  return Math.max(0, ...lengths);
}

const widths: Readonly<Record<string, number>> = { '2k': 1440, '4k': 2160, '8k': 4320 };
/** The short side that a resolution or a size names; of another word 0. */
export function pixelsOf(name: string): number {
  const pixels = Math.min(...(name.match(/\d+/g)?.map(Number) ?? [0]));
  return widths[name.toLowerCase()] ?? pixels;
}

/** The short side of what comes out, in pixels. */
const finest = ({ rows }: ModelCapabilities): number =>
  Math.max(
    0,
    ...rows.flatMap(({ accepts: { resolution, size }, output }) =>
      [
        ...(resolution === undefined || resolution === 'any' ? [] : resolution.oneOf),
        ...(size === undefined || size === 'any' ? [] : size.oneOf),
        ...(output?.resolution === undefined ? [] : [output.resolution]),
      ].map(pixelsOf),
    ),
  );

/** The least that a second costs; a task's price is spread over its longest video, tokens are of no length. */
function leastPerSecond(entry: ModelCapabilities): { readonly amount: number; readonly currency: string } {
  const costs = (entry.prices ?? []).flatMap((price) => {
    const { amount, unit } = amountOf(price);
    if (unit === 'millionTokens') return [];
    return [{ amount: unit === 'second' ? amount : amount / longest(entry), currency: price.currency }];
  });
  const least = costs.toSorted((a, b) => a.amount - b.amount)[0];
  return least ?? { amount: Number.POSITIVE_INFINITY, currency: '~' };
}

/** The cheapest first within each currency, `first` before others, unknown prices last; or the longest, or the finest. Equals stay as they are. */
export function sorted(
  models: readonly ModelCapabilities[],
  sorting: Sorting | undefined,
  first = 'USD',
): readonly ModelCapabilities[] {
  if (sorting === undefined) return models;
  if (sorting !== 'price') {
    const most = sorting === 'duration' ? longest : finest;
    return models.toSorted((a, b) => most(b) - most(a));
  }
  return models.toSorted((a, b) => {
    const [own, other] = [leastPerSecond(a), leastPerSecond(b)];
    if (own.currency === other.currency) return own.amount === other.amount ? 0 : own.amount - other.amount;
    if (own.currency === first || other.currency === first) return own.currency === first ? -1 : 1;
    return own.currency < other.currency ? -1 : 1;
  });
}
