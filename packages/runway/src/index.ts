import type { VideoProvider } from '@vid/core';
import { chooseApi } from '@vid/core/provider-kit';
import type { GatewaySettings } from '@vid/gateway';
import { capabilities as gateway } from './gateway/capabilities.ts';
import { createGatewayRunway } from './gateway/provider.ts';
import type { RunwayModelRequests } from './model-requests.ts';
import { capabilities as official } from './official/capabilities.ts';
import { createOfficialRunway, keyVariable, type RunwayOfficialSettings } from './official/provider.ts';

declare module '@vid/core' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- merges
  interface ModelRequests extends RunwayModelRequests {}
}

export type { RunwayModelRequests } from './model-requests.ts';
export { createVideo10s, createVideo5s, type CreateVideoOptions } from './gateway/create-video.ts';
export { explainRunwayFailure, failureFamilies, type FailureFamily } from './official/task-failures.ts';
export type { RunwayOfficialSettings } from './official/provider.ts';
export type { RunwayKeyframe, RunwayOptions } from './official/schema.ts';

/** How Runway behind a gateway is set up. */
export type RunwayGatewaySettings = GatewaySettings;
/** `api` decides, `'gateway'` or `'official'`. */
export type RunwaySettings = RunwayGatewaySettings | RunwayOfficialSettings;

const apis = {
  gateway: { settings: [], variables: [] },
  official: { settings: ['onBehalfOf'], variables: [keyVariable] },
} as const;
/** Each knows the other's table, so that a request that only the other takes is refused with its name. */
const factories = {
  gateway: (settings: object) => createGatewayRunway(settings, [official]),
  official: (settings: object) => createOfficialRunway(settings, [gateway]),
} as const;

/**
 * Runway behind a gateway (`api: 'gateway'`, key `apiKey` or `RUNWAY_API_TOKEN`), or by its own api
 * (`api: 'official'`, key `apiKey` or `RUNWAYML_API_SECRET`). Without `api` it is the official one when `onBehalfOf` is
 * set, or `RUNWAYML_API_SECRET` is and no `apiKey` is passed; else the gateway. A key is needed only when something is
 * sent. Throws `VideoError('invalid-request')` for settings that are not valid.
 */
export const createRunway = (settings: RunwaySettings = {}): VideoProvider =>
  factories[chooseApi('runway', settings, apis, 'gateway')](settings);
