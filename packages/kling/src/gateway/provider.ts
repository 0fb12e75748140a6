import type { VideoProvider } from '@vid/core';
import { acceptRequest } from '@vid/core/provider-kit';
import type { GatewaySettings } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import { toSubmit } from './mapping.ts';

export function createGatewayKling(settings: GatewaySettings): VideoProvider {
  const client = createClient(settings);
  return {
    id: 'kling',
    capabilities,
    prepare: (request) => client.prepare(toSubmit(acceptRequest(capabilities, request))),
    async generate(request, options) {
      const accepted = acceptRequest(capabilities, request);
      const submit = toSubmit(accepted);
      return client.submit(accepted, client.prepare(submit), options, { kind: submit.kind });
    },
    query: client.query,
  };
}
