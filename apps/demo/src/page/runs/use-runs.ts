import { useEffect, useState } from 'react';
import * as z from 'zod/mini';
import type { Run } from '../../api.ts';

interface RunsFeed {
  /** In the order in which they were started. */
  readonly runs: readonly Run[];
  readonly connected: boolean;
}

const deleted = z.object({ id: z.string() });

const put = (runs: readonly Run[], changed: Run): readonly Run[] =>
  runs.some(({ id }) => id === changed.id)
    ? runs.map((run) => (run.id === changed.id ? changed : run))
    : [...runs, changed];

/** Every run as the server tells it; the browser reconnects by itself and gets what it missed. */
export function useRuns(): RunsFeed {
  const [feed, setFeed] = useState<RunsFeed>({ runs: [], connected: true });
  useEffect(() => {
    const source = new EventSource('/api/runs/events');
    source.addEventListener('all', ({ data }) => setFeed({ runs: JSON.parse(data), connected: true }));
    source.addEventListener('change', ({ data }) =>
      setFeed(({ runs }) => ({ runs: put(runs, JSON.parse(data)), connected: true })),
    );
    source.addEventListener('delete', ({ data }) => {
      const { id } = z.parse(deleted, JSON.parse(data));
      setFeed(({ runs }) => ({ runs: runs.filter((run) => run.id !== id), connected: true }));
    });
    source.addEventListener('open', () => setFeed(({ runs }) => ({ runs, connected: true })));
    source.addEventListener('error', () => setFeed(({ runs }) => ({ runs, connected: false })));
    return () => source.close();
  }, []);
  return feed;
}
