import { followJobs, type JobNews, type JobView, type ServerSettings } from '@vid/core/remote';
import { shareStream } from './share-stream.ts';

/** The caller's jobs as the page knows them. */
export interface JobsNow {
  /** All of the caller's, newest first. */
  readonly jobs: readonly JobView[];
  /** Whether the server tells of changes just now. */
  readonly isConnected: boolean;
}

/** The caller's jobs at a server as they are, for whoever listens. */
export interface JobFeed {
  /** Connected while somebody listens. */
  subscribe(listener: () => void): () => void;
  /** The same object until something changes. */
  read(): JobsNow;
}

type FeedNews =
  | JobNews
  | { readonly kind: 'connection'; readonly isConnected: boolean }
  | {
      readonly kind: 'all';
      readonly jobs: readonly JobView[];
      readonly deleted: readonly string[];
      readonly isConnected: boolean;
    };

export const noJobs: JobsNow = { jobs: [], isConnected: false };

const newestFirst = (a: JobView, b: JobView) =>
  a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? 1 : -1;

/** `scope`: tabs of one scope share a stream. */
export function createJobFeed(url: string, settings: ServerSettings, scope: string): JobFeed {
  const byId = new Map<string, JobView>();
  /** For good: an id is not taken again. */
  const deleted = new Set<string>();
  const listeners = new Set<() => void>();
  let isConnected = false;
  let now = noJobs;
  let shown: ReturnType<typeof setTimeout> | undefined;
  let leave: (() => void) | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const put = (job: JobView) => {
    const known = byId.get(job.id);
    if (deleted.has(job.id) || (known !== undefined && known.revision > job.revision)) return;
    byId.set(job.id, job);
  };
  const remove = (id: string) => {
    deleted.add(id);
    byId.delete(id);
  };
  /** Many changes may come at once. */
  const show = () => {
    shown ??= setTimeout(() => {
      shown = undefined;
      now = { jobs: [...byId.values()].toSorted(newestFirst), isConnected };
      for (const listener of listeners) listener();
    }, 0);
  };
  const tell = (news: FeedNews) => {
    switch (news.kind) {
      case 'job':
        put(news.job);
        break;
      case 'deleted':
        remove(news.id);
        break;
      case 'connection':
        ({ isConnected } = news);
        break;
      case 'all':
        for (const id of news.deleted) remove(id);
        for (const job of news.jobs) put(job);
        ({ isConnected } = news);
        break;
    }
    show();
  };
  const open = (told: (news: FeedNews) => void): (() => void) => {
    const stop = new AbortController();
    let after = 0;
    for (const { revision } of byId.values()) after = Math.max(after, revision);
    const onConnection = (connected: boolean) => told({ kind: 'connection', isConnected: connected });
    const follow = async () => {
      const news = followJobs(url, { ...settings, after, signal: stop.signal, onConnection });
      for await (const one of news) told(one);
    };
    follow().catch(() => onConnection(false));
    return () => stop.abort();
  };
  const summary = (): FeedNews => ({
    kind: 'all',
    jobs: [...byId.values()],
    deleted: [...deleted],
    isConnected,
  });

  return {
    read: () => now,
    subscribe(listener) {
      listeners.add(listener);
      clearTimeout(leaving);
      leave ??= shareStream(`vid ${scope}`, { open, tell, summary });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        // A component that is mounted again at once, as in StrictMode, keeps the stream.
        clearTimeout(leaving);
        leaving = setTimeout(() => {
          leave?.();
          leave = undefined;
        }, 0);
      };
    },
  };
}
