import type { App } from '../app.ts';
import { type JimengProfile, mountJimeng } from './jimeng/routes.ts';
import { type KlingProfile, mountKling } from './kling/routes.ts';
import type { World } from './routes.ts';
import { mountRunway, type RunwayProfile } from './runway/routes.ts';

/** How the gateway answers. What yunwu.ai really does is not established; the defaults follow the best evidence. */
export type GatewayProfiles = {
  readonly runway?: RunwayProfile;
  readonly kling?: KlingProfile;
  readonly jimeng?: JimengProfile;
};

export function mountGateway(app: App, world: World, profiles: GatewayProfiles): void {
  mountRunway(app, world, profiles.runway);
  mountKling(app, world, profiles.kling);
  mountJimeng(app, world, profiles.jimeng);
}
