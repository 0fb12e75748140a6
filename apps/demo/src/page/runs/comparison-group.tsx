import { Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import type { Run } from '../../api.ts';
import { useMessages } from '../language.tsx';
import { titleOf } from './run-stage.ts';
import { RunCard } from './run-card.tsx';
import { SyncControls } from './sync-controls.tsx';
import { SyncGroup } from './sync-group.tsx';

interface ComparisonGroupProps {
  readonly runs: readonly Run[];
  /** Just asked for by this visitor: it is brought into sight, each time that this is another value. */
  readonly sought: unknown;
}

/** Runs that were started together, side by side. */
export function ComparisonGroup({ runs, sought }: ComparisonGroupProps) {
  const messages = useMessages();
  const still = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sought === undefined) return;
    top.current?.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' });
  }, [sought]);
  const hasVideos = runs.some(({ videos }) => videos.length > 0);
  return (
    <SyncGroup>
      <Stack gap="xs" ref={top} style={{ scrollMarginTop: 16 }}>
        <Group gap="xs">
          <Title order={3} size="h5" style={{ overflowWrap: 'anywhere' }}>
            {runs[0] === undefined ? messages.noPrompt : titleOf(runs[0], messages)}
          </Title>
          <Text size="sm" c="dimmed">
            {messages.count(runs.length)}
          </Text>
        </Group>
        {hasVideos && <SyncControls />}
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md" className="sync-grid">
          {runs.map((run) => (
            <RunCard key={run.id} run={run} />
          ))}
        </SimpleGrid>
      </Stack>
    </SyncGroup>
  );
}
