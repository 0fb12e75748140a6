import type { VideoProvider } from '@vid/core';
import { acceptRequest } from '@vid/core/provider-kit';
import type { GatewaySettings } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import { toSubmitBody } from './mapping.ts';

export type JimengSettings = GatewaySettings;

/**
 * Jimeng behind a gateway. The key comes from `settings.apiKey` or `JIMENG_API_TOKEN`, and is needed only when
 * something is sent. Throws `VideoError('invalid-request')` for settings that are none.
 */
export function createJimeng(settings: JimengSettings = {}): VideoProvider {
  const client = createClient(settings);
  return {
    id: 'jimeng',
    capabilities,
    prepare: (request) => client.prepare(toSubmitBody(acceptRequest(capabilities, request))),
    async generate(request, options) {
      const accepted = acceptRequest(capabilities, request);
      return client.submit(accepted, client.prepare(toSubmitBody(accepted)), options);
    },
    query: client.query,
  };
}
