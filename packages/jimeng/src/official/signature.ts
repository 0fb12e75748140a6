/*
 * Volcengine's request signature, docs 6369/67268 and volcengine/volc-openapi-demos [doc]: that of AWS, version 4, but
 * for the algorithm's name, no prefix before the secret, and a scope that ends in `request`. Web Crypto only.
 */
const region = 'cn-north-1';
const service = 'cv';
const algorithm = 'HMAC-SHA256';

export interface Credentials {
  readonly accessKey: string;
  /** Used as it is given, also where it looks like base64 [doc]. */
  readonly secretKey: string;
  /** Of temporary keys. */
  readonly sessionToken?: string | undefined;
}

export interface Unsigned {
  readonly method: string;
  readonly url: string;
  /** `content-type` is signed if it is here; no other header of the caller's is. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact text that is sent. */
  readonly body: string;
}

export interface Signed {
  /** What to send besides the given headers; the platform itself sends `host`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

const encoded = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

export const sha256 = async (text: string): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', encoded(text)));

async function hmac(key: ArrayBuffer | Uint8Array<ArrayBuffer>, text: string): Promise<ArrayBuffer> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return crypto.subtle.sign('HMAC', imported, encoded(text));
}

/** The chain of keys: for the day, the region, the service, and last the one that signs. */
export async function signingKeys(secretKey: string, day: string) {
  const date = await hmac(encoded(secretKey), day);
  const ofRegion = await hmac(date, region);
  const ofService = await hmac(ofRegion, service);
  return { date, region: ofRegion, service: ofService, signing: await hmac(ofService, 'request') };
}

/** RFC 3986: nothing but letters, digits and `-_.~` stays. */
const percent = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]) => (a < b ? -1 : 1);

const queryOf = ({ searchParams }: URL) =>
  [...searchParams]
    .toSorted(byName)
    .map(([name, value]) => `${percent(name)}=${percent(value)}`)
    .join('&');

/** `20260115T083000Z`: no dashes, colons or milliseconds. */
const stampOf = (now: Date) => now.toISOString().replaceAll(/[-:]|\.\d+/g, '');

/** Signs for the moment `now`; the service compares it with its own clock. */
export async function sign(request: Unsigned, credentials: Credentials, now: Date): Promise<Signed> {
  const { accessKey, secretKey, sessionToken } = credentials;
  const url = new URL(request.url);
  const stamp = stampOf(now);
  const day = stamp.slice(0, 8);
  const scope = `${day}/${region}/${service}/request`;
  const payload = await sha256(request.body);
  const added = {
    'x-content-sha256': payload,
    'x-date': stamp,
    ...(sessionToken !== undefined && { 'x-security-token': sessionToken }),
  };
  const contentType = request.headers['content-type'];
  const signed = Object.entries({
    ...(contentType !== undefined && { 'content-type': contentType }),
    host: url.host,
    ...added,
  }).toSorted(byName);
  const names = signed.map(([name]) => name).join(';');
  const canonicalRequest = [
    request.method,
    url.pathname,
    queryOf(url),
    signed.map(([name, value]) => `${name}:${value.trim()}\n`).join(''),
    names,
    payload,
  ].join('\n');
  const stringToSign = [algorithm, stamp, scope, await sha256(canonicalRequest)].join('\n');
  const { signing } = await signingKeys(secretKey, day);
  const signature = hex(await hmac(signing, stringToSign));
  const authorization = `${algorithm} Credential=${accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { headers: { ...added, authorization }, canonicalRequest, stringToSign };
}
