// What every fault does, in words: the README's table is made from this.
import {
  type CallbackRule,
  type ClipRule,
  type FaultKind,
  faultRule,
  type FaultRule,
  type PollRule,
  type SubmitRule,
} from './schema.ts';

const anywhere = {
  cut: 'the socket is destroyed without an answer',
  hang: 'no answer, until the client goes or the simulator closes',
  error:
    '`status` 502 (500 502 503 504 520 522 524), `body` `json` or `html`; JSON is the api’s own, `code` replaces its code',
  html: '200 and a web page as `contentType` `text/html; charset=UTF-8`',
  'rate-limited':
    '429 in the api’s own words, `Retry-After` only if `retryAfter` (seconds or a text) is given',
  'slow-body': 'the good answer: its head at once, then a tenth after every tenth of `seconds` 10, simulated',
} as const;

const cloudflare = 'Cloudflare’s own page, with `CF-RAY`: the service was not reached';
const onTheWay = {
  'html-401': 'a proxy’s page',
  'html-403': 'a firewall’s page',
  'html-404': 'a page of a proxy that restarts',
  'html-405': 'a proxy’s page',
  'html-413': 'a proxy’s page',
  'html-422': 'a proxy’s page',
  'html-429': 'a proxy’s page',
  'empty-429': '429 without a body',
  'redirect-302': '302 to `/login`',
  'redirect-307': '307 to `/login`',
  'cloudflare-521': cloudflare,
  'cloudflare-523': cloudflare,
  'cloudflare-525': cloudflare,
  'cloudflare-526': cloudflare,
  'retry-after-year': 'as `rate-limited`, with a year of seconds',
  'retry-after-epoch': 'as `rate-limited`, with seconds since 1970',
  'retry-after-other-clock': 'as `rate-limited`, with a date in 2100',
} as const;

const submit: Readonly<Record<SubmitRule['kind'], string>> = {
  ...anywhere,
  ...onTheWay,
  'get-channel-failed': 'a relay’s 500, said after a first upstream failed',
  'build-request-failed': 'a relay’s 500, said after a first upstream failed',
  'no-channel-524': 'a relay’s 524 whose text is that of a refusal',
  'moderation-504': 'a relay’s 504 whose text speaks of moderation',
  'quota-401': 'a relay’s 401: the token’s quota is spent',
  'quota-403': 'a relay’s 403: the quota could not be reserved',
  'quota-429': 'a relay’s 429 that is no limit of rate: the quota is spent',
  'bad-parameters-429': 'a relay’s 429 with `{"code":400}`: a parameter is wrong',
  'no-route-404': 'a relay’s 404: its upstream has no such route',
  'vendor-account-429': 'a relay’s 429 around Kling’s 1102: the relay’s own account is empty',
  'task-failed-risk-400': 'a relay’s 400 `task_failed`: the vendor’s moderation, told by its text alone',
  'task-failed-parallel-400': 'a relay’s 400 `task_failed`: the vendor’s limit, told by its text alone',
  'number-as-text-429': 'Kling’s 1303 with its number as text',
  'jimeng-number-500': 'a relay’s 500 with Jimeng’s 50411 as text: moderation',
  'sensitive-words-400': 'a relay’s 400: moderation',
  'accepted-cut': 'as `cut`',
  'accepted-hang': 'as `hang`',
  'accepted-error': 'as `error`',
  'accepted-html': 'as `html`',
  'accepted-without-id': 'the good answer without every field that holds its id',
  'accepted-broken-json': 'the first half of the good answer as a whole one',
  'error-with-id': '`status` 200 (200 400 409 422 429 500): the api’s own error, and the id of the task',
  'id-elsewhere': 'the id alone, `at` `taskId` (`data.taskId`, `video_id`, `result.id`)',
};

const poll: Readonly<Record<PollRule['kind'], string>> = {
  ...anywhere,
  ...onTheWay,
  'broken-json': 'the first half of the good answer as a whole one',
  'not-an-object': '`json` `null`: also a list, text, number or boolean',
  'unknown-status': '`word` `reviewing` for every `status`, `state` and `task_status`',
  'missing-fields': 'without `fields`, at every depth; default those three',
  'task-not-exist': 'the api does not know the task; a relay with `status` 400 or 404',
  stuck: 'a task at its end still runs, at 0.99; meets only such polls',
  failed:
    'a task that has succeeded has failed, and stays so; with `reason` and `code`, or without; meets only such polls',
  'success-without-url':
    'success, but every field with the link is left out, and lists of results are empty; meets only such polls',
  'link-elsewhere':
    'success, with the link `at` `metadata.url` (`relative`, `//host`, `content`: on the gateway’s own origin, behind the key; `task_result.url`, `task_result.video_url`, `output[].url`, `detail.video_url`, `videoUrl`, `video_urls`, `result.video_url`, `data as text`, `watermark_url`: alone); meets only such polls',
  'busy-200': '200 and `{"status":"error","message":"Too many requests"}`',
  'busy-200-around-task': 'the same, with the task in `data`',
  'other-task': 'a finished task with another id; meets only answers that bear one',
  'list-other-first':
    'a list: a finished task with another id, then the own one; meets only answers that bear one',
  'input-as-result':
    '`{"status":"success"}` around a task that goes on, with a link of the request as `url`; meets only such polls',
  'bare-id': '200 and nothing but the id, as a wrong path gives it',
};

const clip: Readonly<Record<ClipRule['kind'], string>> = {
  ...anywhere,
  expired: '`status` 403 or 410, now and for good; the next poll gives another link',
  'broken-link': 'the socket is destroyed after `share` 0.5 of the bytes; a range goes on from there',
  'no-range': '`Range` is ignored: 200, the whole, `Accept-Ranges: none`',
  'no-length': 'the whole, chunked, without `Content-Length`',
  'short-body':
    '`share` 0.5 of the bytes as if they were the whole: the length agrees, the connection ends well',
  'wrong-length': 'the whole, but `Content-Length` promises `by` 1 more; then the connection closes',
  redirect: '`status` 302 (301 302 303 307 308) to `to`',
};

const callback: Readonly<Record<CallbackRule['kind'], string>> = {
  drop: 'nothing is sent',
  duplicate: 'it is sent twice, byte by byte',
  reorder: 'it is held back until the task’s next one has been sent; meets only those that have a next one',
  'wrong-signature': 'it is signed by a secret that nobody has',
};

/** Submits that were accepted whatever is answered, besides those whose kind says so. */
const accepted: ReadonlySet<string> = new Set<SubmitRule['kind']>([
  'slow-body',
  'error-with-id',
  'id-elsewhere',
]);

/** Whether a task is created, and so billed, behind the answer. */
export const createsTask = (rule: SubmitRule): boolean =>
  'creates' in rule ? rule.creates : accepted.has(rule.kind) || rule.kind.startsWith('accepted-');

/** A kind of fault, and what it does. */
export type FaultInfo = {
  readonly on: FaultRule['on'];
  readonly kind: FaultKind;
  /** In English, with Markdown for what can be set and its default. */
  readonly text: string;
  /** At a submit: whether a task is created, and so billed, behind the answer. */
  readonly creates?: boolean;
};

const redirectTo = { to: '/elsewhere' };

/** Every fault by its name, in the order of the README. */
export const faultCatalogue: readonly FaultInfo[] = Object.entries({ submit, poll, clip, callback }).flatMap(
  ([on, texts]) =>
    Object.entries(texts).map(([kind, text]) => {
      const rule = faultRule.parse({ on, kind, ...(kind === 'redirect' && redirectTo) });
      return {
        on: rule.on,
        kind: rule.kind,
        text,
        ...(rule.on === 'submit' && { creates: createsTask(rule) }),
      };
    }),
);
