import * as z from 'zod/mini';
import type { Run } from '../../api.ts';

interface RunsState {
  /** In the order in which they were started. */
  readonly runs: readonly Run[];
  /** As they were when last none of them went on. */
  readonly atRest: readonly Run[];
  readonly connected: boolean;
}

export interface RunsFeed {
  /** Connected while somebody listens; a listener hears of changes once a frame. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => RunsState;
}

const deleted = z.object({ id: z.string() });
/** After an answer that is no stream, the browser does not try again by itself. */
const againMs = 2_000;

const put = (runs: readonly Run[], changed: Run): readonly Run[] =>
  runs.some(({ id }) => id === changed.id)
    ? runs.map((run) => (run.id === changed.id ? changed : run))
    : [...runs, changed];

/** Every run as the server tells it; the browser reconnects by itself and gets what it missed. */
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
  const update = (connected: boolean, runs = next.runs) => {
    next = { ...next, runs, connected };
    frame ??= requestAnimationFrame(show);
  };

  const connect = (): (() => void) => {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource('/api/runs/events');
      source.addEventListener('all', ({ data }) => update(true, JSON.parse(data)));
      source.addEventListener('run', ({ data }) => {
        const run: Run = JSON.parse(data);
        update(true, put(next.runs, run));
        onRun(run);
      });
      source.addEventListener('delete', ({ data }) => {
        const { id } = z.parse(deleted, JSON.parse(data));
        update(
          true,
          next.runs.filter((run) => run.id !== id),
        );
      });
      source.addEventListener('open', () => update(true));
      source.addEventListener('error', () => {
        update(false);
        if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, againMs);
      });
    };
    open();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  };

  let disconnect: (() => void) | undefined;
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      disconnect ??= connect();
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
