// Verifies Volcengine's signature from what arrived (jimeng.md B2), in the order of B6's platform errors.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What the platform accepts. */
export type VolcengineKeys = {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Accepted with the keys, which are accepted without it too. */
  readonly sessionToken: string;
};

/** A refusal before the request reaches the service. */
export type PlatformError = {
  readonly status: 400 | 401 | 404;
  readonly number: number;
  readonly code: string;
  readonly message: string;
};

const refusal = (
  status: PlatformError['status'],
  number: number,
  code: string,
  message: string,
): PlatformError => ({ status, number, code, message });

export const missingRequestInfo = refusal(400, 100004, 'MissingRequestInfo', 'Action or Version is missing');
/** [guess] */
export const unknownAction = (action: string): PlatformError =>
  refusal(404, 100008, 'InvalidActionOrVersion', `Could not find operation ${action} for version`);
const unsigned = refusal(400, 100025, 'MissingSignature', 'The request has no signature');
const unreadable = (why: string) => refusal(400, 100024, 'InvalidAuthorization', why);
const unknownKey = refusal(401, 100009, 'InvalidAccessKey', 'The access key is not known');
const mismatch = (why: string) => refusal(401, 100010, 'SignatureDoesNotMatch', why);
const badToken = refusal(401, 100026, 'InvalidSecretToken', 'The security token is not known');

/** Either side; not published, the usual choice [guess]. */
const skewMs = 15 * 60_000;

const form =
  /^HMAC-SHA256 Credential=([^/\s]+)\/(\d{8})\/([^/\s]+)\/([^/\s]+)\/([^/\s,]+), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

const strict = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalQuery = (url: URL) =>
  [...url.searchParams]
    .map(([name, value]) => [strict(name), strict(value)] as const)
    .toSorted(([a, x], [b, y]) => Buffer.compare(Buffer.from(`${a}\n${x}`), Buffer.from(`${b}\n${y}`)))
    .map((pair) => pair.join('='))
    .join('&');

function timeOf(stamp: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

export type Arrived = {
  readonly method: string;
  readonly url: URL;
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
};

/** Undefined for a request that is signed well. `now` is real time: it is what clients sign with. */
export function refuseSignature(
  { method, url, header, body }: Arrived,
  keys: VolcengineKeys,
  now: number,
): PlatformError | undefined {
  const authorization = header('authorization');
  if (authorization === undefined) return unsigned;
  const [, accessKey, day = '', region = '', service = '', end = '', names = '', signature = ''] =
    form.exec(authorization) ?? [];
  if (accessKey === undefined) return unreadable('The Authorization header cannot be parsed');
  if (accessKey !== keys.accessKey) return unknownKey;
  const list = names.split(';');
  // The vendor's Node SDK signs no host [client: @volcengine/openapi 1.36.2]. That the date is needed is [guess].
  if (!list.includes('x-date')) return unreadable('x-date must be signed');
  const token = header('x-security-token');
  if (token !== undefined && (token !== keys.sessionToken || !list.includes('x-security-token'))) {
    return badToken;
  }
  const stamp = header('x-date') ?? '';
  // Which error an old date gets is not written down [guess].
  if (!(Math.abs(timeOf(stamp) - now) <= skewMs)) return unreadable(`X-Date ${stamp} is too far from now`);
  if (stamp.slice(0, 8) !== day || region !== 'cn-north-1' || service !== 'cv' || end !== 'request') {
    return mismatch('The credential scope must be {date of X-Date}/cn-north-1/cv/request');
  }
  const payload = sha256(body);
  const declared = header('x-content-sha256');
  if (declared !== undefined && declared !== payload) return mismatch('X-Content-Sha256 is not of the body');
  const headers = list.map((name) => `${name}:${(header(name) ?? '').trim()}\n`).join('');
  const canonical = [method, url.pathname, canonicalQuery(url), headers, names, payload].join('\n');
  const scope = `${day}/${region}/${service}/${end}`;
  const text = ['HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, end].reduce<string | Buffer>(hmac, keys.secretKey);
  const expected = hmac(key, text);
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
    ? undefined
    : mismatch('The signature is not that of this request');
}
