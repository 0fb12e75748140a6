import { Bell, BellRing, EyeOff, RotateCcw, Square, Star } from 'lucide-react';
import { use, useEffect, useRef } from 'react';
import type { Run } from '../../api.ts';
import { useAnnouncement } from '../announcements.tsx';
import { ExportMenu } from '../history/export-menu.tsx';
import { changeKept, toggleFavourite, useKept } from '../kept.ts';
import { useStageMessages } from '../messages/stage.ts';
import { modelOf } from '../plan/make-plan.ts';
import { SetupContext } from '../setup.ts';
import { IconButton } from '../ui/icon-button.tsx';
import {
  canStop,
  countInWords,
  goesOn,
  hasFailed,
  isOne,
  titleOf,
  totalOf,
  useRunName,
} from './run-facts.ts';
import { useLeftInWords, useStop } from './run-progress.tsx';

interface BoardHeadProps {
  readonly runs: readonly Run[];
  readonly blind: boolean;
  readonly onAgain: (() => void) | undefined;
}

/** What it is, how far it is, and what can be done with all of it. */
export function BoardHead({ runs, blind, onAgain }: BoardHeadProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const [first] = runs;
  const { everything } = use(SetupContext);
  const open = runs.filter(goesOn);
  const stoppable = runs.filter((run) => goesOn(run) && canStop(run, everything));
  const nameOf = useRunName();
  const stopped = stoppable.map((run) => (blind ? { id: run.id } : { id: run.id, name: nameOf(run) }));
  const { stop, isPending, lines } = useStop(stopped, messages);
  useAnnouncement(lines.join(' '));
  // Not the time that is left: it is another one every second.
  useAnnouncement(countInWords(runs, messages).join(messages.comma));
  const left = useLeftInWords(open);
  const total = totalOf(runs, messages);
  const isFavourite = useKept(
    ({ favourites }) => first !== undefined && favourites.includes(first.comparison),
  );
  const wantsBlind = useKept((kept) => kept.blind);
  if (first === undefined) return null;
  const facts = [
    ...countInWords(runs, messages),
    // Who knows the services tells them apart by what they cost and how long they take.
    ...(blind ? [] : [left, total === undefined ? undefined : stage.total(total)]),
    runs.every(({ real }) => !real)
      ? messages.simulated
      : runs.every(({ real }) => real)
        ? undefined
        : stage.partlyReal,
  ].filter((fact) => fact !== undefined);
  return (
    <header className="board-head">
      <h2 id="stage-title" className="board-title" title={first.prompt}>
        {titleOf(first, messages)}
      </h2>
      <p className="hint num">{facts.join(' · ')}</p>
      <div className="row board-actions">
        {stoppable.length > 0 && (
          <button type="button" className="button" data-small disabled={isPending} onClick={stop}>
            <Square size={14} aria-hidden />
            {blind || stoppable.length === 1 ? messages.stop : stage.stopAll(stoppable.length)}
          </button>
        )}
        <EndNotice runs={runs} />
        {new Set(runs.filter((run) => !hasFailed(run)).map(modelOf)).size > 1 && (
          <button
            type="button"
            className="button"
            data-kind="quiet"
            data-small
            aria-pressed={wantsBlind}
            title={stage.blindHint}
            onClick={() => changeKept((kept) => ({ blind: !kept.blind }))}
          >
            <EyeOff size={16} aria-hidden />
            {stage.blind}
          </button>
        )}
        {onAgain !== undefined && (
          <button type="button" className="button" data-kind="quiet" data-small onClick={onAgain}>
            <RotateCcw size={16} aria-hidden />
            {stage.again}
          </button>
        )}
        {!blind && <ExportMenu load={async () => runs} />}
        {isOne(runs) && (
          <IconButton
            name={stage.favourite}
            isPressed={isFavourite}
            isSmall
            onClick={() => toggleFavourite(first.comparison)}
          >
            <Star size={16} fill={isFavourite ? 'currentColor' : 'none'} aria-hidden />
          </IconButton>
        )}
      </div>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </header>
  );
}

const canNotify = typeof Notification !== 'undefined';
const mark = /^(\(\d+\/\d+\)|✓) /;

/** The tab's title counts while runs go on; who looks elsewhere is told of the end. */
function EndNotice({ runs }: { readonly runs: readonly Run[] }) {
  const messages = useStageMessages();
  const { stage } = messages;
  const wanted = useKept(({ notify }) => notify);
  const open = runs.filter(goesOn).length;
  const count = runs.length;
  const failed = runs.filter(hasFailed).length;
  useEffect(() => {
    if (open === 0) return;
    document.title = `(${count - open}/${count}) ${document.title.replace(mark, '')}`;
    return () => {
      document.title = document.title.replace(mark, '');
    };
  }, [open, count]);

  const first = runs[0];
  const watched = useRef<string>(undefined);
  useEffect(() => {
    if (open > 0) watched.current = first?.comparison;
    if (open > 0 || first === undefined || watched.current !== first.comparison) return;
    watched.current = undefined;
    if (document.hasFocus()) return;
    document.title = `✓ ${document.title.replace(mark, '')}`;
    const seen = () => {
      document.title = document.title.replace(mark, '');
    };
    addEventListener('focus', seen, { once: true });
    if (!wanted || !canNotify || Notification.permission !== 'granted') return;
    const notice = new Notification(stage.endTitle(count - failed, count), {
      body: titleOf(first, messages),
      tag: first.comparison,
    });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
    });
  }, [open, first?.comparison]);

  if (!canNotify || open === 0 || Notification.permission === 'denied') return null;
  // A browser asks for this once, so it is asked only by a click.
  const choose = async () => {
    const answer = wanted ? 'denied' : await Notification.requestPermission();
    changeKept(() => ({ notify: answer === 'granted' }));
  };
  const isOn = wanted && Notification.permission === 'granted';
  return (
    <button
      type="button"
      className="button"
      data-kind="quiet"
      data-small
      aria-pressed={isOn}
      title={stage.notifyHint}
      onClick={() => void choose()}
    >
      {isOn ? <BellRing size={16} aria-hidden /> : <Bell size={16} aria-hidden />}
      {stage.notify}
    </button>
  );
}
