import { VideoError } from '../../contract/error.ts';
import { property } from '../../contract/property.ts';
import type { Redactor } from '../../contract/redact.ts';

/**
 * Codes of what ends before a request can have left, whoever says them: no address, no connection in time, a certificate or a
 * handshake that failed. A broken record may come later.
 */
const codesBeforeSending =
  /^(ENOTFOUND$|EAI_AGAIN$|UND_ERR_CONNECT_TIMEOUT$|ERR_TLS_CERT_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_|ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|[\w/]*UNRECOGNIZED_NAME|[\w/]*ALERT_(HANDSHAKE_FAILURE|PROTOCOL_VERSION|INSUFFICIENT_SECURITY|NO_APPLICATION_PROTOCOL|INAPPROPRIATE_FALLBACK))$)/;

/** System calls before anything can have been sent. */
const callsBeforeSending: ReadonlySet<string> = new Set(['connect', 'getaddrinfo']);

/** Words of a connection that was never made, where an implementation of `fetch` has no code for it. */
const unconnected: readonly RegExp[] = [
  // node-fetch and others keep Node's words, not its `syscall`.
  /(^|, reason: )connect E[A-Z]+\b/,
  // Deno.
  /\bclient error \(Connect\)/,
  // Bun, whose codes ECONNREFUSED and EPROTO come without a system call.
  /^(E[A-Z]+: )?(Unable to connect\. Is the computer able to access the url\?|The TLS handshake failed\.)/,
  /\bdisconnected before secure TLS connection was established\b/,
  // A proxy that refused to open a tunnel (undici).
  /\bProxy response \(\d+\) !== 200 when HTTP Tunneling\b/,
  // Node's EPROTO, whose system call is a write of the handshake.
  /:(wrong version number|unsupported protocol|[\w/]+ unrecognized name|(sslv3|tlsv1|ssl\/tls) alert (handshake failure|protocol version|insufficient security)):/,
];

/** Words of a `fetch` that did not take the call. */
const untaken: readonly RegExp[] = [
  /\bIllegal invocation\b/,
  /\bExpected signal\b.*\bAbortSignal\b|'signal' .*not of type 'AbortSignal'/,
  /^bad port$/,
];

/**
 * The texts that the errors of a failure hold under a key, the inner ones included. They may be of another realm than
 * this code, as in Jest, whose `Error` is not that of the platform's `fetch`.
 */
function textsOf(
  error: unknown,
  key: 'code' | 'syscall' | 'erroredSysCall' | 'message',
  depth = 0,
): readonly string[] {
  if (typeof property(error, 'message') !== 'string' || depth > 10) return [];
  const value = property(error, key);
  const own = typeof value === 'string' && value !== '' ? [value] : [];
  const parts = property(error, 'errors');
  const inner: readonly unknown[] = [...(Array.isArray(parts) ? parts : []), property(error, 'cause')];
  return [...own, ...inner.flatMap((part) => textsOf(part, key, depth + 1))];
}

const says = (error: unknown, patterns: readonly RegExp[]) =>
  textsOf(error, 'message').some((text) => patterns.some((pattern) => pattern.test(text)));

/**
 * A connection that stood can break with the codes of one that was never made: a read may end in ECONNREFUSED or
 * EHOSTUNREACH after the request has left. So those need the system call, or the word, `connect`.
 */
function wasNeverConnected(error: unknown): boolean {
  const calls = [...textsOf(error, 'syscall'), ...textsOf(error, 'erroredSysCall')];
  if (says(error, unconnected)) return true;
  if (!calls.every((call) => callsBeforeSending.has(call))) return false;
  return calls.length > 0 || textsOf(error, 'code').some((code) => codesBeforeSending.test(code));
}

/** A call without an answer. */
interface FailedSend {
  /** The provider's id, for the error. */
  readonly provider: string;
  /** Whether it was a submit that costs money. */
  readonly paid: boolean;
  /** Whether the time ended it. */
  readonly timedOut: boolean;
  /** The time that it had, in milliseconds. */
  readonly timeoutMs: number;
  /** What `fetch` threw. */
  readonly error: unknown;
  /** Blanks the secrets of the call. */
  readonly redact: Redactor;
  /** The service's id of the call, where the head of an answer came. */
  readonly requestId: string | undefined;
}

/** What a missing answer means. Only a fault before anything was sent proves that nothing was. */
export function connectionError({
  provider,
  paid,
  timedOut,
  timeoutMs,
  error,
  redact,
  requestId: told,
}: FailedSend): VideoError {
  const codes = [...new Set(textsOf(error, 'code'))];
  const reason = timedOut
    ? `no answer within ${timeoutMs / 1000} s`
    : `the connection failed (${codes.join(', ') || 'no reason given'})`;
  // The original error names the whole URL and may hold the body, so only its codes and its words go on, redacted.
  const words = textsOf(error, 'message');
  const cause = words.length > 0 ? redact([...new Set(words)].join(': ')) : undefined;
  if (!timedOut && says(error, untaken)) {
    const message = `The fetch of ${provider} did not take the call (${cause}). Nothing was sent and nothing was paid.`;
    return new VideoError('invalid-request', message, { provider, cause });
  }
  if (!timedOut && wasNeverConnected(error)) {
    const consequence = paid
      ? 'Nothing was sent and nothing was paid.'
      : 'This says nothing about the task; ask again.';
    const message = `${provider} could not be reached: ${reason}. ${consequence}`;
    return new VideoError('network', message, { provider, cause });
  }
  const requestId = told === undefined ? undefined : redact(told);
  if (paid) return submissionUnknown(provider, reason, { cause, requestId });
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
    readonly httpStatus?: number | undefined;
  } = {},
): VideoError {
  const message =
    `${provider} may have accepted the request: ${reason}. It may be billed; it was not sent again. ` +
    `Look at the account before you send it again.`;
  return new VideoError('submission-unknown', message, { provider, ...details });
}
