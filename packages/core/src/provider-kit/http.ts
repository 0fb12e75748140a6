import ky, { type KyInstance } from 'ky';
import { VideoError } from '../contract/error.ts';
import type { CallOptions, PreparedRequest } from '../contract/provider.ts';
import { parseJson } from './json.ts';
import { redact } from '../contract/redact.ts';

/** An HTTP answer of any status, read whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; `undefined` when it is none. */
  readonly json: unknown;
}

export interface HttpSettings {
  readonly provider: string;
  /** Default: the platform's `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Never shown in an error. */
  readonly secrets?: readonly string[];
}

export interface SendOptions extends CallOptions {
  /** Time for the whole call, the body included, in milliseconds. */
  readonly timeoutMs: number;
  /** True for a submit that costs money: trouble after it left is `submission-unknown`. */
  readonly paid: boolean;
}

export interface HttpClient {
  /**
   * Sends once, never again: a `FormData` body as multipart, any other as JSON. Answers of any status come back; only a
   * missing answer throws.
   */
  send(request: PreparedRequest, options: SendOptions): Promise<HttpAnswer>;
}

/** Node's codes of a connection that was never made, so that nothing can have been sent. */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What the errors of a failure say under a key, the inner ones included. */
function said(error: unknown, key: 'code' | 'syscall'): readonly string[] {
  if (!(error instanceof Error)) return [];
  const value: unknown = Reflect.get(error, key);
  const own = typeof value === 'string' ? [value] : [];
  const parts = error instanceof AggregateError ? error.errors.flatMap((part) => said(part, key)) : [];
  return [...own, ...parts, ...said(error.cause, key)];
}

/** System calls before anything can have been sent. */
const beforeSending: ReadonlySet<string> = new Set(['connect', 'getaddrinfo']);

/** A connection that stood can break with the same codes: a read may end in EHOSTUNREACH after the request has left. */
const wasNeverConnected = (error: unknown): boolean =>
  said(error, 'code').some((code) => neverConnected.has(code)) &&
  said(error, 'syscall').every((call) => beforeSending.has(call));

export function createHttpClient({ provider, fetch, secrets = [] }: HttpSettings): HttpClient {
  const client: KyInstance = ky.create({
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    // A redirected submit could be sent twice, and a key must not follow one.
    redirect: 'manual',
    ...(fetch !== undefined && { fetch }),
  });

  return {
    async send({ method, url, headers, body }, { signal, headers: extra, timeoutMs, paid }) {
      signal?.throwIfAborted();
      const sent = requireHeaders(provider, headers, extra);
      const content = requireBody(provider, body);
      requireUrl(provider, url);
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const response = await client(url, {
          method,
          headers: sent,
          signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
          ...(content !== undefined && { body: content }),
        });
        const answer = await response.text();
        return { status: response.status, headers: response.headers, text: answer, json: parseJson(answer) };
      } catch (error) {
        if (signal?.aborted === true) throw signal.reason;
        throw noAnswer({ provider, secrets, paid, timedOut: timeout.aborted, timeoutMs, error });
      }
    },
  };
}

const unsendable = (provider: string, what: string) =>
  new VideoError('invalid-request', `${what} cannot be sent. Nothing was sent.`, { provider });

/** The caller's headers replace the provider's, in whatever case they are written. */
function requireHeaders(
  provider: string,
  own: PreparedRequest['headers'],
  extra: PreparedRequest['headers'] = {},
): Headers {
  try {
    const headers = new Headers(own);
    for (const [name, value] of Object.entries(extra)) headers.set(name, value);
    return headers;
  } catch {
    // The platform's message holds the value, which may be a key.
    throw unsendable(provider, `One of the headers ${Object.keys({ ...own, ...extra }).join(', ')}`);
  }
}

function requireBody(provider: string, body: unknown): string | FormData | undefined {
  if (body instanceof FormData) return body;
  try {
    return JSON.stringify(body);
  } catch {
    throw unsendable(provider, 'A body that is no JSON');
  }
}

/** What `fetch` would refuse with a message that holds the whole URL. */
function requireUrl(provider: string, url: string): void {
  if (URL.canParse(url) && new URL(url).username === '' && new URL(url).password === '') return;
  throw unsendable(provider, 'A request to a URL that is none, or that holds a user or a password,');
}

interface Silence {
  readonly provider: string;
  readonly secrets: readonly string[];
  readonly paid: boolean;
  readonly timedOut: boolean;
  readonly timeoutMs: number;
  readonly error: unknown;
}

/** What a missing answer means. Only a connection that was never made proves that nothing was sent. */
function noAnswer({ provider, secrets, paid, timedOut, timeoutMs, error }: Silence): VideoError {
  const codes = said(error, 'code');
  const reason = timedOut
    ? `no answer within ${timeoutMs / 1000} s`
    : `the connection failed (${codes.join(', ') || 'no reason given'})`;
  // The original error names the whole URL and may hold the body, so only its code and text go on, redacted.
  const cause = error instanceof Error ? redact(error.message, secrets) : undefined;
  if (!timedOut && wasNeverConnected(error)) {
    const message = `${provider} could not be reached: ${reason}. Nothing was sent and nothing was paid.`;
    return new VideoError('network', message, { provider, cause });
  }
  if (paid) return submissionUnknown(provider, reason, { cause });
  const message = `${provider} did not answer: ${reason}. This says nothing about the task; ask again.`;
  return new VideoError(timedOut ? 'timeout' : 'network', message, { provider, cause });
}

/** The error of a submit whose outcome cannot be known: a task may exist and may be billed. */
export function submissionUnknown(
  provider: string,
  reason: string,
  details: {
    readonly cause?: unknown;
    readonly providerCode?: string | undefined;
    readonly requestId?: string | undefined;
  } = {},
): VideoError {
  const message =
    `${provider} may have accepted the request: ${reason}. It may be billed; it was not sent again. ` +
    `Look at the account before you send it again.`;
  return new VideoError('submission-unknown', message, { provider, ...details });
}
