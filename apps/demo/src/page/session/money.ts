import type { Money } from '@vid/core';
import type { Messages } from '../messages.ts';

export const inWords = ({ amount, currency }: Money, { money }: Messages): string => money(amount, currency);

/** One sum for each currency; `currency`: what is shown where there is none. */
export const sumsInWords = (sums: readonly Money[], currency: string, messages: Messages): string =>
  (sums.length === 0 ? [{ amount: 0, currency }] : sums)
    .map((sum) => inWords(sum, messages))
    .join(messages.comma);

/** Of sums by currency, the one in this. */
export const amountIn = (sums: readonly Money[] = [], currency: string): number =>
  sums.find((sum) => sum.currency === currency)?.amount ?? 0;

/** What counts in a sum of money: simulated calls cost nothing, so they count only where there is nothing else. */
export function countedOf<Item>(items: readonly Item[], isReal: (item: Item) => boolean): readonly Item[] {
  const paid = items.filter(isReal);
  return paid.length > 0 ? paid : items;
}
