import { useInfiniteQuery } from '@tanstack/react-query';
import { fetchRuns } from '../server.ts';

const pageSize = 24;
const whileSomethingGoesOnMs = 2_000;

/** What every question about kept runs begins with. */
export const historyKey = 'history';

/** Kept runs, page by page; asked again while a run on them goes on. */
export function useHistory(search: string) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [historyKey, 'pages', search],
    queryFn: ({ pageParam }) => fetchRuns(pageSize, search, pageParam),
    initialPageParam: undefined,
    getNextPageParam: ({ next }: { readonly next?: number }): number | undefined => next,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ runs }) => runs.some(({ endedAt }) => endedAt === undefined)) === true
        ? whileSomethingGoesOnMs
        : false,
  });
  return {
    runs: data?.pages.flatMap(({ runs }) => runs),
    error,
    hasMore: hasNextPage,
    loadingMore: isFetchingNextPage,
    loadMore: () => void fetchNextPage(),
  };
}
