import type { VideoProvider } from '@vid/core';
import { type AcceptedRequest, readSettings, type SubmitRequest } from '@vid/core/provider-kit';
import { createGatewayProvider, type GatewaySettings } from '@vid/gateway';
import * as z from '@vid/core/zod';
import { capabilities } from '../capabilities.ts';
import { toBody } from '../mapping.ts';
import { tasksPath } from '../schema.ts';

/*
 * Relays that mount Ark's own routes below a path of theirs, with Ark's body and answers [client, relay-doc, relay]. The plain
 * routes of new-api (`/v1/video/generations`) lose roles, clips and sounds, and are not spoken.
 */

/** How a relay is set up. */
export interface SeedanceGatewaySettings extends GatewaySettings {
  /**
   * The path before `/contents/generations/tasks`, such as `/api/v3`, `/seedance/api/v3`, `/volcark/api/v3`, `/doubao/api/v3`.
   * Default: `/volc/v1` for models of 1.x [client], `/api/v3` for the others, as sisters of yunwu.ai have it [guess].
   */
  readonly mount?: string | undefined;
}

const mountSchema: z.ZodMiniType<Pick<SeedanceGatewaySettings, 'mount'>> = z.object({
  mount: z.optional(z.string().check(z.regex(/^(\/[\w.-]+)*$/, 'must be a path such as "/api/v3", or ""'))),
});

export const keyVariable = 'SEEDANCE_API_TOKEN';

/** Throws `VideoError('invalid-request')` for settings that are not valid. */
export function createGatewaySeedance(given: object): VideoProvider {
  const { mount } = readSettings(mountSchema, given, 'seedance');
  const { mount: _own, ...settings }: SeedanceGatewaySettings = given;
  const rootOf = (model: string) => mount ?? (/seedance-1-/.test(model) ? '/volc/v1' : '/api/v3');
  const pathOf = (model: string) => `${rootOf(model)}${tasksPath}`;
  return createGatewayProvider(
    {
      provider: 'seedance',
      keyVariable,
      capabilities: capabilities.gateway,
      otherApis: [capabilities.ark, capabilities.modelark],
      submit: (accepted: AcceptedRequest): SubmitRequest => ({
        path: pathOf(accepted.model),
        body: toBody(accepted),
      }),
      calls: async () => (await import('./calls.ts')).callsOf({ pathOf }),
    },
    settings,
  );
}
