import { type ReactNode, useSyncExternalStore } from 'react';
import { usePage } from '../address/page-address.ts';
import type { RunsFeed } from './runs-feed.ts';
import { RunsPanel } from './runs-panel.tsx';

interface StageProps {
  readonly feed: RunsFeed;
  /** What to start from, where there is nothing yet. */
  readonly empty: ReactNode;
}

/** The comparison that the address names, or the newest. */
export function Stage({ feed, empty }: StageProps) {
  const comparison = usePage((state) => state.comparison);
  const isEmpty = useSyncExternalStore(feed.subscribe, () => feed.read().runs.length === 0);
  return (
    <>
      <RunsPanel feed={feed} started={comparison} />
      {isEmpty && empty}
    </>
  );
}
