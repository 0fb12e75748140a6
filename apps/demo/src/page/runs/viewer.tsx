import { useElementSize, useFullscreenElement, useMergedRef, useViewportSize } from '@mantine/hooks';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import type { Run } from '../../api.ts';
import { useStageMessages } from '../messages/stage.ts';
import { Segmented } from '../ui/segmented.tsx';
import { type Film, FilmPlace } from './film.tsx';
import { PlayerControls, useZoom } from './player-controls.tsx';
import { type SyncClock, useSyncGroup } from './sync-clock.tsx';
import { areMixed, evenPlace, evenSide, mixedRows, wallGrid } from './wall-grid.ts';

const modes = ['wall', 'pair', 'wipe', 'one'] as const;
type Mode = (typeof modes)[number];

interface Look {
  readonly mode: Mode;
  /** Keys of films, the one that is shown alone or on the left first. */
  readonly picked: readonly string[];
}

declare module 'react' {
  interface CSSProperties {
    readonly [variable: `--${string}`]: string | number | undefined;
  }
}

const gap = 12;
/** Name, facts and a line to spare. */
const captionHeight = 64;
/** For two films beside each other that are not tall. */
const wideEnough = 500;
/** A film below this width has no room for its buttons beside its name. */
const narrow = 240;
/** Of films of several shapes, the most upright one is no narrower. */
const leastWidth = 120;
/** What else stands on the screen above and below the films. */
const around = 270;

interface ViewerProps {
  readonly films: readonly Film[];
  /** Width to height of what was asked for, until a film shows its own. */
  readonly ratio: number;
  readonly onVote: ((run: Run) => void) | undefined;
}

/** The films of a comparison: all, two of them, or one, in step. */
export function Viewer({ films, ratio, onVote }: ViewerProps) {
  const { stage } = useStageMessages();
  const { clock } = useSyncGroup();
  const root = useRef<HTMLDivElement>(null);
  const { zoom, change, move, pointer, wasDrag } = useZoom(root);
  const [{ mode, picked }, setLook] = useState<Look>({ mode: 'wall', picked: [] });
  const [ratios, setRatios] = useState<ReadonlyMap<string, number>>(new Map());
  const onRatio = useCallback(
    (key: string, found: number) =>
      setRatios((before) => (before.get(key) === found ? before : new Map(before).set(key, found))),
    [],
  );
  const byKey = (key: string | undefined) => films.find((film) => film.key === key);
  const first = byKey(picked[0]) ?? films[0];
  const second = byKey(picked[1]) ?? films.find((film) => film !== first);
  const isPair = (mode === 'pair' || mode === 'wipe') && first !== undefined && second !== undefined;
  const shown = isPair ? [first, second] : mode === 'wall' || first === undefined ? films : [first];
  const onSolo = useCallback(
    (key: string) =>
      setLook((before) =>
        before.mode === 'one' && before.picked[0] === key
          ? { ...before, mode: 'wall' }
          : { mode: 'one', picked: [key, ...before.picked.filter((other) => other !== key)] },
      ),
    [],
  );
  const setMode = (wanted: Mode) => setLook({ mode: wanted, picked });

  const { ref: measured, width, height } = useElementSize();
  const screen = useViewportSize();
  const { ref: fullRef, toggle, fullscreen } = useFullscreenElement<HTMLDivElement>();
  const rootRef = useMergedRef(root, fullRef);
  const box = { width, height: fullscreen ? height : Math.max(240, screen.height - around) };
  const ratioOf = ({ key }: Film) => ratios.get(key) ?? [...ratios.values()][0] ?? ratio;
  const places = mode === 'wipe' ? shown.slice(0, 1) : shown;
  const least = Math.min(...places.map(ratioOf)) < 1 ? 150 : width < wideEnough ? width : 250;
  const columns = mode === 'pair' && width >= wideEnough ? places.length : undefined;
  // A larger film would have more of a say in a vote.
  const even = films.some(({ blind }) => blind);
  const grid = wallGrid(places.map(ratioOf), box, { gap, caption: captionHeight, least, columns, even });
  /** In a last row that is not full, the films stand in the middle. */
  const left = grid.lead === undefined ? places.length % grid.columns : 0;
  const areOdd = mode !== 'wipe' && areMixed(places.map(ratioOf));
  const isMixed = areOdd && width < wideEnough;
  const side =
    areOdd && !isMixed
      ? evenSide(places.map(ratioOf), box, { gap, caption: captionHeight, least: leastWidth })
      : undefined;
  const mixed = isMixed ? mixedRows(places.map(ratioOf), width, gap) : [];
  const half = Math.floor((width - gap) / 2);
  const placeOf = (film: Film, index: number) => {
    if (side !== undefined) {
      const own = evenPlace(ratioOf(film), side);
      return { column: undefined, ...own, isNarrow: own.width < narrow };
    }
    const own = mixed[index];
    const column = left > 0 && index === places.length - left ? grid.columns - left + 1 : undefined;
    const { width: filmWidth } = index === 0 ? (grid.lead ?? grid) : grid;
    return own === undefined
      ? { column, isNarrow: filmWidth < narrow }
      : { ...own, isNarrow: !own.isWhole && half < narrow };
  };

  const onKey = (event: KeyboardEvent) => {
    const { target, key, altKey, ctrlKey, metaKey, shiftKey } = event;
    const isOwn = target instanceof Element && target.matches('button, a, input, select, textarea');
    if (altKey || ctrlKey || metaKey || isOwn) return;
    const film = /^[1-9]$/.test(key) ? films[Number(key) - 1] : undefined;
    const moves = shiftKey && zoom > 1 ? panKeys[key] : undefined;
    if (film !== undefined) onSolo(film.key);
    else if (moves !== undefined) move(...moves);
    else if (key === '0') setMode('wall');
    else if (key === 'z') change(zoom === 1 ? 2 : 1);
    else if (key === 'f') void toggle();
    else if (!playerKey(key, clock)) return;
    event.preventDefault();
  };

  const made = films.filter(({ video }) => video !== undefined).length;
  return (
    <div ref={rootRef} className="viewer" data-mode={mode} onKeyDown={onKey}>
      {made > 1 && (
        <div className="viewer-modes">
          <Segmented
            label={stage.view}
            options={modes.map((value) => ({ value, label: stage.modes[value] }))}
            value={mode}
            onChange={setMode}
          />
          {(isPair || mode === 'one') &&
            shown.map((film, index) => (
              <select
                key={index === 0 ? 'first' : 'second'}
                className="input"
                aria-label={index === 0 ? stage.firstFilm : stage.secondFilm}
                value={film.key}
                onChange={({ currentTarget: { value } }) =>
                  setLook({
                    mode,
                    picked: index === 0 ? [value, second?.key ?? ''] : [first?.key ?? '', value],
                  })
                }
              >
                {films.map(({ key, shown: words }) => (
                  <option key={key} value={key}>
                    {words}
                  </option>
                ))}
              </select>
            ))}
        </div>
      )}
      <div
        ref={measured}
        className="wall"
        role="group"
        aria-label={stage.films}
        tabIndex={0}
        {...(side !== undefined && { 'data-even': true })}
        {...(grid.lead !== undefined && !areOdd && { 'data-lead': true })}
        style={{
          '--columns': isMixed ? 2 : grid.columns,
          '--film-width': `${isMixed ? half : grid.width}px`,
          '--film-height': `${grid.height}px`,
          '--lead-width': `${grid.lead?.width}px`,
          '--lead-height': `${grid.lead?.height}px`,
        }}
        {...pointer}
        onClick={({ target }) => {
          if (wasDrag() || !(target instanceof HTMLVideoElement)) return;
          if (clock.state().playing) clock.pause();
          else clock.play();
        }}
      >
        {shown.map((film, index) => (
          <FilmPlace
            key={film.key}
            film={film}
            {...placeOf(film, index)}
            onRatio={onRatio}
            onSolo={onSolo}
            onVote={onVote}
          />
        ))}
        {mode === 'wipe' && isPair && <Wipe left={first.shown} right={second.shown} />}
      </div>
      {made > 0 && <PlayerControls zoom={zoom} onZoom={change} onFullScreen={() => void toggle()} />}
    </div>
  );
}

/** A part of the picture for each press. */
const pan = 0.1;
const panKeys: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-pan, 0],
  ArrowRight: [pan, 0],
  ArrowUp: [0, -pan],
  ArrowDown: [0, pan],
};

const stepSeconds = 1;

/** Whether it is a key of the player. */
function playerKey(key: string, clock: SyncClock): boolean {
  const { playing, time, muted } = clock.state();
  switch (key) {
    case ' ':
      if (playing) clock.pause();
      else clock.play();
      return true;
    case 'ArrowLeft':
      clock.seek(time - stepSeconds);
      return true;
    case 'ArrowRight':
      clock.seek(time + stepSeconds);
      return true;
    case ',':
      clock.step(-1);
      return true;
    case '.':
      clock.step(1);
      return true;
    case '[':
      clock.setFrom(time);
      return true;
    case ']':
      clock.setTo(time);
      return true;
    case 'm':
      clock.setMuted(!muted);
      return true;
    default:
      return false;
  }
}

/** Lies over two films; what is right of the line is the second. */
function Wipe({ left, right }: { readonly left: string; readonly right: string }) {
  const { stage } = useStageMessages();
  return (
    <input
      type="range"
      className="wipe"
      aria-label={stage.wipe(left, right)}
      min={0}
      max={100}
      defaultValue={50}
      onInput={({ currentTarget }) =>
        currentTarget.parentElement?.style.setProperty('--wipe', `${currentTarget.value}%`)
      }
    />
  );
}
