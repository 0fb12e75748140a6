import type { VideoProvider } from '@vid/core';
import { acceptRequest } from '@vid/core/provider-kit';
import { createCallbackHandler } from './callback.ts';
import { capabilities } from './capabilities.ts';
import { query, reconcile, submit } from './client.ts';
import { toSubmit } from './mapping.ts';
import type { OfficialSettings } from './settings.ts';
import { createTransport } from './transport.ts';

export function createOfficialKling(settings: OfficialSettings): VideoProvider {
  const transport = createTransport(settings);
  return {
    id: 'kling',
    capabilities,
    prepare(request) {
      const { kind, body } = toSubmit(acceptRequest(capabilities, request));
      return transport.request('POST', kind, body);
    },
    async generate(request, options) {
      const accepted = acceptRequest(capabilities, request);
      return submit(transport, accepted, toSubmit(accepted), options);
    },
    query: (task, options) => query(transport, task, options),
    reconcile: (submission, options) => reconcile(transport, submission, options),
    handleCallback: createCallbackHandler(),
  };
}
