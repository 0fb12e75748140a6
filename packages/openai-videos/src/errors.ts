import {
  ambiguous,
  type ErrorBody,
  type ErrorTable,
  isModeration,
  property,
  refused,
} from '@vid/core/provider-kit';
import { errorTable as relayTable, ofReseller } from '@vid/gateway';
import * as z from '@vid/core/zod';
import type { Dialect } from './dialects.ts';

/*
 * What errors mean, by who speaks. A refusal stands in the service's own shape, under a code, a type or a status that is listed
 * here, and names no task. That it made none is read from what the words mean [guess].
 */

const word = z.catch(
  z.optional(z.pipe(z.union([z.string().check(z.minLength(1)), z.number()]), z.transform(String))),
  undefined,
);
/** `{ error: { message, type, param, code } }` [doc]; LiteLLM's code is a text, vLLM's may be a number. */
const envelope = z.object({ error: z.object({ message: z.string(), type: word, code: word }) });
/** FastAPI [doc]: a text, or a list of what is wrong. */
const detail = z.object({
  detail: z.union([z.string(), z.array(z.object({ loc: z.array(z.unknown()), msg: z.string() }))]),
});

/** A message alone is what any server says: a type or a code belongs to the shape. */
function readEnvelope(json: unknown): ErrorBody | undefined {
  const { message, type, code } = z.safeParse(envelope, json).data?.error ?? {};
  return type === undefined && code === undefined ? undefined : { message, type, code };
}

function readDetail(json: unknown): ErrorBody | undefined {
  const told = z.safeParse(detail, json).data?.detail;
  if (told === undefined || typeof told === 'string')
    return told === undefined ? undefined : { message: told };
  return { message: told.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ') };
}

const invalid = refused('invalid-request');
const statuses: ErrorTable['statuses'] = {
  400: invalid,
  401: refused('authentication'),
  402: refused('quota-exhausted'),
  403: refused('authentication'),
  404: refused('not-found'),
  405: invalid,
  413: invalid,
  415: invalid,
  422: invalid,
  429: refused('rate-limited'),
  // Not among them: 408 and 409, after which a task may exist, and all from 500.
};

type Rule = NonNullable<ErrorTable['codes']>[string];
/** Said by a server that has refused; over a 5xx somebody behind it may have begun. */
const below500 =
  (rule: ReturnType<typeof refused>): Rule =>
  (_body, status) =>
    status < 500 ? rule : ambiguous;

/** Of the reference and its clones [doc]. */
const codes: NonNullable<ErrorTable['codes']> = {
  invalid_api_key: below500(refused('authentication')),
  insufficient_quota: below500(refused('quota-exhausted')),
  rate_limit_exceeded: below500(refused('rate-limited')),
  model_not_found: below500(refused('unsupported')),
  content_policy_violation: below500(refused('content-policy')),
  moderation_blocked: below500(refused('content-policy')),
  unknown_parameter: below500(invalid),
  // Of a server of ours: the key stands for another request, which is all that its 409 to a submit says.
  idempotency_key_reused: below500(invalid),
  // A server of ours, and whoever does as it does: the service behind it may have the task.
  submission_unknown: ambiguous,
  submit_unknown: ambiguous,
};

/** Types that say who refused: the reference's [doc] and vLLM's [relay]. */
const refusing = new Set([
  'invalid_request_error',
  'authentication_error',
  'permission_error',
  'not_found_error',
  'rate_limit_error',
  'BadRequestError',
  'NotFoundError',
]);
const isUnlisted = ({ code, type = '' }: ErrorBody, status: number) =>
  code !== undefined && code !== String(status) && !refusing.has(type);

const moderating: readonly number[] = [400, 403, 422];

const patterns: NonNullable<ErrorTable['patterns']> = [
  // Whoever resells the shape hands codes of others on: one that nobody listed leaves it open, whatever it says.
  [isUnlisted, ambiguous],
  [
    ({ message = '' }, status) => moderating.includes(status) && isModeration(message),
    refused('content-policy'),
  ],
];

const openai: ErrorTable = {
  read: readEnvelope,
  // A 2xx that bears an error and no task.
  isError: (json) => readEnvelope(json) !== undefined,
  codes,
  patterns,
  statuses,
};

/** Of relays with plugins [relay]. What the host refuses by itself comes before any money. */
const pluginCodes: NonNullable<ErrorTable['codes']> = {
  plugin_request_invalid: below500(invalid),
  plugin_usage_invalid: below500(invalid),
  invalid_api_platform: below500(refused('unsupported')),
  channel_not_found: below500(refused('provider-unavailable')),
  task_channel_disable: below500(refused('provider-unavailable')),
  // A channel without the route: at a query the other form is asked instead.
  not_implemented: refused('not-found'),
  // The vendor refused the operator's key; forks say so over a 502.
  upstream_auth_error: ofReseller,
  // The vendor answered, and the plugin threw or found no id: a task, or a refusal inside a 200, and nobody can tell.
  plugin_submit_response_failed: ambiguous,
  plugin_submit_response_invalid: ambiguous,
};

const relay = relayTable(pluginCodes, []);

export const errorTables: Readonly<Record<Dialect['errors'], ErrorTable>> = {
  openai,
  // `{"error": "text"}` is what services beside the shape say through a relay; here it is anybody's.
  relay: {
    ...relay,
    read: (json, status) =>
      typeof property(json, 'error') === 'string' ? undefined : relay.read(json, status),
  },
  // Its checks come before any work [relay].
  fastapi: { ...openai, read: (json) => readEnvelope(json) ?? readDetail(json) },
};
