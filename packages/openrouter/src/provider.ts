import type { VideoProvider } from '@vid/core';
import {
  bearer,
  createHttpProvider,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { api, embedded, provider as id } from './capabilities.ts';
import { errors } from './errors.ts';
import { isContent, readAccepted, readCallback, readTask, statuses, toQuery, toSubmit } from './mapping.ts';
import { readCatalogue, type Refreshed, type RefreshOptions } from './refresh.ts';
import { ownUrl } from './schema.ts';
import { verifyWebhook } from './webhook.ts';

/** The environment variable of the key. */
export const keyVariable = 'OPENROUTER_API_KEY';

/** How OpenRouter's own api is set up. */
export interface OpenrouterSettings extends HttpProviderSettings {
  /** Tools name the api that they mean, so settings take it also where there is one only. */
  readonly api?: 'official' | undefined;
  /** Default: `OPENROUTER_API_KEY`, read when it is needed. */
  readonly apiKey?: string | undefined;
}

/** OpenRouter, whose table is a dated copy until it is refreshed. */
export interface OpenrouterProvider extends VideoProvider {
  /**
   * Asks the service what its models take and cost now: two free requests, which are never sent unasked. From then on this provider, and
   * every router that has it, goes by the new table, whose day stands in plans (`checkedOn`). Throws `VideoError` where the service does
   * not tell, or where the settings' `overrides` do not fit what it tells; the table then stays as it was.
   */
  refresh(options?: RefreshOptions): Promise<Refreshed>;
}

const settingsSchema: z.ZodMiniType<OpenrouterSettings> = z.strictObject({
  api: z.optional(z.literal('official')),
  apiKey: z.optional(z.string()),
  ...httpProviderSettings,
});

/**
 * OpenRouter by its own api. A key is needed only when something is sent. Throws `VideoError('invalid-request')` for settings
 * that are not valid.
 */
export function createOpenrouter(given: OpenrouterSettings = {}): OpenrouterProvider {
  const settings = readSettings(settingsSchema, given, id);
  const { apiKey, baseUrl = ownUrl, fetch, mediaStore, overrides } = settings;
  const root = baseUrl.replace(/\/+$/, '');
  let table = embedded;
  const provider = createHttpProvider({
    provider: id,
    api,
    capabilities: () => table,
    baseUrl: root,
    fetch,
    mediaStore,
    overrides,
    authentication: bearer(apiKey, { provider: id, variable: keyVariable }),
    // A relay at another address may pass on the page of a CDN behind it.
    errors: { ...errors, isDirect: settings.baseUrl === undefined },
    requestIdHeader: 'x-generation-id',
    statuses,
    submit: { request: toSubmit, readTask: readAccepted },
    query: { request: toQuery, readTask: (json) => readTask(json, root) },
    linkNeedsKey: isContent,
    readCallback: (json) => readCallback(json, root),
    verifyCallback: verifyWebhook,
  });
  return {
    ...provider,
    get capabilities() {
      return provider.capabilities;
    },
    async refresh(options = {}) {
      const { capabilities, unread } = await readCatalogue({ root, fetch }, options);
      const before = table;
      table = capabilities;
      try {
        return { capabilities: provider.capabilities, unread };
      } catch (error) {
        // The overrides do not fit.
        table = before;
        throw error;
      }
    },
  };
}
