/*
 * The service's errors, and the front door's. [doc] docs 6369/68677, where 100014 and 100016 are internal. Numbers up to
 * 100018 that it does not list are taken for signature and permission [guess].
 * That a refusal made no task is our inference: no task id is given out [guess, strong].
 */
import { ambiguous, type ErrorBody, type ErrorRule, type ErrorTable, refused } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { numbers, throttled } from '../numbers.ts';
import { answerSchema, frontDoorSchema } from './answer-schema.ts';

export const success = '10000';

/** The signature holds the time, so a wrong clock spoils it. */
const unsigned = { ...refused('authentication'), byClock: true };

/** By `CodeN`: all of it is said before the task layer [doc], but for what the front door says of what is behind it. */
const frontDoorNumbers: Readonly<Record<string, ErrorRule>> = {
  100014: ambiguous, // InternalError
  100016: ambiguous, // InternalServiceTimeout
  100024: unsigned, // InvalidAuthorization
  100025: unsigned, // no signature
  100026: unsigned, // InvalidSecretToken
};

/** Missing or wrong keys, signature, time and permission [doc]. */
const isUnsigned = (number: number) => number >= 100_002 && number <= 100_018;

/** By `Code`, whatever its number [doc]. */
const frontDoorNames: Readonly<Record<string, ErrorRule>> = {
  FlowLimitExceeded: throttled,
  AccountFlowLimitExceeded: throttled,
};

/** A number that is not here: a service that refuses with it gives no task id out [doc], if it is no 5xx [guess]. */
const unlisted: Readonly<Record<number, ErrorRule>> = {
  400: refused('invalid-request'),
  401: refused('authentication'),
  403: refused('authentication'),
  404: refused('invalid-request'),
  413: refused('invalid-request'),
  429: throttled,
};

/** The number decides, never the HTTP status alone. The code is what a person would look up: `50411`, `SignatureDoesNotMatch`. */
function read(json: unknown): ErrorBody | undefined {
  const front = z.safeParse(frontDoorSchema, json).data?.ResponseMetadata;
  if (front !== undefined) {
    const { CodeN: type, Code: code = type, Message: message } = front.Error;
    return type === undefined && code === undefined
      ? undefined
      : { code, message, requestId: front.RequestId, type };
  }
  const { code, message, request_id: requestId } = z.safeParse(answerSchema, json).data ?? {};
  // The service's numbers have five digits [doc]; an HTTP status in their place is somebody else's.
  const isOwn = code !== undefined && /^\d{5}$/.test(code) && code !== success;
  return isOwn ? { code, message, requestId, type: code } : undefined;
}

/** What errors of Jimeng's own api mean. */
export const errors: ErrorTable = {
  read,
  isError: (json) => z.safeParse(answerSchema, json).data?.code !== success,
  codes: { ...numbers, ...frontDoorNames },
  patterns: [
    ...Object.entries(frontDoorNumbers).map(
      ([number, rule]) => [({ type }: ErrorBody) => type === number, rule] as const,
    ),
    [({ type }) => isUnsigned(Number(type)), unsigned],
  ],
  statuses: unlisted,
};
