import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import type { Run } from '../../api.ts';
import { useAnnouncement } from '../announcements.tsx';
import { usePage, usePageAddress } from '../address/page-address.ts';
import { hrefOf } from '../address/place.ts';
import { Boundary } from '../boundary.tsx';
import { refusalWords } from '../error-words.ts';
import { useMessages } from '../language.tsx';
import { fetchComparison } from '../server.ts';
import { useRuns } from './runs-feed.ts';
import { comparisonKey, withKept } from './runs-stream.ts';

const Board = lazy(async () => ({ default: (await import('./board.tsx')).Board }));
const Earlier = lazy(async () => ({ default: (await import('./board.tsx')).Earlier }));
const TaskById = lazy(async () => ({ default: (await import('./task-by-id.tsx')).TaskById }));

interface StageProps {
  /** What stands here before there is anything to look at. */
  readonly empty: ReactNode;
  /** Sends a run's request once more to its model, in its comparison. */
  readonly onRetry: (run: Run) => void;
}

/** The comparison that the address names, or several with `+` between them; else the newest. */
export function Stage({ empty, onRetry }: StageProps) {
  const messages = useMessages();
  const address = usePageAddress();
  const named = usePage(({ comparison }) => comparison);
  const connected = useRuns((state) => state.connected);
  useAnnouncement(connected ? undefined : messages.connectionLost);
  const newest = useRuns(({ comparisons }) => [...comparisons.keys()].at(-1));
  /** What shows comparisons is loaded when there is one. */
  const isAny = newest !== undefined;
  const [lookUp, setLookUp] = useState<Pick<Run, 'provider' | 'api'>>();
  const [isOpen, setIsOpen] = useState(false);
  const ids = (named ?? newest ?? '').split('+').filter((id) => id !== '');
  const { runs, gone, error } = useComparisons(ids);
  const section = useRef<HTMLElement>(null);
  const bringIntoSight = () => section.current?.scrollIntoView({ block: 'start' });
  /** The stream may tell of a comparison, and the stage show it, before the address names it. */
  const shown = runs.length > 0 ? named : undefined;
  useEffect(() => {
    if (shown !== undefined) bringIntoSight();
  }, [shown]);
  const goTo = ({ comparison }: Pick<Run, 'comparison'>) => {
    if (comparison === named) bringIntoSight();
    else address.set({ comparison });
  };
  return (
    <section ref={section} className="stage-parts" aria-label={messages.runs}>
      {!connected && (
        <p className="notice" data-tone="bad">
          {messages.connectionLost}
        </p>
      )}
      {(gone > 0 || error !== null) && (
        <p className="notice" role="alert">
          {error === null ? messages.comparisonGone(gone, ids.length) : refusalWords(error, messages)}{' '}
          <a href={hrefOf('history')}>{messages.views.history.link}</a>
        </p>
      )}
      {ids.length === 0 && empty}
      <Boundary>
        <Suspense fallback={<span className="spinner" role="progressbar" aria-label={messages.loading} />}>
          {runs.length > 0 && (
            <Board
              key={ids.join('+')}
              runs={runs}
              onRetry={onRetry}
              onShown={() => {
                if (named !== undefined) bringIntoSight();
              }}
              onLookUp={(run) => {
                setLookUp(run);
                setIsOpen(true);
              }}
              onFollowed={goTo}
            />
          )}
          {isAny && <Earlier shown={ids} />}
        </Suspense>
      </Boundary>
      <details className="fold" open={isOpen} onToggle={({ currentTarget: { open } }) => setIsOpen(open)}>
        <summary>{messages.taskById.title}</summary>
        {isOpen && (
          <Boundary>
            <Suspense>
              <TaskById key={`${lookUp?.provider} ${lookUp?.api}`} initially={lookUp} onFollowed={goTo} />
            </Suspense>
          </Boundary>
        )}
      </details>
    </section>
  );
}

const none: readonly Run[] = [];

/** Of the stream, as they stand; it begins with the newest, so that each comparison is asked for as a whole, too. */
function useComparisons(ids: readonly string[]) {
  const known = useRuns((state) => state.known);
  const comparisons = useRuns((state) => state.comparisons);
  const { data: kept, error } = useQuery({
    queryKey: [comparisonKey, ...ids],
    queryFn: () => Promise.all(ids.map(fetchComparison)),
    enabled: known && ids.length > 0,
  });
  const found = ids.map((id, index) => withKept(comparisons.get(id), kept?.[index]));
  const runs = found.length === 1 ? (found[0] ?? none) : found.flat();
  return {
    runs,
    /** How many of them are kept no more. */
    gone: found.filter((one, index) => one.length === 0 && kept?.[index] !== undefined).length,
    error,
  };
}
