import { systemClock } from '@vid/core';
import {
  createAdvance,
  createJobs,
  isEnded,
  type Jobs,
  type JobWorker,
  type JobWorkerSettings,
  startJobWorker,
  type StoredJob,
} from '@vid/core/journal';
import { Hono } from 'hono';
import { answerError, refusal } from './errors.ts';
import { streamJobs } from './events.ts';
import { createFeed } from './feed.ts';
import { identify, onlyHosts, onlyJson, onlyOrigins } from './guard.ts';
import { tokenOwner } from './owner.ts';
import { planningRoutes } from './planning-routes.ts';
import { limitBody } from './request-body.ts';
import { type Env, type OwnerOf, type ServerSettings, usualMaxBodyBytes } from './settings.ts';
import { taskRoutes } from './task-routes.ts';
import { videoRoutes } from './video-routes.ts';

export interface VideoServer {
  /** For any host: `(request) => Promise<Response>`. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Whether a client must show who it is. */
  readonly isProtected: boolean;
  /** The same jobs, for this process itself. */
  readonly jobs: Jobs;
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
  return async (request) => (await owner(request)) || undefined;
};

const isSettled = ({ job }: StoredJob) => job.phase !== 'submitting' || isEnded(job);

/** A router over HTTP: what `@vid/core/remote` describes. */
export function createServer(settings: ServerSettings): VideoServer {
  const { router, store, videos, hosts = [], origins = [], basePath = '' } = settings;
  const { maxBodyBytes = usualMaxBodyBytes, polling, changesMs = 500, clock = systemClock } = settings;
  const { onError = (error: unknown) => console.error(error) } = settings;
  const closing = new AbortController();
  let worker: JobWorker | undefined;

  const feed = createFeed({ store: store.jobs, pauseMs: changesMs, clock, onError });
  const onChange = () => {
    worker?.wake();
    feed.wake();
  };
  const jobs = createJobs({
    router,
    journal: store.journal,
    store: store.jobs,
    isStored: true,
    onChange,
    clock,
  });
  const advance = createAdvance({
    router,
    journal: store.journal,
    storeVideo: videos.storeVideo,
    ...polling,
    clock,
  });

  const urlOf = (request: Request) =>
    settings.url?.replace(/\/+$/, '') ?? new URL(request.url).origin + basePath;

  async function settled(stored: StoredJob, milliseconds: number, signal: AbortSignal): Promise<StoredJob> {
    const { id, owner } = stored.job;
    if (isSettled(stored)) return stored;
    const ended = new AbortController();
    const end = () => ended.abort();
    for (const other of [signal, closing.signal]) other.addEventListener('abort', end, { once: true });
    void clock.sleep(milliseconds, ended.signal).then(end, end);
    try {
      for await (const change of feed.follow({ owner, after: stored.revision, signal: ended.signal }))
        if ('job' in change && change.job.id === id && change.job.phase !== 'submitting') break;
    } finally {
      end();
      for (const other of [signal, closing.signal]) other.removeEventListener('abort', end);
    }
    return (await store.jobs.get(id)) ?? stored;
  }

  const app = new Hono<Env>().basePath(basePath);
  app.onError(answerError(onError));
  app.notFound(() => {
    throw refusal(404, 'There is no such route.');
  });
  app.use(onlyHosts(hosts), onlyOrigins(origins));
  app.use(onlyJson, identify(ownerOf(settings)), limitBody(maxBodyBytes));
  app.route('/', planningRoutes(router, maxBodyBytes));
  app.route('/tasks', taskRoutes({ jobs, store: store.jobs, videos, urlOf, settled }));
  app.route('/tasks', videoRoutes({ store: store.jobs, videos }));
  app.get('/events', streamJobs({ feed, clock, urlOf, closing: closing.signal, onError }));

  return {
    fetch: async (request) => app.fetch(request),
    isProtected: settings.owner !== undefined || settings.token !== undefined,
    jobs,
    startWorker(given = {}) {
      worker ??= startJobWorker({
        ...given,
        jobs: store.jobs,
        advance,
        onChange: () => feed.wake(),
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
