import {
  ambiguous,
  type ErrorBody,
  type ErrorRule,
  type ErrorTable,
  parseJson,
  refused,
} from '@vid/core/provider-kit';
import * as z from 'zod/mini';

/*
 * Error bodies of the new-api family of aggregators (yunwu.ai and its siblings).
 * Sources: wire notes on the gateways, 2026-11 [relay: QuantumNous/new-api; texts: clients of yunwu.ai].
 * That a refusal made no task is our inference [guess]: the relay charges before it asks its upstream and
 * gives the money back when the upstream refuses. The relay may itself have sent the request to several
 * upstreams before it refused; no client can see that.
 */

const relayCodes: Readonly<Record<string, ErrorRule>> = {
  insufficient_user_quota: refused('quota-exhausted'),
  task_not_exist: refused('not-found'),
  invalid_request: refused('invalid-request'),
  // yunwu.ai, with HTTP 429, of a wrong parameter [client].
  400: refused('invalid-request'),
  read_request_body_failed: refused('invalid-request'),
  model_mapping_failed: refused('unsupported'),
  model_price_error: refused('unsupported'),
  api_not_implemented: refused('unsupported'),
  model_not_found: refused('provider-unavailable'),
  build_request_failed: refused('provider-unavailable'),
  get_channel_failed: refused('provider-unavailable'),
  do_request_failed: ambiguous,
  read_response_body_failed: ambiguous,
  unmarshal_response_body_failed: ambiguous,
};

const patterns: NonNullable<ErrorTable['patterns']> = [
  // Texts that clients of yunwu.ai match on [client].
  [
    /insufficient (quota|balance)|not (have )?enough (credits|balance)|balance is not enough|余额不足|配额不足/i,
    refused('quota-exhausted'),
  ],
  [/no available channel|暂无可用/i, refused('provider-unavailable')],
  [/risk control|moderation|content policy/i, refused('content-policy')],
  [/invalid tokens?\b/i, refused('authentication')],
  // A route that is not there, with a 404 that would else mean a task that is not there [relay].
  [/^invalid url\b/i, refused('invalid-request')],
  // The relay's own 503 is said before it asks any upstream: no channel serves the model.
  [({ type }, status) => status === 503 && type === 'new_api_error', refused('provider-unavailable')],
];

const redirected = refused('invalid-request');

/** A status that is not here, 5xx above all, leaves open whether a task exists. A redirect is not followed. */
const statuses: Readonly<Record<number, ErrorRule>> = {
  301: redirected,
  302: redirected,
  303: redirected,
  307: redirected,
  308: redirected,
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

const successCodes: ReadonlySet<string> = new Set(['success', '0', '200']);

/** Whether a body of a 2xx answer is an error all the same: HTTP 200 can carry one. */
export function isErrorBody(json: unknown): boolean {
  const { code, message } = readErrorBody(json);
  return code === undefined ? message !== undefined : !successCodes.has(code);
}

/** The relay hands an upstream's refusal on as text inside its own; the innermost body knows best. */
function innermost(json: unknown): ErrorBody {
  const outer = readErrorBody(json);
  const inner = outer.message === undefined ? undefined : innermost(parseJson(outer.message));
  if (inner?.message === undefined) return outer;
  const { message, code = outer.code, requestId = outer.requestId } = inner;
  return { message, code, type: outer.type, requestId };
}

/** What errors mean behind a gateway; `codes`: the service's own, where the gateway hands them on. */
export const errorTable = (codes: Readonly<Record<string, ErrorRule>>): ErrorTable => ({
  read: innermost,
  isError: isErrorBody,
  codes: { ...relayCodes, ...codes },
  patterns,
  statuses,
});
