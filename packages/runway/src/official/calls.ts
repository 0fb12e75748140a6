import type { HttpProviderCalls } from '@vid/core/provider-kit';
import { readAccepted, readTask, statuses, toTask } from './answers.ts';
import { errors } from './errors.ts';
import { isUploaded } from './files.ts';
import { toUploaded } from './uploads.ts';

/** What only calls need. `isDirect`: whether the address is the service's own. */
export const callsOf = ({ isDirect }: { readonly isDirect: boolean }): HttpProviderCalls => ({
  errors: { ...errors, isDirect },
  statuses,
  // The service takes no reference of ours [client], so an unknown outcome cannot be looked up.
  submit: { readTask: readAccepted, isUploaded, upload: toUploaded },
  query: { request: toTask, readTask },
  cancel: { request: (task) => ({ ...toTask(task), method: 'DELETE' }) },
});
