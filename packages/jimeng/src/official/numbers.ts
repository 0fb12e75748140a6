/*
 * The service's error numbers, and the front door's. [doc] docs 6444/69728 and 6369; [client] seen by clients only.
 * That a refusal made no task is our inference: no task id is given out [guess, strong].
 */
import type { TaskFailure, VideoErrorCode } from '@vid/core';

export interface Meaning {
  /** The error that is thrown where the answer is no verdict on a task. */
  readonly error: VideoErrorCode;
  /** Whether it proves that a submit made no task. */
  readonly provesNoTask: boolean;
  /** At a query: the task has failed, and why. Left out: it says nothing about the task. */
  readonly task?: TaskFailure['reason'];
  /** Default: as the error's code has it. */
  readonly retryable?: boolean;
}

const moderated = { error: 'content-policy', provesNoTask: true, task: 'content-policy' } as const;
/** The moderation service itself failed; the documentation advises against repeating [doc]. */
const unmoderated = {
  error: 'provider-unavailable',
  provesNoTask: true,
  task: 'provider-error',
  retryable: false,
} as const;
const throttled = { error: 'rate-limited', provesNoTask: true } as const;
/** A task may run and be billed all the same, and at a query the task may be well [doc: "internal error"]. */
const internal = { error: 'provider-unavailable', provesNoTask: false } as const;

export const success = '10000';

export const numbers: Readonly<Record<string, Meaning>> = {
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
  50200: { error: 'invalid-request', provesNoTask: true },
  50215: { error: 'invalid-request', provesNoTask: true, task: 'invalid-input' }, // [client]
  50400: { error: 'authentication', provesNoTask: true }, // product not enabled for the account [client]
};

const unsigned = { error: 'authentication', provesNoTask: true } as const;

/** By `CodeN`: all of it is said before the task layer [doc]. */
export const frontDoorNumbers: Readonly<Record<string, Meaning>> = {
  100004: { error: 'invalid-request', provesNoTask: true }, // MissingRequestInfo
  100009: unsigned, // InvalidAccessKey
  100010: unsigned, // SignatureDoesNotMatch
  100012: unsigned, // LackPolicy
  100013: unsigned, // AccessDenied
  100024: unsigned, // InvalidAuthorization
  100025: unsigned, // no signature
  100026: unsigned, // InvalidSecretToken
};

/** A number that is not here: a service that refuses with it gives no task id out [doc], if it is no 5xx [guess]. */
const refusedBy = (error: VideoErrorCode): Meaning => ({ error, provesNoTask: true });
export const unlisted: Readonly<Record<number, Meaning>> = {
  400: refusedBy('invalid-request'),
  401: refusedBy('authentication'),
  403: refusedBy('authentication'),
  404: refusedBy('invalid-request'),
  413: refusedBy('invalid-request'),
};

/** Answers without any number: only one proves anything [guess]. The rest may come from whatever stands between. */
export const byStatus: Readonly<Record<number, Meaning>> = { 429: throttled };

export const unclear: Meaning = { error: 'provider-unavailable', provesNoTask: false };
