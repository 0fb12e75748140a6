import { useIntersection } from '@mantine/hooks';
import { RotateCcw, Star, Trash2 } from 'lucide-react';
import { compareHref } from '../address/place.ts';
import { useLanguage } from '../language.tsx';
import { toggleFavourite, useKept } from '../kept.ts';
import { useStageMessages } from '../messages/stage.ts';
import {
  countInWords,
  countsOf,
  inTime,
  startOf,
  titleOf,
  tookMs,
  totalOf,
  useRunName,
} from '../runs/run-facts.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ExportMenu } from './export-menu.tsx';
import type { Comparison } from './use-history.ts';

interface ComparisonRowProps {
  readonly comparison: Comparison;
  readonly isSelected: boolean;
  readonly onSelect: (is: boolean) => void;
  readonly onAgain: () => void;
  readonly onDelete: () => void;
}

/** So many first frames; more say less. */
const mostFrames = 3;

export function ComparisonRow({ comparison, isSelected, onSelect, onAgain, onDelete }: ComparisonRowProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const { language } = useLanguage();
  const nameOf = useRunName();
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
    times.length === 0 ? undefined : inTime(Math.max(0, ...times), messages),
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
          <span className="small">{[...new Set(runs.map(nameOf))].join(messages.comma)}</span>
          <span className="hint num">{facts.join(' · ')}</span>
          {winner !== undefined && <span className="badge">{stage.bestOf(nameOf(winner))}</span>}
        </span>
      </a>
      <span className="comparison-actions">
        <IconButton
          name={`${stage.favourite}: ${title}`}
          hint={stage.favourite}
          isPressed={isFavourite}
          onClick={() => toggleFavourite(id)}
        >
          <Star size={16} fill={isFavourite ? 'currentColor' : 'none'} aria-hidden />
        </IconButton>
        {runs.some(({ byId }) => byId !== true) && (
          <IconButton name={`${stage.again}: ${title}`} hint={stage.again} onClick={onAgain}>
            <RotateCcw size={16} aria-hidden />
          </IconButton>
        )}
        <ExportMenu runs={runs} title={title} />
        <IconButton name={`${stage.delete}: ${title}`} hint={stage.delete} onClick={onDelete}>
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
