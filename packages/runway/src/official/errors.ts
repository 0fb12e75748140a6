import { ambiguous, type ErrorBody, type ErrorTable, refused } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { errorAnswerSchema } from './answer-schema.ts';

/** The service's own words: `error`, with the list of a schema check behind it. */
function read(json: unknown): ErrorBody | undefined {
  const parsed = z.safeParse(errorAnswerSchema, json);
  if (!parsed.success) return undefined;
  const { error: plain, issues } = parsed.data;
  const listed = issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
  return { message: listed === '' ? plain : `${plain} (${listed})`, code: issues[0]?.code };
}

/**
 * What errors of Runway's own api mean. Runway publishes no table of what proves that no task was made; this is read from
 * what the statuses mean [guess], for its own error shape only: another page is somebody's on the way. 5xx: the load is
 * shed, or could not be borne [doc], which leaves everything open.
 */
export const errors: ErrorTable = {
  read,
  // An empty account is an HTTP 400 like any other [client, observed].
  patterns: [
    [
      ({ message = '' }, status) => status === 400 && /not (have )?enough credits/i.test(message),
      refused('quota-exhausted'),
    ],
  ],
  statuses: {
    400: refused('invalid-request'),
    401: refused('authentication'),
    404: refused('not-found'),
    405: refused('invalid-request'),
    // Too many requests, or the model's generations of the day are used up [doc].
    429: refused('rate-limited'),
    502: ambiguous,
    503: ambiguous,
    504: ambiguous,
  },
};
