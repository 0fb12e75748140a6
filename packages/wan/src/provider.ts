import { VideoError, type VideoProvider } from '@vid/core';
import {
  type Authentication,
  bearer,
  createHttpProvider,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { capabilitiesOf } from './capabilities.ts';
import { errors } from './errors.ts';
import { nextPage, readCandidates, readProven, toList } from './look-up.ts';
import { isStopped, readAccepted, readTask, statuses, toCancel, toQuery, toSubmit } from './mapping.ts';
import { type Region, regionOf, regions, sharedHosts, workspaceHost, workspaceIn } from './schema.ts';

/** The environment variable of the key. */
export const keyVariable = 'DASHSCOPE_API_KEY';

/** How Alibaba Cloud Model Studio's api is set up. */
export interface WanSettings extends HttpProviderSettings {
  /** Tools name the api that they mean, so settings take it also where there is one only. */
  readonly api?: 'official' | undefined;
  /** Default: `DASHSCOPE_API_KEY`, read when it is needed. A key belongs to one region. */
  readonly apiKey?: string | undefined;
  /**
   * Where the key was made: decides the address and the currency. `'tokyo'`, `'frankfurt'` and `'hongkong'` have hosts of workspaces
   * only. Default: that of `baseUrl`, where it is the service's own; else `'singapore'`.
   */
  readonly region?: Region | undefined;
  /** The id of the workspace that the key belongs to, for the host of its own. Default: the host that all share. Excludes
   * `baseUrl`. */
  readonly workspace?: string | undefined;
}

const settingsSchema: z.ZodMiniType<WanSettings> = z.strictObject({
  api: z.optional(z.literal('official')),
  apiKey: z.optional(z.string()),
  region: z.optional(z.enum(regions)),
  workspace: z.optional(
    z.string().check(z.regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i, 'must be a label of a host name')),
  ),
  ...httpProviderSettings,
});

const invalid = (why: string) =>
  new VideoError('invalid-request', `The settings of wan are not valid: ${why}.`, { provider: 'wan' });

/** The address that settings mean, and whose prices. Throws `VideoError('invalid-request')` where they contradict each other. */
function placeOf({ region, workspace, baseUrl }: WanSettings): {
  readonly address: string;
  readonly billedIn: Region;
} {
  if (baseUrl !== undefined) {
    if (workspace !== undefined) throw invalid('baseUrl excludes workspace');
    return { address: baseUrl, billedIn: region ?? regionOf(baseUrl) ?? 'singapore' };
  }
  const where = region ?? 'singapore';
  const address = workspace === undefined ? sharedHosts[where] : workspaceHost(workspace, where);
  if (address === undefined)
    throw invalid(`region ${where} has hosts of workspaces only: pass workspace, too`);
  return { address, billedIn: where };
}

/** The id of a workspace is in its host's name, which an error may quote. */
const withSecret = (authentication: Authentication, secret: string | undefined): Authentication => ({
  ...authentication,
  credentials() {
    const { secrets, headersFor } = authentication.credentials();
    return { secrets: secret === undefined ? secrets : [...secrets, secret], headersFor };
  },
});

/**
 * Wan, HappyHorse and their kin by Alibaba Cloud's own api. A key is needed only when something is sent. Throws
 * `VideoError('invalid-request')` for settings that are not valid.
 */
export function createWan(given: WanSettings = {}): VideoProvider {
  const settings = readSettings(settingsSchema, given, 'wan');
  const { apiKey, fetch, mediaStore, overrides } = settings;
  const { address, billedIn } = placeOf(settings);
  return createHttpProvider({
    provider: 'wan',
    api: 'official',
    capabilities: capabilitiesOf(billedIn),
    baseUrl: address,
    fetch,
    mediaStore,
    overrides,
    authentication: withSecret(
      bearer(apiKey, { provider: 'wan', variable: keyVariable }),
      workspaceIn(address),
    ),
    // A relay at another address may pass on the page of a CDN behind it.
    errors: { ...errors, isDirect: settings.baseUrl === undefined },
    // Beside the body, which has it too; the same in the logs of clients [client, observed].
    requestIdHeader: 'x-request-id',
    statuses,
    submit: { request: toSubmit, readTask: readAccepted },
    query: { request: toQuery, readTask },
    // Only of a task that waits [doc]; whether it is billed, no page says.
    cancel: { request: toCancel, from: ['queued'], isStopped },
    reconcile: {
      request: (submission) => toList(submission),
      nextPage,
      readTask: readProven,
      readCandidates,
    },
  });
}
