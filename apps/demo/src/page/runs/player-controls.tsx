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
import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useStageMessages } from '../messages/stage.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useSyncGroup, useSyncState } from './sync-clock.tsx';

const speeds = [0.25, 0.5, 1, 1.5, 2] as const;
const zooms = [1, 2, 4, 8] as const;

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
              {one * 100}%
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
      {waiting && <span className="player-waiting">{messages.waitingForVideos}</span>}
    </div>
  );
}

/** Moved less than this, in pixels, it was a click. */
const clickReach = 4;

const within = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * One zoom for all films, so that the same corner of each can be compared. What moves by the pointer is written to the
 * element's style: React renders for another zoom only.
 */
export function useZoom(root: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState(1);
  const place = useRef({ x: 0.5, y: 0.5 });
  const drag = useRef<{ x: number; y: number; moved: boolean }>(undefined);
  const write = () => {
    const { x, y } = place.current;
    root.current?.style.setProperty('--zoom-x', `${x * 100}%`);
    root.current?.style.setProperty('--zoom-y', `${y * 100}%`);
  };
  const move = (dx: number, dy: number) => {
    place.current = { x: within(place.current.x + dx), y: within(place.current.y + dy) };
    write();
  };
  const change = (wanted: number) => {
    setZoom(wanted);
    root.current?.style.setProperty('--zoom', String(wanted));
  };
  /** Pinching comes as a wheel with Ctrl; a listener of React's could not keep the page from zooming. */
  const onWheel = useEffectEvent((event: WheelEvent) => {
    const screen = event.target instanceof Element ? event.target.closest('.film-screen') : null;
    if (!event.ctrlKey || screen === null) return;
    event.preventDefault();
    const { left, top, width, height } = screen.getBoundingClientRect();
    if (zoom === 1) place.current = { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
    write();
    const next = zooms.indexOf(zooms.find((one) => one === zoom) ?? 1) + (event.deltaY < 0 ? 1 : -1);
    change(zooms[Math.min(zooms.length - 1, Math.max(0, next))] ?? 1);
  });
  useEffect(() => {
    const element = root.current;
    const listener = (event: WheelEvent) => onWheel(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);
  return {
    zoom,
    change,
    move,
    pointer: {
      onPointerDown: ({ clientX: x, clientY: y, button }: PointerEvent) => {
        if (button === 0) drag.current = { x, y, moved: false };
      },
      onPointerMove: ({ clientX, clientY, currentTarget }: PointerEvent) => {
        const from = drag.current;
        if (from === undefined || zoom === 1) return;
        const { width, height } = currentTarget.getBoundingClientRect();
        const [dx, dy] = [clientX - from.x, clientY - from.y];
        if (!from.moved && Math.hypot(dx, dy) < clickReach) return;
        drag.current = { x: clientX, y: clientY, moved: true };
        move(-dx / width / (zoom - 1), -dy / height / (zoom - 1));
      },
    },
    /** Whether the pointer that was let go moved the picture, and clicked nothing. */
    wasDrag: (): boolean => {
      const { moved = false } = drag.current ?? {};
      drag.current = undefined;
      return moved;
    },
  };
}
