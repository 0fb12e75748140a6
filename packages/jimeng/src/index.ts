import type { VideoProvider } from '@vid/core';
import { chooseApi } from '@vid/core/provider-kit';
import type { GatewaySettings, OtherIdsSettings } from '@vid/gateway';
import { capabilities as gateway } from './gateway/capabilities.ts';
import { createGatewayJimeng } from './gateway/provider.ts';
import type { JimengModelRequests } from './model-requests.ts';
import { capabilities as official } from './official/capabilities.ts';
import { createOfficialJimeng, type JimengOfficialSettings, variables } from './official/provider.ts';

declare module '@vid/core' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends JimengModelRequests {}
}

export { createVideoFromReferences, createVideoFromText, type CreateVideoOptions } from './create-video.ts';
export type { JimengModelRequests } from './model-requests.ts';
export type { JimengOfficialSettings } from './official/provider.ts';
/** `api` decides, `'gateway'` or `'official'`. */
export type JimengSettings = (GatewaySettings & OtherIdsSettings) | JimengOfficialSettings;

const apis = {
  gateway: { settings: ['acceptOtherIds'], variables: [] },
  official: {
    settings: ['accessKey', 'secretKey', 'sessionToken'],
    variables: Object.values(variables),
  },
} as const;
/** Each knows the other's table, so that a request that only the other takes is refused with its name. */
const factories = {
  gateway: (settings: object) => createGatewayJimeng(settings, [official]),
  official: (settings: object) => createOfficialJimeng(settings, [gateway]),
} as const;

/**
 * Jimeng, by one of two apis. `api: 'official'` is Volcengine's own, signed with `accessKey` and `secretKey` or
 * `VOLC_ACCESSKEY` and `VOLC_SECRETKEY`; `api: 'gateway'` an aggregator, with `apiKey` or `JIMENG_API_TOKEN`. Left out:
 * the one whose keys are in the settings, else official if one of its variables is set, else the gateway. Keys are
 * needed only when something is sent. Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export const createJimeng = (settings: JimengSettings = {}): VideoProvider =>
  factories[chooseApi('jimeng', settings, apis, 'gateway')](settings);
