import './history.css';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAnnouncement } from '../announcements.tsx';
import { compareHref } from '../address/place.ts';
import { errorWords } from '../error-words.ts';
import { useKept } from '../kept.ts';
import { useStageMessages } from '../messages/stage.ts';
import { againOf, useCompose } from '../runs/again.ts';
import { Ranking } from '../runs/blind.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { ComparisonRow } from './comparison-row.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { type Comparison, type Filter, kinds, useHistory } from './use-history.ts';

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
  const again = useMutation({
    mutationFn: ({ runs }: Comparison) => againOf(runs),
    onSuccess: compose,
  });
  const chosen = comparisons?.filter(({ id }) => selected.includes(id)) ?? [];
  const shownError = error ?? again.error;
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
          <strong>{error === null ? stage.againFailed : messages.loadFailed}</strong>{' '}
          {errorWords(shownError, messages)}
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
          <button type="button" className="button" data-small onClick={() => setRemoving(chosen)}>
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
            onDelete={() => setRemoving([comparison])}
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
