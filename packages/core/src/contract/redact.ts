/** Stands in a text where a secret was. */
export const blank = '***';

/** Also with the slashes that JSON inside JSON may escape. */
const signedQuery = /(https?:(?:\\*\/){2}[^\s"'<>?]+)\?[^\s"'<>]+/gi;
/** A link whose scheme is missing, or before a host that has a dot. */
const bareSignedQuery =
  /((?:(?:\\*\/){2}|\b)(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?(?:\\*\/[^\s"'<>?]*)?)\?[^\s"'<>=]*=[^\s"'<>]+/gi;
const userInfo = /((?:https?:)?(?:\\*\/){2})[^\s"'<>/?#@]+@/gi;
/** Both alphabets of base64. */
const base64Run = /[A-Za-z0-9+/_-]{200,}={0,2}/g;
const bearer = /\b(Bearer\s+|sk-)[\w.\-|]{8,}/gi;
/** A JSON Web Token, or what is left of one. */
const webToken = /\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g;

/** A text without what is recognisable as secret by its form: keys, tokens, users and queries of links, base64. */
export const redactForms = (text: string): string =>
  text
    .replaceAll(signedQuery, '$1?…')
    .replaceAll(bareSignedQuery, '$1?…')
    .replaceAll(userInfo, `$1${blank}@`)
    .replaceAll(base64Run, '…base64…')
    .replaceAll(bearer, `$1${blank}`)
    .replaceAll(webToken, blank);

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
/** A part of a value may be a sentence's word, if it is no longer. */
const leastPartLength = 16;

/** A secret as it may be quoted: as it is, inside JSON, inside a URL. */
const spellings = (secret: string): readonly string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  secret.isWellFormed() ? encodeURIComponent(secret) : secret,
];

/** Blanks these secrets, the values of the caller's headers, and whatever is recognisable by its form. */
export function createRedactor(
  secrets: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Redactor {
  const values = Object.values(headers).filter((value) => value.length >= leastLength && !isPlain(value));
  // A header may hold a word before the key, such as Bearer, and several values, as cookies do.
  const credentials = values
    .map((value) => value.replace(/^\S+\s+/, ''))
    .filter((credential) => credential.length >= leastLength);
  const parts = values
    .flatMap((value) => value.split(/[\s;,=]+/))
    .filter((part) => part.length >= leastPartLength);
  // Longer secrets first: one may be a part of another.
  const known = [...secrets, ...values, ...credentials, ...parts]
    .flatMap(spellings)
    .toSorted((a, b) => b.length - a.length);
  return (text) => redact(text, known);
}
