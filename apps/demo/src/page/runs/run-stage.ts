import { isFinal, type TaskStatus } from '@vid/core';
import type { Run } from '../../api.ts';
import type { Messages } from '../messages.ts';

/**
 * Where a run stands, as one word. `waiting`: behind other tasks, and not sent yet. `unfollowed`: the task goes on, but is no
 * longer polled.
 */
export type Stage = 'waiting' | 'sending' | TaskStatus | 'refused' | 'stopped' | 'unknown' | 'unfollowed';

export function stageOf({ state }: Run): Stage {
  if (state.phase === 'sending') return state.queuedBehind === undefined ? 'sending' : 'waiting';
  if (state.phase === 'refused') return state.error.code === 'stopped' ? 'stopped' : 'refused';
  if (state.phase === 'unknown') return 'unknown';
  return state.lastError === undefined || isFinal(state.task) ? state.task.status : 'unfollowed';
}

/** The stage in words. */
export function stageText(run: Run, messages: Messages): string {
  const { state } = run;
  const behind = state.phase === 'sending' ? state.queuedBehind : undefined;
  const stage = stageOf(run);
  return stage === 'waiting' ? messages.queuedBehind(behind ?? 1) : messages.states[stage];
}

/** What a run is called on the page. */
export function titleOf({ prompt, byId, state }: Run, { taskById, noPrompt }: Messages): string {
  return byId === true && state.phase === 'accepted' ? taskById.named(state.task.id) : (prompt ?? noPrompt);
}

const bad: ReadonlySet<Stage> = new Set<Stage>([
  'failed',
  'canceled',
  'refused',
  'stopped',
  'unknown',
  'unfollowed',
]);
export const isBad = (stage: Stage): boolean => bad.has(stage);

interface RunAlertText {
  /** Where the badge does not say it all. */
  readonly title?: string;
  readonly advice: string;
  /** In the service's or the library's own words. */
  readonly original: string;
}

/** What went wrong, and what a person can do. */
export function runAlertOf({ state }: Run, messages: Messages): RunAlertText | undefined {
  switch (state.phase) {
    case 'sending':
      return undefined;
    case 'unknown':
      return {
        title: messages.unknownTitle,
        advice: messages.unknownAdvice,
        original: state.error.message,
      };
    case 'refused': {
      const { code, message } = state.error;
      // The badge says it all.
      return code === 'stopped' ? undefined : { advice: messages.errors[code], original: message };
    }
    case 'accepted': {
      if (state.task.status === 'failed') {
        const { reason, message } = state.task.failure;
        return { advice: messages.failures[reason], original: message };
      }
      if (state.lastError === undefined) return undefined;
      const { code, message } = state.lastError;
      return { advice: messages.errors[code], original: message };
    }
  }
}
