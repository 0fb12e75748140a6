import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import * as z from 'zod/mini';
import type { Run } from '../../api.ts';

interface RunsFeed {
  /** In the order in which they were started. */
  readonly runs: readonly Run[];
  readonly connected: boolean;
}

const deleted = z.object({ id: z.string() });
/** After an answer that is no stream, the browser does not try again by itself. */
const againMs = 2_000;

const put = (runs: readonly Run[], changed: Run): readonly Run[] =>
  runs.some(({ id }) => id === changed.id)
    ? runs.map((run) => (run.id === changed.id ? changed : run))
    : [...runs, changed];

/** Every run as the server tells it; the browser reconnects by itself and gets what it missed. */
export function useRuns(): RunsFeed {
  const queries = useQueryClient();
  const [feed, setFeed] = useState<RunsFeed>({ runs: [], connected: true });
  useEffect(() => {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = (change: (runs: readonly Run[]) => readonly Run[]) =>
      setFeed(({ runs }) => ({ runs: change(runs), connected: true }));
    const open = () => {
      source = new EventSource('/api/runs/events');
      source.addEventListener('all', ({ data }) => update(() => JSON.parse(data)));
      source.addEventListener('change', ({ data }) => {
        const run: Run = JSON.parse(data);
        update((runs) => put(runs, run));
        // What it costs is reserved, spent or given back.
        if (run.real) void queries.invalidateQueries({ queryKey: ['limit'] });
      });
      source.addEventListener('delete', ({ data }) => {
        const { id } = z.parse(deleted, JSON.parse(data));
        update((runs) => runs.filter((run) => run.id !== id));
      });
      source.addEventListener('open', () => update((runs) => runs));
      source.addEventListener('error', () => {
        setFeed(({ runs }) => ({ runs, connected: false }));
        if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, againMs);
      });
    };
    open();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [queries]);
  return feed;
}
