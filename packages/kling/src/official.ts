import type { VideoProvider } from '@vid/core';
import { createOfficialKling, type KlingOfficialSettings } from './official/provider.ts';

export type { KlingModelRequests, KlingOfficialSettings, KlingOptions, KlingShot } from './index.ts';

/**
 * Kling by its own api alone, without the gateway's table: less to load. Keys: `apiKey` or `KLINGAI_API_KEY`; for the legacy
 * models also `accessKey` and `secretKey`, or `KLINGAI_ACCESS_KEY` and `KLINGAI_SECRET_KEY`; needed only when something is sent.
 * Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export const createKling = (settings: Omit<KlingOfficialSettings, 'api'> = {}): VideoProvider =>
  createOfficialKling(settings);
