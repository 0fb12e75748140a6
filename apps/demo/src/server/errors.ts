import { explainProblem, type Problem, VideoError, type VideoErrorCode } from '@vid/core';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ApiErrorBody } from '../api-error.ts';

const ownStatuses = {
  forbidden: 403,
  'no-such-address': 404,
  'unknown-api': 404,
  'not-set-up': 409,
  'no-such-run': 404,
  'confirmation-required': 409,
  conflict: 409,
  'not-cancelable': 409,
  'over-limit': 409,
  'unknown-price': 409,
  'other-currency': 409,
  'too-large': 413,
} as const;

/** An error of the demo itself; those of the library are `VideoError`s. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: keyof typeof ownStatuses;

  constructor(code: keyof typeof ownStatuses, message: string) {
    super(message);
    this.code = code;
  }
}

const statuses = {
  'invalid-request': 400,
  unsupported: 422,
  'not-found': 404,
  authentication: 502,
  'quota-exhausted': 502,
  'rate-limited': 502,
  'content-policy': 502,
  'provider-unavailable': 502,
  network: 502,
  timeout: 504,
  'submission-unknown': 502,
  'in-progress': 409,
} as const satisfies Record<VideoErrorCode, number>;

const body = (code: string, message: string, problems: readonly Problem[] = []): ApiErrorBody => ({
  error: {
    code,
    message,
    problems: problems.map((problem) => ({ field: problem.field, message: explainProblem(problem) })),
  },
});

/** Every error of the server as one JSON shape. An unforeseen one goes to the console only. */
export function answerError(error: Error, c: Context) {
  if (error instanceof VideoError)
    return c.json(body(error.code, error.message, error.problems), statuses[error.code]);
  if (error instanceof ApiError) return c.json(body(error.code, error.message), ownStatuses[error.code]);
  if (error instanceof HTTPException) return c.json(body('invalid-request', error.message), error.status);
  console.error(error);
  return c.json(body('internal', 'The demo itself failed; its console says more.'), 500);
}
