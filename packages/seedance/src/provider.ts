import type { VideoProvider } from '@vid/core';
import {
  bearer,
  createHttpProvider,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { capabilities } from './capabilities.ts';
import { errors } from './errors.ts';
import {
  readAccepted,
  readCallback,
  readCandidates,
  readFound,
  readTask,
  statuses,
  toCancel,
  toLookup,
  toQuery,
  toSubmit,
  withReference,
} from './mapping.ts';
import { hosts } from './schema.ts';

/** The environment variables of the keys. */
export const keyVariables = { ark: 'ARK_API_KEY', modelark: 'MODELARK_API_KEY' } as const;

/** How the vendor's own api is set up. */
export interface SeedanceOfficialSettings extends HttpProviderSettings {
  /** Volcengine Ark in China, or BytePlus ModelArk elsewhere: other keys, other model ids, another currency. Default: `ark`. */
  readonly api?: 'ark' | 'modelark' | undefined;
  /** Default: `ARK_API_KEY`, at ModelArk `MODELARK_API_KEY`, read when it is needed. */
  readonly apiKey?: string | undefined;
  /**
   * Whether each submit has its reference as `safety_identifier`, so that `reconcile` can prove which task is its own. The field is
   * meant for a hash of your end user: `providerOptions.seedance.safetyIdentifier` takes its place. Default: true.
   */
  readonly sendReference?: boolean | undefined;
}

const settingsSchema: z.ZodMiniType<SeedanceOfficialSettings> = z.strictObject({
  api: z.optional(z.enum(['ark', 'modelark'])),
  apiKey: z.optional(z.string()),
  sendReference: z.optional(z.boolean()),
  ...httpProviderSettings,
});

/** Throws `VideoError('invalid-request')` for settings that are not valid. */
export function createOfficialSeedance(api: 'ark' | 'modelark', given: object): VideoProvider {
  const settings = readSettings(settingsSchema, given, 'seedance');
  const { apiKey, baseUrl = hosts[api], fetch, mediaStore, overrides, sendReference = true } = settings;
  const { [api]: own, ...others } = capabilities;
  return createHttpProvider({
    provider: 'seedance',
    api,
    capabilities: own,
    otherApis: Object.values(others),
    baseUrl,
    fetch,
    mediaStore,
    overrides,
    authentication: bearer(apiKey, {
      provider: 'seedance',
      owner: `seedance (${api})`,
      variable: keyVariables[api],
    }),
    errors,
    statuses,
    submit: {
      request: (accepted) => toSubmit(accepted, sendReference),
      withReference,
      readTask: readAccepted,
    },
    query: { request: toQuery, readTask },
    // A queued task that is stopped is not billed; one that runs is not stopped [doc, observed].
    cancel: { request: toCancel, from: ['queued'], billed: 'no' },
    reconcile: { request: toLookup, readTask: readFound, readCandidates },
    readCallback,
  });
}
