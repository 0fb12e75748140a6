import type { Candidate, Money, Warning } from '@vid/core';
import type { Messages } from '../messages.ts';
import { plain } from '../session/money.ts';

/** What a request costs by the table: the most, and from where on, where it depends on what nobody knows before. */
export function priceInWords(
  price: Money | undefined,
  least: Money | undefined,
  { about, aboutRange, priceUnknown }: Messages,
): string {
  if (price === undefined) return priceUnknown;
  return least === undefined
    ? about(plain(price.amount), price.currency)
    : aboutRange(plain(least.amount), plain(price.amount), price.currency);
}

/** The same for a narrow column. */
export function shortPrice({ price, leastPrice }: Candidate, { money, planning }: Messages): string {
  if (price === undefined) return planning.noPrice;
  const most = money(rounded(price.amount), price.currency);
  return leastPrice === undefined ? most : planning.range(String(rounded(leastPrice.amount)), most);
}

/** As many digits as a price needs to be told from another. */
export const rounded = (amount: number): number => Number(amount.toPrecision(amount < 10 ? 3 : 4));

export function timeInWords(seconds: number, messages: Messages): string {
  return seconds < 100
    ? messages.seconds(Number(seconds.toFixed(seconds < 10 ? 1 : 0)))
    : messages.minutes((seconds / 60).toFixed(seconds < 600 ? 1 : 0).replace(/\.0$/, ''));
}

/** A value of a request in the reader's language. */
export function valueInWords(field: string, value: unknown, messages: Messages): string {
  const { qualities, yes, no, seconds } = messages;
  if (field === 'duration' && typeof value === 'number') return seconds(value);
  if (value === true) return yes;
  if (value === false) return no;
  if (value === 'standard' || value === 'pro') return qualities[value];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** The first part of a path such as `cameraControl.pan`. */
export const fieldInWords = (path: string, { fields }: Messages): string => {
  const names: Readonly<Record<string, string>> = fields;
  const field = path.replace(/[.[].*$/, '');
  return Object.hasOwn(names, field) ? (names[field] ?? field) : field;
};

/** Marks what quotes a document, which is in English on every page. */
export const quoted = ({ code }: Warning) => (code === 'claimed' ? ({ lang: 'en' } as const) : {});
