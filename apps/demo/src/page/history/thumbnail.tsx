import { AspectRatio, Center, Text } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import type { Run } from '../../api.ts';
import { useHistoryMessages } from './texts.ts';
import './history.css';

/** The first frame of the video, loaded only while it is near the screen. */
export function Thumbnail({ run: { videos } }: { readonly run: Run }) {
  const messages = useHistoryMessages();
  const { ref, entry } = useIntersection({ rootMargin: '300px' });
  const [video] = videos;
  return (
    <AspectRatio ratio={16 / 9} className="thumbnail" ref={ref}>
      {video === undefined ? (
        <Center>
          <Text size="sm" c="dimmed">
            {messages.history.noPicture}
          </Text>
        </Center>
      ) : (
        <div aria-hidden>
          {entry?.isIntersecting === true && (
            <video src={`${video.url}#t=0.001`} preload="metadata" muted playsInline tabIndex={-1} />
          )}
        </div>
      )}
    </AspectRatio>
  );
}
