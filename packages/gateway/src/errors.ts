import { VideoError, type VideoErrorCode } from '@vid/core';
import { type HttpAnswer, parseJson, redact, retryAfterMs, submissionUnknown } from '@vid/core/provider-kit';
import * as z from 'zod/mini';

/*
 * Error bodies of the new-api family of aggregators (yunwu.ai and its siblings).
 * Sources: wire notes on the gateways, 2026-11 [relay: QuantumNous/new-api; texts: clients of yunwu.ai].
 * That a refusal made no task is our inference [guess]: the relay charges before it asks its upstream and
 * gives the money back when the upstream refuses. The relay may itself have sent the request to several
 * upstreams before it refused; no client can see that.
 */

/** What an answer that is no success means. */
export interface Verdict {
  readonly code: VideoErrorCode;
  /** Whether it proves that a submit made no task. */
  readonly provesNoTask: boolean;
}

export const refused = (code: VideoErrorCode): Verdict => ({ code, provesNoTask: true });
export const ambiguous: Verdict = { code: 'provider-unavailable', provesNoTask: false };

export type VerdictsByCode = Readonly<Record<string, Verdict>>;

const relayCodes: VerdictsByCode = {
  insufficient_user_quota: refused('quota-exhausted'),
  task_not_exist: refused('not-found'),
  invalid_request: refused('invalid-request'),
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

/** Texts that clients of yunwu.ai match on [client]; they decide where no code does. */
const byText: readonly (readonly [RegExp, Verdict])[] = [
  [
    /insufficient (quota|balance)|not (have )?enough (credits|balance)|balance is not enough|余额不足|配额不足/i,
    refused('quota-exhausted'),
  ],
  [/no available channel|暂无可用/i, refused('provider-unavailable')],
  [/risk control|moderation|content policy/i, refused('content-policy')],
  [/invalid tokens?\b/i, refused('authentication')],
  // A route that is not there, with a 404 that would else mean a task that is not there [relay].
  [/^invalid url\b/i, refused('invalid-request')],
];

/** A status that is not here, 5xx above all, leaves open whether a task exists. */
const byStatus: Readonly<Record<number, Verdict>> = {
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

interface Said {
  readonly message: string | undefined;
  readonly code: string | undefined;
  readonly type: string | undefined;
  readonly requestId: string | undefined;
}

/** The text from `error.message`, else `error`, else `message`, else `detail`; the code from `error.code`, else `code`. */
function said(json: unknown): Said {
  const parsed = z.safeParse(errorBody, json);
  if (!parsed.success) return { message: undefined, code: undefined, type: undefined, requestId: undefined };
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
export function isDisguisedError(json: unknown): boolean {
  const { code, message } = said(json);
  return code === undefined ? message !== undefined : !successCodes.has(code);
}

/** The relay hands an upstream's refusal on as text inside its own; the innermost body knows best. */
function innermost(json: unknown): Said {
  const outer = said(json);
  const inner = outer.message === undefined ? undefined : innermost(parseJson(outer.message));
  if (inner?.message === undefined) return outer;
  const { message, code = outer.code, requestId = outer.requestId } = inner;
  return { message, code, type: outer.type, requestId };
}

function verdictOn(status: number, { code, message, type }: Said, codes: VerdictsByCode): Verdict {
  if (code !== undefined && Object.hasOwn(codes, code)) return codes[code] ?? ambiguous;
  const known = message === undefined ? undefined : byText.find(([pattern]) => pattern.test(message))?.[1];
  if (known !== undefined) return known;
  // The relay's own 503 is said before it asks any upstream: no channel serves the model.
  if (status === 503 && type === 'new_api_error') return refused('provider-unavailable');
  if (status >= 300 && status < 400) return refused('invalid-request');
  return byStatus[status] ?? ambiguous;
}

export interface Asked {
  readonly provider: string;
  /** Whether the question was a submit that costs money. */
  readonly paid: boolean;
  /** The service's own codes, where the gateway hands them on. */
  readonly codes: VerdictsByCode;
  readonly secrets: readonly string[];
}

/** The error of an answer that is no success: what happened, whether money may be spent, what to do. */
export function errorFrom(
  { status, headers, json, text: body }: HttpAnswer,
  { provider, paid, codes, secrets }: Asked,
): VideoError {
  const words = innermost(json);
  const shown = (text: string | undefined) => (text === undefined ? undefined : redact(text, secrets));
  const [providerCode, requestId] = [shown(words.code), shown(words.requestId)];
  const verdict = verdictOn(status, words, { ...relayCodes, ...codes });
  const unsaid = json === undefined ? 'the answer is no JSON' : 'no reason given';
  const reason = redact(words.message ?? (body.trim() === '' ? 'the answer is empty' : unsaid), secrets);
  const answer = `HTTP ${status}${providerCode === undefined ? '' : `, ${providerCode}`}: ${reason}`;
  const details = { provider, providerCode, requestId };
  if (paid && !verdict.provesNoTask) return submissionUnknown(provider, `it answered ${answer}`, details);
  const consequence = paid
    ? 'No task was made and nothing should be billed.'
    : 'This says nothing about the task.';
  return new VideoError(verdict.code, `${provider} refused (${answer}). ${consequence}`, {
    ...details,
    retryAfterMs: retryAfterMs(headers),
  });
}
