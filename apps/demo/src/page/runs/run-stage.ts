import { isFinal, type TaskStatus } from '@vid/core';
import type { Run } from '../../api.ts';
import type { Messages } from '../messages.ts';

/** Where a run stands, as one word. `lost`: the task goes on, but nobody asks after it any more. */
export type Stage = 'sending' | TaskStatus | 'refused' | 'unknown' | 'lost';

export function stageOf({ state }: Run): Stage {
  if (state.phase !== 'accepted') return state.phase;
  return state.trouble === undefined || isFinal(state.task) ? state.task.status : 'lost';
}

const bad: ReadonlySet<Stage> = new Set<Stage>(['failed', 'canceled', 'refused', 'unknown', 'lost']);
export const isBad = (stage: Stage): boolean => bad.has(stage);

/** What went wrong in the service's or the library's words, and what a person can do. */
export function troubleOf({ state }: Run, messages: Messages) {
  if (state.phase === 'sending') return undefined;
  if (state.phase === 'accepted' && state.task.status === 'failed') {
    const { reason, message } = state.task.failure;
    return { what: message, advice: messages.failures[reason] };
  }
  const error = state.phase === 'accepted' ? state.trouble : state.error;
  return error === undefined ? undefined : { what: error.message, advice: messages.errors[error.code] };
}
