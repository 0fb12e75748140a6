import type { VideoProvider } from '@vid/core';
import type { GatewaySettings } from '@vid/gateway';
import { createGatewayKling } from './gateway/provider.ts';

export type { KlingModelRequests, KlingOptions } from './index.ts';

/**
 * Kling behind a gateway alone, without the table of its own api: less to load. Key: `apiKey` or `KLING_API_TOKEN`; needed only
 * when something is sent. Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export const createKling = (settings: Omit<GatewaySettings, 'api'> = {}): VideoProvider =>
  createGatewayKling(settings);
