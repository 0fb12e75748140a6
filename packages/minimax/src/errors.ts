import { ambiguous, type ErrorBody, type ErrorTable, refused } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { errorAnswer } from './schema.ts';

/** The number that says most stands in brackets at the end of the words [doc; client, observed]. */
export const numberIn = (message: string): string | undefined => /\((\d+)\)\s*$/.exec(message)?.[1];

function read(json: unknown): ErrorBody | undefined {
  const { data } = z.safeParse(errorAnswer, json);
  if (data === undefined) return undefined;
  const { message, type } = data.error;
  return { message, type, code: numberIn(message), requestId: data.request_id };
}

const invalid = refused('invalid-request');
const limited = refused('rate-limited');

/**
 * What errors of the v2 routes mean. That a refusal made no task is read from what the numbers mean [guess]; an empty
 * account was seen to cost nothing [client, observed].
 */
export const errors: ErrorTable = {
  read,
  codes: {
    1004: refused('authentication'),
    // Also a key of the other region.
    2049: refused('authentication'),
    1008: refused('quota-exhausted'),
    // The plan's window of 5 h is used up.
    2056: refused('quota-exhausted'),
    1026: refused('content-policy'),
    // What came out was refused: there was a task [doc].
    1027: { code: 'content-policy', provesNoTask: false },
    // Also a plan without the model; at a query an id that is none, or is older than 7 days.
    2013: ({ message = '' }) => (/invalid task_id/i.test(message) ? refused('not-found') : invalid),
    1042: invalid,
    1002: limited,
    1039: limited,
    1041: limited,
    2045: limited,
    // At a query also of a task that is not known, or not yet: "record not found". Nothing is proved by it.
    1000: ambiguous,
    1001: ambiguous,
    1013: ambiguous,
    1024: ambiguous,
    1033: ambiguous,
  },
  // Another number, or none, in the service's own shape: by the status, as the documents list them.
  statuses: {
    400: invalid,
    401: refused('authentication'),
    402: refused('quota-exhausted'),
    422: refused('content-policy'),
    429: limited,
    // Overloaded; what it leaves behind is not known [guess].
    529: ambiguous,
  },
};
