import type { Candidate, Change, Money, Warning } from '@vid/core';
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
  const { qualities, axes, yes, no, auto, adaptive, seconds } = messages;
  if (field === 'duration' && typeof value === 'number') return seconds(value);
  if (value === true) return yes;
  if (value === false) return no;
  if (value === 'standard' || value === 'pro') return qualities[value];
  if (value === 'auto') return auto;
  if (value === 'adaptive') return adaptive;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const names = new Map<string, string>(Object.entries(axes));
  return Object.entries(value)
    .map(([name, part]) => messages.fieldValue(names.get(name) ?? name, valueInWords(name, part, messages)))
    .join(messages.comma);
}

/** A field that is sent other than asked, or would be. */
export function changeInWords(
  change: Omit<Change, 'code'> & { readonly to?: unknown },
  messages: Messages,
): string {
  const { field, from, to } = change;
  const name = messages.fields[field];
  if (to === undefined) return messages.planning.leftOpen(name);
  return messages.instead(name, valueInWords(field, to, messages), valueInWords(field, from, messages));
}

/** The first part of a path such as `cameraControl.pan`. */
export const fieldInWords = (path: string, { fields }: Messages): string => {
  const names: Readonly<Record<string, string>> = fields;
  const field = path.replace(/[.[].*$/, '');
  return Object.hasOwn(names, field) ? (names[field] ?? field) : field;
};

/** Marks what quotes a document, which is in English on every page. */
export const quoted = ({ code }: Warning) => (code === 'claimed' ? ({ lang: 'en' } as const) : {});
