/*
 * The service's error numbers, and the front door's. [doc] docs 6444/69728 and 6369; [client] seen by clients only.
 * That a refusal made no task is our inference: no task id is given out [guess, strong].
 */
import { ambiguous, type ErrorBody, type ErrorRule, type ErrorTable, refused } from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { answerSchema, frontDoorSchema } from './schema.ts';

const moderated = { ...refused('content-policy'), failure: 'content-policy' } as const;
/** The moderation service itself failed; the documentation advises against repeating [doc]. */
const unmoderated = {
  ...refused('provider-unavailable'),
  failure: 'provider-error',
  retryable: false,
} as const;
const throttled = refused('rate-limited');
/** A task may run and be billed all the same, and at a query the task may be well [doc: "internal error"]. */
const internal = ambiguous;

export const success = '10000';

const numbers: Readonly<Record<string, ErrorRule>> = {
  50411: moderated, // input picture [doc]
  50412: moderated, // input text [doc]
  50413: moderated, // sensitive or protected words [doc]
  50511: moderated, // output picture [doc]
  50512: moderated, // output text [doc]
  50513: moderated, // pre-check of a video, other products [client]
  50514: moderated, // pre-check of a sound, other products [client]
  50516: moderated, // output video [doc]
  50517: moderated, // output sound [doc]
  50518: moderated, // copyright of the input picture [doc]
  50519: moderated, // copyright of the output [doc]
  50520: unmoderated, // [doc]
  50521: unmoderated, // [doc]
  50522: unmoderated, // [doc]
  50429: throttled, // requests per second [doc]
  50430: throttled, // tasks at a time [doc]
  50500: internal, // [doc]
  50501: internal, // of the algorithm [doc]
  // Names a field. At a query it may be the question's own field, so it is no verdict [client, guess].
  50200: refused('invalid-request'),
  50215: { ...refused('invalid-request'), failure: 'invalid-input' }, // [client]
  50400: refused('authentication'), // product not enabled for the account [client]
};

const unsigned = refused('authentication');

/** By `CodeN`: all of it is said before the task layer [doc]. */
const frontDoorNumbers: Readonly<Record<string, ErrorRule>> = {
  100004: refused('invalid-request'), // MissingRequestInfo
  100009: unsigned, // InvalidAccessKey
  100010: unsigned, // SignatureDoesNotMatch
  100012: unsigned, // LackPolicy
  100013: unsigned, // AccessDenied
  100024: unsigned, // InvalidAuthorization
  100025: unsigned, // no signature
  100026: unsigned, // InvalidSecretToken
};

/** A number that is not here: a service that refuses with it gives no task id out [doc], if it is no 5xx [guess]. */
const unlisted: Readonly<Record<number, ErrorRule>> = {
  400: refused('invalid-request'),
  401: refused('authentication'),
  403: refused('authentication'),
  404: refused('invalid-request'),
  413: refused('invalid-request'),
};

/** An answer without any number: only one proves anything [guess]. The rest may come from whatever stands between. */
const unnumbered: Readonly<Record<number, ErrorRule>> = { 429: throttled };

/** The number decides, never the HTTP status alone. The code is what a person would look up: `50411`, `SignatureDoesNotMatch`. */
function read(json: unknown): ErrorBody | undefined {
  const front = z.safeParse(frontDoorSchema, json).data?.ResponseMetadata;
  if (front !== undefined) {
    const { CodeN: type, Code: code = type, Message: message } = front.Error;
    return { code, message, requestId: front.RequestId, type };
  }
  const { code, message, request_id: requestId } = z.safeParse(answerSchema, json).data ?? {};
  return code === undefined || code === success ? undefined : { code, message, requestId, type: code };
}

/** What errors of Jimeng's own api mean. */
export const errors: ErrorTable = {
  read,
  isError: (json) => z.safeParse(answerSchema, json).data?.code !== success,
  codes: numbers,
  patterns: Object.entries(frontDoorNumbers).map(
    ([number, rule]) => [({ type }: ErrorBody) => type === number, rule] as const,
  ),
  statuses: { ...unnumbered, ...unlisted },
  foreignStatuses: unnumbered,
};
