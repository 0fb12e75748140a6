import type { ModelCapabilities } from '@vid/core';
import { useModelMessages } from '../messages/models.ts';
import type { CellRef } from './cell-details.tsx';
import { briefOf, ModelPlace } from './feature-table.tsx';
import { briefCell, keyOf, type LineId, lineIds, lineName } from './lines.ts';
import { isSorting, type Sorting } from './order.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { moveByArrows } from './roving.ts';

export interface ModelsProps {
  readonly models: readonly ModelCapabilities[];
  /** Those that are picked to be compared, by key. */
  readonly picked: ReadonlySet<string>;
  readonly onPick: (key: string, on: boolean) => void;
  readonly onOpen: (cell: CellRef) => void;
}

interface ModelTableProps extends ModelsProps {
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting | undefined) => void;
}

/** A row a model, a column a feature; its heads stay in sight. Arrow keys go from cell to cell. */
export function ModelTable({ models, picked, onPick, onOpen, sorting, onSort }: ModelTableProps) {
  const messages = useModelMessages();
  const { matrix } = messages;
  return (
    <ScrollBox className="table-box" label={matrix.table}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move among its controls */}
      <table className="model-table" aria-label={matrix.table} onKeyDown={moveByArrows}>
        <thead>
          <tr>
            <th scope="col">{matrix.model}</th>
            {lineIds.map((line) => (
              <SortableHead key={line} line={line} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {models.map((entry, index) => {
            const key = keyOf(entry);
            return (
              <tr
                key={key}
                data-model={`${entry.provider}:${entry.model}`}
                data-picked={picked.has(key) || undefined}
              >
                <th scope="row">
                  <Pick entry={entry} isOn={picked.has(key)} onPick={onPick} isStop isFirst={index === 0} />
                </th>
                {lineIds.map((line) => (
                  <td key={line} data-line={line}>
                    <CellButton entry={entry} line={line} onOpen={onOpen} isStop />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function SortableHead({
  line,
  sorting,
  onSort,
}: Pick<ModelTableProps, 'sorting' | 'onSort'> & { readonly line: LineId }) {
  const messages = useModelMessages();
  const name = lineName(messages, line);
  if (!isSorting(line)) return <th scope="col">{name}</th>;
  const isOn = sorting === line;
  const direction = line === 'price' ? 'ascending' : 'descending';
  return (
    <th scope="col" aria-sort={isOn ? direction : undefined}>
      <button
        type="button"
        className="sort"
        aria-pressed={isOn}
        title={messages.matrix.sortBy[line]}
        onClick={() => onSort(isOn ? undefined : line)}
      >
        {name} <span aria-hidden>{isOn ? (direction === 'ascending' ? '↑' : '↓') : '↕'}</span>
      </button>
    </th>
  );
}

interface PickProps extends Pick<ModelsProps, 'onPick'> {
  readonly entry: ModelCapabilities;
  readonly isOn: boolean;
  /** Whether arrow keys go through it, and tabs do not. */
  readonly isStop?: boolean;
  readonly isFirst?: boolean;
}

/** A model's name, and whether it is picked. */
function Pick({ entry, isOn, onPick, isStop = false, isFirst = false }: PickProps) {
  const messages = useModelMessages();
  const { model, retired } = entry;
  return (
    <label className="check pick">
      <input
        type="checkbox"
        checked={isOn}
        aria-label={messages.matrix.pick(model)}
        onChange={({ currentTarget: { checked } }) => onPick(keyOf(entry), checked)}
        {...(isStop && { 'data-stop': '', tabIndex: isFirst ? 0 : -1 })}
      />
      <span className="stack" style={{ gap: 0 }}>
        <b className="long">{model}</b>
        <ModelPlace entry={entry} />
        {retired !== undefined && <span className="hint">{messages.matrix.retiredSince(retired.since)}</span>}
      </span>
    </label>
  );
}

interface CellButtonProps extends Pick<ModelsProps, 'onOpen'> {
  readonly entry: ModelCapabilities;
  readonly line: LineId;
  readonly isStop?: boolean;
}

/** More values than these do not fit in a cell. */
const most = 4;

/** What a model offers for a feature, in brief; opens who says so. */
function CellButton({ entry, line, onOpen, isStop = false }: CellButtonProps) {
  const messages = useModelMessages();
  const { matrix } = messages;
  const text = briefOf(briefCell(line, entry, messages), messages, most);
  if (text === undefined)
    return (
      <span className="hint">
        <span aria-hidden>–</span>
        <span className="hidden-text">{matrix.none}</span>
      </span>
    );
  return (
    <button
      type="button"
      className="cell"
      aria-haspopup="dialog"
      aria-label={matrix.cell(lineName(messages, line), entry.model, text)}
      onClick={() => onOpen({ entry, line })}
      {...(isStop && { 'data-stop': '', tabIndex: -1 })}
    >
      {text}
    </button>
  );
}

const inSummary = ['price', 'duration', 'resolution'] as const;

/** The table for narrow screens: a model opens to its features; what it lacks is not listed. */
export function ModelList({ models, picked, onPick, onOpen }: ModelsProps) {
  const messages = useModelMessages();
  return (
    <ul className="model-list">
      {models.map((entry) => {
        const cells = lineIds.map(
          (line) => [line, briefOf(briefCell(line, entry, messages), messages)] as const,
        );
        const offered = cells.filter(([, text]) => text !== undefined);
        const brief = offered.flatMap(([line, text]) =>
          inSummary.some((one) => one === line) ? [text] : [],
        );
        return (
          <li key={keyOf(entry)} data-model={`${entry.provider}:${entry.model}`}>
            <Pick entry={entry} isOn={picked.has(keyOf(entry))} onPick={onPick} />
            <details className="fold">
              <summary className="num">
                <span>{brief.join(' · ') || messages.matrix.features(entry.model)}</span>
              </summary>
              <dl className="features">
                {offered.map(([line]) => (
                  <div key={line} data-line={line}>
                    <dt>{lineName(messages, line)}</dt>
                    <dd>
                      <CellButton entry={entry} line={line} onOpen={onOpen} />
                    </dd>
                  </div>
                ))}
              </dl>
            </details>
          </li>
        );
      })}
    </ul>
  );
}
