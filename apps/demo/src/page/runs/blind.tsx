import './ranking.css';
import type { Run } from '../../api.ts';
import { castVote, ranking, useKept } from '../kept.ts';
import { useStageMessages } from '../messages/stage.ts';
import { modelOf } from '../plan/make-plan.ts';
import { hasFailed, useModelName } from './run-facts.ts';

/** Whether names are hidden: it is wanted, there is something to choose between, and nobody has voted. */
export function useBlind(runs: readonly Run[]): boolean {
  const wanted = useKept(({ blind }) => blind);
  const isOpen = useKept(({ votes }) =>
    runs.every(({ comparison: id }) => !votes.some((vote) => vote.comparison === id)),
  );
  const models = new Set(runs.filter((run) => !hasFailed(run)).map(modelOf));
  return wanted && isOpen && models.size > 1;
}

/** Ids are chance: in their order nobody knows who comes first. */
export const shuffled = (runs: readonly Run[]): readonly Run[] =>
  runs.toSorted((a, b) => (a.id < b.id ? -1 : 1));

export const letterOf = (index: number): string => String.fromCharCode(65 + (index % 26));

/** The run is the best of those that have a video. */
export function vote(run: Run, runs: readonly Run[]): void {
  const winner = modelOf(run);
  const losers = runs.filter(({ videos }) => videos.length > 0).map(modelOf);
  castVote(
    {
      comparison: run.comparison,
      at: Date.now(),
      winner,
      losers: [...new Set(losers)].filter((name) => name !== winner),
    },
    run.id,
  );
}

/** What this person liked, by all blind comparisons of this browser. */
export function Ranking() {
  const { stage } = useStageMessages();
  const votes = useKept((kept) => kept.votes);
  const ranks = ranking(votes);
  const nameOf = useModelName();
  if (ranks.length === 0) return null;
  return (
    <section className="ranking" aria-label={stage.ranking}>
      <h3>
        {stage.ranking} <span className="hint">{stage.votes(votes.length)}</span>
      </h3>
      <ol>
        {ranks.map(({ model, won, of }) => (
          <li key={model}>
            <span>{nameOf(model)}</span>
            <meter min={0} max={of} value={won} aria-hidden />
            <span className="num hint">{stage.wonOf(won, of)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
