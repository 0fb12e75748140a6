import { createContext, use, useSyncExternalStore } from 'react';
import type { Run } from '../../api.ts';
import { inNextFrame } from './frame.ts';
import { openRunsStream, type RunsNews, type RunsNow, type TellRuns, withNews } from './runs-stream.ts';
import type { WorkerNews } from './runs-worker.ts';

interface RunsState extends RunsNow {
  /** Whether the server has told anything yet. */
  readonly known: boolean;
  /** As they were when last none of them went on. */
  readonly atRest: readonly Run[];
  /** Runs that were started together, by their comparison, the latest last. What did not change is the same array. */
  readonly comparisons: ReadonlyMap<string, readonly Run[]>;
}

export interface RunsFeed {
  /** Connected while somebody listens; a listener hears of changes once a frame. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => RunsState;
}

const none: RunsState = { known: false, runs: [], atRest: [], comparisons: new Map(), connected: true };

function grouped(runs: readonly Run[], before: RunsState['comparisons']): RunsState['comparisons'] {
  const groups = [...Map.groupBy(runs, ({ comparison }) => comparison)];
  return new Map(
    groups.map(([id, now]) => {
      const known = before.get(id);
      const isSame = known?.length === now.length && now.every((run, index) => run === known[index]);
      return [id, isSame ? known : now];
    }),
  );
}

/** Every run as the server tells it; `onTold` hears each of the news at once. */
export function createRunsFeed(onTold: (news: RunsNews) => void): RunsFeed {
  let shown = none;
  let next: RunsNow = none;
  let known = false;
  const listeners = new Set<() => void>();
  const show = () => {
    const { runs, connected } = next;
    const rests = runs.every(({ endedAt }) => endedAt !== undefined);
    const comparisons = runs === shown.runs ? shown.comparisons : grouped(runs, shown.comparisons);
    shown = { known, runs, connected, comparisons, atRest: rests ? runs : shown.atRest };
    for (const listener of listeners) listener();
  };
  const onNews = (news: RunsNews) => {
    next = withNews(next, news);
    known ||= news.kind === 'all';
    inNextFrame(show);
    onTold(news);
  };

  let disconnect: (() => void) | undefined;
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      disconnect ??= connectRuns(onNews);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        disconnect?.();
        disconnect = undefined;
      };
    },
    read: () => shown,
  };
}

export const RunsContext = createContext<RunsFeed>({ subscribe: () => () => undefined, read: () => none });

/** What is selected must be the same while it did not change. */
export function useRuns<Selected>(select: (state: RunsState) => Selected): Selected {
  const { subscribe, read } = use(RunsContext);
  return useSyncExternalStore(subscribe, () => select(read()));
}

/**
 * The stream that this browser's tabs share: it opens six connections to one server at most, and a stream holds one. A
 * browser without shared workers or locks, or whose worker does not load, opens a stream for each tab.
 */
function connectRuns(tell: TellRuns): () => void {
  const canShare = typeof SharedWorker !== 'undefined' && 'locks' in navigator;
  let leave: () => void;
  const open = () => {
    leave = openRunsStream(tell);
  };
  const join = () => {
    leave = joinWorker(tell, open, join);
  };
  const connect = canShare ? join : open;
  connect();
  // The browser may keep the page and show it again, or end it without another word.
  const gone = new AbortController();
  const { signal } = gone;
  addEventListener('pagehide', () => leave(), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && connect(), { signal });
  return () => {
    gone.abort();
    leave();
  };
}

/** `onFailure`: it does not load. `onEnd`: it was ended, as by the crash of a process. Neither after leaving. */
function joinWorker(tell: TellRuns, onFailure: () => void, onEnd: () => void): () => void {
  const worker = new SharedWorker(new URL('runs-worker.ts', import.meta.url), { type: 'module' });
  const { port } = worker;
  const left = new AbortController();
  const { signal } = left;
  const leave = () => {
    if (signal.aborted) return;
    left.abort();
    port.postMessage('leave');
    port.close();
  };
  const leaveFor = (next: () => void) => {
    leave();
    next();
  };
  worker.addEventListener('error', () => leaveFor(onFailure), { signal });
  const onNews = ({ data: news }: MessageEvent<WorkerNews>) => {
    if (news.kind !== 'alive') return tell(news);
    navigator.locks.request(news.lock, { signal }, () => leaveFor(onEnd)).catch(() => undefined);
  };
  port.addEventListener('message', onNews, { signal });
  port.start();
  return leave;
}
