import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { Run } from '../../api.ts';
import { SyncPlayer } from '../runs/sync-player.tsx';
import { nameOf } from './run-facts.ts';
import { Thumbnail } from './thumbnail.tsx';

/** The first video of each run: in step where every run has one. */
export function PairVideos({ runs }: { readonly runs: readonly Run[] }) {
  const videos = runs.flatMap((run) => {
    const [video] = run.videos;
    if (video === undefined) return [];
    const { url, unverified } = video;
    return [{ label: nameOf(run), url, downloadUrl: `${url}?download`, unverified }];
  });
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
