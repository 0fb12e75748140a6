import {
  ambiguous,
  type ErrorBody,
  type ErrorRule,
  type ErrorTable,
  isModeration,
  parseJson,
  refused,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { isErrorBody } from './answers.ts';

/*
 * Error bodies of the new-api family of aggregators (yunwu.ai and its siblings).
 * Sources: wire notes on the gateways, 2026-11 [relay: QuantumNous/new-api; texts: clients of yunwu.ai].
 * That a refusal made no task is our inference [guess]: the relay charges before it asks its upstream and
 * gives the money back when the upstream refuses. The relay may itself have sent the request to several
 * upstreams before it refused; no client can see that.
 */

/** The relay's word for a vendor that answered with another status than 200 [relay]; the innermost body has it as its type. */
const fromVendor = 'fail_to_fetch_task';

/** Of a vendor's refusal around the account of whoever resells it: neither the key nor the money of the caller [relay-doc]. */
export const ofReseller: ErrorRule = { ...refused('provider-unavailable'), retryable: false };

/** The words of a text that name what was wrong with the request [client]. */
const badValue =
  /\b(is|are) (invalid|not valid|not supported|required)\b|\bnot in a valid\b|\bmust (be|contain|include)\b|\bcan ?not be empty\b|\binvalid (value|param|input)/i;
const retired = /\bdiscontinued\b|\bno longer available\b/i;
const outOfMoney =
  /insufficient (quota|balance)|not (have )?enough (credits|balance|quota)|(balance|quota) (is )?not enough|token quota is exhausted|余额不足|配额不足|额度已用尽|预扣费额度失败/i;
const tooMany = /parallel task|too many requests|rate limit|请稍后再试|饱和/i;

/** A vendor's text that is all that the relay hands on of its refusal; no word of these, or any over a 5xx, leaves everything open. */
function byText({ message = '' }: ErrorBody, status: number): ErrorRule {
  if (status >= 500) return ambiguous;
  if (isModeration(message)) return refused('content-policy');
  if (tooMany.test(message)) return refused('rate-limited');
  if (outOfMoney.test(message)) return ofReseller;
  if (retired.test(message)) return refused('unsupported');
  return badValue.test(message) ? refused('invalid-request') : ambiguous;
}

/** The caller's money, or that of whoever resells. */
const spent = ({ type }: ErrorBody): ErrorRule =>
  type === fromVendor ? ofReseller : refused('quota-exhausted');

const relayCodes: NonNullable<ErrorTable['codes']> = {
  insufficient_user_quota: spent,
  pre_consume_token_quota_failed: spent,
  insufficient_quota: spent,
  sensitive_words_detected: refused('content-policy'),
  prompt_blocked: refused('content-policy'),
  task_not_exist: refused('not-found'),
  invalid_request: refused('invalid-request'),
  // yunwu.ai's own number for a parameter that was refused, over HTTP 429 [client, observed].
  // At a query its text may be all that says of an id that it is not known, or not yet.
  400: ({ message = '' }, status) => {
    if (status >= 500) return ambiguous;
    return refused(/task_not_exist/i.test(message) ? 'not-found' : 'invalid-request');
  },
  read_request_body_failed: refused('invalid-request'),
  model_mapping_failed: refused('unsupported'),
  model_price_error: refused('unsupported'),
  api_not_implemented: refused('unsupported'),
  // The relay's own 503, before it asks anybody; over another 5xx it is somebody else's.
  model_not_found: (_body, status) =>
    status < 500 || status === 503 ? refused('provider-unavailable') : ambiguous,
  // The vendor's own refusal inside an HTTP 200, by its words only [relay].
  task_failed: byText,
  // Said inside the relay's loop, after an attempt upstream may have failed with its outcome open [relay].
  build_request_failed: ambiguous,
  get_channel_failed: ambiguous,
  do_request_failed: ambiguous,
  read_response_body_failed: ambiguous,
  unmarshal_response_body_failed: ambiguous,
  unmarshal_response_failed: ambiguous,
};

const relayType = 'new_api_error';
const refusedByVendor = ({ type }: ErrorBody, status: number) => type === fromVendor && status < 500;

const relayPatterns: NonNullable<ErrorTable['patterns']> = [
  // What stood between the relay and the vendor.
  [({ type, message = '' }) => type === fromVendor && /^\s*(<|$)/.test(message), ambiguous],
  [
    (body, status) =>
      refusedByVendor(body, status) &&
      (status === 401 || status === 403) &&
      !isModeration(body.message ?? ''),
    ofReseller,
  ],
  [(body, status) => refusedByVendor(body, status) && outOfMoney.test(body.message ?? ''), ofReseller],
  // A channel that lacks the route [client]: no word about a task.
  [
    ({ code, message = '' }, status) =>
      status === 404 && (code === undefined || code === fromVendor) && /^not found$/i.test(message),
    refused('provider-unavailable'),
  ],
  // Texts that clients of yunwu.ai match on [client].
  [outOfMoney, refused('quota-exhausted')],
  [/no available channel|暂无可用|无可用渠道/i, refused('provider-unavailable')],
  [({ message = '' }, status) => status < 500 && isModeration(message), refused('content-policy')],
  [/invalid tokens?\b/i, refused('authentication')],
  [retired, refused('unsupported')],
  // A route that is not there, with a 404 that would else mean a task that is not there [relay].
  [/^invalid url\b/i, refused('invalid-request')],
  // The relay's own 503 is said before it asks any upstream: no channel serves the model.
  [
    ({ type, code }, status) => status === 503 && type === relayType && code === undefined,
    refused('provider-unavailable'),
  ],
  // A code that no table names leaves it open, but for the relay's own middleware, which comes before all else [relay].
  [({ code, type }) => code !== undefined && code !== fromVendor && type !== relayType, ambiguous],
];

/** A status that is not here, 5xx above all, leaves open whether a task exists. */
const statuses: Readonly<Record<number, ErrorRule>> = {
  400: refused('invalid-request'),
  401: refused('authentication'),
  402: refused('quota-exhausted'),
  403: refused('authentication'),
  404: refused('not-found'),
  405: refused('invalid-request'),
  413: refused('invalid-request'),
  422: refused('invalid-request'),
  429: refused('rate-limited'),
};

const text = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);
const codeText = z.catch(
  z.optional(z.pipe(z.union([z.string(), z.number()]), z.transform(String))),
  undefined,
);
const issue = z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() });
const errorBody = z.object({
  error: z.catch(
    z.optional(z.union([z.string(), z.object({ message: text, code: codeText, type: text })])),
    undefined,
  ),
  message: text,
  detail: text,
  code: codeText,
  request_id: text,
  /** The list of a schema check, as an upstream prints it. */
  issues: z.catch(z.optional(z.array(issue)), undefined),
});

/** The text from `error.message`, else `error`, else `message`, else `detail`; the code from `error.code`, else `code`. */
function readErrorBody(json: unknown): ErrorBody {
  const parsed = z.safeParse(errorBody, json);
  if (!parsed.success) return {};
  const { error, message, detail, code, request_id: requestId, issues = [] } = parsed.data;
  const nested = typeof error === 'string' ? { message: error, code: undefined, type: undefined } : error;
  const plain = nested?.message ?? message ?? detail;
  const listed = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return {
    message: listed === '' ? plain : `${plain ?? 'refused'} (${listed})`,
    code: [nested?.code, code].find((candidate) => candidate !== undefined && candidate !== ''),
    type: nested?.type,
    requestId: requestId ?? /request id: ?([\w-]+)/i.exec(plain ?? '')?.[1],
  };
}

/** Whether there is a code or a text: a page, an empty answer and foreign JSON have neither. */
const isOwn = ({ code, message }: ErrorBody) => code !== undefined || message !== undefined;

/** The relay hands an upstream's refusal on as text inside its own; the innermost body knows best. */
function innermost(json: unknown, depth = 0): ErrorBody {
  const outer = readErrorBody(json);
  const quoted = outer.message === undefined || depth > 5 ? undefined : parseJson(outer.message);
  const inner = quoted === undefined ? {} : innermost(quoted, depth + 1);
  const type = outer.code === fromVendor ? fromVendor : outer.type;
  if (!isOwn(inner)) return { ...outer, type };
  const { message, code = outer.code, requestId = outer.requestId } = inner;
  // What the vendor of a vendor says is still no word of this relay's.
  return { message, code, type: type === fromVendor ? type : (inner.type ?? type), requestId };
}

/** Shapes of the relay and of what it hands through: a text alone is what any server says. */
const relayShapes = z.union([
  z.object({ error: z.object({ message: z.string(), type: z.string() }) }),
  z.object({ error: z.object({ message: z.string(), code: z.union([z.string(), z.number()]) }) }),
  z.object({ code: z.union([z.string(), z.number()]), message: z.string() }),
  z.strictObject({
    error: z.string(),
    issues: z.optional(z.unknown()),
    docUrl: z.optional(z.unknown()),
    request_id: z.optional(z.unknown()),
  }),
]);

function read(json: unknown): ErrorBody | undefined {
  const body = z.safeParse(relayShapes, json).success ? innermost(json) : {};
  return isOwn(body) ? body : undefined;
}

/** What errors mean behind a gateway; `codes`, `patterns`: of the service's own, where the gateway hands them on. */
export const errorTable = (
  codes: NonNullable<ErrorTable['codes']>,
  patterns: NonNullable<ErrorTable['patterns']>,
): ErrorTable => ({
  read,
  isError: isErrorBody,
  codes: { ...relayCodes, ...codes },
  patterns: [...patterns, ...relayPatterns],
  statuses,
});
