// Runway's own error bodies (runway.md 2.10), also for faults whose usual body is the gateway's.
import type * as z from 'zod';
import type { AppContext } from '../../backend.ts';
import type { Dialect } from '../../faults/answers.ts';
import type { JsonObject } from '../../state/task.ts';

const docUrl = 'https://docs.dev.runwayml.com/api';

/** [guess] The body of a 401 was never captured. */
export const badKey: JsonObject = { error: 'The API key is not valid.' };
/** 400 is observed, the words are [guess]. */
export const noVersion: JsonObject = { error: 'The X-Runway-Version header is missing or unknown.', docUrl };
export const notFound: JsonObject = { error: 'Could not find Task' };
export const notEnoughCredits: JsonObject = {
  error: 'You do not have enough credits to run this task.',
  docUrl,
};
/** [guess] The words; `error` is required by the OpenAPI. There is no limit of requests per minute [doc]. */
export const dailyLimitReached: JsonObject = {
  error: 'The daily generation limit of this model is reached.',
};

type Issue = JsonObject & { readonly path: readonly PropertyKey[] };

/** Zod's own issues without what was sent, as observed. */
export const failed = (issues: readonly Issue[]): JsonObject => ({
  error: 'Validation of body failed',
  issues: issues.map(({ input: _input, ...issue }) => issue),
  docUrl,
});
const own = (issues: readonly z.core.$ZodIssue[]): readonly Issue[] => issues.map((issue) => ({ ...issue }));

/** Without a model there is one issue more (observed). */
export function refusal(body: unknown, issues: readonly z.core.$ZodIssue[]): JsonObject {
  const model: unknown =
    typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined;
  const untyped: readonly Issue[] =
    typeof model === 'string'
      ? []
      : [
          {
            code: 'invalid_type',
            expected: 'string',
            path: ['model'],
            message: `Invalid input: expected string, received ${model === undefined ? 'undefined' : typeof model}`,
          },
        ];
  return failed([...untyped, ...own(issues)]);
}

export const badSlot = (issues: readonly z.core.$ZodIssue[]): JsonObject => failed(own(issues));

/** [guess] How a link that is no upload's is answered was never captured. */
export const noUpload = (paths: readonly (readonly PropertyKey[])[]): JsonObject =>
  failed(
    paths.map((path) => ({ code: 'custom', path, message: 'The upload does not exist or has expired.' })),
  );

/** A path or a method that is not there; the words are [guess]. */
export const wrongPath = (c: AppContext): Response => c.json({ error: 'Not found' }, 404);
export const wrongMethod = (c: AppContext): Response => c.json({ error: 'Method not allowed' }, 405);

/** What goes wrong, in Runway's words. */
export const runwayDialect: Dialect = {
  // There are no codes.
  serverError: ({ code = 'Service is overloaded.' }) => ({ error: code }),
  rateLimited: dailyLimitReached,
  unknownTask: () => Response.json(notFound, { status: 404 }),
};
