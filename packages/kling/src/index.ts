import type { VideoProvider } from '@vid/core';
import { acceptRequest } from '@vid/core/provider-kit';
import type { GatewaySettings } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import { toSubmit } from './mapping.ts';
import type { KlingOptions } from './schema.ts';

declare module '@vid/core' {
  interface ProviderOptions {
    readonly kling?: KlingOptions;
  }
}

export type { KlingOptions } from './schema.ts';
export type KlingSettings = GatewaySettings;

/**
 * Kling behind a gateway. The key comes from `settings.apiKey` or `KLING_API_TOKEN`, and is needed only when
 * something is sent. Throws `VideoError('invalid-request')` for settings that are none.
 */
export function createKling(settings: KlingSettings = {}): VideoProvider {
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
