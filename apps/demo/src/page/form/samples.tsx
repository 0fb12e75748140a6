import { Button, Group, Text } from '@mantine/core';
import type { VideoRequest } from '@vid/core';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';

/**
 * An address, because some services take nothing else. The simulator does not load it; there is no such picture, so a
 * call that costs money is not made with it.
 */
export const exampleFrame = 'https://example.com/image.jpg';
const picture = { firstFrame: exampleFrame, duration: 5 };

const samples: readonly {
  readonly label: 'samplePicture' | 'sampleText' | 'sampleWatermark' | 'sampleCamera';
  readonly request: Omit<VideoRequest, 'prompt'>;
}[] = [
  { label: 'samplePicture', request: picture },
  { label: 'sampleText', request: {} },
  { label: 'sampleWatermark', request: { ...picture, watermark: true } },
  { label: 'sampleCamera', request: { duration: 5, cameraControl: { zoom: 5 } } },
];

/** What the page starts from: every service has a model that can do it. */
export const firstRequest = (messages: Messages): VideoRequest => ({
  prompt: messages.samplePrompt,
  ...picture,
});

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
