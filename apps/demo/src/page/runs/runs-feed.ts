import type { Run } from '../../api.ts';
import { connectRuns } from './connect-runs.ts';
import { type RunsNews, type RunsNow, withNews } from './runs-stream.ts';

interface RunsState extends RunsNow {
  /** As they were when last none of them went on. */
  readonly atRest: readonly Run[];
}

export interface RunsFeed {
  /** Connected while somebody listens; a listener hears of changes once a frame. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => RunsState;
}

/** Every run as the server tells it. */
export function createRunsFeed(onRun: (run: Run) => void): RunsFeed {
  let shown: RunsState = { runs: [], atRest: [], connected: true };
  let next = shown;
  let frame: number | undefined;
  const listeners = new Set<() => void>();
  const show = () => {
    frame = undefined;
    const { runs, connected } = next;
    const rests = runs.every(({ endedAt }) => endedAt !== undefined);
    shown = { runs, connected, atRest: rests ? runs : shown.atRest };
    for (const listener of listeners) listener();
  };
  const onNews = (news: RunsNews) => {
    next = { ...next, ...withNews(next, news) };
    frame ??= requestAnimationFrame(show);
    if (news.kind === 'run') onRun(news.run);
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
