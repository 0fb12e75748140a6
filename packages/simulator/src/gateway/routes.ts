import type { App, Backend } from '../backend.ts';
import type { RefusalStyle } from './errors.ts';
import { type JimengProfile, mountJimeng } from './jimeng/routes.ts';
import { type KlingProfile, mountKling } from './kling/routes.ts';
import { mountRunway, type RunwayProfile } from './runway/routes.ts';

/** How the gateway answers. What yunwu.ai really does is not established; the defaults follow the best evidence. */
export type GatewayProfiles = {
  readonly runway?: RunwayProfile;
  readonly kling?: KlingProfile;
  readonly jimeng?: JimengProfile;
  /**
   * How Runway and Kling's wrong parameters are refused: `yunwu`, 429 with `{"code":400}`, or `upstream`, 400 with the
   * vendor's body. Default: `yunwu` where it was seen, for Kling as yunwu answers, else `upstream`.
   */
  readonly refusals?: RefusalStyle;
};

export function mountGateway(app: App, backend: Backend, profiles: GatewayProfiles): void {
  mountRunway(app, backend, profiles.runway, profiles.refusals);
  mountKling(app, backend, profiles.kling, profiles.refusals);
  mountJimeng(app, backend, profiles.jimeng);
}
