import { Alert, Loader, Stack, Text, Title } from '@mantine/core';
import { lazy, memo, Suspense, useState, useSyncExternalStore } from 'react';
import type { Run } from '../../api.ts';
import { Boundary } from '../boundary.tsx';
import { useMessages } from '../language.tsx';
import type { RunsFeed } from './runs-feed.ts';
import { TaskById } from './task-by-id.tsx';

const Comparisons = lazy(async () => ({ default: (await import('./comparisons.tsx')).Comparisons }));

interface RunsPanelProps {
  readonly feed: RunsFeed;
  /** The comparison that this visitor started last. */
  readonly started: string | undefined;
}

export const RunsPanel = memo(function RunsPanel({ feed, started }: RunsPanelProps) {
  const messages = useMessages();
  const { runs, connected } = useSyncExternalStore(feed.subscribe, feed.read);
  const [followed, setFollowed] = useState<Pick<Run, 'comparison'>>();
  return (
    <Stack component="section" gap="md" aria-labelledby="runs-title">
      <Title order={2} size="h3" id="runs-title">
        {messages.runs}
      </Title>
      {!connected && (
        <Alert color="red" role="status">
          {messages.connectionLost}
        </Alert>
      )}
      <TaskById initiallyOpen={runs.length === 0} onFollowed={setFollowed} />
      {runs.length === 0 ? (
        <Text c="dimmed">{messages.noRuns}</Text>
      ) : (
        <Boundary>
          <Suspense fallback={<Loader role="status" aria-label={messages.loading} />}>
            <Comparisons runs={runs} started={started} followed={followed} />
          </Suspense>
        </Boundary>
      )}
    </Stack>
  );
});
