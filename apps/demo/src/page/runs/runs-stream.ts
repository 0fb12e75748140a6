import type { Run } from '../../api.ts';

export interface RunsNow {
  /** In the order in which they were started. */
  readonly runs: readonly Run[];
  readonly connected: boolean;
}

/** What a stream tells, in the order in which the server does. */
export type RunsNews =
  | { readonly kind: 'all'; readonly runs: readonly Run[] }
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost' };

export type TellRuns = (news: RunsNews) => void;

/** After an answer that is no stream, the browser does not try again by itself. */
const againMs = 2_000;

const put = (runs: readonly Run[], changed: Run): readonly Run[] =>
  runs.some(({ id }) => id === changed.id)
    ? runs.map((run) => (run.id === changed.id ? changed : run))
    : [...runs, changed];

export function withNews({ runs }: RunsNow, news: RunsNews): RunsNow {
  switch (news.kind) {
    case 'all':
      return { runs: news.runs, connected: true };
    case 'run':
      return { runs: put(runs, news.run), connected: true };
    case 'delete':
      return { runs: runs.filter(({ id }) => id !== news.id), connected: true };
    case 'connected':
      return { runs, connected: true };
    case 'lost':
      return { runs, connected: false };
  }
}

/** What every question about a whole comparison begins with. */
export const comparisonKey = 'comparison';

/** What questions begin with whose answers may be others after these news; `all` stands for whatever happened while nobody listened. */
export function outdatedBy(news: RunsNews): readonly string[] {
  const isAll = news.kind === 'all';
  return [
    // What a run costs is reserved, spent or given back.
    ...(isAll || (news.kind === 'run' && news.run.real) ? ['limit'] : []),
    ...(isAll || news.kind === 'delete' ? [comparisonKey] : []),
  ];
}

/** A comparison as the stream tells it, with those of its runs that only the server's history has. Of the same the same array. */
export function withKept(told: readonly Run[] = [], kept: readonly Run[] = []): readonly Run[] {
  const now = new Map([...kept, ...told].map((run) => [run.id, run]));
  if (now.size === told.length) return told;
  return told.length === 0 ? kept : [...now.values()];
}

/** One connection to the server until the returned function is called; the browser reconnects and gets what it missed. */
export function openRunsStream(tell: TellRuns): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource('/api/runs/events');
    source.addEventListener('all', ({ data }) => tell({ kind: 'all', runs: JSON.parse(data) }));
    source.addEventListener('run', ({ data }) => tell({ kind: 'run', run: JSON.parse(data) }));
    source.addEventListener('delete', ({ data }) => {
      const { id }: Pick<Run, 'id'> = JSON.parse(data);
      tell({ kind: 'delete', id });
    });
    source.addEventListener('open', () => tell({ kind: 'connected' }));
    source.addEventListener('error', () => {
      tell({ kind: 'lost' });
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, againMs);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
