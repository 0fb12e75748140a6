import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { requestFromJson, VideoError, type VideoRequest } from '@vid/core';
import {
  createAdvance,
  createJobs,
  type Jobs,
  type JobWorker,
  type StoredJob,
  startJobWorker,
  type VideoJob,
} from '@vid/core/journal';
import type { McpServerSettings } from './settings.ts';

/** What all connections of one server share. */
export interface Host {
  readonly settings: McpServerSettings;
  readonly jobs: Jobs;
  /** One of the owner's. Throws `VideoError('not-found')`. */
  jobOf(id: string): Promise<VideoJob>;
  /** Throws `VideoError('invalid-request')`. */
  readRequest(json: unknown): VideoRequest;
  readonly linkOf: NonNullable<McpServerSettings['linkOf']>;
  readonly onError: (error: unknown) => void;
  /** The job once `isOver` says so, or as it is when the time is over; see `WaitOptions`. */
  wait(id: string, isOver: (job: VideoJob) => boolean, options: WaitOptions): Promise<VideoJob>;
  /** Begins nothing more, and waits for submits that are on their way. */
  close(): Promise<void>;
}

interface WaitOptions {
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** Called with the job now and then, about once a second, and the seconds that have passed. */
  readonly onLook?: ((job: VideoJob, seconds: number) => Promise<void>) | undefined;
}

/** For the lease of a process that was killed, as clients do with servers that they start. */
const leaseMs = 10_000;
/**
 * Clients of the second protocol generation start a server twice, and end the first once it has said what it speaks. It takes no
 * job that the other would have to wait for.
 */
const startMs = 2_000;
/** Between two looks at a store where others may write. */
const lookMs = 1_000;

export function createHost(settings: McpServerSettings): Host {
  const { router, store, videos, polling, clock, worker: work = {}, inputs, owner = '', budget } = settings;
  const { onError = (error: unknown) => console.error(error) } = settings;
  const linkOf = settings.linkOf ?? fileLinks(settings);
  const waiting = new Map<string, Set<() => void>>();
  const told = ({ job }: StoredJob) => {
    for (const look of waiting.get(job.id) ?? []) look();
  };
  const { journal, jobs: kept } = store;
  const advance = createAdvance({ router, journal, storeVideo: videos.storeVideo, ...polling, clock });
  let worker: JobWorker | undefined;
  let isClosed = false;
  const start = () => {
    if (work === false || isClosed) return;
    worker ??= startJobWorker({ jobs: kept, advance, leaseMs, ...work, onChange: told, onError, clock });
  };
  const timer = setTimeout(start, startMs);
  const onChange = (stored: StoredJob) => {
    start();
    worker?.wake();
    told(stored);
  };
  const jobs = createJobs({ router, journal, store: kept, isStored: true, onChange, limitOf: budget, clock });
  const mayRead = inputs === undefined ? undefined : within(inputs);

  async function jobOf(id: string): Promise<VideoJob> {
    const { job } = await jobs.get(id);
    if (job.owner !== owner) throw new VideoError('not-found', `There is no job "${id}".`);
    return job;
  }

  /** Until the job changes here, or it is time to look whether it did elsewhere. */
  const pause = (id: string, milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const looks = waiting.get(id) ?? new Set();
      waiting.set(id, looks);
      const look = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', look);
        looks.delete(look);
        if (looks.size === 0) waiting.delete(id);
        resolve();
      };
      const timer = setTimeout(look, milliseconds);
      signal.addEventListener('abort', look, { once: true });
      looks.add(look);
    });

  return {
    settings,
    jobs,
    jobOf,
    onError,
    readRequest: (json) => requestFromJson(json, mayRead),
    linkOf,
    async wait(id, isOver, { seconds, signal, onLook }) {
      // A client's patience is real, whatever clock the jobs go by.
      start();
      const from = performance.now();
      for (;;) {
        const job = await jobOf(id);
        const passed = performance.now() - from;
        if (isOver(job) || passed >= seconds * 1_000) return job;
        // Nobody reads the answer any more.
        if (signal.aborted) return job;
        await onLook?.(job, passed / 1_000);
        await pause(id, Math.min(lookMs, seconds * 1_000 - passed), signal);
      }
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await worker?.stop();
    },
  };
}

function fileLinks({ videos: { pathOf } }: McpServerSettings): Host['linkOf'] {
  if (pathOf === undefined) throw new TypeError('linkOf is needed: these videos lie in no folder.');
  return (file) => pathToFileURL(pathOf(file)).href;
}

/** Whether a file lies in a folder, links followed. */
function within(folder: string | URL): (file: URL) => boolean {
  const root = realpathSync(resolve(typeof folder === 'string' ? folder : fileURLToPath(folder)));
  return (file) => {
    try {
      return realpathSync(fileURLToPath(file)).startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
    } catch {
      return false;
    }
  };
}
