import { useInfiniteQuery } from '@tanstack/react-query';
import type { Run } from '../../api.ts';
import type { Kept } from '../kept.ts';
import { hasFailed } from '../runs/run-facts.ts';
import { fetchRuns } from '../server.ts';

const pageSize = 60;
const whileSomethingGoesOnMs = 2_000;

/** What every question about kept runs begins with. */
export const historyKey = 'history';

export interface Comparison {
  readonly id: string;
  /** In the order in which they were started. */
  readonly runs: readonly Run[];
}

export const kinds = ['all', 'simulated', 'real'] as const;

export interface Filter {
  readonly kind: (typeof kinds)[number];
  readonly onlyFavourites: boolean;
  readonly onlyFailed: boolean;
}

/** The newest first. The last of a page that is not the last may go on there, so it is left out. */
function comparisonsOf(runs: readonly Run[], hasMore: boolean): readonly Comparison[] {
  const groups = [...Map.groupBy(runs, ({ comparison }) => comparison)];
  const whole = hasMore && groups.length > 1 ? groups.slice(0, -1) : groups;
  return whole.map(([id, own]) => ({ id, runs: own.toReversed() }));
}

const fits = ({ id, runs }: Comparison, { kind, onlyFavourites, onlyFailed }: Filter, kept: Kept): boolean =>
  (kind === 'all' || runs.some(({ real }) => real === (kind === 'real'))) &&
  (!onlyFavourites || kept.favourites.includes(id)) &&
  (!onlyFailed || runs.some(hasFailed));

/** Kept comparisons, page by page; asked again while a run of them goes on. */
export function useHistory(search: string, filter: Filter, kept: Kept) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [historyKey, search],
    queryFn: ({ pageParam }) => fetchRuns(pageSize, search, pageParam),
    initialPageParam: undefined,
    getNextPageParam: ({ next }: { readonly next?: number }): number | undefined => next,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ runs }) => runs.some(({ endedAt }) => endedAt === undefined)) === true
        ? whileSomethingGoesOnMs
        : false,
  });
  const all =
    data &&
    comparisonsOf(
      data.pages.flatMap(({ runs }) => runs),
      hasNextPage,
    );
  return {
    comparisons: all?.filter((one) => fits(one, filter, kept)),
    error,
    hasMore: hasNextPage,
    loadingMore: isFetchingNextPage,
    loadMore: () => void fetchNextPage(),
  };
}
