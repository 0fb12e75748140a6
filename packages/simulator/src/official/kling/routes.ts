// Kling's own api: POST and GET /v1/videos/{kind} of the legacy generation (kling.md 1 and 4), and the newer one beside it.
import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import * as z from 'zod';
import type { App, AppContext, AppEnv, Backend } from '../../backend.ts';
import type { Callbacks } from '../../callbacks.ts';
import { nearestClip } from '../../clips/nearest-clip.ts';
import { canFailPoll, failPoll } from '../../faults/poll.ts';
import { failSubmit } from '../../faults/submit.ts';
import { issueText } from '../../gateway/kling/schema.ts';
import { eighteenDigits } from '../../gateway/ids.ts';
import { persistentMap } from '../../state/memory.ts';
import type { Phase, SimulatedFailure } from '../../state/phase.ts';
import type { JsonObject } from '../../state/task.ts';
import {
  type Account,
  type Entry,
  entrySchema,
  jobsOf,
  type KlingOptions,
  notSupported,
  refusalOf,
} from './account.ts';
import { envelope, fullTask, taskHead, type TaskContext } from './answers.ts';
import { callbackMessage } from './callbacks.ts';
import { costs } from './costs.ts';
import { refuse, unknownTask, wrongPath } from './errors.ts';
import { type ReadSubmit, readExtension } from './extension.ts';
import { klingDialect } from './faults.ts';
import { type Keys, refusal } from './keys.ts';
import { mountNewer } from './newer/routes.ts';
import {
  acceptedSchema,
  type FreshKind,
  isModel,
  type Kind,
  kinds,
  misuse,
  schemas,
  unitsOf,
} from './schema.ts';

/** Tokens are checked by the machine's clock: simulated time moves tasks only. */
function requireKey(keys: Keys): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const refused = refusal(keys, c.req.header('Authorization'), Date.now());
    return refused === undefined ? next() : refuse(c, refused.code, refused.message);
  };
}

const jsonObject = z.record(z.string(), z.unknown());

/** What is asked for, or what is wrong with it. */
function readFresh(kind: FreshKind, body: JsonObject, strict: boolean): ReadSubmit | string {
  const { model_name: asked } = body;
  if (typeof asked === 'string' && !isModel(asked)) return notSupported;
  const parsed = schemas[kind].safeParse(body, { reportInput: true });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return issue === undefined ? 'invalid parameters' : issueText(issue);
  }
  const accepted = acceptedSchema.parse(parsed.data);
  return misuse(kind, body, accepted, strict) ?? { accepted };
}

const contextOf = ({ store, links, options }: Account, c: AppContext, entry: Entry): TaskContext => ({
  byBalance: options.byBalance === true,
  parent: entry.parent === undefined ? undefined : store.find(entry.parent),
  link: (of) => links.sign(c.req, of),
});

async function submit(c: AppContext, account: Account, kind: Kind): Promise<Response> {
  const { clock, store, faults, made, options, callbacks } = account;
  const read = jsonObject.safeParse(await c.req.json<unknown>().catch(() => undefined));
  if (!read.success) return refuse(c, 1200, 'the request body is not a JSON object');
  const body: JsonObject = read.data;
  const asked =
    kind === 'video-extend' ? readExtension(account, body) : readFresh(kind, body, options.strict ?? false);
  if (typeof asked === 'string') return refuse(c, asked === notSupported ? 1203 : 1201, asked);
  const { accepted, source } = asked;
  const { model_name: model, prompt, aspect_ratio, duration, external_task_id: external } = accepted;
  const refused = refusalOf(account, { model, external });
  if (refused !== undefined) return refuse(c, ...refused);

  const accept = () => {
    const id = eighteenDigits();
    const clip = nearestClip('kling', aspect_ratio, Number(duration));
    const cost = { amount: unitsOf(kind, accepted), unit: 'unit' } as const;
    const draft = { service: 'kling', api: 'official', kind, body, model, prompt, clip, cost } as const;
    const job = store.create({ ...draft, id, upstreamId: id });
    const entry: Entry = { id, kind, accepted, ...(source === undefined ? {} : { parent: source.id }) };
    made.set(id, entry);
    if (external !== undefined) made.set(external, entry);
    callbacks.follow(job, accepted.callback_url, (seen, phase, isForged) => {
      const task = fullTask(seen, phase, contextOf(account, c, entry));
      return callbackMessage(task, options.webhookSecret, isForged);
    });
    return { task: job.task, answer: envelope(randomUUID(), taskHead(job, store.phase(job))) };
  };
  const fault = faults.submit.strike({ service: 'kling' });
  if (fault === undefined) return c.json(accept().answer);
  c.set('fault', fault.kind);
  return failSubmit(c, clock, fault, accept, klingDialect(clock.now(), c.req.path));
}

/** By the task's id or the client's own; another kind's is not found [guess]. */
async function poll(c: AppContext, account: Account, kind: Kind): Promise<Response> {
  const { clock, store, faults, made } = account;
  const asked = c.req.param('id') ?? '';
  const entry = made.get(asked);
  const job = entry === undefined ? undefined : store.find(entry.id);
  if (entry === undefined || job === undefined || entry.kind !== kind) return c.json(unknownTask(asked), 400);
  const phase = store.phase(job);
  const context = contextOf(account, c, entry);
  const link = context.link(job);
  const answer = (seen: Phase) => envelope(randomUUID(), fullTask(job, seen, context));
  const fail = (failure: SimulatedFailure) => store.phase(store.fail(job, failure));
  const polled = { job, phase, link, answer, fail };
  const fault = faults.poll.strike({ service: 'kling', job }, (rule) => canFailPoll(rule, polled));
  if (fault === undefined) return c.json(answer(phase));
  c.set('fault', fault.kind);
  return failPoll(c, clock, fault, polled, klingDialect(clock.now(), c.req.path));
}

const page = z.object({
  pageNum: z.coerce.number().int().min(1).max(1000).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).default(30),
});

/** The latest first [guess]. */
function list(c: AppContext, account: Account, kind: Kind): Response {
  const asked = page.safeParse(c.req.query());
  if (!asked.success) return refuse(c, 1201, 'pageNum or pageSize is invalid');
  const { pageNum, pageSize } = asked.data;
  const tasks = jobsOf(account)
    .filter(({ task }) => task.kind === kind)
    .toReversed()
    .slice((pageNum - 1) * pageSize, pageNum * pageSize)
    .flatMap((job) => {
      const entry = account.made.get(job.task.id);
      const phase = account.store.phase(job);
      return entry === undefined ? [] : [fullTask(job, phase, contextOf(account, c, entry))];
    });
  return c.json(envelope(randomUUID(), tasks));
}

export function mountOfficialKling(
  app: App,
  backend: Backend,
  callbacks: Callbacks,
  options: KlingOptions = {},
): void {
  const account: Account = {
    ...backend,
    options,
    callbacks,
    made: persistentMap(backend.memory, 'kling made', entrySchema),
  };
  const { accessKey = 'ak-simulator', secretKey = 'sk-simulator-secret' } = options;
  const keys: Keys = { apiKey: account.apiKey, accessKey, secretKey };
  for (const kind of kinds) {
    const path = `/v1/videos/${kind}`;
    app.use(path, requireKey(keys));
    app.use(`${path}/*`, requireKey(keys));
    app.post(path, (c) => submit(c, account, kind));
    app.get(path, (c) => list(c, account, kind));
    app.get(`${path}/:id`, (c) => poll(c, account, kind));
    app.all(path, (c) => refuse(c, 1202, `Request method '${c.req.method}' is not supported`));
  }
  app.use('/account/*', requireKey(keys));
  app.get('/account/costs', (c) => costs(c, account));
  mountNewer(app, account, keys);
  const elsewhere = ['/v1/videos/*', '/v1/images/*', '/v1/audio/*', '/v1/general/*', '/account/*'];
  for (const path of elsewhere) app.all(path, (c) => wrongPath(c, backend.clock.now()));
}
