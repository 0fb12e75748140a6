// The three services that come with the simulator, each by its own api and the gateway's protocol.
import type { RefusalStyle } from './gateway/errors.ts';
import { type JimengProfile, mountJimeng } from './gateway/jimeng/routes.ts';
import { type KlingProfile, mountKling } from './gateway/kling/routes.ts';
import { mountRunway, type RunwayProfile } from './gateway/runway/routes.ts';
import { mountVolcengine, volcengine, type VolcengineOptions } from './official/jimeng/routes.ts';
import type { KlingOptions } from './official/kling/account.ts';
import { mountOfficialKling } from './official/kling/routes.ts';
import { mountOfficialRunway, type RunwayAccount } from './official/runway/routes.ts';
import type { SimulatedUpload } from './official/runway/uploads.ts';
import { defineService, type SimulatedService } from './service.ts';

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

export type BuiltInOptions = {
  readonly profiles?: GatewayProfiles;
  /** Jimeng's own API. */
  readonly volcengine?: VolcengineOptions;
  /** The account behind Runway's own API; by default nothing limits it. */
  readonly runwayAccount?: RunwayAccount;
  /** Kling's own api, beside the gateway's. */
  readonly officialKling?: KlingOptions;
};

const apis = ['gateway', 'official'] as const;

/** `uploads` is filled as files arrive. */
export function builtInServices(
  { profiles = {}, ...options }: BuiltInOptions,
  uploads: SimulatedUpload[],
): readonly SimulatedService[] {
  const { refusals } = profiles;
  return [
    defineService({
      id: 'runway',
      apis,
      mount(host) {
        mountRunway(host.app, host, profiles.runway, refusals);
        mountOfficialRunway(host.app, host, host.seconds, uploads, options.runwayAccount);
      },
    }),
    defineService({
      id: 'kling',
      apis,
      mount(host) {
        mountKling(host.app, host, profiles.kling, refusals);
        mountOfficialKling(host.app, host, host.callbacks, options.officialKling);
      },
    }),
    defineService({
      id: 'jimeng',
      apis,
      keys: (api, apiKey) =>
        api === 'official'
          ? { accessKey: volcengine.accessKey, secretKey: volcengine.secretKey }
          : { apiKey },
      mount(host) {
        mountJimeng(host.app, host, profiles.jimeng);
        mountVolcengine(host.app, host, options.volcengine);
      },
    }),
  ];
}
