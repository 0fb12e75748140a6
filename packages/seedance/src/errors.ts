import { ambiguous, type ErrorBody, type ErrorRule, type ErrorTable, refused } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { errorBody } from './schema.ts';

/*
 * What the service's errors mean [doc: mirrors of the error page; client, observed for many]. That a create which answers one of
 * them made no task is ours [guess]: it answers an id or an error. Codes may have a tail after a dot.
 */

const unavailable = refused('provider-unavailable');
const account = refused('authentication');
const spent = refused('quota-exhausted');

/** Codes whose tail says no more than where or why. */
const families: readonly (readonly [RegExp, ErrorRule])[] = [
  // Of text, image, video or sound, put in or made; the tails `PolicyViolation` and `PrivacyInformation` among them.
  [
    /^((In|Out)put(Text|Image|Video|Audio))?(SensitiveContentDetected|RiskDetection)\b/,
    refused('content-policy'),
  ],
  [/^(MissingParameter|InvalidParameter|InvalidImageURL)\b/, refused('invalid-request')],
  // Of an endpoint, a model, an account or a burst, of requests or of tokens.
  [/(RateLimitExceeded|BurstTooFast|BatchsizeExceeded)\b/, refused('rate-limited')],
  [/^OperationDenied\.ServiceOverdue$/, spent],
  [/^OperationDenied\b/, account],
  [/^(NotFound|InvalidEndpointOrModel\.NotFound)\b/, refused('not-found')],
];

/** Three meanings that only the text tells apart [doc]; the words are [guess]. */
const quota = ({ message = '' }: ErrorBody): ErrorRule =>
  /\bqueued?\b|排队/i.test(message) ? refused('rate-limited') : spent;

const byCode: Readonly<Record<string, ErrorRule | ((body: ErrorBody) => ErrorRule)>> = {
  'InvalidEndpoint.ClosedEndpoint': { ...unavailable, retryable: false },
  // The check itself failed, not the content.
  ContentSecurityDetectionError: unavailable,
  InvalidSubscription: spent,
  AuthenticationError: account,
  InvalidAccountStatus: account,
  AccountOverdueError: spent,
  AccessDenied: account,
  'InvalidEndpointOrModel.ModelIDAccessDisabled': account,
  ModelNotOpen: refused('unsupported'),
  UnsupportedModel: refused('unsupported'),
  ServerOverloaded: unavailable,
  ModelLoadingError: unavailable,
  QuotaExceeded: quota,
  // The account's own stop.
  SetLimitExceeded: spent,
  InternalServiceError: ambiguous,
};

/** The page has each beside a 4xx; over a 5xx whoever is behind may have begun. */
export const codes: Record<string, (body: ErrorBody, status: number) => ErrorRule> = {};
for (const [code, rule] of Object.entries(byCode))
  codes[code] = (body, status) => {
    if (status >= 500) return ambiguous;
    return typeof rule === 'function' ? rule(body) : rule;
  };

/** Some of the account, which at a relay is the relay's. */
export const accountRules: ReadonlySet<ErrorRule> = new Set([account, spent]);

export const patterns: NonNullable<ErrorTable['patterns']> = families.map(([family, rule]) => [
  ({ code = '' }, status) => status < 500 && family.test(code),
  rule,
]);

export const errors: ErrorTable = {
  read(json) {
    const { error } = z.safeParse(errorBody, json).data ?? {};
    if (error === undefined) return undefined;
    const requestId = /request id:\s*([\w-]+)/i.exec(error.message)?.[1];
    return { code: error.code, message: error.message, type: error.type, requestId };
  },
  codes,
  patterns,
  // Of codes that the page lacks. An unknown id is a 404 of which no capture is known [client].
  statuses: {
    400: refused('invalid-request'),
    401: account,
    403: account,
    404: refused('not-found'),
    // Of a DELETE that came too late [client, observed]; nothing is known of it at a submit.
    409: { code: 'invalid-request', provesNoTask: false },
    429: refused('rate-limited'),
  },
};
