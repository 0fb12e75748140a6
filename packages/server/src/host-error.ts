import { explainProblem, type Problem } from '@vid/core';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { answerError } from './errors.ts';

/** An error of a host itself, beside the `VideoError`s of the library. */
export class HostError extends Error {
  /** Always `'HostError'`. */
  override readonly name = 'HostError';
  /** The HTTP status that it is answered with. */
  readonly status: ContentfulStatusCode;
  /** What the host's page knows it by. */
  readonly code: string;

  constructor(status: ContentfulStatusCode, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const bodyOf = (code: string, message: string, problems: readonly Problem[] = []) => ({
  error: {
    code,
    message,
    problems: problems.map((problem) => ({ field: problem.field, message: explainProblem(problem) })),
  },
});

/**
 * For `onError` of a host's own app: every error as `{ error: { code, message, problems: [{ field, message }] } }`, a `HostError` with
 * its status. An unforeseen one is `internal`, and goes to `onError` only.
 */
export function answerPage(onError: (error: unknown) => void) {
  const answerOther = answerError(onError, (c, { code, message, problems }, status) =>
    // Of no `VideoError`: what a service's code advises is not true of it.
    status === 500
      ? c.json(bodyOf('internal', 'The server itself failed; its log says more.'), status)
      : c.json(bodyOf(code, message, problems), status),
  );
  return (error: Error, c: Context): Response =>
    error instanceof HostError
      ? c.json(bodyOf(error.code, error.message), error.status)
      : answerOther(error, c);
}
