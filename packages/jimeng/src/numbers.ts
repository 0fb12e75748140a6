/*
 * The vendor's error numbers, which its own api says and gateways hand on. [doc] docs 6444/69728; [client] seen by clients
 * only. That a refusal made no task is our inference: no task id is given out [guess, strong].
 */
import { ambiguous, type ErrorRule, refused } from '@vid/core/provider-kit';

const moderated = { ...refused('content-policy'), failure: 'content-policy' } as const;
/** The moderation service itself failed; the documentation advises against repeating [doc]. */
const unmoderated = {
  ...refused('provider-unavailable'),
  failure: 'provider-error',
  retryable: false,
} as const;
export const throttled = refused('rate-limited');
/** A task may run and be billed all the same, and at a query the task may be well [doc: "internal error"]. */
const internal = ambiguous;

export const numbers: Readonly<Record<string, ErrorRule>> = {
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
  // Names a field. At a query it may be the query's own field, so it is no verdict [client, guess].
  50200: refused('invalid-request'),
  50215: { ...refused('invalid-request'), failure: 'invalid-input' }, // [client]
  50400: refused('authentication'), // product not enabled for the account [client]
};
