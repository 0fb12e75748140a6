import { Accordion, Badge, Group, Stack, Text, Title } from '@mantine/core';
import type { ModelCapabilities } from '@vid/core';
import { apiName } from '../badges.tsx';
import { useModelMessages } from './texts.ts';
import { CellButton } from './cell-button.tsx';
import type { CellRef } from './cell-details.tsx';
import { byApi } from './by-api.ts';
import { cellOf, lineIds, lineName } from './lines.ts';
import './matrix.css';

interface ModelListProps {
  readonly models: readonly ModelCapabilities[];
  readonly onOpen: (cell: CellRef) => void;
}

/** The matrix for narrow screens: a model opens to its features; what it lacks is not listed. */
export function ModelList({ models, onOpen }: ModelListProps) {
  const messages = useModelMessages();
  return (
    <Stack gap="md">
      {byApi(models).map(({ provider, api, models }) => (
        <section key={`${provider} ${api}`}>
          <Title order={2} size="h4" mb="xs">
            {provider} · {apiName(messages, api)}
          </Title>
          <Accordion variant="contained" order={3} multiple keepMounted={false}>
            {models.map((entry) => (
              <Accordion.Item key={entry.model} value={entry.model}>
                <Accordion.Control data-model={`${provider}:${entry.model}`}>
                  <Group gap="xs">
                    <Text span fw={600} style={{ overflowWrap: 'anywhere' }}>
                      {entry.model}
                    </Text>
                    {entry.retired !== undefined && (
                      <Badge color="gray" variant="outline" size="sm" tt="none">
                        {messages.matrix.retiredSince(entry.retired.since)}
                      </Badge>
                    )}
                  </Group>
                </Accordion.Control>
                <Accordion.Panel>
                  <Features entry={entry} onOpen={onOpen} />
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        </section>
      ))}
    </Stack>
  );
}

function Features({
  entry,
  onOpen,
}: {
  readonly entry: ModelCapabilities;
  readonly onOpen: (cell: CellRef) => void;
}) {
  const messages = useModelMessages();
  const offered = lineIds.filter((line) => {
    const { documented, claimed } = cellOf(line, entry, messages);
    return documented.length + claimed.length > 0;
  });
  return (
    <dl className="features">
      {offered.map((line) => (
        <div key={line} data-line={line}>
          <dt>{lineName(messages, line)}</dt>
          <dd>
            <CellButton entry={entry} line={line} onOpen={onOpen} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
