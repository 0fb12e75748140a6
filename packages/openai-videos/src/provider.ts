import type { PixelSizes, VideoProvider } from '@vid/core';
import type { PriceOverride, RowOverride } from '@vid/core/overrides';
import {
  createHttpProvider,
  environmentVariable,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { readAccepted, readAlike, readFilm, readKeyed, readTask } from './answers.ts';
import { type DeclaredModel, tableOf } from './capabilities.ts';
import {
  connectionOf,
  connectionShape,
  namesIn,
  type OpenaiVideosConnection,
  variablesOf,
} from './connection.ts';
import { errorTables } from './errors.ts';
import { routes, toDelete, toList, toLookUp, toQuery, toSubmit } from './mapping.ts';

/** Which service it is, where it is, and what it makes videos with. */
export interface OpenaiVideosSettings extends OpenaiVideosConnection, HttpProviderSettings {
  /**
   * The provider's id, kebab-case: what its models and tasks bear, and what `providerOptions` are named by. A router takes one
   * service of an id and a dialect. Default `openai-videos`.
   */
  readonly id?: string | undefined;
  /**
   * What the service makes videos with; a name alone stands for any model of the dialect. `listModels` asks the
   * service. Default: the names in the dialect's variable, such as `VLLM_OMNI_MODELS`, with commas between.
   */
  readonly models?: readonly (string | DeclaredModel)[] | undefined;
}

export const usualId = 'openai-videos';

/** A film on a card of one's own takes minutes; the platform's `fetch` may give up before, Node's after 300 s [doc: undici]. */
const filmTimeoutMs = 3_600_000;

const name = z.string().check(z.minLength(1));
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isRow = (value: unknown) =>
  z.safeParse(z.looseObject({ mode: z.string(), accepts: z.looseObject({}) }), value).success;
const part = <Part>(what: string, is: (value: unknown) => boolean = isObject) =>
  z.custom<Part>(is, `must be ${what}`);
const declared: z.ZodMiniType<DeclaredModel> = z.strictObject({
  model: name,
  wireModel: z.exactOptional(name),
  rows: z.exactOptional(z.array(part<RowOverride>('{ mode, accepts, … }', isRow)).check(z.minLength(1))),
  prices: z.exactOptional(z.array(part<PriceOverride>('a price'))),
  sizes: z.exactOptional(part<PixelSizes>('{ resolution: { ratio: size } }')),
  maxTasks: z.exactOptional(part<NonNullable<DeclaredModel['maxTasks']>>('{ count, source }')),
});
const settingsSchema: z.ZodMiniType<OpenaiVideosSettings> = z.strictObject({
  ...httpProviderSettings,
  ...connectionShape,
  id: z.optional(
    z.string().check(z.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case, such as my-gpu')),
  ),
  models: z.optional(z.array(z.union([name, declared], 'must be a name, or { model, rows, … }'))),
});

/**
 * Whatever serves `/v1/videos`. A key is needed only when something is sent. Throws `VideoError('invalid-request')` for settings
 * that are not valid, such as a row that the dialect cannot say.
 */
export function createOpenaiVideos(given: OpenaiVideosSettings = {}): VideoProvider {
  const settings = readSettings(settingsSchema, given, usualId);
  const { id: provider = usualId, fetch, mediaStore, overrides } = settings;
  const { api, dialect, root, authentication } = connectionOf(settings, provider);
  const { answers, cancel, errors, hasList, statuses, takesKey } = dialect;
  const { models = namesIn(environmentVariable(variablesOf(api).models)) } = settings;
  const capabilities = tableOf(provider, api, dialect, models);
  const sizesOf = (model: string) => capabilities.models.find((one) => one.model === model)?.sizes;
  return createHttpProvider({
    provider,
    api,
    capabilities,
    baseUrl: root,
    fetch,
    mediaStore,
    overrides,
    authentication,
    errors: errorTables[errors],
    requestIdHeader: 'x-request-id',
    statuses,
    submit: {
      request: (accepted) => toSubmit(accepted, dialect, sizesOf(accepted.model)),
      readTask: answers === 'film' ? readFilm : readAccepted,
      ...(answers === 'film' && { timeoutMs: filmTimeoutMs }),
      ...(hasList && { candidates: { request: toList, readTasks: readAlike } }),
    },
    query: {
      request: (task) => (answers === 'film' ? undefined : toQuery(task)),
      readTask: (json, task) => readTask(json, task, dialect, root),
      // A channel of a relay may lack the first.
      ...(answers === 'relay' && { lookups: routes }),
    },
    ...(cancel !== undefined && { cancel: { request: toDelete, billed: cancel.billed } }),
    ...(takesKey && {
      reconcile: {
        request: toLookUp,
        readTask: (json, submission) => readKeyed(json, submission, dialect, root),
      },
    }),
    // A link with `access` is its own key [relay]: another beside it would stand in somebody's log.
    linkNeedsKey: (link) => !link.searchParams.has('access'),
  });
}
