import { type CallOptions, VideoError } from '@vid/core';
import { createHttpClient, createRedactor, readSettings } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { connectionOf, connectionShape, type OpenaiVideosConnection } from './connection.ts';
import { usualId } from './provider.ts';
import { modelList, modelsPath, pricing, pricingPath, videosPath } from './schema.ts';

const connectionSchema: z.ZodMiniType<OpenaiVideosConnection> = z.strictObject(connectionShape);
const listTimeoutMs = 30_000;
/** The kind that relays give to models behind the shape [relay]. */
const videoType = 'openai-video';

/**
 * The names of the models with which a service makes videos, for `models` of `createOpenaiVideos`: one or two free requests, asked
 * once. A list is a hint: a model may be there whose route does not work [client]. Throws `VideoError('unsupported')` where the
 * service does not tell which of its models make videos, `provider-unavailable` or `authentication` where it does not answer.
 */
export async function listModels(
  given: OpenaiVideosConnection = {},
  { signal, headers }: CallOptions = {},
): Promise<readonly string[]> {
  const settings = readSettings(connectionSchema, given, usualId);
  const { api, dialect, root, authentication } = connectionOf(settings, usualId);
  const { secrets, headersFor } = authentication.credentials();
  const http = createHttpClient({ provider: usualId, fetch: settings.fetch });
  const untold = () =>
    new VideoError(
      'unsupported',
      `${api} does not tell which of its models make videos: name them in models.`,
      { provider: usualId },
    );
  if (dialect.models === 'untold') throw untold();

  const ask = async <Answer>(path: string, schema: z.ZodMiniType<Answer>): Promise<Answer> => {
    const request = { method: 'GET', url: root + path, headers: {}, body: undefined } as const;
    const keys = await headersFor(request, false);
    const redact = createRedactor(secrets, { ...headers, ...keys });
    const answer = await http.send(
      { ...request, headers: { accept: 'application/json', ...keys } },
      { signal, headers, timeoutMs: listTimeoutMs, paid: false, repeat: true, redact },
    );
    const { success, data } = z.safeParse(schema, answer.json);
    if (answer.status === 200 && success) return data;
    const isRefused = answer.status === 401 || answer.status === 403;
    throw new VideoError(
      isRefused ? 'authentication' : 'provider-unavailable',
      `${usualId} did not list its models: HTTP ${answer.status} at ${redact(request.url)}.`,
      { provider: usualId, httpStatus: answer.status },
    );
  };

  const { data: listed } = await ask(modelsPath, modelList);
  if (dialect.models === 'all') return listed.map(({ id }) => id);
  const { data: priced, supported_endpoint: paths = {} } = await ask(pricingPath, pricing).catch(
    orNothing(signal),
  );
  // One kind of model may have a route of another shape, and the map decides.
  const path = paths[videoType]?.path;
  if (path !== undefined && path !== videosPath) throw untold();
  const types = new Map(priced.map((one) => [one.model_name, one.supported_endpoint_types]));
  const isTold = listed.some(({ id, supported_endpoint_types: own }) => (own ?? types.get(id)) !== undefined);
  if (!isTold) throw untold();
  return listed
    .filter(({ id, supported_endpoint_types: own }) => (own ?? types.get(id))?.includes(videoType) === true)
    .map(({ id }) => id);
}

/** Services that are no relay have no such page. */
const orNothing =
  (signal: AbortSignal | undefined) =>
  (error: unknown): z.infer<typeof pricing> => {
    if (signal?.aborted === true) throw error;
    return { data: [], supported_endpoint: undefined };
  };
