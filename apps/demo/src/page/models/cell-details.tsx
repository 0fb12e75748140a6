import { Alert, Modal, Paper, Stack, Text } from '@mantine/core';
import type { CapabilityRow, ModelCapabilities } from '@vid/core';
import { apiName, EvidenceBadge } from '../badges.tsx';
import { type ModelMessages, useModelMessages } from './texts.ts';
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
  const title =
    cell === undefined
      ? ''
      : messages.matrix.details(
          lineName(messages, cell.line),
          `${cell.entry.provider}:${cell.entry.model} (${apiName(messages, cell.entry.api)})`,
        );
  return (
    <Modal
      opened={cell !== undefined}
      onClose={onClose}
      size="lg"
      title={title}
      closeButtonProps={{ 'aria-label': messages.close }}
    >
      {cell !== undefined && <Uses {...cell} />}
    </Modal>
  );
}

interface Fact {
  readonly name: string;
  readonly text: string;
}

function factsOf({ entry, line }: CellRef, row: CapabilityRow, messages: ModelMessages): readonly Fact[] {
  const { matrix, modes, qualities } = messages;
  const { accepts } = row;
  const value = { name: matrix.value, text: valuesOf(line, row, entry, messages).join(', ') };
  const source = { name: matrix.saidBy, text: sourceOf(line, row, entry) ?? matrix.noSource };
  if (line === 'operations' || line === 'maxTasks') return [value, source];
  const qualityNames = (accepts.quality?.oneOf ?? []).map((quality) => qualities[quality]);
  const use = { name: matrix.use, text: [modes[row.mode], ...qualityNames].join(', ') };
  if (line === 'price') return [use, value, source];
  const prices = valuesOf('price', row, entry, messages);
  const cost = [...prices, sourceOf('price', row, entry) ?? matrix.unknownPrice].join(' · ');
  return [use, value, source, { name: matrix.lines.price, text: cost }];
}

/** Rows that say the same of this feature are told once. */
function Uses({ entry, line }: CellRef) {
  const messages = useModelMessages();
  const uses = entry.rows
    .filter((row) => valuesOf(line, row, entry, messages).length > 0)
    .map((row) => ({ evidence: row.evidence, facts: factsOf({ entry, line }, row, messages) }));
  const different = new Map(uses.map((use) => [JSON.stringify(use), use]));
  return (
    <Stack gap="sm">
      {entry.retired !== undefined && (
        <Alert color="gray" variant="outline" title={messages.matrix.retiredSince(entry.retired.since)}>
          {entry.retired.source}
        </Alert>
      )}
      {[...different].map(([key, { evidence, facts }]) => (
        <Paper key={key} withBorder p="sm" data-use={evidence}>
          <EvidenceBadge evidence={evidence} />
          {facts.map(({ name, text }) => (
            <Text key={name} size="sm" style={{ overflowWrap: 'anywhere' }}>
              <b>{name}:</b> {text}
            </Text>
          ))}
        </Paper>
      ))}
    </Stack>
  );
}
