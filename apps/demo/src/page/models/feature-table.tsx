import type { ReactNode } from 'react';
import { type ModelMessages, useModelMessages } from '../messages/models.ts';
import type { Cell } from './lines.ts';
import './models.css';

export interface FeatureRow {
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

/** A column for each that is compared, a line for each feature; scrolls sideways inside itself where there are many. */
export function FeatureTable({ label, columns, rows, isPlain = false }: FeatureTableProps) {
  const { matrix } = useModelMessages();
  return (
    <section className="table-box" aria-label={label} tabIndex={0}>
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
    </section>
  );
}

/** So many that nobody reads them in a cell. */
const longList = 6;

/** The values of a cell, those that a reseller only claims with a mark. */
export const valuesIn = ({ documented, claimed }: Cell): readonly string[] => [
  ...documented,
  ...claimed.map((value) => `${value} †`),
];

/** The same in brief; `undefined`: none. */
export function briefOf(cell: Cell, { matrix, comma }: ModelMessages): string | undefined {
  const values = valuesIn(cell);
  if (values.length === 0) return undefined;
  const few = values.length > longList ? [...values.slice(0, 3), matrix.more(values.length)] : values;
  return few.join(comma);
}
