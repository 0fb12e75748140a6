import type { VideoProvider } from '@vid/core';
import { createOfficialJimeng, type JimengOfficialSettings } from './official/provider.ts';

export type { JimengModelRequests, JimengOfficialSettings } from './index.ts';

/**
 * Jimeng by its own api alone, without the gateway's table: less to load. Keys: `accessKey` and `secretKey`, or `VOLC_ACCESSKEY` and `VOLC_SECRETKEY`;
 * needed only when something is sent. Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export const createJimeng = (settings: Omit<JimengOfficialSettings, 'api'> = {}): VideoProvider =>
  createOfficialJimeng(settings);
