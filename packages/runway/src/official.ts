import type { VideoProvider } from '@vid/core';
import { createOfficialRunway, type RunwayOfficialSettings } from './official/provider.ts';

export type { RunwayKeyframe, RunwayModelRequests, RunwayOfficialSettings, RunwayOptions } from './index.ts';

/**
 * Runway by its own api alone, without the gateway's table: less to load. Keys: `apiKey` or `RUNWAYML_API_SECRET`;
 * needed only when something is sent. Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export const createRunway = (settings: Omit<RunwayOfficialSettings, 'api'> = {}): VideoProvider =>
  createOfficialRunway(settings);
