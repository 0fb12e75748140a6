import { useIntersection } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCcw, Star, Trash2 } from 'lucide-react';
import type { Run } from '../../api.ts';
import { compareHref } from '../address/place.ts';
import { refusalWords } from '../error-words.ts';
import { useLanguage } from '../language.tsx';
import { toggleFavourite, useKept } from '../kept.ts';
import { useStageMessages } from '../messages/stage.ts';
import { timeInWords } from '../plan/words.ts';
import { countInWords, countsOf, startOf, titleOf, tookMs, totalOf, useRunName } from '../runs/run-facts.ts';
import { deleteRun, fetchComparison, ServerError } from '../server.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Dialog } from '../ui/overlays.tsx';
import { ExportMenu } from './export-menu.tsx';

/** What every question about kept runs begins with. */
export const historyKey = 'history';

export interface Comparison {
  readonly id: string;
  /** In the order in which they were started; of a search or a page of the history, those that it has. */
  readonly runs: readonly Run[];
}

interface ComparisonRowProps {
  readonly comparison: Comparison;
  readonly isSelected: boolean;
  readonly onSelect: (is: boolean) => void;
  readonly onAgain: () => void;
  readonly onDelete: () => void;
}

/** The models of some runs, each once. */
function useNames(): (runs: readonly Run[]) => readonly string[] {
  const nameOf = useRunName();
  return (runs) => [...new Set(runs.map(nameOf))];
}

/** So many first frames; more say less. */
const mostFrames = 3;

export function ComparisonRow({ comparison, isSelected, onSelect, onAgain, onDelete }: ComparisonRowProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const { language } = useLanguage();
  const nameOf = useRunName();
  const namesOf = useNames();
  const { id, runs } = comparison;
  const [first] = runs;
  const isFavourite = useKept(({ favourites }) => favourites.includes(id));
  const best = useKept(({ winners }) => winners[id]);
  if (first === undefined) return null;
  const title = titleOf(first, messages);
  const winner = runs.find((run) => run.id === best);
  const { open, failed } = countsOf(runs);
  const times = runs.flatMap((run) => tookMs(run) ?? []);
  const total = totalOf(runs, messages);
  const facts = [
    ...countInWords(runs, messages),
    total,
    times.length === 0 ? undefined : timeInWords(Math.max(0, ...times) / 1000, messages),
    runs.every(({ real }) => real)
      ? messages.real
      : runs.some(({ real }) => real)
        ? stage.partlyReal
        : messages.simulated,
    startOf(first.startedAt, language),
  ].filter((fact) => fact !== undefined);
  return (
    <li className="comparison" data-kept={id} data-open={open} data-failed={failed}>
      <input
        type="checkbox"
        aria-label={stage.select(title)}
        checked={isSelected}
        onChange={({ currentTarget: { checked } }) => onSelect(checked)}
      />
      <a className="comparison-link" href={compareHref(id)}>
        <Frames comparison={comparison} />
        <span className="comparison-words">
          <strong className="comparison-title">{title}</strong>
          <span className="small">{namesOf(runs).join(messages.comma)}</span>
          <span className="hint num">{facts.join(' · ')}</span>
          {winner !== undefined && <span className="badge">{stage.bestOf(nameOf(winner))}</span>}
        </span>
      </a>
      <span className="comparison-actions">
        <IconButton
          name={stage.favourite + messages.colon + title}
          hint={stage.favourite}
          isPressed={isFavourite}
          onClick={() => toggleFavourite(id)}
        >
          <Star size={16} fill={isFavourite ? 'currentColor' : 'none'} aria-hidden />
        </IconButton>
        {runs.some(({ byId }) => byId !== true) && (
          <IconButton name={stage.again + messages.colon + title} hint={stage.again} onClick={onAgain}>
            <RotateCcw size={16} aria-hidden />
          </IconButton>
        )}
        <ExportMenu load={() => fetchComparison(id)} title={title} />
        <IconButton name={stage.delete + messages.colon + title} hint={stage.delete} onClick={onDelete}>
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </span>
    </li>
  );
}

/** The first frames, loaded only while they are near the screen. */
function Frames({ comparison: { runs } }: Pick<ComparisonRowProps, 'comparison'>) {
  const { stage } = useStageMessages();
  const { ref, entry } = useIntersection({ rootMargin: '300px' });
  const videos = runs.flatMap((run) => run.videos.slice(0, 1)).slice(0, mostFrames);
  return (
    <span className="frames" ref={ref} aria-hidden>
      {videos.length === 0 && <span className="frame hint">{stage.noFilm}</span>}
      {videos.map(({ url }) => (
        <span key={url} className="frame">
          {entry?.isIntersecting === true && (
            <video src={`${url}#t=0.001`} preload="metadata" muted playsInline tabIndex={-1} />
          )}
        </span>
      ))}
    </span>
  );
}

interface DeleteDialogProps {
  /** With all of their runs. */
  readonly comparisons: readonly Comparison[];
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** Asks before runs and their files go; says which stay. */
export function DeleteDialog({ comparisons, onDeleted, onClose }: DeleteDialogProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const { language } = useLanguage();
  const namesOf = useNames();
  const queries = useQueryClient();
  const runs = comparisons.flatMap((comparison) => comparison.runs);
  const { mutate, reset, data, isPending } = useMutation({
    mutationFn: async () => {
      const failures: Error[] = [];
      for (const { id } of runs) {
        await deleteRun(id).catch((error: unknown) => {
          // Deleted already, such as before another was refused.
          if (error instanceof ServerError && error.code === 'no-such-run') return;
          failures.push(error instanceof Error ? error : new Error(String(error)));
        });
      }
      await queries.invalidateQueries({ queryKey: [historyKey] });
      return failures;
    },
    onSuccess: (failures) => failures.length === 0 && onDeleted(),
  });
  const close = () => {
    reset();
    onClose();
  };
  const failures = data ?? [];
  return (
    <Dialog opened={comparisons.length > 0} title={stage.deleteTitle(comparisons.length)} onClose={close}>
      <div className="stack">
        <ul className="stack">
          {comparisons.slice(0, 5).map(({ id, runs: [first, ...others] }) => (
            <li key={id}>
              <strong className="comparison-title">
                {first === undefined ? id : titleOf(first, messages)}
              </strong>
              {first !== undefined && (
                <span className="hint">
                  {[
                    startOf(first.startedAt, language),
                    namesOf([first, ...others]).join(messages.comma),
                  ].join(' · ')}
                </span>
              )}
            </li>
          ))}
          {comparisons.length > 5 && <li>…</li>}
        </ul>
        <p>{stage.deleteText(runs.length)}</p>
        {failures.length > 0 && (
          <p className="notice" data-tone="bad" role="alert">
            <strong>{stage.deleteLeft(failures.length)}</strong>{' '}
            {[...new Set(failures.map((error) => refusalWords(error, messages)))].join(' ')}
          </p>
        )}
        <div className="row" style={{ justifyContent: 'end' }}>
          <button type="button" className="button" autoFocus onClick={close}>
            {messages.cancel}
          </button>
          <button
            type="button"
            className="button"
            data-kind="danger"
            disabled={isPending}
            onClick={() => mutate()}
          >
            {stage.deleteForGood}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
