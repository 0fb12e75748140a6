import { AspectRatio, Center, Progress, Stack, Text } from '@mantine/core';
import type { Run } from '../../api.ts';
import { useMessages } from '../language.tsx';
import { stageOf, stageText } from './run-stage.ts';
import { SyncVideo } from './sync-video.tsx';

interface RunScreenProps {
  readonly run: Run;
  readonly name: string;
}

/** The place of the video: progress until it is there. */
export function RunScreen({ run, name }: RunScreenProps) {
  const messages = useMessages();
  const { state, videos } = run;
  const task = state.phase === 'accepted' ? state.task : undefined;
  if (videos.length > 0) {
    return (
      <Stack gap={4}>
        {videos.map(({ url, unverified }, index) => (
          <SyncVideo
            key={url}
            video={{
              label: videos.length === 1 ? name : `${name} ${index + 1}`,
              url,
              downloadUrl: `${url}?download`,
              unverified,
            }}
          />
        ))}
      </Stack>
    );
  }
  const stage = stageOf(run);
  const progress = task !== undefined && 'progress' in task ? task.progress : undefined;
  if (run.endedAt !== undefined) return null;
  return (
    <AspectRatio ratio={16 / 9} bg="var(--mantine-color-default-hover)" style={{ borderRadius: 4 }}>
      <Center p="md">
        <Stack gap={6} w="100%" align="stretch">
          <Text size="sm" ta="center">
            {stageText(run, messages)}
            {progress !== undefined && ` ${Math.round(progress * 100)} %`}
          </Text>
          {progress === undefined ? (
            <Progress.Root>
              <Progress.Section value={100} striped animated withAria={false} />
            </Progress.Root>
          ) : (
            <Progress value={progress * 100} aria-label={messages.progressOf(name)} />
          )}
          {progress === undefined && (stage === 'running' || stage === 'waiting') && (
            <Text size="xs" c="dimmed" ta="center">
              {stage === 'running' ? messages.noProgress : messages.whyQueued}
            </Text>
          )}
        </Stack>
      </Center>
    </AspectRatio>
  );
}
