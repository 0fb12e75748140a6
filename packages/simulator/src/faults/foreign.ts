// What somebody on the way says: a firewall, a proxy, a CDN, a relay that speaks of another's trouble. Bodies are the same
// whichever api was asked; texts of relays are from gateways.md 1, kling.md 3.5 and runway.md 3.7.
import { routingError, taskError, upstreamRefusal } from '../gateway/errors.ts';
import type { JsonObject } from '../state/task.ts';
import { htmlPage } from './answers.ts';
import type { ForeignKind } from './schema.ts';

type Foreign = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as a web page. Default: none. */
  readonly body?: JsonObject | string;
};

const page = (status: number, title: string): Foreign => ({ status, body: htmlPage(`${status} ${title}`) });
const elsewhere = (status: number): Foreign => ({ status, headers: { Location: '/login' } });
const cloudflare = (status: number, title: string): Foreign => ({
  status,
  headers: { Server: 'cloudflare', 'CF-RAY': '8f2b6c1d0e9a4b7c-FRA' },
  body: htmlPage(`Error ${status}: ${title}`),
});
const relay = (status: number, body: JsonObject): Foreign => ({ status, body });
/** A relay's answers do not tell the time but in this id. */
const told = (message: string, code?: string): JsonObject => routingError(0, message, code);

const answers: Readonly<Record<ForeignKind, Foreign>> = {
  'html-401': page(401, 'Authorization Required'),
  'html-403': page(403, 'Attention Required'),
  'html-404': page(404, 'Not Found'),
  'html-405': page(405, 'Not Allowed'),
  'html-413': page(413, 'Request Entity Too Large'),
  'html-422': page(422, 'Unprocessable Entity'),
  'html-429': page(429, 'Too Many Requests'),
  'empty-429': { status: 429 },
  'redirect-302': elsewhere(302),
  'redirect-307': elsewhere(307),
  'cloudflare-521': cloudflare(521, 'Web server is down'),
  'cloudflare-523': cloudflare(523, 'Origin is unreachable'),
  'cloudflare-525': cloudflare(525, 'SSL handshake failed'),
  'cloudflare-526': cloudflare(526, 'Invalid SSL certificate'),
  'get-channel-failed': relay(500, taskError('get_channel_failed', 'get channel failed')),
  'build-request-failed': relay(500, taskError('build_request_failed', 'build request failed')),
  'no-channel-524': relay(
    524,
    told('No available channel for model under group default (distributor)', 'model_not_found'),
  ),
  'moderation-504': relay(504, taskError('fail_to_fetch_task', 'moderation timed out')),
  'quota-401': relay(401, told('该令牌额度已用尽')),
  'quota-403': relay(403, told('预扣费额度失败', 'pre_consume_token_quota_failed')),
  'quota-429': relay(429, told('user quota is not enough', 'insufficient_quota')),
  'bad-parameters-429': relay(429, { code: 400, message: "aspect_ratio value '99:1' is invalid" }),
  'no-route-404': relay(404, upstreamRefusal({ detail: 'Not Found' })),
  'vendor-account-429': relay(429, upstreamRefusal({ code: 1102, message: 'Account balance not enough' })),
  'task-failed-risk-400': relay(400, taskError('task_failed', 'Failure to pass the risk control system')),
  'task-failed-parallel-400': relay(400, taskError('task_failed', 'parallel task over resource pack limit')),
  'number-as-text-429': relay(429, { code: '1303', message: 'parallel task over resource pack limit' }),
  'jimeng-number-500': relay(500, taskError('50411', 'Input image risk not pass')),
  'sensitive-words-400': relay(400, told('sensitive words detected', 'sensitive_words_detected')),
};

export const isForeign = <Rule extends { readonly kind: string }>(
  rule: Rule,
): rule is Extract<Rule, { readonly kind: ForeignKind }> => Object.hasOwn(answers, rule.kind);

export function foreignAnswer({ kind }: { readonly kind: ForeignKind }): Response {
  const { status, headers = {}, body } = answers[kind];
  if (typeof body === 'object') return Response.json(body, { status, headers });
  const type = body === undefined ? {} : { 'Content-Type': 'text/html; charset=UTF-8' };
  return new Response(body ?? null, { status, headers: { ...type, ...headers } });
}
