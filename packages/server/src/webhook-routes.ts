import {
  type CallbackSubject,
  type Clock,
  type Router,
  VideoError,
  type VideoProvider,
  type VideoTask,
} from '@vid/core';
import type { Jobs, JobStore, StoredJob } from '@vid/core/journal';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { refusal } from './errors.ts';

interface WebhookRoutes {
  readonly router: Router;
  readonly jobs: Jobs;
  readonly store: JobStore;
  /** By what stands behind `/webhooks/`: `'kling'`, or `'kling/official'`. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly closing: AbortSignal;
  readonly onError: (error: unknown) => void;
}

/** Whoever knows a task's id may call; a job that is woken all the time would never hear an answer. */
const hintPauseMs = 2_000;

/** Wakes a job at once, and again at the end of the pause where somebody called meanwhile. */
function createHints({ jobs, clock, closing, onError }: WebhookRoutes): (id: string) => Promise<void> {
  /** Whether somebody called in the pause. */
  const pauses = new Map<string, boolean>();
  const hint = async (id: string): Promise<void> => {
    if (pauses.has(id)) return void pauses.set(id, true);
    pauses.set(id, false);
    void clock
      .sleep(hintPauseMs, closing)
      .then(() => {
        const isCalled = pauses.get(id) === true;
        pauses.delete(id);
        return isCalled ? hint(id) : undefined;
      })
      .catch((error: unknown) => {
        if (!closing.aborted) onError(error);
      });
    await jobs.wake(id);
  };
  return hint;
}

/**
 * What services post to `callbackUrl`. News of a task is not believed but asked for: the job is due at once, whoever called. A
 * service is answered nothing of a job, but an error may name the task that its call was about.
 */
export function webhookRoutes(context: WebhookRoutes) {
  const { router, jobs, store, secrets } = context;
  const hint = createHints(context);
  const app = new Hono();
  const receive = async (c: Context) => {
    const { provider: id = '', api } = c.req.param();
    const provider = receiverOf(router, id, api);
    const secret = secrets[`${id}/${api ?? apisOf(provider)[0]}`] ?? secrets[id];
    let found: StoredJob | undefined;
    const find = async (subject: CallbackSubject) => {
      found = await jobOf(store, provider, subject);
      // That it called is all that is known of it.
      if (found?.job.phase === 'unknown') await hint(found.job.id);
      return found && taskOf(found);
    };
    const result = await provider.handleCallback?.(c.req.raw, { secret, find }).catch((error: unknown) => {
      const isForged = error instanceof VideoError && error.code === 'authentication';
      throw isForged ? new HTTPException(401, { cause: error }) : error;
    });
    if (result?.outcome === 'challenge') return c.json(result.reply);
    if (found !== undefined && result?.outcome === 'verified') await jobs.wake(found.job.id);
    if (found !== undefined && result?.outcome === 'hint') await hint(found.job.id);
    return c.json({});
  };
  app.post('/:provider', receive);
  app.post('/:provider/:api', receive);
  return app;
}

const apisOf = ({ capabilities }: VideoProvider) => [...new Set(capabilities.models.map(({ api }) => api))];

function receiverOf({ providers }: Router, id: string, api: string | undefined): VideoProvider {
  const named = providers.filter(
    (one) =>
      one.id === id && one.handleCallback !== undefined && (api === undefined || apisOf(one).includes(api)),
  );
  const [only, ...more] = named;
  if (only !== undefined && more.length === 0) return only;
  throw refusal(404, only === undefined ? 'Nobody here takes such webhooks.' : 'Name the api too.');
}

/** By our own name for it, which is the job's id, or else by the service's. */
async function jobOf(
  store: JobStore,
  provider: VideoProvider,
  { id, reference }: CallbackSubject,
): Promise<StoredJob | undefined> {
  const named = reference === undefined ? undefined : await store.get(reference);
  if (named !== undefined) return named;
  for (const api of apisOf(provider)) {
    const found = await store.find({ provider: provider.id, api, id });
    if (found !== undefined) return found;
  }
  return undefined;
}

function taskOf({ job }: StoredJob): VideoTask | undefined {
  if (job.phase === 'succeeded') return { ...job.task, videos: [] };
  return 'task' in job ? job.task : undefined;
}
