import {
  type Advance,
  createAdvance,
  createJobs,
  type Jobs,
  type JobWorker,
  type JobWorkerSettings,
  requireLoopback,
  startJobWorker,
  type StoredJob,
  systemClock,
  type VideoJob,
} from '@vid/core/journal';
import { Hono } from 'hono';
import { answerError, refusal, shown, writeError, type WriteError } from './errors.ts';
import { eventsDescription, streamJobs } from './events.ts';
import { createFeed } from './feed.ts';
import { identify, notCached, onlyHosts, onlyJson, onlyOrigins } from './guard.ts';
import { type HostStream, hostStream } from './host-stream.ts';
import { hostVideo } from './host-video.ts';
import { openaiError } from './openai/errors.ts';
import { aliasesOf, modelRoutes } from './openai/model-routes.ts';
import { createPlacing } from './openai/place-submit.ts';
import { openaiVideoRoutes } from './openai/video-routes.ts';
import { documentOf, hidden } from './openapi.ts';
import { tokenOwner } from './owner.ts';
import { planningRoutes } from './planning-routes.ts';
import { limitBody } from './request-body.ts';
import {
  type Env,
  type OwnerOf,
  type RouterOf,
  type ServerSettings,
  usualMaxBodyBytes,
  waysToProtect,
} from './settings.ts';
import { taskRoutes } from './task-routes.ts';
import { retireJob } from './retire-job.ts';
import { createSettled } from './settled.ts';
import { stopUnsent } from './stop-unsent.ts';
import { createTimelines, type TimelineEntry, type Timelines } from './timelines.ts';
import { spendingRoutes } from './spending-routes.ts';
import { videoRoutes } from './video-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** The jobs of a router over HTTP. */
export interface VideoServer {
  /** For any host: `(request) => Promise<Response>`. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Whether a client must show who it is. */
  readonly isProtected: boolean;
  /** The same jobs, for this process itself. */
  readonly jobs: Jobs;
  /** Of one owner, where each has a router. */
  jobsOf(owner: string): Jobs;
  /** An answer that tells of changes in the host's own words. */
  stream(request: Request, options: HostStream): Response | Promise<Response>;
  /** An answer with a stored video of any job, in ranges; who may have it is for the host to see to. 404 where there is none. */
  video(request: Request, id: string, index: number): Response | Promise<Response>;
  /** Tells every stream of a job again, as it is: what the host shows beside it has changed. */
  tell(id: string): Promise<void>;
  /** For `onEvent` of the router: `timelineOf` knows what it tells, and streams of the host are told of it. */
  readonly onEvent: Timelines['onEvent'];
  /** What happened to a job in this process, newest last, at most 50 entries: queued behind others, sent, polled. Kept in memory only. */
  timelineOf(id: string): readonly TimelineEntry[] | undefined;
  /**
   * For a host that pays for nothing by itself when it starts, and whose store no other process uses at the time: stops the jobs
   * that were not sent, and returns them; the others are due at once, whoever had them. Call it before the worker begins.
   * `isMeant`: which of them are stopped. Default: all.
   */
  stopUnsent(isMeant?: (job: VideoJob) => boolean): Promise<readonly VideoJob[]>;
  /**
   * Deletes the videos of a job that its host shows no more. The job stays, with its id and what it cost; nobody goes on with it,
   * and every stream is told.
   */
  retire(id: string): Promise<void>;
  /** Goes on with the jobs of the store; called again, it does nothing. Some process must: `serve` does. */
  startWorker(settings?: Pick<JobWorkerSettings, 'concurrency' | 'idleMs' | 'leaseMs'>): void;
  /** Ends the streams of events and the worker; the store is the caller's. */
  close(): Promise<void>;
}

const nobody: OwnerOf = () => '';

const ownerOf = ({ owner, token }: ServerSettings): OwnerOf => {
  if (owner === undefined) return token === undefined ? nobody : tokenOwner(token);
  if (token !== undefined) throw new TypeError('Give owner or token, not both.');
  // An id that is missing somewhere must not make all of them one owner.
  return async (request) => {
    const id = await owner(request);
    return id === '' ? undefined : id;
  };
};

/** A router over HTTP: what `@vid/core/remote` describes. */
export function createServer(settings: ServerSettings): VideoServer {
  const { router, store, videos, hosts = [], origins = [], basePath = '' } = settings;
  const { maxBodyBytes = usualMaxBodyBytes, polling, tries, changesMs = 500, clock = systemClock } = settings;
  const routerOf: RouterOf = typeof router === 'function' ? router : () => router;
  const { onError = (error: unknown) => console.error(error) } = settings;
  const { webhookSecrets = {}, budget } = settings;
  const aliases = aliasesOf(settings);
  const isProtected = settings.owner !== undefined || settings.token !== undefined;
  const outside = settings.url === undefined ? undefined : new URL(settings.url);
  const names = outside === undefined ? hosts : [...hosts, outside.hostname];
  if (!isProtected) requireLoopback(names, waysToProtect);
  const closing = new AbortController();
  let worker: JobWorker | undefined;

  const feed = createFeed({ store: store.jobs, pauseMs: changesMs, clock, onError });
  const changed = (stored: StoredJob) => {
    feed.wake();
    settings.onChange?.(stored);
  };
  const onChange = (stored: StoredJob) => {
    worker?.wake();
    changed(stored);
  };
  const jobsOf = (owner: string) =>
    createJobs({
      router: routerOf(owner),
      journal: store.journal,
      store: store.jobs,
      isStored: true,
      limitOf: budget,
      onChange,
      clock,
    });
  const advanceOf = (owner: string) =>
    createAdvance({
      router: routerOf(owner),
      journal: store.journal,
      storeVideo: videos.storeVideo,
      ...(typeof polling === 'function' ? polling(owner) : polling),
      ...tries,
      clock,
    });
  const advance: Advance = async (job, options) => advanceOf(job.owner)(job, options);

  const urlOf = (request: Request) =>
    settings.url?.replace(/\/+$/, '') ?? new URL(request.url).origin + basePath;

  const streams = { store: store.jobs, feed, clock, closing: closing.signal, onError };
  const tell = async (id: string) => {
    const stored = await store.jobs.get(id);
    if (stored !== undefined) feed.tell(stored);
  };
  const timelines = createTimelines({ store: store.jobs, tell, clock, closing: closing.signal, onError });
  const settled = createSettled({ store: store.jobs, feed, clock, closing: closing.signal });
  const routes = new Hono<Env>();
  routes.use(onlyHosts(names), onlyOrigins(origins, outside?.origin));
  if (typeof router !== 'function')
    routes.route(
      '/webhooks',
      webhookRoutes({
        router,
        jobs: jobsOf(''),
        store: store.jobs,
        secrets: webhookSecrets,
        clock,
        closing: closing.signal,
        onError,
      }),
    );
  routes.get('/openapi.json', hidden, async (c) =>
    c.json(await documentOf(routes, urlOf(c.req.raw), isProtected)),
  );
  routes.use(
    notCached,
    onlyJson(aliases === undefined ? undefined : `${basePath}/v1/videos`),
    identify(ownerOf(settings)),
    limitBody(maxBodyBytes),
  );
  routes.route('/', planningRoutes(routerOf, maxBodyBytes));
  routes.route('/tasks', taskRoutes({ jobsOf, store: store.jobs, videos, urlOf, settled }));
  routes.route('/tasks', videoRoutes({ store: store.jobs, videos }));
  routes.get('/events', eventsDescription, streamJobs({ ...streams, urlOf }));
  routes.route('/', spendingRoutes({ store: store.jobs, seesAllSpending: settings.seesAllSpending }));
  if (aliases !== undefined) {
    const place = createPlacing({ routerOf, jobsOf, store: store.jobs, clock });
    const context = { jobsOf, store: store.jobs, videos, urlOf, settled, place, aliases };
    routes.route('/v1/videos', openaiVideoRoutes(context));
    routes.route('/v1/models', modelRoutes(routerOf, aliases));
  }

  const app = new Hono<Env>().route(basePath === '' ? '/' : basePath, routes);
  const write: WriteError = (c, error, status) =>
    aliases !== undefined && c.req.path.startsWith(`${basePath}/v1/`)
      ? openaiError(c, error, status, shown(error))
      : writeError(c, error, status);
  app.onError(answerError(onError, write));
  app.notFound(() => {
    throw refusal(404, 'There is no such route.');
  });

  return {
    fetch: async (request) => app.fetch(request),
    isProtected,
    jobsOf,
    get jobs() {
      return jobsOf('');
    },
    stream: (request, options) => hostStream(streams, request, options),
    video: (request, id, index) => hostVideo({ store: store.jobs, videos, onError }, request, id, index),
    tell,
    onEvent: timelines.onEvent,
    timelineOf: (id) => timelines.of(id),
    stopUnsent: (isMeant = () => true) => stopUnsent(store.jobs, jobsOf, isMeant, clock),
    async retire(id) {
      const put = await retireJob(id, { store: store.jobs, videos });
      if (put !== undefined) changed(put);
    },
    startWorker(given = {}) {
      worker ??= startJobWorker({
        ...given,
        jobs: store.jobs,
        advance,
        onChange: changed,
        onError: (error) => onError(error),
        clock,
      });
    },
    async close() {
      closing.abort();
      await worker?.stop();
    },
  };
}
