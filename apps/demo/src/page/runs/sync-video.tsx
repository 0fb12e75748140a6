import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { useIntersection, useMergedRef } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../language.tsx';
import { useSyncGroup } from './sync-group.tsx';

export interface LabelledVideo {
  /** Says whose video it is. */
  readonly label: string;
  readonly url: string;
  /** Where the file is offered for keeping; default: no such link. */
  readonly downloadUrl?: string;
  /** Nothing proves that this is all of it. Default: something does. */
  readonly unverified?: true | undefined;
}

/** One video of a group. It takes a connection only while it can be seen. */
export function SyncVideo({ video }: { readonly video: LabelledVideo }) {
  const { label, url, downloadUrl, unverified } = video;
  const messages = useMessages();
  const box = useRef<HTMLDivElement>(null);
  const { ref, entry } = useIntersection({ rootMargin: '100px' });
  const boxRef = useMergedRef(box, ref);
  return (
    <div className="sync-item" data-video={label}>
      <div ref={boxRef} className="sync-box">
        {entry?.isIntersecting === true && <Playing label={label} url={url} />}
      </div>
      <Group gap="xs" className="sync-links">
        <Button
          size="compact-xs"
          variant="default"
          aria-label={messages.fullScreenOf(label)}
          onClick={() => void box.current?.requestFullscreen()}
        >
          {messages.fullScreen}
        </Button>
        {downloadUrl !== undefined && (
          <Anchor href={downloadUrl} download size="xs" aria-label={messages.downloadOf(label)}>
            {messages.download}
          </Anchor>
        )}
      </Group>
      {unverified === true && (
        <Text size="xs" c="dimmed" data-unverified>
          {messages.videoUnverified}
        </Text>
      )}
    </div>
  );
}

function Playing({ label, url }: { readonly label: string; readonly url: string }) {
  const messages = useMessages();
  const { clock } = useSyncGroup();
  const element = useRef<HTMLVideoElement>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    if (element.current !== null) return clock.add(element.current);
  }, [clock, url, broken]);
  if (broken) return <Alert color="red">{messages.videoBroken}</Alert>;
  return (
    <video
      ref={element}
      // Without a place in time, a browser may show black until it plays.
      src={`${url}#t=0.001`}
      aria-label={messages.videoOf(label)}
      tabIndex={0}
      muted
      playsInline
      preload="metadata"
      onError={() => setBroken(true)}
      onClick={() => (clock.state().playing ? clock.pause() : clock.play())}
    />
  );
}
