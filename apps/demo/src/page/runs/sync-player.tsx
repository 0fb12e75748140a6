import { SimpleGrid, Stack, Text } from '@mantine/core';
import { SyncControls } from './sync-controls.tsx';
import { SyncGroup } from './sync-group.tsx';
import { type LabelledVideo, SyncVideo } from './sync-video.tsx';

/** Videos side by side that play in step, with one set of controls. */
export function SyncPlayer({ videos }: { readonly videos: readonly LabelledVideo[] }) {
  return (
    <SyncGroup>
      <Stack gap="xs">
        <SyncControls />
        <SimpleGrid cols={{ base: 1, xs: 2 }} className="sync-grid">
          {videos.map((video) => (
            <Stack key={video.url} gap={4}>
              <SyncVideo video={video} />
              <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
                {video.label}
              </Text>
            </Stack>
          ))}
        </SimpleGrid>
      </Stack>
    </SyncGroup>
  );
}
