import { useIntersection } from '@mantine/hooks';
import { memo, useEffect, useRef, useState } from 'react';
import type { Run, SavedVideo } from '../../api.ts';
import { useKept, writeNote } from '../kept.ts';
import { useStageMessages } from '../messages/stage.ts';
import { modelOf } from '../plan/make-plan.ts';
import { FilmActions, FilmMenu } from './film-actions.tsx';
import { priceOf, stageOf, timeOf } from './run-facts.ts';
import { BlindProgress, RunProgress } from './run-progress.tsx';
import { useSyncGroup } from './sync-clock.tsx';

/** One place of the wall: a film, or the run that makes it. */
export interface Film {
  readonly key: string;
  readonly run: Run;
  readonly video: SavedVideo | undefined;
  /** Says whose it is by its id, or hides it. */
  readonly name: string;
  /** The same for people. */
  readonly shown: string;
  /** What it was asked, where the others were asked something else. */
  readonly about: string | undefined;
  /** Names, prices and times are hidden. */
  readonly blind: boolean;
}

interface FilmPlaceProps {
  readonly film: Film;
  /** Where it begins, in half columns; missing: behind the one before. */
  readonly column: number | undefined;
  /** Whether it has a row of its own. */
  readonly isWhole?: boolean;
  /** In pixels, where it is not that of all films. */
  readonly width?: number;
  readonly height?: number;
  /** Whether there is no room beside its name. */
  readonly isNarrow: boolean;
  readonly onRatio: (key: string, ratio: number) => void;
  /** Shown alone, or with the others again. */
  readonly onSolo: (key: string) => void;
  /** Votes for it; missing while there is no vote. */
  readonly onVote: ((run: Run) => void) | undefined;
}

const isSame = (before: FilmPlaceProps, now: FilmPlaceProps): boolean =>
  (['column', 'isWhole', 'width', 'height', 'isNarrow', 'onVote', 'onRatio', 'onSolo'] as const).every(
    (part) => before[part] === now[part],
  ) &&
  (['key', 'run', 'name', 'shown', 'about', 'blind'] as const).every(
    (part) => before.film[part] === now.film[part],
  );

export const FilmPlace = memo(function FilmPlace(props: FilmPlaceProps) {
  const { film, column, isWhole, width, height, isNarrow, onRatio, onSolo, onVote } = props;
  const { key, run, video, name, shown, about, blind } = film;
  const messages = useStageMessages();
  const { stage } = messages;
  const isWinner = useKept(({ winners }) => winners[run.comparison] === run.id) && !blind;
  const price = priceOf(run, messages) ?? messages.priceUnknown;
  const time = timeOf(run, messages);
  const note = useKept(({ notes }) => notes[run.id]);
  const [writes, setWrites] = useState(false);
  const Actions = isNarrow ? FilmMenu : FilmActions;
  return (
    <figure
      className="film"
      style={{
        width,
        gridColumnStart: column,
        '--film-height': height === undefined ? undefined : `${height}px`,
      }}
      data-whole={isWhole || undefined}
      data-film={name}
      {...(!blind && { 'data-stage': stageOf(run), 'data-run': modelOf(run) })}
      {...(isWinner && { 'data-winner': true })}
    >
      <div className="film-screen">
        {video !== undefined && (
          <Screen
            name={shown}
            url={video.url}
            isCut={blind && !run.real}
            onRatio={(ratio) => onRatio(key, ratio)}
          />
        )}
        {video === undefined &&
          (blind ? <BlindProgress name={shown} /> : <RunProgress run={run} name={shown} />)}
      </div>
      <figcaption>
        <div className="film-line">
          <button type="button" className="film-name" title={stage.solo(shown)} onClick={() => onSolo(key)}>
            {shown}
          </button>
          {video !== undefined && onVote !== undefined && (
            <button
              type="button"
              className="button"
              data-kind="primary"
              data-small
              onClick={() => onVote(run)}
            >
              {stage.vote}
            </button>
          )}
          {video !== undefined && onVote === undefined && (
            <Actions
              film={film}
              video={video}
              isWinner={isWinner}
              onNote={note === undefined && !writes ? () => setWrites(true) : undefined}
            />
          )}
        </div>
        {!blind && (
          <p className="film-facts">
            <span>{price}</span>
            {time !== undefined && <span> · {time}</span>}
            {video?.unverified === true && <span data-unverified> · {messages.videoUnverified}</span>}
          </p>
        )}
        {about !== undefined && (
          <p className="film-facts film-about" title={about}>
            {about}
          </p>
        )}
        {(note !== undefined || writes) && (
          <input
            className="note"
            aria-label={stage.noteOn(shown)}
            placeholder={stage.notePlaceholder}
            maxLength={500}
            autoFocus={writes}
            defaultValue={note}
            onBlur={({ currentTarget: { value } }) => {
              writeNote(run.id, value);
              setWrites(false);
            }}
            onKeyDown={({ key: pressed, currentTarget }) => pressed === 'Enter' && currentTarget.blur()}
          />
        )}
      </figcaption>
    </figure>
  );
}, isSame);

interface ScreenProps {
  readonly name: string;
  readonly url: string;
  /** Whether the lines below the picture, in which the simulator names the model, are left out. */
  readonly isCut: boolean;
  readonly onRatio: (ratio: number) => void;
}

/** The video, which takes a connection only while it can be seen. */
function Screen({ url, ...video }: ScreenProps) {
  const { ref, entry } = useIntersection({ rootMargin: '100px' });
  return (
    <div ref={ref} className="screen-box">
      {entry?.isIntersecting === true && <Playing key={url} url={url} {...video} />}
    </div>
  );
}

/** In pixels of a clip: three lines of 16, in `createDrawing` of the simulator. */
const captionOfClip = 48;

function Playing({ name, url, isCut, onRatio }: ScreenProps) {
  const messages = useStageMessages();
  const { clock } = useSyncGroup();
  const element = useRef<HTMLVideoElement>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    if (element.current !== null) return clock.add(element.current);
  }, [clock, broken]);
  if (broken) return <p className="screen-words">{messages.videoBroken}</p>;
  return (
    <video
      ref={element}
      // Without a place in time, a browser may show black until it plays.
      src={`${url}#t=0.001`}
      aria-label={messages.videoOf(name)}
      muted
      playsInline
      preload="metadata"
      draggable={false}
      {...(isCut && { 'data-cut': true })}
      onError={() => setBroken(true)}
      onLoadedMetadata={({ currentTarget: { style, videoWidth, videoHeight } }) => {
        if (videoHeight === 0) return;
        style.setProperty('--ratio', `${videoWidth / videoHeight}`);
        style.setProperty('--caption', `${(100 * captionOfClip) / videoHeight}%`);
        onRatio(videoWidth / videoHeight);
      }}
    />
  );
}
