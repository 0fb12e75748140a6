import type { CapabilityRow, ModelCapabilities } from '@vid/core';
import { apiName } from '../api-name.ts';
import { type ModelMessages, useModelMessages } from '../messages/models.ts';
import { useProviderName } from '../setup.ts';
import { Dialog } from '../ui/overlays.tsx';
import { type LineId, lineName, sourceOf, valuesOf } from './lines.ts';

/** A cell of the matrix. */
export interface CellRef {
  readonly entry: ModelCapabilities;
  readonly line: LineId;
}

interface CellDetailsProps {
  readonly cell: CellRef | undefined;
  readonly onClose: () => void;
}

/** Each use of the model that offers the feature: what exactly, who says so and when, and its price. */
export function CellDetails({ cell, onClose }: CellDetailsProps) {
  const messages = useModelMessages();
  const nameOf = useProviderName();
  const title =
    cell === undefined
      ? ''
      : messages.matrix.details(
          lineName(messages, cell.line),
          `${cell.entry.model} (${nameOf(cell.entry.provider)} · ${apiName(messages, cell.entry.api)})`,
        );
  return (
    <Dialog opened={cell !== undefined} onClose={onClose} title={title}>
      {cell !== undefined && <Uses {...cell} />}
    </Dialog>
  );
}

interface Fact {
  readonly name: string;
  readonly text: string;
  /** In the words of who is quoted, whatever language the page has. */
  readonly quoted?: boolean;
}

const said = (name: string, text: string | undefined, other: string): Fact =>
  text === undefined ? { name, text: other } : { name, text, quoted: true };

function factsOf({ entry, line }: CellRef, row: CapabilityRow, messages: ModelMessages): readonly Fact[] {
  const { matrix, modes, qualities, comma } = messages;
  const { accepts } = row;
  const value = { name: matrix.value, text: valuesOf(line, row, entry, messages).join(comma) };
  const source = said(matrix.saidBy, sourceOf(line, row, entry), matrix.noSource);
  if (line === 'operations' || line === 'maxTasks') return [value, source];
  const qualityNames = (accepts.quality?.oneOf ?? []).map((quality) => qualities[quality]);
  const use = { name: matrix.use, text: [modes[row.mode], ...qualityNames].join(comma) };
  if (line === 'price') return [use, value, source];
  const prices = valuesOf('price', row, entry, messages);
  const price = { name: matrix.lines.price, text: prices.join(' · ') || matrix.unknownPrice };
  const priceSource = sourceOf('price', row, entry);
  return [
    use,
    value,
    source,
    price,
    ...(priceSource === undefined ? [] : [said(matrix.priceSaidBy, priceSource, '')]),
  ];
}

/** Rows that say the same of this feature are told once. */
function Uses({ entry, line }: CellRef) {
  const messages = useModelMessages();
  const uses = entry.rows
    .filter((row) => valuesOf(line, row, entry, messages).length > 0)
    .map((row) => ({ evidence: row.evidence, facts: factsOf({ entry, line }, row, messages) }));
  const different = new Map(uses.map((use) => [JSON.stringify(use), use]));
  return (
    <div className="stack">
      {entry.retired !== undefined && (
        <p className="notice" data-tone="warn">
          <strong>{messages.matrix.retiredSince(entry.retired.since)}</strong>
          <q lang="en">{entry.retired.source}</q>
        </p>
      )}
      {[...different].map(([key, { evidence, facts }]) => (
        <div key={key} className="uses" data-use={evidence}>
          <span className="badge" data-tone={evidence === 'documented' ? undefined : 'warn'}>
            {messages.evidence[evidence]}
          </span>
          <dl>
            {facts.map(({ name, text, quoted }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="long">{quoted === true ? <q lang="en">{text}</q> : text}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  );
}
