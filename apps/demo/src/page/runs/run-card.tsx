import { Alert, Badge, Group, Paper, Stack, Text } from '@mantine/core';
import type { Run } from '../../api.ts';
import { ApiBadge, EvidenceBadge, RealityBadge } from '../badges.tsx';
import { useMessages } from '../language.tsx';
import { isBad, stageOf, troubleOf } from './run-stage.ts';
import { RunScreen } from './run-screen.tsx';
import { RunTimes } from './run-times.tsx';

export function RunCard({ run }: { readonly run: Run }) {
  const messages = useMessages();
  const { provider, api, model, real, evidence, warnings } = run;
  const name = `${provider}:${model}`;
  const stage = stageOf(run);
  const trouble = troubleOf(run, messages);
  return (
    <Paper component="article" withBorder p="sm" aria-label={name} data-run={name} data-stage={stage}>
      <Stack gap="xs">
        <RunScreen run={run} name={name} />
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Badge variant="light" color={isBad(stage) ? 'red' : 'indigo'} tt="none" role="status" flex="none">
            {messages.states[stage]}
          </Badge>
        </Group>
        <Group gap={6}>
          <RealityBadge real={real} />
          <EvidenceBadge evidence={evidence} />
          <ApiBadge api={api} />
        </Group>
        <RunTimes run={run} />
        {trouble !== undefined && (
          <Alert color="red" p="xs" title={trouble.what}>
            {trouble.advice}
          </Alert>
        )}
        {warnings.map((warning) => (
          <Text key={warning} size="xs" c="dimmed">
            {messages.warning}: {warning}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}
