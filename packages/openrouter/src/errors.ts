import {
  ambiguous,
  type ErrorBody,
  type ErrorRule,
  type ErrorTable,
  isModeration,
  refused,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { errorEnvelope, zodEnvelope } from './schema.ts';

/** Its own complete shapes only: the number in the envelope is the HTTP status. */
function read(json: unknown, status: number): ErrorBody | undefined {
  const { data } = z.safeParse(errorEnvelope, json);
  if (data !== undefined && data.error.code === status) {
    const { message, metadata } = data.error;
    const { error_type, limit_source, retry_after_seconds: wait } = metadata ?? {};
    return {
      message,
      code: error_type ?? String(status),
      type: limit_source ?? undefined,
      // Browsers do not see `Retry-After` of this service [client, observed].
      ...(typeof wait === 'number' && wait >= 0 && { retryAfterMs: wait * 1000 }),
    };
  }
  const told = status === 400 ? z.safeParse(zodEnvelope, json).data : undefined;
  return told && { message: told.error.message, code: told.error.name };
}

type Rule = NonNullable<ErrorTable['codes']>[string];
/** Words over a 5xx prove nothing: the provider behind may have begun. */
const below500 =
  (rule: ErrorRule | ((body: ErrorBody) => ErrorRule)): Rule =>
  (body, status) => {
    if (status >= 500 || unproven.has(status)) return ambiguous;
    return typeof rule === 'function' ? rule(body) : rule;
  };
/** Of a submit no page lists them, and both may mean that something began. */
const unproven: ReadonlySet<number> = new Set([408, 409]);

const invalid = refused('invalid-request');
const [spent, held] = [refused('quota-exhausted'), refused('rate-limited')];
/** The money of running jobs is held: it comes back when they end [doc]. */
const isHeld = ({ type }: ErrorBody) => type === 'openrouter_in_flight_budget';

/** Words that were seen [client]; one that nobody listed leaves it open, whatever the status says. */
const codes: NonNullable<ErrorTable['codes']> = {
  authentication: below500(refused('authentication')),
  permission_denied: below500(refused('authentication')),
  payment_required: below500((body) => (isHeld(body) ? held : spent)),
  rate_limit_exceeded: below500(refused('rate-limited')),
  not_found: below500(refused('not-found')),
  invalid_request: below500(invalid),
  invalid_prompt: below500(invalid),
  payload_too_large: below500(invalid),
  unprocessable: below500(invalid),
  content_policy_violation: below500(refused('content-policy')),
  refusal: below500(refused('content-policy')),
  invalid_image: below500(invalid),
  image_too_large: below500(invalid),
  image_too_small: below500(invalid),
  unsupported_image_format: below500(invalid),
  image_not_found: below500(invalid),
  image_download_failed: below500(invalid),
  ZodError: invalid,
};
const isUnlisted = ({ code }: ErrorBody, status: number) =>
  code !== undefined && code !== String(status) && !Object.hasOwn(codes, code);

/**
 * What errors mean. That a refused submit made no task is read from the pages, and others saw that refusals cost nothing [client,
 * observed]; for a 429 of the provider behind it is a [guess].
 */
export const errors: ErrorTable = {
  read,
  isError: (json) => z.safeParse(errorEnvelope, json).success,
  codes,
  patterns: [
    [(body, status) => status === 402 && isHeld(body), held],
    [
      ({ message = '' }, status) => (status === 400 || status === 403) && isModeration(message),
      refused('content-policy'),
    ],
    [isUnlisted, ambiguous],
  ],
  statuses: {
    400: invalid,
    401: refused('authentication'),
    402: spent,
    403: refused('authentication'),
    404: refused('not-found'),
    413: invalid,
    429: refused('rate-limited'),
  },
};
