import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import * as z from 'zod';
import type { App, AppContext, Backend } from '../backend.ts';
import { relayDialect } from '../faults/answers.ts';
import { withoutText } from '../faults/edit.ts';
import { canFailPoll, failPoll } from '../faults/poll.ts';
import { failSubmit } from '../faults/submit.ts';
import type { Phase, SimulatedFailure } from '../state/phase.ts';
import type { Clip, Job, JsonObject } from '../state/task.ts';
import { noChannel, type Refusal, routingError, taskNotExist } from './errors.ts';

/** All that an answer is made from. */
export type TaskView = {
  readonly job: Job;
  readonly phase: Phase;
  readonly videoUrl: string;
  readonly requestId: string;
};

export type Answer = (view: TaskView) => JsonObject;

export type SubmitRoute<Schema extends z.ZodType> = {
  readonly path: string;
  readonly service: string;
  readonly kind: string;
  readonly models: ReadonlySet<string>;
  /** The gateway picks a channel by this before anybody looks at the rest; absent is left to the schema. */
  readonly model: (body: JsonObject) => unknown;
  readonly schema: Schema;
  /** The answer for what the schema does not allow. */
  readonly refuse: (issues: readonly z.core.$ZodIssue[]) => Refusal;
  readonly draft: (body: z.output<Schema>) => {
    readonly model: string;
    readonly prompt: string;
    readonly clip: Clip;
  };
  readonly ids: (now: number) => { readonly id: string; readonly upstreamId: string };
  readonly answer: Answer;
};

const jsonObject = z.record(z.string(), z.unknown());

function requireToken({ apiKey, clock }: Backend): MiddlewareHandler {
  return async (c, next) => {
    const header = c.req.header('Authorization');
    if (header === `Bearer ${apiKey}`) return next();
    // Clients match `invalid token` (runway.md 3.7); 401 for both cases is [guess] there, documented in jimeng.md A6.
    const text = header === undefined ? 'invalid token: no Authorization header' : 'invalid token';
    return c.json(routingError(clock.now(), text), 401);
  };
}

/** [guess] new-api parses JSON only when the content type says so. */
async function readJson(c: AppContext): Promise<JsonObject | undefined> {
  if (c.req.header('Content-Type')?.startsWith('application/json') !== true) return undefined;
  const parsed = jsonObject.safeParse(await c.req.json<unknown>().catch(() => undefined));
  return parsed.success ? parsed.data : undefined;
}

const noReason = 'no reason is given';

/** A failure without words has none in the answer, wherever the profile would put them. */
function render(answer: Answer, job: Job, phase: Phase, videoUrl: string): JsonObject {
  const view = { job, phase, videoUrl, requestId: randomUUID() };
  if (phase.status !== 'failed' || phase.failure.failed !== '') return answer(view);
  const failure = { ...phase.failure, failed: noReason };
  return withoutText(answer({ ...view, phase: { ...phase, failure } }), noReason);
}

export function mountSubmit<Schema extends z.ZodType>(
  app: App,
  backend: Backend,
  route: SubmitRoute<Schema>,
): void {
  app.post(route.path, requireToken(backend), async (c) => {
    const now = backend.clock.now();
    const body = await readJson(c);
    // [guess] The family reads the body before it routes, so this is its first envelope (jimeng.md A6).
    if (body === undefined)
      return c.json(routingError(now, 'invalid request: the body is not a JSON object'), 400);
    const model = route.model(body);
    if (typeof model === 'string' && !route.models.has(model)) return c.json(noChannel(now, model), 503);
    const parsed = route.schema.safeParse(body, { reportInput: true });
    if (!parsed.success) {
      const { status, json } = route.refuse(parsed.error.issues);
      return c.json(json, status);
    }
    const { service, kind } = route;
    const accept = () => {
      const job = backend.store.create({
        service,
        api: 'gateway',
        kind,
        body,
        ...route.draft(parsed.data),
        ...route.ids(now),
      });
      const link = backend.links.sign(c.req, job);
      return { task: job.task, answer: render(route.answer, job, backend.store.phase(job), link) };
    };
    const fault = backend.faults.submit.strike({ service });
    if (fault === undefined) return c.json(accept().answer);
    c.set('fault', fault.kind);
    return failSubmit(c, backend.clock, fault, accept, relayDialect(now));
  });
}

export type PollRoute = {
  readonly path: string;
  readonly service: string;
  readonly kind: string;
  readonly id: (c: AppContext) => string | undefined;
  readonly answer: Answer;
};

export function mountPoll(app: App, backend: Backend, route: PollRoute): void {
  const { store, clock, links, faults } = backend;
  app.get(route.path, requireToken(backend), (c) => {
    const job = store.find(route.id(c) ?? '');
    // Asking the wrong kind is undocumented (kling.md 1.8); refusing it shows the client's mistake [guess].
    if (job?.task.kind !== route.kind) return c.json(taskNotExist, 400);
    const phase = store.phase(job);
    const link = links.sign(c.req, job);
    const answer = (seen: Phase) => render(route.answer, job, seen, link);
    const polled = {
      job,
      phase,
      answer,
      link,
      fail: (failure: SimulatedFailure) => store.phase(store.fail(job, failure)),
    };
    const fault = faults.poll.strike({ service: route.service, job }, (rule) => canFailPoll(rule, polled));
    if (fault === undefined) return c.json(answer(phase));
    c.set('fault', fault.kind);
    return failPoll(c, clock, fault, polled, relayDialect(clock.now()));
  });
}
