// What can be scripted. A kind is written down here once; the README's table says what each does.
import * as z from 'zod';

/** Pages and redirects of whoever sits between: they tell nothing. */
const pageKinds = [
  'html-401',
  'html-403',
  'html-404',
  'html-405',
  'html-413',
  'html-422',
  'html-429',
  'empty-429',
  'redirect-302',
  'redirect-307',
] as const;
/** Said when the service was not reached. */
const cloudflareKinds = ['cloudflare-521', 'cloudflare-523', 'cloudflare-525', 'cloudflare-526'] as const;

/** A relay's trouble after it may have asked an upstream, at a submit. */
const relayTroubles = [
  'get-channel-failed',
  'build-request-failed',
  'no-channel-524',
  'moderation-504',
] as const;
/** A relay's refusals of a submit. */
const relayRefusals = [
  'quota-401',
  'quota-403',
  'quota-429',
  'bad-parameters-429',
  'no-route-404',
  'vendor-account-429',
  'task-failed-risk-400',
  'task-failed-parallel-400',
  'number-as-text-429',
  'jimeng-number-500',
  'sensitive-words-400',
] as const;

export type ForeignKind = (
  | typeof pageKinds
  | typeof cloudflareKinds
  | typeof relayTroubles
  | typeof relayRefusals
)[number];

/** Which requests a rule meets. It sees only requests that would be answered well without it. */
const when = {
  /** Default: any. */
  service: z.string().optional(),
  /** The number of the first request that it meets, counted from when it was set; default 1, the next one. */
  from: z.int().min(1).default(1),
  /** How many it strikes; by default 1, with `rate` and for `stuck` always. */
  times: z.union([z.int().min(1), z.literal('always')]).optional(),
  /** The share that it strikes, drawn from `seed`: the same requests in the same order fare the same. */
  rate: z.number().min(0).max(1).optional(),
  /** Default: how many rules were set before. */
  seed: z.int().optional(),
};

const whose = {
  /** The id of the one task that it meets; default any. */
  task: z.string().min(1).optional(),
  /** `from` and `times` count for each task on its own, and `rate` is the share of tasks, not of requests. */
  each: z.literal('task').optional(),
};

const submit = { on: z.literal('submit'), ...when };
const poll = { on: z.literal('poll'), ...when, ...whose };
const clip = { on: z.literal('clip'), ...when, ...whose };
const callback = { on: z.literal('callback'), ...when, ...whose };

const serverError = {
  status: z.literal([500, 502, 503, 504, 520, 522, 524]).default(502),
  body: z.enum(['json', 'html']).default('json'),
  /** Of a JSON body, instead of the usual one. */
  code: z.string().optional(),
};
/** Sent with `Content-Type`, which may lie. */
const page = { contentType: z.string().default('text/html; charset=UTF-8') };
const share = z.number().min(0).max(1).default(0.5);

const anywhere = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  [
    z.strictObject({ ...shape, kind: z.literal('cut') }),
    z.strictObject({ ...shape, kind: z.literal('hang') }),
    z.strictObject({ ...shape, kind: z.literal('error'), ...serverError }),
    z.strictObject({ ...shape, kind: z.literal('html'), ...page }),
    // Seconds, or a header's text such as an HTTP date; left out, there is no `Retry-After`.
    z.strictObject({
      ...shape,
      kind: z.literal('rate-limited'),
      retryAfter: z.union([z.number().min(0), z.string()]).optional(),
    }),
    // Simulated seconds for the whole answer.
    z.strictObject({ ...shape, kind: z.literal('slow-body'), seconds: z.number().min(0).default(10) }),
  ] as const;

/** A 429 whose `Retry-After` nobody should follow. */
const retryAfters = z.enum(['retry-after-year', 'retry-after-epoch', 'retry-after-other-clock']);
/** Whether the task was created behind an answer that does not tell. */
const creates = (usually: boolean) => z.boolean().default(usually);

const submitRule = z.discriminatedUnion('kind', [
  ...anywhere(submit),
  z.strictObject({ ...submit, kind: z.enum([...pageKinds, ...relayTroubles]), creates: creates(true) }),
  z.strictObject({
    ...submit,
    kind: z.enum([...cloudflareKinds, ...relayRefusals]),
    creates: creates(false),
  }),
  z.strictObject({ ...submit, kind: retryAfters, creates: creates(false) }),
  z.strictObject({ ...submit, kind: z.literal('accepted-cut') }),
  z.strictObject({ ...submit, kind: z.literal('accepted-hang') }),
  z.strictObject({ ...submit, kind: z.literal('accepted-error'), ...serverError }),
  z.strictObject({ ...submit, kind: z.literal('accepted-html'), ...page }),
  z.strictObject({ ...submit, kind: z.literal('accepted-without-id') }),
  z.strictObject({ ...submit, kind: z.literal('accepted-broken-json') }),
  z.strictObject({
    ...submit,
    kind: z.literal('error-with-id'),
    status: z.literal([200, 400, 409, 422, 429, 500]).default(200),
  }),
  z.strictObject({
    ...submit,
    kind: z.literal('id-elsewhere'),
    at: z.enum(['taskId', 'data.taskId', 'video_id', 'result.id']).default('taskId'),
  }),
]);

/** Where services and relays were seen to put the link of a result (kling.md 3.3 and 3.4, runway.md 3.4 and 3.6). */
const linkPlaces = [
  'metadata.url',
  'relative',
  '//host',
  'content',
  'task_result.url',
  'task_result.video_url',
  'output[].url',
  'detail.video_url',
  'videoUrl',
  'video_urls',
  'result.video_url',
  'data as text',
  'watermark_url',
] as const;

/** Where the answers of the profiles have their status word. */
export const statusFields: readonly string[] = ['status', 'state', 'task_status'];

const pollRule = z.discriminatedUnion('kind', [
  ...anywhere(poll),
  z.strictObject({ ...poll, kind: z.enum([...pageKinds, ...cloudflareKinds]) }),
  z.strictObject({ ...poll, kind: retryAfters }),
  z.strictObject({ ...poll, kind: z.literal('broken-json') }),
  z.strictObject({
    ...poll,
    kind: z.literal('not-an-object'),
    json: z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(z.json())]).default(null),
  }),
  z.strictObject({ ...poll, kind: z.literal('unknown-status'), word: z.string().default('reviewing') }),
  z.strictObject({
    ...poll,
    kind: z.literal('missing-fields'),
    fields: z.array(z.string()).readonly().default(statusFields),
  }),
  // Some deployments say 404 (jimeng.md A6).
  z.strictObject({ ...poll, kind: z.literal('task-not-exist'), status: z.literal([400, 404]).default(400) }),
  z.strictObject({ ...poll, kind: z.literal('stuck') }),
  z.strictObject({
    ...poll,
    kind: z.literal('failed'),
    reason: z.string().min(1).optional(),
    code: z.string().optional(),
  }),
  z.strictObject({ ...poll, kind: z.literal('success-without-url') }),
  z.strictObject({ ...poll, kind: z.literal('busy-200') }),
  z.strictObject({ ...poll, kind: z.literal('busy-200-around-task') }),
  z.strictObject({ ...poll, kind: z.literal('other-task') }),
  z.strictObject({ ...poll, kind: z.literal('list-other-first') }),
  z.strictObject({ ...poll, kind: z.literal('input-as-result') }),
  z.strictObject({
    ...poll,
    kind: z.literal('link-elsewhere'),
    at: z.enum(linkPlaces).default('metadata.url'),
  }),
  z.strictObject({ ...poll, kind: z.literal('bare-id') }),
]);

const clipRule = z.discriminatedUnion('kind', [
  ...anywhere(clip),
  z.strictObject({ ...clip, kind: z.literal('expired'), status: z.literal([403, 410]).default(403) }),
  z.strictObject({ ...clip, kind: z.literal('broken-link'), share }),
  z.strictObject({ ...clip, kind: z.literal('no-range') }),
  z.strictObject({ ...clip, kind: z.literal('no-length') }),
  z.strictObject({ ...clip, kind: z.literal('short-body'), share }),
  z.strictObject({ ...clip, kind: z.literal('wrong-length'), by: z.int().min(1).default(1) }),
  z.strictObject({
    ...clip,
    kind: z.literal('redirect'),
    to: z.string().min(1),
    status: z.literal([301, 302, 303, 307, 308]).default(302),
  }),
]);

const callbackRule = z.discriminatedUnion('kind', [
  z.strictObject({ ...callback, kind: z.literal('drop') }),
  z.strictObject({ ...callback, kind: z.literal('duplicate') }),
  z.strictObject({ ...callback, kind: z.literal('reorder') }),
  z.strictObject({ ...callback, kind: z.literal('wrong-signature') }),
]);

export const faultRule = z.discriminatedUnion('on', [submitRule, pollRule, clipRule, callbackRule]);

export type SubmitRule = z.output<typeof submitRule>;
export type PollRule = z.output<typeof pollRule>;
export type ClipRule = z.output<typeof clipRule>;
export type CallbackRule = z.output<typeof callbackRule>;
type AnyRule = SubmitRule | PollRule | ClipRule | CallbackRule;

/** A fault and the requests that it strikes. Every kind is in the README's table. */
export type FaultRule = Readonly<z.input<typeof faultRule>>;
export type FaultKind = AnyRule['kind'];
/** What can befall any request. */
export type TransportFault = Extract<
  AnyRule,
  {
    readonly kind:
      | 'cut'
      | 'hang'
      | 'error'
      | 'html'
      | 'rate-limited'
      | z.output<typeof retryAfters>
      | ForeignKind;
  }
>;
export type ServerError = z.output<z.ZodObject<typeof serverError>>;
