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
import { readTask, statuses, taskIn, toQuery, toSubmit } from './mapping.ts';
import { ownUrl } from './schema.ts';

/** The environment variable of the key. */
export const keyVariable = 'LUMEN_API_KEY';

/** How Lumen's own api is set up. */
export interface LumenSettings extends HttpProviderSettings {
  /** Tools name the api that they mean, so settings take it also where there is one only. */
  readonly api?: 'official' | undefined;
  /** Default: `LUMEN_API_KEY`, read when it is needed. */
  readonly apiKey?: string | undefined;
}

const settingsSchema: z.ZodMiniType<LumenSettings> = z.strictObject({
  api: z.optional(z.literal('official')),
  apiKey: z.optional(z.string()),
  ...httpProviderSettings,
});

/**
 * Lumen by its own api. A key is needed only when something is sent. Throws `VideoError('invalid-request')` for settings
 * that are not valid.
 */
export function createLumen(given: LumenSettings = {}): VideoProvider {
  const {
    apiKey,
    baseUrl = ownUrl,
    fetch,
    mediaStore,
    overrides,
  } = readSettings(settingsSchema, given, 'lumen');
  return createHttpProvider({
    provider: 'lumen',
    api: 'official',
    capabilities,
    baseUrl,
    fetch,
    mediaStore,
    overrides,
    authentication: bearer(apiKey, { provider: 'lumen', variable: keyVariable }),
    errors,
    statuses,
    submit: { request: toSubmit, readTask: taskIn },
    query: { request: ({ id }) => toQuery(id), readTask },
  });
}
