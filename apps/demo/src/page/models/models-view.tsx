import { useDebouncedCallback, useMediaQuery, useWindowEvent } from '@mantine/hooks';
import type { ModelCapabilities } from '@vid/core';
import { use, useDeferredValue, useMemo, useState } from 'react';
import { useAnnouncement } from '../announcements.tsx';
import { usePageAddress } from '../address/page-address.ts';
import { apiName } from '../api-name.ts';
import { useModelMessages } from '../messages/models.ts';
import { SetupContext, useProviderName } from '../setup.ts';
import { answer } from './answer.ts';
import { CellDetails, type CellRef } from './cell-details.tsx';
import { CompareModels, ModelPlace } from './feature-table.tsx';
import { keyOf } from './lines.ts';
import { ModelList, ModelTable } from './model-table.tsx';
import { NeedBar } from './need-bar.tsx';
import { readNeeds } from './needs.ts';
import { isSorting, sorted, type Sorting } from './order.ts';
import './models.css';

/** What of the view stands in its address. */
function readQuery(query: URLSearchParams) {
  const sort = query.get('sort');
  return {
    text: query.get('needs') ?? '',
    sorting: isSorting(sort) ? sort : undefined,
    picked: (query.get('compare') ?? '').split(',').filter((key) => key !== ''),
    isComparing: query.get('side') === '1',
  };
}
type Shown = ReturnType<typeof readQuery>;

function queryOf({ text, sorting, picked, isComparing }: Shown): URLSearchParams {
  return new URLSearchParams({
    ...(text !== '' && { needs: text }),
    ...(sorting !== undefined && { sort: sorting }),
    ...(picked.length > 0 && { compare: picked.join(',') }),
    ...(isComparing && { side: '1' }),
  });
}

/** What every model of every api can do, or who meets the needs and why the others do not; some of them side by side. */
export function ModelsView({ query }: { readonly query: URLSearchParams }) {
  const messages = useModelMessages();
  const { matrix } = messages;
  const { everything } = use(SetupContext);
  const page = usePageAddress();
  const [shown, setShown] = useState(() => readQuery(query));
  const [cell, setCell] = useState<CellRef>();
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  const remember = useDebouncedCallback((next: Shown) => {
    if (page.read().view === 'models') page.set({ query: queryOf(next) }, 'needs');
  }, 300);
  useWindowEvent('hashchange', () => setShown(readQuery(page.read().query)));
  const change = (next: Partial<Shown>) => {
    const now = { ...shown, ...next };
    setShown(now);
    if (next.text === undefined) page.set({ query: queryOf(now) });
    else remember(now);
  };
  const { needs, unknown, able, unable } = useFound(useDeferredValue(shown.text));
  const models = useMemo(
    () => sorted(able, shown.sorting, matrix.firstCurrency),
    [able, shown.sorting, matrix],
  );
  const count =
    shown.text === '' ? matrix.all(able.length) : matrix.can(able.length, everything.models.length);
  useAnnouncement(count);
  const picked = new Set(shown.picked);
  const compared = everything.models.filter((entry) => picked.has(keyOf(entry)));
  const onPick = (key: string, on: boolean) =>
    change({ picked: on ? [...shown.picked, key] : shown.picked.filter((one) => one !== key) });
  if (shown.isComparing && compared.length > 1)
    return (
      <CompareModels
        models={compared}
        onDrop={(key) => onPick(key, false)}
        onClose={() => change({ isComparing: false })}
      />
    );
  const table = { models, picked, onPick, onOpen: setCell };
  return (
    <div className="stack">
      <NeedBar text={shown.text} needs={needs} onChange={(text) => change({ text })} />
      {unknown.length > 0 && (
        <p className="notice" data-tone="bad">
          {matrix.notUnderstood(unknown.join(messages.comma))}
        </p>
      )}
      <div className="row">
        <b className="fill">{count}</b>
        {!isWide && <SortSelect sorting={shown.sorting} onSort={(sorting) => change({ sorting })} />}
      </div>
      {able.length > 0 && !isWide && <ModelList {...table} />}
      {able.length > 0 && isWide && (
        <ModelTable {...table} sorting={shown.sorting} onSort={(sorting) => change({ sorting })} />
      )}
      {able.some(isClaimed) && <p className="hint">† {matrix.claimedMark}</p>}
      {unable.length > 0 && <CannotList unable={unable} />}
      {compared.length > 0 && (
        <div className="picked-bar">
          <span className="fill">{matrix.picked(compared.length)}</span>
          <button type="button" className="button" data-kind="quiet" onClick={() => change({ picked: [] })}>
            {messages.clearShort}
          </button>
          <button
            type="button"
            className="button"
            data-kind="primary"
            disabled={compared.length < 2}
            onClick={() => change({ isComparing: true })}
          >
            {matrix.compare(compared.length)}
          </button>
        </div>
      )}
      <CellDetails cell={cell} onClose={() => setCell(undefined)} />
    </div>
  );
}

/** Who meets what is typed: needs, and names of models, services and apis. */
function useFound(text: string) {
  const messages = useModelMessages();
  const { everything } = use(SetupContext);
  const nameOf = useProviderName();
  return useMemo(() => {
    const { needs, unknown } = readNeeds(text);
    const called = ({ provider, model, api }: ModelCapabilities, word: string) =>
      [provider, model, nameOf(provider), apiName(messages, api)].some((name) =>
        name.toLowerCase().includes(word.toLowerCase()),
      );
    const names = unknown.filter((word) => everything.models.some((entry) => called(entry, word)));
    const answers = everything.models
      .filter((entry) => names.every((word) => called(entry, word)))
      .map((entry) => ({ entry, result: answer(entry, needs, messages) }));
    return {
      needs,
      unknown: unknown.filter((word) => !names.includes(word)),
      able: answers.flatMap(({ entry, result }) => (result.can ? [entry] : [])),
      unable: answers.flatMap(({ entry, result }) => (result.can ? [] : [{ entry, why: result.why }])),
    };
  }, [text, everything, nameOf, messages]);
}

const isClaimed = ({ rows }: ModelCapabilities) => rows.some(({ evidence }) => evidence === 'claimed');

interface SortSelectProps {
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting | undefined) => void;
}

/** Where there are no heads to press. */
function SortSelect({ sorting, onSort }: SortSelectProps) {
  const { matrix, fields } = useModelMessages();
  return (
    <select
      className="input sort-select"
      aria-label={matrix.sort}
      value={sorting ?? ''}
      onChange={({ currentTarget: { value } }) => onSort(isSorting(value) ? value : undefined)}
    >
      <option value="">{matrix.unsorted}</option>
      <option value="price">{matrix.lines.price}</option>
      <option value="duration">{fields.duration}</option>
      <option value="resolution">{fields.resolution}</option>
    </select>
  );
}

interface CannotListProps {
  readonly unable: readonly { readonly entry: ModelCapabilities; readonly why: string }[];
}

/** Who does not meet the needs, and why, a line each. */
function CannotList({ unable }: CannotListProps) {
  const { matrix } = useModelMessages();
  return (
    <section aria-labelledby="cannot-title" className="stack">
      <h2 id="cannot-title">{matrix.cannot(unable.length)}</h2>
      <ul className="cannot">
        {unable.map(({ entry, why }) => (
          <li key={keyOf(entry)} data-cannot={`${entry.provider}:${entry.model}`}>
            <span className="long">
              <b>{entry.model}</b> <ModelPlace entry={entry} />
            </span>
            <span className="long">{why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
