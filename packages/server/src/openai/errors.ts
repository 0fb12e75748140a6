import { VideoError, type VideoErrorCode } from '@vid/core';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Codes that clients of the shape know; others are the library's own. */
const codes = {
  'invalid-request': 'invalid_request',
  unsupported: 'unsupported',
  authentication: 'authentication_failed',
  'quota-exhausted': 'insufficient_quota',
  'rate-limited': 'rate_limit_exceeded',
  'content-policy': 'moderation_blocked',
  'not-found': 'not_found',
  'provider-unavailable': 'provider_unavailable',
  network: 'network_error',
  timeout: 'timeout',
  'submission-unknown': 'submission_unknown',
  'in-progress': 'in_progress',
} as const satisfies Record<VideoErrorCode, string>;

/** The library's code as one word of the shape. */
export const codeOf = (code: VideoErrorCode): string => codes[code];

const types: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
};

/** A longer wait is not waited for: the client asks again after half a second [client: openai 7.59, observed]. */
const longestWaitMs = 60_000;

/**
 * Whether the same call may be repeated: only what proves that nothing was made, and passes soon, or an error of this server,
 * after which the same call finds its job. OpenAI's client repeats 408, 409, 429 and 5xx unless it is told.
 */
function mayRepeat({ code, retryable, retryAfterMs = 0 }: VideoError, status: number): boolean {
  if (code === 'submission-unknown' || retryAfterMs > longestWaitMs) return false;
  return status === 500 || (retryable && (status === 429 || status === 503));
}

/** The field of the shape that a problem is about. */
const parameters: Readonly<Record<string, string>> = {
  duration: 'seconds',
  resolution: 'size',
  aspectRatio: 'size',
  firstFrame: 'input_reference',
};

/**
 * The error in the shape of OpenAI, and whether the call is worth repeating. An error of this server may name its own code as
 * `providerCode`. `shown`: the error as it may be seen.
 */
export function openaiError(
  c: Context,
  error: VideoError,
  status: ContentfulStatusCode,
  shown: Readonly<Record<string, unknown>>,
): Response {
  c.header('X-Should-Retry', String(mayRepeat(error, status)));
  const own = error.provider === undefined ? error.providerCode : undefined;
  const field = error.problems?.find((problem) => 'field' in problem)?.field.replace(/^body\./, '');
  const type = types[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error');
  const param = field === undefined ? null : Object.hasOwn(parameters, field) ? parameters[field] : field;
  const code = own ?? codes[error.code];
  return c.json({ error: { message: error.message, type, param, code }, x_vid: shown }, status);
}

/** A request that is none, with the shape's own code and the field that it is about. */
export const invalidField = (field: string, what: string, code = 'invalid_value'): VideoError =>
  new VideoError('invalid-request', `Invalid request, nothing was sent. ${field}: ${what}.`, {
    providerCode: code,
    problems: [{ code: 'schema-refused', field, issues: [what] }],
  });
