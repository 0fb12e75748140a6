import { explainProblem, type Problem } from '@vid/core';
import { answerError as answerLibraryError } from '@vid/server';
import type { Context } from 'hono';
import type { ApiErrorBody } from '../api.ts';

const statuses = {
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
  readonly code: keyof typeof statuses;

  constructor(code: keyof typeof statuses, message: string) {
    super(message);
    this.code = code;
  }
}

const body = (code: string, message: string, problems: readonly Problem[] = []): ApiErrorBody => ({
  error: {
    code,
    message,
    problems: problems.map((problem) => ({ field: problem.field, message: explainProblem(problem) })),
  },
});

const answerOther = answerLibraryError(
  (error) => console.error(error),
  (c, { code, message, problems }, status) => c.json(body(code, message, problems), status),
);

/** Every error of the server as one JSON shape. An unforeseen one goes to the console only. */
export const answerError = (error: Error, c: Context): Response =>
  error instanceof ApiError
    ? c.json(body(error.code, error.message), statuses[error.code])
    : answerOther(error, c);
