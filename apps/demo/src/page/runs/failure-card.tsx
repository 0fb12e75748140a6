import { useMutation } from '@tanstack/react-query';
import type { Run } from '../../api.ts';
import { type StageMessages, useStageMessages } from '../messages/stage.ts';
import { modelOf } from '../plan/make-plan.ts';
import { followTask } from '../server.ts';
import { billOf, stageOf, stageText, useRunName } from './run-facts.ts';
import { Timeline } from './run-progress.tsx';
import { lookUpWords } from './task-by-id.tsx';

interface Trouble {
  readonly advice: string;
  /** In the service's or the library's own words. */
  readonly original: string | undefined;
  readonly steps: readonly Step[];
}

/**
 * `retry`: no task exists, or this one has ended. `look`: a task may exist, and asking for it is free. `edit`: the same
 * request would fail again.
 */
type Step = 'retry' | 'look' | 'edit' | 'other' | 'keys';

const ofError: Readonly<Record<string, readonly Step[]>> = {
  authentication: ['keys', 'other'],
  'quota-exhausted': ['other', 'retry'],
  'content-policy': ['edit', 'other'],
  'invalid-request': ['edit', 'other'],
  unsupported: ['edit', 'other'],
  stopped: ['retry', 'edit'],
};

/** What went wrong, and what a person can do; no step sends again what may exist. */
export function troubleOf(run: Run, messages: StageMessages): Trouble | undefined {
  const { state } = run;
  switch (state.phase) {
    case 'sending':
      return undefined;
    case 'unknown':
      return { advice: messages.unknownAdvice, original: state.error.message, steps: ['look', 'other'] };
    case 'refused': {
      const { code, message } = state.error;
      const steps = ofError[code] ?? ['retry', 'other'];
      return code === 'stopped'
        ? { advice: messages.errors.stopped, original: undefined, steps }
        : { advice: messages.errors[code], original: message, steps };
    }
    case 'accepted': {
      const { task, lastError } = state;
      if (task.status === 'canceled')
        return { advice: messages.stage.canceled, original: undefined, steps: ['retry', 'edit'] };
      if (task.status === 'failed') {
        const { reason, message } = task.failure;
        const isInput = reason === 'content-policy' || reason === 'invalid-input';
        return {
          advice: messages.failures[reason],
          original: message,
          steps: isInput ? ['edit', 'other'] : ['retry', 'other'],
        };
      }
      if (lastError === undefined) return undefined;
      // A key is missing for both; any other error is of the download, and no word of the task is true then.
      const isOfFile = stageOf(run) === 'unsaved' && lastError.code !== 'authentication';
      return {
        advice: isOfFile ? messages.stage.unsaved : messages.errors[lastError.code],
        original: lastError.message,
        steps: ['look'],
      };
    }
  }
}

interface FailureCardProps {
  readonly run: Run;
  /** The same request once more to the same model; a real one asks before. */
  readonly onRetry: (run: Run) => void;
  /** The request into the composer, with its model or without. */
  readonly onEdit: (run: Run, withModel: boolean) => void;
  /** Where a task is looked up by hand, as its id is not known. */
  readonly onLookUp: (run: Run) => void;
  /** The task goes on, in a comparison of its own. */
  readonly onFollowed: (run: Pick<Run, 'comparison'>) => void;
}

/** A run without a video: what happened, and the next step. */
export function FailureCard({ run, onRetry, onEdit, onLookUp, onFollowed }: FailureCardProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const name = useRunName()(run);
  const trouble = troubleOf(run, messages);
  const { provider, api, state } = run;
  const follow = useMutation({ mutationFn: followTask, onSuccess: onFollowed });
  const lookUp = () =>
    state.phase === 'accepted'
      ? follow.mutate({
          id: crypto.randomUUID(),
          provider,
          api,
          task: state.task.id,
          ...(state.task.lookup !== undefined && { lookup: state.task.lookup }),
        })
      : onLookUp(run);
  if (trouble === undefined) return null;
  const actions: Readonly<Record<Step, () => void>> = {
    retry: () => onRetry(run),
    look: lookUp,
    edit: () => onEdit(run, true),
    other: () => onEdit(run, false),
    keys: () => {
      location.hash = '#/services';
    },
  };
  return (
    <article className="failure" aria-label={name} data-run={modelOf(run)} data-stage={stageOf(run)}>
      <h3>
        {name} <span className="failure-stage">{stageText(run, messages)}</span>
      </h3>
      <p>{trouble.advice}</p>
      {trouble.original !== undefined && (
        <p className="hint long">
          {messages.inItsWords}
          {messages.colon}
          <q lang="en">{trouble.original}</q>
        </p>
      )}
      <p className="hint num">
        {messages.costAfter}
        {messages.colon}
        {billOf(run, messages)}
      </p>
      <div className="row">
        {trouble.steps
          .filter((step) => run.byId !== true || step === 'look' || step === 'keys')
          .map((step, index) => (
            <button
              key={step}
              type="button"
              className="button"
              data-small
              {...(index > 0 && { 'data-kind': 'quiet' })}
              aria-label={stage.steps[step] + messages.colon + name}
              disabled={step === 'look' && follow.isPending}
              // The second click of a double one would run it once more.
              onClick={({ detail }) => detail <= 1 && actions[step]()}
            >
              {stage.steps[step]}
            </button>
          ))}
      </div>
      {follow.error !== null && <p role="alert">{lookUpWords(follow.error, name, messages)}</p>}
      {run.timeline !== undefined && (
        <details className="fold">
          <summary>{stage.timeline}</summary>
          <Timeline run={run} />
        </details>
      )}
    </article>
  );
}
