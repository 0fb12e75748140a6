export const blank = '***';

/** Also with the slashes that JSON inside JSON may escape. */
const signedQuery = /(https?:(?:\\*\/){2}[^\s"'<>?]+)\?[^\s"'<>]+/gi;
const userInfo = /(https?:(?:\\*\/){2})[^\s"'<>/?#@]+@/gi;
const base64Run = /[A-Za-z0-9+/]{200,}={0,2}/g;
const bearer = /\b(Bearer\s+|sk-)[\w.\-|]{8,}/gi;

/** A text without what is recognisable as secret by its form: keys, users and queries of links, base64. */
export const redactForms = (text: string): string =>
  text
    .replaceAll(signedQuery, '$1?…')
    .replaceAll(userInfo, `$1${blank}@`)
    .replaceAll(base64Run, '…base64…')
    .replaceAll(bearer, `$1${blank}`);

/** A service's words made fit for an error message: no secrets, by name or by form, at most 500 characters. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, blank), text);
  const clean = redactForms(known);
  return clean.length > 500 ? `${clean.slice(0, 500)}…` : clean;
}

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
  const credentials = values
    .map((value) => value.replace(/^\S+\s+/, ''))
    .filter((credential) => credential.length >= leastLength);
  const known = [...secrets, ...values, ...credentials].toSorted((a, b) => b.length - a.length);
  return (text) => redact(text, known);
}
