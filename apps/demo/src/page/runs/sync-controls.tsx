import { Button, Checkbox, Group, Slider, Text } from '@mantine/core';
import { useMessages } from '../language.tsx';
import { useSyncGroup, useSyncState } from './sync-group.tsx';

const shown = (seconds: number): string => seconds.toFixed(1);

/** Play, sound, loop, position and full screen for all videos of the group. */
export function SyncControls() {
  const messages = useMessages();
  const { clock, frame } = useSyncGroup();
  const { playing, waiting, muted, loop, time, duration } = useSyncState(clock);
  return (
    <Group gap="xs" role="group" aria-label={messages.player} className="sync-controls">
      <Button size="xs" miw={96} onClick={() => (playing ? clock.pause() : clock.play())}>
        {playing ? messages.pause : messages.play}
      </Button>
      <Button size="xs" variant="default" onClick={() => clock.setMuted(!muted)}>
        {muted ? messages.unmute : messages.mute}
      </Button>
      <Checkbox
        size="xs"
        label={messages.loop}
        checked={loop}
        onChange={({ currentTarget: { checked } }) => clock.setLoop(checked)}
      />
      <Slider
        flex="1 1 140px"
        size="sm"
        label={null}
        thumbLabel={messages.position}
        thumbProps={{ 'aria-valuetext': messages.seconds(shown(time)) }}
        min={0}
        max={Math.max(duration, 0.1)}
        step={0.1}
        value={time}
        onChange={(value) => clock.seek(value)}
      />
      <Text size="xs" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {shown(time)} / {messages.seconds(shown(duration))}
      </Text>
      <Button size="xs" variant="default" onClick={() => void frame.current?.requestFullscreen()}>
        {messages.fullScreenAll}
      </Button>
      {waiting && (
        <Text size="xs" role="status">
          {messages.waitingForVideos}
        </Text>
      )}
    </Group>
  );
}
