import type { App, Backend } from '../backend.ts';
import { type JimengProfile, mountJimeng } from './jimeng/routes.ts';
import { type KlingProfile, mountKling } from './kling/routes.ts';
import { mountRunway, type RunwayProfile } from './runway/routes.ts';

/** How the gateway answers. What yunwu.ai really does is not established; the defaults follow the best evidence. */
export type GatewayProfiles = {
  readonly runway?: RunwayProfile;
  readonly kling?: KlingProfile;
  readonly jimeng?: JimengProfile;
};

export function mountGateway(app: App, backend: Backend, profiles: GatewayProfiles): void {
  mountRunway(app, backend, profiles.runway);
  mountKling(app, backend, profiles.kling);
  mountJimeng(app, backend, profiles.jimeng);
}
