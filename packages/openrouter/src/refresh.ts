import { type CallOptions, type Capabilities, type Clock, VideoError } from '@vid/core';
import { createHttpClient, redact } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { provider, tableOf } from './capabilities.ts';
import {
  catalogueAnswer,
  cataloguePath,
  catalogueRecord,
  type ListedModel,
  modelsAnswer,
  modelsPath,
} from './schema.ts';

/** How the catalogue is asked for. */
export interface RefreshOptions extends CallOptions {
  /** Whose day the table bears. Default: the real clock. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/** What a refresh has brought. */
export interface Refreshed {
  /** The table by which the provider goes from now on. */
  readonly capabilities: Capabilities;
  /** Records that are in a form that nobody knows, or of a model that was listed before: they are not in the table. */
  readonly unread: readonly string[];
}

const timeoutMs = 30_000;

const idOf = (record: unknown) => z.safeParse(z.object({ id: z.string() }), record).data?.id ?? '(no id)';

/** Asks the service for its catalogue: two free requests, which need no key and get none. */
export async function readCatalogue(
  { root, fetch: given }: { readonly root: string; readonly fetch: typeof fetch | undefined },
  { signal, headers, clock = Date }: RefreshOptions,
): Promise<Refreshed> {
  const http = createHttpClient({ provider, fetch: given });
  const ask = async (path: string) => {
    const request = {
      method: 'GET',
      url: root + path,
      body: undefined,
      headers: { accept: 'application/json' },
    } as const;
    return http.send(request, { signal, headers, timeoutMs, paid: false, repeat: true });
  };
  const untold = (path: string, httpStatus: number) =>
    new VideoError(
      'provider-unavailable',
      `${provider} did not tell what its models take: HTTP ${httpStatus} at ${redact(root + path)}. The table stays as it was.`,
      { provider, httpStatus },
    );

  const listed = await ask(cataloguePath);
  const { data } = z.safeParse(catalogueAnswer, listed.json);
  if (listed.status !== 200 || data === undefined) throw untold(cataloguePath, listed.status);
  const more = await ask(modelsPath);
  const inputs = z.safeParse(modelsAnswer, more.json).data;
  // Others who serve this shape may lack the second route: then nobody says what goes in beside text and frames.
  const isMissing = more.status === 404;
  if (!isMissing && (more.status !== 200 || inputs === undefined)) throw untold(modelsPath, more.status);
  const inputsOf = new Map(
    inputs?.data.map((one) => [one.id, one.architecture?.input_modalities ?? undefined]),
  );

  const models: ListedModel[] = [];
  const unread: string[] = [];
  for (const one of data.data) {
    const record = z.safeParse(catalogueRecord, one).data;
    const isTwice = models.some((known) => known.record.id === record?.id);
    if (record === undefined || isTwice) unread.push(idOf(one));
    else models.push({ record, inputs: inputsOf.get(record.id) });
  }
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  const capabilities = tableOf(models, day, 'GET /videos/models');
  if (capabilities.models.length === 0) throw untold(cataloguePath, listed.status);
  return { capabilities, unread };
}
