import type { HttpProviderCalls } from '@vid/core/provider-kit';
import { isStopped, readAccepted, readTask, statuses, toCancel, toQuery } from './answers.ts';
import { errors } from './errors.ts';

/** What only calls need. `isDirect`: whether the address is the service's own. */
export const callsOf = ({ isDirect }: { readonly isDirect: boolean }): HttpProviderCalls => ({
  errors: { ...errors, isDirect },
  statuses,
  // The service takes no reference of ours and lists nothing: an unknown outcome cannot be looked up.
  submit: { readTask: readAccepted },
  query: { request: toQuery, readTask },
  // Only a task that waits in the queue can be stopped [doc].
  cancel: { request: toCancel, from: ['queued'], isStopped },
});
