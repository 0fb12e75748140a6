import './stage.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Run } from '../../api.ts';
import { compareHref } from '../address/place.ts';
import { refusalWords } from '../error-words.ts';
import { useStageMessages } from '../messages/stage.ts';
import { modelOf } from '../plan/make-plan.ts';
import { fetchChosen } from '../server.ts';
import { type Again, againOf, canRunAgain, useCompose } from './again.ts';
import { letterOf, Ranking, shuffled, useBlind, vote } from './blind.tsx';
import { BoardHead } from './board-head.tsx';
import { FailureCard } from './failure-card.tsx';
import type { Film } from './film.tsx';
import { OtherRequest } from './other-request.tsx';
import { countInWords, countsOf, goesOn, hasFailed, titleOf, useRunName } from './run-facts.ts';
import { RunDetails } from './run-details.tsx';
import { SyncGroup } from './sync-clock.tsx';
import { useRuns } from './runs-feed.ts';
import { Viewer } from './viewer.tsx';

interface BoardProps {
  /** Together; never none. */
  readonly runs: readonly Run[];
  readonly onRetry: (run: Run) => void;
  readonly onLookUp: (run: Run) => void;
  /** Another run follows the task of one of these. */
  readonly onFollowed: (run: Pick<Run, 'comparison'>) => void;
  /** It stands there, at last: its file may have had to be loaded. */
  readonly onShown: () => void;
}

/**
 * A model that makes several films of a comparison has them numbered; where prompts differ, each film tells its own. In a
 * blind comparison they come all at once: who is first is known for it.
 */
function filmsOf(
  runs: readonly Run[],
  blind: boolean,
  letterName: (letter: string) => string,
  nameOf: (run: Run) => string,
): readonly Film[] {
  const seen = new Map<string, number>();
  const isGrid = new Set(runs.map(({ prompt }) => prompt)).size > 1;
  const several = Map.groupBy(runs, modelOf);
  const isHeld = blind && runs.some(goesOn);
  return (blind ? shuffled(runs) : runs).flatMap((run, place): readonly Film[] => {
    const { id, videos, prompt } = run;
    const about = isGrid ? prompt : undefined;
    const places = videos.length === 0 || isHeld ? [undefined] : videos;
    return places.map((video, index) => {
      const model = modelOf(run);
      const count = (seen.get(model) ?? 0) + 1;
      seen.set(model, count);
      const isOne = several.get(model)?.length === 1 && places.length === 1;
      const numbered = (words: string) => (isOne ? words : `${words} ${count}`);
      const name = blind ? letterName(letterOf(place)) : numbered(model);
      const shown = blind ? name : numbered(nameOf(run));
      return { key: `${id} ${index}`, run, video, name, shown, about, blind };
    });
  });
}

const ratioIn = (asked: unknown): number => {
  const [, wide, high] = /^(\d+)[:x](\d+)$/.exec(String(asked)) ?? [];
  return wide === undefined || high === undefined ? 16 / 9 : Number(wide) / Number(high);
};

/** One comparison: its films first, then what went wrong, then all that is known. */
export function Board({ runs, onRetry, onLookUp, onFollowed, onShown }: BoardProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const nameOf = useRunName();
  const blind = useBlind(runs);
  const open = runs.filter(goesOn);
  const failed = runs.filter(hasFailed);
  const films = useMemo(
    () =>
      filmsOf(
        runs.filter((run) => !hasFailed(run)),
        blind,
        stage.filmLetter,
        nameOf,
      ),
    [runs, blind, stage, nameOf],
  );
  const [first] = runs;
  const { data: chosen } = useQuery({
    queryKey: ['chosen', first?.id],
    queryFn: () => fetchChosen(first?.id ?? ''),
    enabled: first !== undefined && first.byId !== true,
  });
  const compose = useCompose();
  const take = (asked: Again) => {
    compose(asked, first?.comparison);
    document.querySelector('.composer')?.scrollIntoView({ block: 'nearest' });
  };
  useEffect(() => onShown(), []);
  const again = useMutation({ mutationFn: () => againOf(runs), onSuccess: take });
  const edit = useMutation({
    mutationFn: async ({ run, withModel }: { run: Run; withModel: boolean }) => {
      const asked = await againOf([run]);
      return withModel ? asked : { ...asked, models: [] };
    },
    onSuccess: take,
  });
  const latest = useRef(runs);
  latest.current = runs;
  const castFor = useCallback((run: Run) => vote(run, latest.current), []);
  const isVoting = blind && open.length === 0;
  const shownError = again.error ?? edit.error;
  return (
    <SyncGroup key={first?.comparison}>
      <BoardHead runs={runs} blind={blind} onAgain={canRunAgain(runs) ? () => again.mutate() : undefined} />
      {chosen !== undefined && canRunAgain(runs) && (
        <OtherRequest runs={runs} asked={chosen.request} onTake={() => again.mutate()} />
      )}
      {shownError !== null && (
        <p className="notice" data-tone="bad" role="alert">
          <strong>{stage.againFailed}</strong> {refusalWords(shownError, messages)}
        </p>
      )}
      {blind && <p className="notice">{isVoting ? stage.voteNow : stage.voteLater}</p>}
      {films.length > 0 && (
        <Viewer
          films={films}
          ratio={ratioIn(chosen?.request['aspectRatio'])}
          onVote={isVoting ? castFor : undefined}
        />
      )}
      {failed.length > 0 && blind && <p className="notice">{stage.failedHidden(failed.length)}</p>}
      {failed.length > 0 && !blind && (
        <div className="failures">
          {failed.map((run) => (
            <FailureCard
              key={run.id}
              run={run}
              onRetry={onRetry}
              onEdit={(asked, withModel) => edit.mutate({ run: asked, withModel })}
              onLookUp={onLookUp}
              onFollowed={onFollowed}
            />
          ))}
        </div>
      )}
      {!blind && <Ranking />}
      {!blind && (
        <details className="fold">
          <summary>{stage.details}</summary>
          <RunDetails runs={runs} />
        </details>
      )}
    </SyncGroup>
  );
}

const most = 8;

/** Where to go from here: the latest comparisons but those that are shown. */
export function Earlier({ shown }: { readonly shown: readonly string[] }) {
  const messages = useStageMessages();
  const { stage } = messages;
  const comparisons = useRuns((state) => state.comparisons);
  const others = [...comparisons].filter(([id]) => !shown.includes(id)).toReversed();
  if (others.length === 0) return null;
  return (
    <nav className="earlier" aria-label={stage.earlier}>
      <h3>{stage.earlier}</h3>
      <ul>
        {others.slice(0, most).map(([id, runs]) => {
          const { open, failed } = countsOf(runs);
          return (
            <li key={id} data-comparison={id} data-open={open} data-failed={failed}>
              <a href={compareHref(id)}>{runs[0] === undefined ? id : titleOf(runs[0], messages)}</a>
              <span className="hint num">{countInWords(runs, messages).join(' · ')}</span>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
