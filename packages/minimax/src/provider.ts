import type { VideoProvider } from '@vid/core';
import {
  bearer,
  createHttpProvider,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { tables } from './capabilities.ts';
import { errors } from './errors.ts';
import {
  isBilled,
  isStopped,
  readAccepted,
  readAlike,
  readCallback,
  readChallenge,
  readTask,
  statuses,
  toList,
  toQuery,
  toStop,
  toSubmit,
} from './mapping.ts';
import { hosts, type Region, regionHosts } from './schema.ts';

/** The environment variable of the key. */
export const keyVariable = 'MINIMAX_API_KEY';

/** How MiniMax's own api is set up. */
export interface MinimaxSettings extends HttpProviderSettings {
  /** Tools name the api that they mean, so settings take it also where there is one only. */
  readonly api?: 'official' | undefined;
  /** Of one region only: a key of the other one is refused as if it were wrong. Default: `MINIMAX_API_KEY`, read when it is needed. */
  readonly apiKey?: string | undefined;
  /** Decides the address and the currency. Default: that of `baseUrl`, where it is the service's own; else `global`. */
  readonly region?: Region | undefined;
}

const settingsSchema: z.ZodMiniType<MinimaxSettings> = z.strictObject({
  api: z.optional(z.literal('official')),
  apiKey: z.optional(z.string()),
  region: z.optional(z.enum(['global', 'cn'])),
  ...httpProviderSettings,
});

const regionOf = (baseUrl: string | undefined): Region =>
  (baseUrl === undefined ? undefined : regionHosts[new URL(baseUrl).host]) ?? 'global';

/**
 * MiniMax by its own api, version 2. A key is needed only when something is sent. Throws `VideoError('invalid-request')` for
 * settings that are not valid.
 */
export function createMinimax(given: MinimaxSettings = {}): VideoProvider {
  const settings = readSettings(settingsSchema, given, 'minimax');
  const {
    apiKey,
    region = regionOf(settings.baseUrl),
    baseUrl = hosts[region],
    fetch,
    mediaStore,
  } = settings;
  return createHttpProvider({
    provider: 'minimax',
    api: 'official',
    capabilities: tables[region],
    baseUrl,
    fetch,
    mediaStore,
    overrides: settings.overrides,
    authentication: bearer(apiKey, { provider: 'minimax', variable: keyVariable }),
    // A relay at another address may pass on the page of a CDN behind it.
    errors: { ...errors, isDirect: settings.baseUrl === undefined },
    statuses,
    // No reference of ours is taken, and no answer tells the prompt [doc]: the list gives hints, and nothing proves.
    submit: {
      request: toSubmit,
      readTask: readAccepted,
      candidates: { request: toList, readTasks: readAlike },
    },
    query: { request: ({ id }) => toQuery(id), readTask },
    // Only while it waits. Once it has ended, the same call destroys its record [doc].
    cancel: { request: ({ id }) => toStop(id), from: ['queued'], isStopped, billed: isBilled },
    readCallback,
    readChallenge,
  });
}
