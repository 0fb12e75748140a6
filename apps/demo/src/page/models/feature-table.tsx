import type { ModelCapabilities } from '@vid/core';
import { type ReactNode, useState } from 'react';
import { apiName } from '../api-name.ts';
import { type ModelMessages, useModelMessages } from '../messages/models.ts';
import { useProviderName } from '../setup.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { briefCell, type Cell, keyOf, lineIds, lineName } from './lines.ts';
import './models.css';

interface FeatureRow {
  readonly id: string;
  readonly name: string;
  /** In the order of the columns. */
  readonly texts: readonly string[];
  readonly differs?: boolean;
}

interface FeatureTableProps {
  readonly label: string;
  readonly columns: readonly { readonly id: string; readonly head: ReactNode }[];
  readonly rows: readonly FeatureRow[];
  /** Nothing is marked: what does not differ is not pale. */
  readonly isPlain?: boolean;
}

/** A column for each that is compared, a line for each feature. */
export function FeatureTable({ label, columns, rows, isPlain = false }: FeatureTableProps) {
  const { matrix } = useModelMessages();
  return (
    <ScrollBox className="table-box" label={label}>
      <table className="feature-table" aria-label={label} data-plain={isPlain || undefined}>
        <thead>
          <tr>
            <th scope="col">{matrix.feature}</th>
            {columns.map(({ id, head }) => (
              <th key={id} scope="col" data-column={id}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, texts, differs = false }) => (
            <tr key={id} data-line={id} data-differs={differs || undefined}>
              <th scope="row">
                {name}
                {differs && <span className="differs">{matrix.differs}</span>}
              </th>
              {texts.map((text, index) => (
                <td key={columns[index]?.id}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** So many that nobody reads them in a cell. */
const longList = 6;

/** The values of a cell, those that a reseller only claims with a mark. */
const valuesIn = ({ documented, claimed }: Cell): readonly string[] => [
  ...documented,
  ...claimed.map((value) => `${value} †`),
];

/** The same in brief; `undefined`: none. */
export function briefOf(cell: Cell, { matrix, comma }: ModelMessages, most = longList): string | undefined {
  const values = valuesIn(cell);
  if (values.length === 0) return undefined;
  const few = values.length > most ? [...values.slice(0, 3), matrix.more(values.length)] : values;
  return few.join(comma);
}

/** Whose it is, and behind which api. */
export function ModelPlace({ entry: { provider, api } }: { readonly entry: ModelCapabilities }) {
  const messages = useModelMessages();
  const nameOf = useProviderName();
  return (
    <span className="hint">
      {nameOf(provider)} · {apiName(messages, api)}
    </span>
  );
}

interface CompareModelsProps {
  readonly models: readonly ModelCapabilities[];
  readonly onDrop: (key: string) => void;
  readonly onClose: () => void;
}

/** A column a model, a line a feature; what differs is marked, and what none of them has is left out. */
export function CompareModels({ models, onDrop, onClose }: CompareModelsProps) {
  const messages = useModelMessages();
  const { matrix, comma } = messages;
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const rows = lineIds.flatMap((line): readonly FeatureRow[] => {
    const texts = models.map((entry) => valuesIn(briefCell(line, entry, messages)).join(comma));
    if (texts.every((text) => text === '')) return [];
    const differs = new Set(texts).size > 1;
    const none = line === 'price' ? matrix.unknownPrice : matrix.none;
    return [{ id: line, name: lineName(messages, line), texts: texts.map((text) => text || none), differs }];
  });
  return (
    <div className="stack">
      <div className="row">
        <button type="button" className="button" onClick={onClose}>
          ← {matrix.allModels}
        </button>
        <h2 className="fill">{matrix.comparison}</h2>
        <label className="check">
          <input
            type="checkbox"
            checked={onlyDifferent}
            onChange={({ currentTarget: { checked } }) => setOnlyDifferent(checked)}
          />
          {matrix.onlyDifferent}
        </label>
      </div>
      <FeatureTable
        label={matrix.comparison}
        columns={models.map((entry) => ({
          id: keyOf(entry),
          head: (
            <span className="stack" style={{ gap: 0 }}>
              <span className="long">{entry.model}</span>
              <ModelPlace entry={entry} />
              {models.length > 2 && (
                <button
                  type="button"
                  className="drop"
                  aria-label={matrix.drop(entry.model)}
                  onClick={() => onDrop(keyOf(entry))}
                >
                  ✕
                </button>
              )}
            </span>
          ),
        }))}
        rows={rows.filter(({ differs }) => !onlyDifferent || differs)}
      />
    </div>
  );
}
