import './history.css';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAnnouncement } from '../announcements.tsx';
import type { Run } from '../../api.ts';
import { compareHref } from '../address/place.ts';
import { refusalWords } from '../error-words.ts';
import { type Kept, useKept } from '../kept.ts';
import { useStageMessages } from '../messages/stage.ts';
import { againOf, useCompose } from '../runs/again.ts';
import { Ranking } from '../runs/blind.tsx';
import { hasFailed } from '../runs/run-facts.ts';
import { fetchComparison, fetchRuns } from '../server.ts';
import { Segmented } from '../ui/segmented.tsx';
import { type Comparison, ComparisonRow, DeleteDialog, historyKey } from './comparison-row.tsx';

const pageSize = 60;
const whileSomethingGoesOnMs = 2_000;

const kinds = ['all', 'simulated', 'real'] as const;

interface Filter {
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
function useHistory(search: string, filter: Filter, kept: Kept) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [historyKey, search],
    queryFn: ({ pageParam }) => fetchRuns(pageSize, { search }, pageParam),
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

/** Every comparison that the server keeps. */
export function HistoryView() {
  const messages = useStageMessages();
  const { stage } = messages;
  const kept = useKept((now) => now);
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 250);
  const [filter, setFilter] = useState<Filter>({ kind: 'all', onlyFavourites: false, onlyFailed: false });
  const { comparisons, error, hasMore, loadingMore, loadMore } = useHistory(settled, filter, kept);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [removing, setRemoving] = useState<readonly Comparison[]>([]);
  const count = useRef<HTMLParagraphElement>(null);
  const compose = useCompose();
  // What is found may be a part of it.
  const again = useMutation({
    mutationFn: async ({ id }: Comparison) => againOf(await fetchComparison(id)),
    onSuccess: (asked) => compose(asked),
  });
  const remove = useMutation({
    mutationFn: (found: readonly Comparison[]) =>
      Promise.all(found.map(async ({ id }) => ({ id, runs: await fetchComparison(id) }))),
    onSuccess: setRemoving,
  });
  const chosen = comparisons?.filter(({ id }) => selected.includes(id)) ?? [];
  const shownError = error ?? remove.error ?? again.error;
  const isFiltered = settled !== '' || filter.kind !== 'all' || filter.onlyFavourites || filter.onlyFailed;
  const told =
    comparisons !== undefined && comparisons.length > 0
      ? stage.shown(comparisons.length, hasMore)
      : isFiltered
        ? stage.nothingFound
        : stage.nothing;
  useAnnouncement(comparisons && told);
  return (
    <div className="history">
      <div className="row history-filter">
        <input
          type="search"
          className="input fill"
          aria-label={stage.search}
          placeholder={stage.search}
          value={search}
          onChange={({ currentTarget: { value } }) => setSearch(value)}
        />
        <Segmented
          label={stage.kind}
          options={kinds.map((value) => ({ value, label: stage.kinds[value] }))}
          value={filter.kind}
          onChange={(kind) => setFilter({ ...filter, kind })}
        />
        {(['onlyFavourites', 'onlyFailed'] as const).map((name) => (
          <label key={name} className="check">
            <input
              type="checkbox"
              checked={filter[name]}
              onChange={({ currentTarget: { checked } }) => setFilter({ ...filter, [name]: checked })}
            />
            {stage[name]}
          </label>
        ))}
      </div>
      {shownError !== null && (
        <p className="notice" data-tone="bad" role="alert">
          <strong>{shownError === again.error ? stage.againFailed : messages.loadFailed}</strong>{' '}
          {refusalWords(shownError, messages)}
        </p>
      )}
      {comparisons === undefined && error === null && (
        <span className="spinner" role="progressbar" aria-label={messages.loading} />
      )}
      {comparisons !== undefined && (
        <p ref={count} tabIndex={-1} className="hint history-count">
          {told}
        </p>
      )}
      {chosen.length > 0 && (
        <div className="row selection" role="group" aria-label={stage.selected(chosen.length)}>
          <strong>{stage.selected(chosen.length)}</strong>
          <a className="button" data-small href={compareHref(chosen.map(({ id }) => id).join('+'))}>
            {stage.openTogether}
          </a>
          <button type="button" className="button" data-small onClick={() => remove.mutate(chosen)}>
            {stage.delete}
          </button>
          <button
            type="button"
            className="button"
            data-kind="quiet"
            data-small
            onClick={() => setSelected([])}
          >
            {stage.unselect}
          </button>
        </div>
      )}
      <ul className="comparisons">
        {comparisons?.map((comparison) => (
          <ComparisonRow
            key={comparison.id}
            comparison={comparison}
            isSelected={selected.includes(comparison.id)}
            onSelect={(is) =>
              setSelected(is ? [...selected, comparison.id] : selected.filter((id) => id !== comparison.id))
            }
            onAgain={() => again.mutate(comparison)}
            onDelete={() => remove.mutate([comparison])}
          />
        ))}
      </ul>
      {hasMore && (
        <button type="button" className="button" disabled={loadingMore} onClick={loadMore}>
          {stage.older}
        </button>
      )}
      <Ranking />
      <DeleteDialog
        comparisons={removing}
        onClose={() => setRemoving([])}
        onDeleted={() => {
          // The dialog gives the focus back as it closes, to a button that is gone.
          flushSync(() => {
            setRemoving([]);
            setSelected([]);
          });
          count.current?.focus();
        }}
      />
    </div>
  );
}
