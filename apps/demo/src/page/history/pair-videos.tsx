import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { Run } from '../../api.ts';
import { SyncPlayer } from '../runs/sync-player.tsx';
import { nameOf } from './run-facts.ts';
import { Thumbnail } from './thumbnail.tsx';

/** The first video of each run: in step where every run has one. */
export function PairVideos({ runs }: { readonly runs: readonly Run[] }) {
  const videos = runs.flatMap((run) =>
    run.videos[0] === undefined
      ? []
      : [{ label: nameOf(run), url: run.videos[0].url, downloadUrl: `${run.videos[0].url}?download` }],
  );
  if (videos.length === runs.length) return <SyncPlayer videos={videos} />;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {runs.map((run) => (
        <Stack key={run.id} gap={4}>
          <Thumbnail run={run} />
          <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {nameOf(run)}
          </Text>
        </Stack>
      ))}
    </SimpleGrid>
  );
}
