import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { memo } from 'react';
import type { Run } from '../../api.ts';
import { ApiBadge, EvidenceBadge, RealityBadge } from '../badges.tsx';
import { useMessages } from '../language.tsx';
import { quoted } from '../plan/words.ts';
import { CancelButton } from './cancel-button.tsx';
import { RunCosts } from './run-costs.tsx';
import { RunScreen } from './run-screen.tsx';
import { isBad, stageOf, stageText } from './run-stage.ts';
import { RunTimes } from './run-times.tsx';
import { RunAlert } from './run-alert.tsx';

export const RunCard = memo(function RunCard({ run }: { readonly run: Run }) {
  const messages = useMessages();
  const { provider, api, model, real, byId, evidence, warnings, adjustments = [] } = run;
  const name = `${provider}:${model}`;
  const stage = stageOf(run);
  return (
    <Paper component="article" withBorder p="sm" aria-label={name} data-run={name} data-stage={stage}>
      <Stack gap="xs">
        <RunScreen run={run} name={name} />
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Badge
            className="sync-aside"
            variant="light"
            color={isBad(stage) ? 'red' : 'indigo'}
            tt="none"
            role="status"
            h="auto"
            mih={20}
            maw="60%"
            flex="none"
            styles={{ label: { whiteSpace: 'normal', textAlign: 'center' } }}
          >
            {stageText(run, messages)}
          </Badge>
        </Group>
        <Stack gap="xs" className="sync-aside">
          <Group gap={6}>
            <RealityBadge real={real} />
            {byId !== true && <EvidenceBadge evidence={evidence} />}
            <ApiBadge api={api} />
          </Group>
          <RunTimes run={run} />
          <RunCosts run={run} />
          <RunAlert run={run} />
          <CancelButton run={run} name={name} />
          {adjustments.length > 0 && (
            <Text size="xs" data-adjustments>
              {messages.adjusted}: {adjustments.map(messages.change).join(messages.comma)}
            </Text>
          )}
          {warnings.map((warning) => (
            <Text key={warning.code} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {messages.warning}: <span {...quoted(warning)}>{messages.warn(warning)}</span>
            </Text>
          ))}
        </Stack>
      </Stack>
    </Paper>
  );
});
