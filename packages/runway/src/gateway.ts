import type { VideoProvider } from '@vid/core';
import type { GatewaySettings } from '@vid/gateway';
import { createGatewayRunway } from './gateway/provider.ts';

export type { RunwayModelRequests } from './index.ts';

/**
 * Runway behind a gateway alone, without the table of its own api: less to load. Key: `apiKey` or `RUNWAY_API_TOKEN`; needed only
 * when something is sent. Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export const createRunway = (settings: Omit<GatewaySettings, 'api'> = {}): VideoProvider =>
  createGatewayRunway(settings);
