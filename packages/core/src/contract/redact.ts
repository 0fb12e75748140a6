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
