import type { VideoProvider } from '@vid/core';
import type { GatewaySettings, OtherIdsSettings } from '@vid/gateway';
import { createGatewayJimeng } from './gateway/provider.ts';

export type { JimengModelRequests } from './index.ts';

/**
 * Jimeng behind a gateway alone, without the table of its own api: less to load. Key: `apiKey` or `JIMENG_API_TOKEN`; needed only
 * when something is sent. Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export const createJimeng = (settings: Omit<GatewaySettings & OtherIdsSettings, 'api'> = {}): VideoProvider =>
  createGatewayJimeng(settings);
