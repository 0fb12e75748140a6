import { useMutation, useQuery } from '@tanstack/react-query';
import { isFinal } from '@vid/core';
import type { Run, Setup } from '../../api.ts';
import { useAnnouncement } from '../announcements.tsx';
import { type StageMessages, useStageMessages } from '../messages/stage.ts';
import { cancelRun, fetchSetup, ServerError } from '../server.ts';
import { stageOf, stageText } from './run-facts.ts';
import { Elapsed, Timeline, useLeftInWords } from './timeline.tsx';

/** Nothing is sent yet; or the service can stop a task, and there is one to stop. */
export function canStop(run: Run, setup: Setup | undefined): boolean {
  const { provider, api, state } = run;
  if (stageOf(run) === 'waiting') return true;
  if (state.phase !== 'accepted' || isFinal(state.task)) return false;
  return (
    setup?.capabilities.models.some(
      (entry) => entry.provider === provider && entry.api === api && entry.operations?.includes('cancel'),
    ) === true
  );
}

export const useSetup = (): Setup | undefined => useQuery({ queryKey: ['setup'], queryFn: fetchSetup }).data;

/** Stops these; says of each what became of it. */
export function useStop(runs: readonly Run[], messages: StageMessages) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => Promise.all(runs.map(({ id }) => cancelRun(id))),
  });
  const failure =
    error instanceof ServerError ? messages.serverError(error.code, error.message) : error?.message;
  const outcomes = new Set(
    data?.map(({ outcome, billed }) => `${messages.outcome[outcome]} ${messages.billed[billed]}`),
  );
  return { stop: () => mutate(), isPending, words: failure ?? [...outcomes].join(' ') };
}

interface RunProgressProps {
  readonly run: Run;
  readonly name: string;
  readonly blind: boolean;
}

/** In the place of a film until it is there: how far it is, what happened, and Stop. */
export function RunProgress({ run, name, blind }: RunProgressProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const setup = useSetup();
  const left = useLeftInWords([run]);
  const { stop, isPending, words } = useStop([run], messages);
  useAnnouncement(words);
  const { state } = run;
  const task = state.phase === 'accepted' ? state.task : undefined;
  const progress = task !== undefined && 'progress' in task ? task.progress : undefined;
  const isStoppable = canStop(run, setup);
  return (
    <div className="run-progress">
      <div className="run-progress-head">
        <strong>
          {stageText(run, messages)}
          {progress !== undefined && ` ${Math.round(progress * 100)} %`}
        </strong>
        {!blind && (
          <span className="run-left">
            <Elapsed run={run} />
            {left !== undefined && ` · ${left}`}
          </span>
        )}
      </div>
      <progress
        aria-label={messages.progressOf(name)}
        max={1}
        {...(progress !== undefined && { value: progress })}
      />
      {!blind && (
        <div className="run-events">
          {stageOf(run) === 'waiting' && <p>{messages.whyQueued}</p>}
          <Timeline run={run} live />
        </div>
      )}
      {isStoppable && (
        <button
          type="button"
          className="button"
          data-small
          aria-label={messages.stopRun(name)}
          disabled={isPending}
          onClick={stop}
        >
          {messages.stop}
        </button>
      )}
      {!isStoppable && state.phase === 'accepted' && <p className="run-note">{stage.cannotStop}</p>}
      {words !== '' && <p>{words}</p>}
    </div>
  );
}
