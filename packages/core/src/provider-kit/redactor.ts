import { redact } from '../contract/redact.ts';

/** Makes a service's words fit for an error: without the secrets of one call, and at most 500 characters. */
export type Redactor = (text: string) => string;

/** Shorter header values are no secrets, and stand in too many words. */
const leastLength = 8;
/** Values that say how to read a body, and stand in many answers. */
const isPlain = (value: string) => /^(application|text|multipart)\//i.test(value);

/** Blanks these secrets, the values of the caller's headers, and whatever is recognisable by its form. */
export function createRedactor(
  secrets: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Redactor {
  const values = Object.values(headers).filter((value) => value.length >= leastLength && !isPlain(value));
  // A header may hold a word before the key, such as Bearer. Longer secrets first: one may be a part of another.
  const credentials = values.map((value) => value.replace(/^\S+\s+/, ''));
  const known = [...secrets, ...values, ...credentials].toSorted((a, b) => b.length - a.length);
  return (text) => redact(text, known);
}
