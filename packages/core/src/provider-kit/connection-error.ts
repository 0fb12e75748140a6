import { VideoError } from '../contract/error.ts';
import { property } from '../contract/property.ts';
import type { Redactor } from '../contract/redact.ts';

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

/** System calls before anything can have been sent. */
const beforeSending: ReadonlySet<string> = new Set(['connect', 'getaddrinfo']);

/** The texts that the errors of a failure hold under a key, the inner ones included. */
function textsOf(error: unknown, key: 'code' | 'syscall' | 'message'): readonly string[] {
  if (!(error instanceof Error)) return [];
  const value = property(error, key);
  const own = typeof value === 'string' && value !== '' ? [value] : [];
  const parts = error instanceof AggregateError ? error.errors.flatMap((part) => textsOf(part, key)) : [];
  return [...own, ...parts, ...textsOf(error.cause, key)];
}

/** A connection that stood can break with the same codes: a read may end in EHOSTUNREACH after the request has left. */
const wasNeverConnected = (error: unknown): boolean =>
  textsOf(error, 'code').some((code) => neverConnected.has(code)) &&
  textsOf(error, 'syscall').every((call) => beforeSending.has(call));

/** A call without an answer. */
export interface FailedSend {
  readonly provider: string;
  readonly paid: boolean;
  readonly timedOut: boolean;
  readonly timeoutMs: number;
  readonly error: unknown;
  readonly redact: Redactor;
}

/** What a missing answer means. Only a connection that was never made proves that nothing was sent. */
export function connectionError({
  provider,
  paid,
  timedOut,
  timeoutMs,
  error,
  redact,
}: FailedSend): VideoError {
  const codes = [...new Set(textsOf(error, 'code'))];
  const reason = timedOut
    ? `no answer within ${timeoutMs / 1000} s`
    : `the connection failed (${codes.join(', ') || 'no reason given'})`;
  // The original error names the whole URL and may hold the body, so only its codes and its words go on, redacted.
  const cause =
    error instanceof Error ? redact([...new Set(textsOf(error, 'message'))].join(': ')) : undefined;
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
    readonly httpStatus?: number | undefined;
  } = {},
): VideoError {
  const message =
    `${provider} may have accepted the request: ${reason}. It may be billed; it was not sent again. ` +
    `Look at the account before you send it again.`;
  return new VideoError('submission-unknown', message, { provider, ...details });
}
