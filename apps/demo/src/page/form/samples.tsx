import { Button, Group, Text } from '@mantine/core';
import type { VideoRequest } from '@vid/core';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';

/** Never fetched by the simulator; a real service would need a real picture. */
const firstFrame = 'https://example.com/image.jpg';

const samples: readonly {
  readonly label: 'sampleWatermark' | 'sampleCamera' | 'sampleText';
  readonly request: Omit<VideoRequest, 'prompt'>;
}[] = [
  { label: 'sampleText', request: {} },
  { label: 'sampleWatermark', request: { firstFrame, duration: 5, watermark: true } },
  { label: 'sampleCamera', request: { duration: 5, cameraControl: { zoom: 5 } } },
];

/** What the page starts from. */
export const firstRequest = (messages: Messages): VideoRequest => ({ prompt: messages.samplePrompt });

export function Samples({ onPick }: { readonly onPick: (request: VideoRequest) => void }) {
  const messages = useMessages();
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {messages.samples}
      </Text>
      {samples.map(({ label, request }) => (
        <Button
          key={label}
          size="compact-sm"
          variant="light"
          onClick={() => onPick({ prompt: messages.samplePrompt, ...request })}
        >
          {messages[label]}
        </Button>
      ))}
    </Group>
  );
}
