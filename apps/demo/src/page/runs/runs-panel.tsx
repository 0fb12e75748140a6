import { Alert, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { Run } from '../../api.ts';
import { useMessages } from '../language.tsx';
import { RunCard } from './run-card.tsx';

interface RunsPanelProps {
  readonly runs: readonly Run[];
  readonly connected: boolean;
  readonly headingRef: React.Ref<HTMLHeadingElement>;
}

/** The latest comparison first; inside one, the order of the plan. */
export function RunsPanel({ runs, connected, headingRef }: RunsPanelProps) {
  const messages = useMessages();
  const comparisons = [...Map.groupBy(runs, ({ comparison }) => comparison).entries()].toReversed();
  return (
    <Stack component="section" gap="md" aria-labelledby="runs-title">
      <Title order={2} size="h3" id="runs-title" ref={headingRef} style={{ scrollMarginTop: 16 }}>
        {messages.runs}
      </Title>
      {!connected && <Alert color="red">{messages.connectionLost}</Alert>}
      {runs.length === 0 && <Text c="dimmed">{messages.noRuns}</Text>}
      {comparisons.map(([comparison, together]) => (
        <Stack key={comparison} gap="xs">
          <Group gap="xs">
            <Title order={3} size="h5" style={{ overflowWrap: 'anywhere' }}>
              {together[0]?.prompt ?? messages.noPrompt}
            </Title>
            <Text size="sm" c="dimmed">
              {messages.count(together.length)}
            </Text>
          </Group>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
            {together.map((run) => (
              <RunCard key={run.id} run={run} />
            ))}
          </SimpleGrid>
        </Stack>
      ))}
    </Stack>
  );
}
