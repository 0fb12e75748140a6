import type { VideoProvider } from '@vid/core';
import { acceptRequest } from '@vid/core/provider-kit';
import type { GatewaySettings } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import { toSubmitBody } from './mapping.ts';

export { createVideo10s, createVideo5s } from './create-video.ts';

export type RunwaySettings = GatewaySettings;

/**
 * Runway behind a gateway. The key comes from `settings.apiKey` or `RUNWAY_API_TOKEN`, and is needed only when
 * something is sent. Throws `VideoError('invalid-request')` for settings that are none.
 */
export function createRunway(settings: RunwaySettings = {}): VideoProvider {
  const client = createClient(settings);
  return {
    id: 'runway',
    capabilities,
    prepare: (request) => client.prepare(toSubmitBody(acceptRequest(capabilities, request))),
    async generate(request, options) {
      const accepted = acceptRequest(capabilities, request);
      return client.submit(accepted, client.prepare(toSubmitBody(accepted)), options);
    },
    query: client.query,
  };
}
