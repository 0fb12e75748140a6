import type { Candidate, Money, Warning } from '@vid/core';
import type { Messages } from '../messages.ts';

/** What a request costs by the table: the most, and from where on, where it depends on what nobody knows before. */
export function priceInWords(price: Money | undefined, least: Money | undefined, messages: Messages): string {
  return price === undefined ? messages.priceUnknown : messages.about(spanOf(price, least, messages));
}

/** The same for a narrow column. */
export const shortPrice = ({ price, leastPrice }: Candidate, messages: Messages): string =>
  price === undefined ? messages.planning.noPrice : spanOf(price, leastPrice, messages);

const spanOf = ({ amount, currency }: Money, least: Money | undefined, { money }: Messages): string =>
  money(least?.amount ?? amount, currency, amount);

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
