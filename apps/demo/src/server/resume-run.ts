import type { Run } from '../api.ts';
import { follow, lookUp, type RunContext } from './follow-run.ts';
import type { Connection } from './providers.ts';
import type { StoredRun } from './store/runs.ts';

/** What another process left unfinished, and how to go on with it. Nothing is ever sent again. */
export type Resumption =
  | { readonly save: Partial<Run>; readonly neverSent?: boolean }
  | {
      readonly save: Partial<Run>;
      readonly work: (context: RunContext) => Promise<void>;
      readonly connection: Connection;
    };

const lost =
  'The server ended before the answer came. The request may have been accepted and may be billed; it is not sent again.';

export function resumptionOf({ run, submission }: StoredRun, connection: Connection | undefined): Resumption {
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
      if (connection?.provider.reconcile !== undefined) {
        return { save: {}, connection, work: async (context) => lookUp(context, submission, lost) };
      }
      const error = { code: 'submission-unknown', message: lost } as const;
      return { save: { state: state.phase === 'unknown' ? state : { phase: 'unknown', error }, endedAt } };
    }
    case 'accepted': {
      const { lastError: _, ...rest } = state;
      if (connection !== undefined)
        return { save: { state: rest, endedAt: undefined }, connection, work: follow };
      const what = run.real ? 'The key of its service is' : 'Its simulated service is';
      const message = `${what} not here any more: start the server with it to go on.`;
      return { save: { state: { ...rest, lastError: { code: 'authentication', message } }, endedAt } };
    }
    case 'refused':
      return { save: {} };
  }
}
