import {
  Maximize,
  Pause,
  Play,
  Repeat,
  SkipBack,
  SkipForward,
  StepBack,
  StepForward,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useStageMessages } from '../messages/stage.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useSyncGroup, useSyncState } from './sync-clock.tsx';

const speeds = [0.25, 0.5, 1, 1.5, 2] as const;
export const zooms = [1, 2, 4, 8] as const;

const shown = (seconds: number): string => seconds.toFixed(1);

interface PlayerControlsProps {
  readonly zoom: number;
  readonly onZoom: (zoom: number) => void;
  readonly onFullScreen: () => void;
}

/** Play, frames, place, loop, speed, sound and zoom for all films at once. */
export function PlayerControls({ zoom, onZoom, onFullScreen }: PlayerControlsProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const { clock } = useSyncGroup();
  const { playing, waiting, muted, loop, speed, from, to, time, duration } = useSyncState(clock);
  const part = (seconds: number) => `${duration > 0 ? Math.min(100, (100 * seconds) / duration) : 0}%`;
  return (
    <div className="player" role="group" aria-label={messages.player}>
      <div className="player-part">
        <IconButton name={stage.frameBack} onClick={() => clock.step(-1)}>
          <StepBack size={18} aria-hidden />
        </IconButton>
        <button
          type="button"
          className="button"
          data-square
          aria-label={playing ? messages.pause : messages.play}
          title={playing ? messages.pause : messages.play}
          onClick={() => (playing ? clock.pause() : clock.play())}
        >
          {playing ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
        </button>
        <IconButton name={stage.frameOn} onClick={() => clock.step(1)}>
          <StepForward size={18} aria-hidden />
        </IconButton>
      </div>
      <div className="player-place">
        <input
          type="range"
          aria-label={messages.position}
          aria-valuetext={messages.seconds(shown(time))}
          min={0}
          max={Math.max(duration, 0.1)}
          step={0.1}
          value={time}
          style={{ '--loop-from': part(from ?? 0), '--loop-to': part(to ?? duration) }}
          onChange={({ currentTarget: { value } }) => clock.seek(Number(value))}
        />
        <span className="num small">
          {shown(time)} / {messages.seconds(shown(duration))}
        </span>
      </div>
      <div className="player-part">
        <IconButton
          name={from === undefined ? stage.loopFrom : stage.loopFromAt(shown(from))}
          isPressed={from !== undefined}
          onClick={() => clock.setFrom(from === undefined ? clock.state().time : undefined)}
        >
          <SkipBack size={16} aria-hidden />
        </IconButton>
        <IconButton name={messages.loop} isPressed={loop} onClick={() => clock.setLoop(!loop)}>
          <Repeat size={16} aria-hidden />
        </IconButton>
        <IconButton
          name={to === undefined ? stage.loopTo : stage.loopToAt(shown(to))}
          isPressed={to !== undefined}
          onClick={() => clock.setTo(to === undefined ? clock.state().time : undefined)}
        >
          <SkipForward size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="player-part">
        <select
          className="input"
          aria-label={stage.speed}
          title={stage.speed}
          value={speed}
          onChange={({ currentTarget: { value } }) => clock.setSpeed(Number(value))}
        >
          {speeds.map((one) => (
            <option key={one} value={one}>
              {one}×
            </option>
          ))}
        </select>
        <select
          className="input"
          aria-label={stage.zoom}
          title={stage.zoomHint}
          value={zoom}
          onChange={({ currentTarget: { value } }) => onZoom(Number(value))}
        >
          {zooms.map((one) => (
            <option key={one} value={one}>
              {one * 100} %
            </option>
          ))}
        </select>
        <IconButton name={muted ? messages.unmute : messages.mute} onClick={() => clock.setMuted(!muted)}>
          {muted ? <VolumeX size={18} aria-hidden /> : <Volume2 size={18} aria-hidden />}
        </IconButton>
        <IconButton name={messages.fullScreenAll} onClick={onFullScreen}>
          <Maximize size={18} aria-hidden />
        </IconButton>
      </div>
      {waiting && <span className="small">{messages.waitingForVideos}</span>}
    </div>
  );
}
