import { Text, UnstyledButton } from '@mantine/core';
import type { ModelCapabilities } from '@vid/core';
import { useModelMessages } from './texts.ts';
import type { CellRef } from './cell-details.tsx';
import { cellOf, type LineId, lineName } from './lines.ts';

/** So many that nobody reads them in a cell; its details have them all. */
const longList = 6;

interface CellButtonProps {
  readonly entry: ModelCapabilities;
  readonly line: LineId;
  readonly onOpen: (cell: CellRef) => void;
}

/** What a model offers for a feature, in brief; opens who says so. */
export function CellButton({ entry, line, onOpen }: CellButtonProps) {
  const messages = useModelMessages();
  const { matrix, comma } = messages;
  const { documented, claimed } = cellOf(line, entry, messages);
  const values = [...documented, ...claimed.map((value) => `${value} †`)];
  if (values.length === 0) {
    return (
      <Text span size="sm" c="dimmed">
        {matrix.none}
      </Text>
    );
  }
  const brief = values.length > longList ? [...values.slice(0, 3), matrix.more(values.length)] : values;
  const text = brief.join(comma);
  return (
    <UnstyledButton
      className="cell-button"
      aria-haspopup="dialog"
      aria-label={matrix.cell(lineName(messages, line), entry.model, text)}
      onClick={() => onOpen({ entry, line })}
    >
      {text}
    </UnstyledButton>
  );
}
