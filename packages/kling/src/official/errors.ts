import { ambiguous, type ErrorRule, type ErrorTable, refused } from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { refusals } from '../schema.ts';
import { envelopeSchema } from './schema.ts';

const redirected = refused('invalid-request');

/** Where no known number stands: a page of a proxy, or a path that is not there, whose 404 names none [client]. */
const statuses: Readonly<Record<number, ErrorRule>> = {
  301: redirected,
  302: redirected,
  303: redirected,
  307: redirected,
  308: redirected,
  400: refused('invalid-request'),
  401: refused('authentication'),
  403: refused('authentication'),
  404: refused('invalid-request'),
  405: refused('invalid-request'),
  413: refused('invalid-request'),
  415: refused('invalid-request'),
  422: refused('invalid-request'),
  429: refused('rate-limited'),
};

/** A token that was signed too long ago; signed anew, the request may be sent once more: nothing was created [guess]. */
export const tokenExpired = '1004';

/** Of a wrong value, of an id or reference that nobody knows, of a reference that was used: only the text tells [client]. */
const badValue = '1201';
const { [badValue]: _byText, ...codes } = refusals;

/** All is well with code 0, or without any. */
const codeOf = (code: number | undefined) => (code === undefined || code === 0 ? undefined : String(code));

/** What errors of Kling's own api mean. */
export const errors: ErrorTable = {
  read(json) {
    const parsed = z.safeParse(envelopeSchema, json).data;
    return { message: parsed?.message, code: codeOf(parsed?.code), requestId: parsed?.request_id };
  },
  isError: (json) => codeOf(z.safeParse(envelopeSchema, json).data?.code) !== undefined,
  codes: { ...codes, 5000: ambiguous, 5001: ambiguous, 5002: ambiguous },
  patterns: [
    [/not found by id/i, refused('not-found')],
    [({ code }) => code === badValue, refused('invalid-request')],
  ],
  statuses,
};
