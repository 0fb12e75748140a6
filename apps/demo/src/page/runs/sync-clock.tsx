import { useReducedMotion } from '@mantine/hooks';
import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import { inNextFrame } from './frame.ts';

interface SyncState {
  /** Whether the videos are to play; they may still wait for the slowest. */
  readonly playing: boolean;
  readonly waiting: boolean;
  readonly muted: boolean;
  readonly loop: boolean;
  /** 1 is as it was made. */
  readonly speed: number;
  /** Where the loop begins and ends, in seconds; missing: at the beginning, at the end. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Of all videos, in seconds. */
  readonly time: number;
  /** Of the longest video. */
  readonly duration: number;
}

/** Farther from the master than this is out of step; up to `jump`, a little speed brings it back unseen. */
const tolerance = 0.08;
const jump = 0.5;
const tickMs = 100;
/** Nobody waits longer for a video that does not come. */
const patienceMs = 5_000;
/** `HTMLMediaElement.HAVE_FUTURE_DATA`. */
const enough = 3;
/** Chromium 156 now and then stops within a seek, or after it, though it has the whole film; the same seek once more goes on. */
const longestStopMs = 1_000;

const lengthOf = ({ duration }: HTMLVideoElement): number => (Number.isFinite(duration) ? duration : 0);
const isBroken = ({ error }: HTMLVideoElement): boolean => error !== null;
const isAtEnd = (video: HTMLVideoElement): boolean =>
  video.ended || (lengthOf(video) > 0 && video.currentTime >= lengthOf(video) - 0.02);
const isReady = (video: HTMLVideoElement): boolean => video.readyState >= enough || isAtEnd(video);

/** What most services make, until a film has shown its own. */
const usualFrame = 1 / 24;
/** Seconds between two frames, by what was drawn. */
const frames = new WeakMap<HTMLVideoElement, number>();

function watchFrames(video: HTMLVideoElement): () => void {
  let last: VideoFrameCallbackMetadata | undefined;
  const onFrame = (_: number, shown: VideoFrameCallbackMetadata) => {
    const seconds = shown.mediaTime - (last?.mediaTime ?? shown.mediaTime);
    const isNext = shown.presentedFrames - (last?.presentedFrames ?? 0) === 1;
    if (isNext && seconds > 0.005) frames.set(video, Math.min(seconds, frames.get(video) ?? 1));
    last = shown;
    handle = video.requestVideoFrameCallback(onFrame);
  };
  let handle = video.requestVideoFrameCallback(onFrame);
  return () => video.cancelVideoFrameCallback(handle);
}

function place(video: HTMLVideoElement, time: number): void {
  video.currentTime = Math.min(time, lengthOf(video));
}

/** `HTMLMediaElement.NETWORK_IDLE`: nothing is on its way that a video could wait for. */
const idle = 1;
const stoppedSince = new WeakMap<HTMLVideoElement, number>();

function seekAgainWhereStuck(video: HTMLVideoElement, playing: boolean): void {
  const now = performance.now();
  const isStopped = (playing ? !isReady(video) : video.seeking) && video.networkState === idle;
  const since = isStopped ? (stoppedSince.get(video) ?? now) : now;
  const isStuck = now - since >= longestStopMs;
  stoppedSince.set(video, isStuck ? now : since);
  if (isStuck) place(video, video.currentTime);
}

const watched = [
  'loadedmetadata',
  'durationchange',
  'canplay',
  'seeked',
  'waiting',
  'ended',
  'error',
] as const;

/** One clock for several videos: the longest leads, the others keep step, and all wait for the slowest. */
function createSyncClock(autoplay: boolean) {
  let state: SyncState = {
    playing: autoplay,
    waiting: false,
    muted: true,
    loop: true,
    speed: 1,
    time: 0,
    duration: 0,
  };
  const listeners = new Set<() => void>();
  const members = new Map<HTMLVideoElement, () => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let waitingSince: number | undefined;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const set = (change: Partial<SyncState>) => {
    state = { ...state, ...change };
    tell();
  };
  /** What the films do by themselves is told once a frame. */
  const note = (change: Partial<SyncState>) => {
    state = { ...state, ...change };
    inNextFrame(tell);
  };
  const whole = () => [...members.keys()].filter((video) => !isBroken(video) && video.readyState > 0);
  const master = (): HTMLVideoElement | undefined => whole().toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
  const pauseAll = () => {
    for (const video of members.keys()) video.pause();
  };

  async function start(video: HTMLVideoElement): Promise<void> {
    try {
      await video.play();
    } catch (error) {
      // A browser may forbid sound before the first click.
      if (error instanceof DOMException && error.name === 'NotAllowedError') clock.pause();
    }
  }

  /** Brings every video to what the state says. */
  function settle(): void {
    const leader = master();
    if (leader !== undefined && lengthOf(leader) !== state.duration) note({ duration: lengthOf(leader) });
    if (!state.playing) return pauseAll();
    const videos = [...members.keys()].filter((video) => !isBroken(video));
    if (videos.length > 0 && videos.every(isAtEnd)) return atTheEnd();
    const isHeld = videos.some((video) => !isReady(video));
    waitingSince = isHeld ? (waitingSince ?? performance.now()) : undefined;
    const isPatient = waitingSince !== undefined && performance.now() - waitingSince < patienceMs;
    if (state.waiting !== isPatient) note({ waiting: isPatient });
    if (isPatient) return pauseAll();
    for (const video of videos) if (video.paused && !isAtEnd(video)) void start(video);
  }

  function atTheEnd(): void {
    if (state.loop) clock.seek(state.from ?? 0);
    else clock.pause();
  }

  function keepStep(): void {
    const leader = master();
    if (leader === undefined) return;
    const time = leader.currentTime;
    if (!leader.paused) note({ time });
    if (state.to !== undefined && time >= state.to && !leader.seeking) return atTheEnd();
    for (const video of whole()) {
      if (video === leader || video.paused || video.seeking || time > lengthOf(video) - tolerance) continue;
      const drift = video.currentTime - time;
      if (Math.abs(drift) > jump) {
        place(video, time);
        video.playbackRate = state.speed;
      } else if (Math.abs(drift) > tolerance) video.playbackRate = state.speed * (drift > 0 ? 0.85 : 1.15);
      else if (Math.abs(drift) < tolerance / 4) video.playbackRate = state.speed;
    }
  }

  function onEvent({ type, currentTarget }: Event): void {
    if (type === 'loadedmetadata' && currentTarget instanceof HTMLVideoElement && state.time > 0) {
      place(currentTarget, state.time);
    }
    settle();
  }

  function tick(): void {
    for (const video of members.keys()) seekAgainWhereStuck(video, state.playing);
    if (!state.playing) return;
    keepStep();
    settle();
  }

  const clock = {
    state: (): SyncState => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Until the returned function is called. It joins at the time of the others. */
    add: (video: HTMLVideoElement): (() => void) => {
      members.set(video, watchFrames(video));
      video.muted = state.muted;
      video.playbackRate = state.speed;
      video.preload = state.playing ? 'auto' : 'metadata';
      for (const name of watched) video.addEventListener(name, onEvent);
      timer ??= setInterval(tick, tickMs);
      if (video.readyState > 0 && state.time > 0) place(video, state.time);
      settle();
      return () => {
        members.get(video)?.();
        members.delete(video);
        for (const name of watched) video.removeEventListener(name, onEvent);
        video.pause();
        if (members.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    play: (): void => {
      const isOver = whole().length > 0 && whole().every(isAtEnd);
      set({ playing: true });
      for (const video of members.keys()) video.preload = 'auto';
      if (isOver) clock.seek(0);
      else settle();
    },
    /** All stand at one time then. */
    pause: (): void => {
      const time = master()?.currentTime ?? state.time;
      set({ playing: false, waiting: false, time });
      pauseAll();
      for (const video of whole()) place(video, time);
    },
    seek: (wanted: number): void => {
      const time = Math.min(Math.max(wanted, 0), state.duration);
      set({ time });
      for (const video of whole()) place(video, time);
      settle();
    },
    setMuted: (muted: boolean): void => {
      set({ muted });
      for (const video of members.keys()) video.muted = muted;
    },
    setLoop: (loop: boolean): void => set({ loop }),
    setSpeed: (speed: number): void => {
      set({ speed });
      for (const video of members.keys()) video.playbackRate = speed;
    },
    /** Takes the loop's other end away where it would lie on the wrong side. */
    setFrom: (from: number | undefined): void =>
      set({ from, ...(from !== undefined && from >= (state.to ?? Infinity) && { to: undefined }) }),
    setTo: (to: number | undefined): void =>
      set({ to, ...(to !== undefined && to <= (state.from ?? 0) && { from: undefined }) }),
    /** So many frames of the longest video on, or back; into the middle of one, where no rounding matters. */
    step: (count: number): void => {
      clock.pause();
      const leader = master();
      const seconds = (leader && frames.get(leader)) ?? usualFrame;
      clock.seek((Math.floor(state.time / seconds + 0.01) + count + 0.5) * seconds);
    },
  };
  return clock;
}

export type SyncClock = ReturnType<typeof createSyncClock>;

interface Group {
  readonly clock: SyncClock;
}

const GroupContext = createContext<Group | undefined>(undefined);

export function useSyncGroup(): Group {
  const group = use(GroupContext);
  if (group === undefined) throw new Error('This stands in a SyncGroup only.');
  return group;
}

export const useSyncState = ({ subscribe, state }: SyncClock): SyncState =>
  useSyncExternalStore(subscribe, state);

/** Every film inside plays in step. Starts by itself, unless motion is unwanted. */
export function SyncGroup({ children }: { readonly children: ReactNode }) {
  const still = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const [clock] = useState(() => createSyncClock(!still));
  const [group] = useState({ clock });
  return <GroupContext value={group}>{children}</GroupContext>;
}
