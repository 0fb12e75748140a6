import type { Context, Hono, MiddlewareHandler } from 'hono';
import * as z from 'zod';
import type { Clip } from '../clips.ts';
import type { Clock } from '../clock.ts';
import { uuid } from '../ids.ts';
import type { Phase } from '../phase.ts';
import type { Job, JsonObject, Service, TaskKind, TaskStore } from '../tasks.ts';
import { noChannel, routingError, taskNotExist } from './errors.ts';

/** What every route of a simulated service stands on. */
export type World = { readonly apiKey: string; readonly clock: Clock; readonly store: TaskStore };

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
  readonly service: Service;
  readonly kind: TaskKind;
  readonly models: ReadonlySet<string>;
  /** The gateway picks a channel by this before anybody looks at the rest; absent is left to the schema. */
  readonly model: (body: JsonObject) => unknown;
  readonly schema: Schema;
  /** The body of the 400 for what the schema does not allow. */
  readonly refuse: (issues: readonly z.core.$ZodIssue[]) => JsonObject;
  readonly draft: (body: z.output<Schema>) => {
    readonly model: string;
    readonly prompt: string;
    readonly clip: Clip;
  };
  readonly ids: (now: number) => { readonly id: string; readonly upstreamId: string };
  readonly answer: Answer;
};

const jsonObject = z.record(z.string(), z.unknown());

function requireToken({ apiKey, clock }: World): MiddlewareHandler {
  return async (c, next) => {
    const header = c.req.header('Authorization');
    if (header === `Bearer ${apiKey}`) return next();
    // Clients match `invalid token` (runway.md 3.7); 401 for both cases is [guess] there, documented in jimeng.md A6.
    const text = header === undefined ? 'invalid token: no Authorization header' : 'invalid token';
    return c.json(routingError(clock.now(), text), 401);
  };
}

/** [guess] new-api parses JSON only when the content type says so. */
async function readJson(c: Context): Promise<JsonObject | undefined> {
  if (c.req.header('Content-Type')?.startsWith('application/json') !== true) return undefined;
  const parsed = jsonObject.safeParse(await c.req.json<unknown>().catch(() => undefined));
  return parsed.success ? parsed.data : undefined;
}

function view(c: Context, { store }: World, job: Job): TaskView {
  const link = new URL(`/clips/${job.clip.file}`, c.req.url);
  // Vendors sign their links; nothing here checks it.
  link.search = new URLSearchParams({ task: job.task.id, signature: 'simulated' }).toString();
  return { job, phase: store.phase(job), videoUrl: link.href, requestId: uuid() };
}

export function mountSubmit<Schema extends z.ZodType>(
  app: Hono,
  world: World,
  route: SubmitRoute<Schema>,
): void {
  app.post(route.path, requireToken(world), async (c) => {
    const now = world.clock.now();
    const body = await readJson(c);
    // [guess] The family reads the body before it routes, so this is its first envelope (jimeng.md A6).
    if (body === undefined)
      return c.json(routingError(now, 'invalid request: the body is not a JSON object'), 400);
    const model = route.model(body);
    if (typeof model === 'string' && !route.models.has(model)) return c.json(noChannel(now, model), 503);
    const parsed = route.schema.safeParse(body, { reportInput: true });
    if (!parsed.success) return c.json(route.refuse(parsed.error.issues), 400);
    const { service, kind } = route;
    const job = world.store.create({ service, kind, body, ...route.draft(parsed.data), ...route.ids(now) });
    return c.json(route.answer(view(c, world, job)));
  });
}

export type PollRoute = {
  readonly path: string;
  readonly kind: TaskKind;
  readonly id: (c: Context) => string | undefined;
  readonly answer: Answer;
};

export function mountPoll(app: Hono, world: World, route: PollRoute): void {
  app.get(route.path, requireToken(world), (c) => {
    const job = world.store.find(route.id(c) ?? '');
    // Asking the wrong kind is undocumented (kling.md 1.8); refusing it shows the client's mistake [guess].
    if (job?.task.kind !== route.kind) return c.json(taskNotExist, 400);
    return c.json(route.answer(view(c, world, job)));
  });
}
