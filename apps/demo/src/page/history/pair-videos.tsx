import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { Run } from '../../api.ts';
import { useHistoryMessages } from './texts.ts';
import { nameOf } from './run-facts.ts';
import { Thumbnail } from './thumbnail.tsx';

/** The first video of each run. */
export function PairVideos({ runs }: { readonly runs: readonly Run[] }) {
  const messages = useHistoryMessages();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} className="pair-videos">
      {runs.map((run) => (
        <Stack key={run.id} gap={4}>
          {run.videos[0] === undefined ? (
            <Thumbnail run={run} />
          ) : (
            <video
              src={run.videos[0].url}
              aria-label={messages.videoOf(nameOf(run))}
              controls
              muted
              loop
              playsInline
            />
          )}
          <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {nameOf(run)}
          </Text>
        </Stack>
      ))}
    </SimpleGrid>
  );
}
