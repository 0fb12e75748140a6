import { Download, Ellipsis, NotebookPen, Trophy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Run, SavedVideo } from '../../api.ts';
import { markWinner } from '../kept.ts';
import { useStageMessages } from '../messages/stage.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Popover } from '../ui/overlays.tsx';

interface FilmActionsProps {
  readonly film: {
    readonly run: Run;
    /** Its name for people. */
    readonly shown: string;
  };
  readonly video: SavedVideo;
  readonly isWinner: boolean;
  /** Missing where there is a note. */
  readonly onNote: (() => void) | undefined;
}

interface Action {
  /** For this name of the film. */
  readonly words: (name: string) => string;
  readonly icon: ReactNode;
  readonly isPressed?: boolean;
  /** Or where its link leads. */
  readonly run: (() => void) | string;
}

function useActions({ film: { run }, video, isWinner, onNote }: FilmActionsProps): readonly Action[] {
  const { stage, downloadOf } = useStageMessages();
  return [
    {
      words: stage.best,
      icon: <Trophy size={16} aria-hidden />,
      isPressed: isWinner,
      run: () => markWinner(run.comparison, run.id),
    },
    ...(onNote === undefined
      ? []
      : [{ words: stage.addNote, icon: <NotebookPen size={16} aria-hidden />, run: onNote }]),
    { words: downloadOf, icon: <Download size={16} aria-hidden />, run: `${video.url}?download` },
  ];
}

/** Buttons beside its name. */
export function FilmActions(props: FilmActionsProps) {
  const { shown } = props.film;
  return (
    <span className="film-actions">
      {useActions(props).map(({ words, icon, isPressed, run }) =>
        typeof run === 'string' ? (
          <a
            key={run}
            className="button"
            data-kind="quiet"
            data-square
            data-small
            href={run}
            download
            aria-label={words(shown)}
            title={words(shown)}
          >
            {icon}
          </a>
        ) : (
          <IconButton key={words(shown)} name={words(shown)} isPressed={isPressed} isSmall onClick={run}>
            {icon}
          </IconButton>
        ),
      )}
    </span>
  );
}

/** The same in words, behind one button. */
export function FilmMenu(props: FilmActionsProps) {
  const { shown } = props.film;
  const { stage } = useStageMessages();
  const actions = useActions(props);
  return (
    <span className="film-actions">
      <Popover
        kind="quiet"
        square
        small
        label={<Ellipsis size={16} aria-hidden />}
        name={stage.actionsOf(shown)}
      >
        {(close) => (
          <div className="stack" style={{ '--gap': 0 }}>
            {actions.map(({ words, icon, isPressed, run }) =>
              typeof run === 'string' ? (
                <a
                  key={run}
                  className="button"
                  data-kind="quiet"
                  data-wrap
                  href={run}
                  download
                  onClick={close}
                >
                  {icon}
                  {words(shown)}
                </a>
              ) : (
                <button
                  key={words(shown)}
                  type="button"
                  className="button"
                  data-kind="quiet"
                  data-wrap
                  aria-pressed={isPressed}
                  onClick={() => {
                    close();
                    run();
                  }}
                >
                  {icon}
                  {words(shown)}
                </button>
              ),
            )}
          </div>
        )}
      </Popover>
    </span>
  );
}
