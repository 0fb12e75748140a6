import type { Run } from '../api.ts';
import { follow, lookUp, type RunLife } from './follow-run.ts';
import type { Door } from './providers.ts';
import type { StoredRun } from './store/runs.ts';

/** What another process left unfinished, and how to go on with it. Nothing is ever sent again. */
export type Resumption =
  | { readonly save: Partial<Run>; readonly neverSent?: boolean }
  | { readonly save: Partial<Run>; readonly work: (life: RunLife) => Promise<void>; readonly door: Door };

const lost =
  'The server ended before the answer came. The request may have been accepted and may be billed; it is not sent again.';

export function resumptionOf({ run, submission }: StoredRun, door: Door | undefined): Resumption {
  const { state } = run;
  const endedAt = run.endedAt ?? Date.now();
  switch (state.phase) {
    case 'sending':
    case 'unknown': {
      if (state.phase === 'sending' && submission === undefined) {
        const message = 'The server ended before the request was sent. It was never sent; start it again.';
        const error = { code: 'internal', message } as const;
        return { save: { state: { phase: 'refused', error }, endedAt }, neverSent: true };
      }
      if (door?.provider.reconcile !== undefined) {
        return { save: {}, door, work: async (life) => lookUp(life, submission, lost) };
      }
      const error = { code: 'submission-unknown', message: lost } as const;
      return { save: { state: state.phase === 'unknown' ? state : { phase: 'unknown', error }, endedAt } };
    }
    case 'accepted': {
      const { trouble: _, ...rest } = state;
      if (door !== undefined) return { save: { state: rest, endedAt: undefined }, door, work: follow };
      const what = run.real ? 'The key of its service is' : 'Its simulated service is';
      const message = `${what} not here any more: start the server with it to go on.`;
      return { save: { state: { ...rest, trouble: { code: 'authentication', message } }, endedAt } };
    }
    case 'refused':
      return { save: {} };
  }
}
