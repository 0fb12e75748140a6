import type { Money } from '@vid/core';
import type { Messages } from '../messages.ts';

/** What a request costs by the table: the most, and from where on, where it depends on what nobody knows before. */
export function priceInWords(
  price: Money | undefined,
  least: Money | undefined,
  { about, aboutRange, priceUnknown }: Messages,
): string {
  if (price === undefined) return priceUnknown;
  return least === undefined
    ? about(price.amount, price.currency)
    : aboutRange(least.amount, price.amount, price.currency);
}
