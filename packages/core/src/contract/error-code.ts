/** Why a call did not do what it was asked. Closed: switch over it. */
export const videoErrorCodes = [
  'invalid-request',
  'unsupported',
  'authentication',
  'quota-exhausted',
  'rate-limited',
  'content-policy',
  'not-found',
  'provider-unavailable',
  'network',
  'timeout',
  'submission-unknown',
  'in-progress',
] as const;
/** Why a call did not do what it was asked. `submission-unknown`: a task may exist and may be billed. */
export type VideoErrorCode = (typeof videoErrorCodes)[number];
