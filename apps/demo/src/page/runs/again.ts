import type { ModelRef, VideoRequest } from '@vid/core';
import type { Chosen, Run } from '../../api.ts';
import { usePageAddress } from '../address/page-address.ts';
import { fetchChosen, fetchFile, fetchRuns } from '../server.ts';

/** What a comparison asked for, to be composed anew. */
interface Again {
  readonly request: VideoRequest;
  readonly models: readonly ModelRef[];
  /** Whether fields were changed to fit, which its options then allowed. */
  readonly adapt: boolean;
}

async function restore(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(restore));
  if (typeof value !== 'object' || value === null) return value;
  if ('picture' in value && typeof value.picture === 'string') {
    const file = await fetchFile(value.picture);
    return { data: new Uint8Array(await file.arrayBuffer()), mediaType: file.type };
  }
  const entries = Object.entries(value).map(async ([key, part]) => [key, await restore(part)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

const isRequest = (value: unknown): value is VideoRequest => typeof value === 'object' && value !== null;

/** The request of a kept run with its files as bytes again. Its model is left open, to be chosen anew. */
export async function storedRequest({ request }: Chosen): Promise<VideoRequest> {
  const { model: _, ...wanted } = request;
  const restored = await restore(wanted);
  return isRequest(restored) ? restored : {};
}

/** As it was asked, before it was changed to fit a model. */
export async function againOf(runs: readonly Run[]): Promise<Again> {
  const asked = runs.filter(({ byId }) => byId !== true);
  const plainest = asked.toSorted((a, b) => changesOf(a) - changesOf(b))[0];
  if (plainest === undefined) return { request: {}, models: [], adapt: false };
  const request = await storedRequest(await fetchChosen(plainest.id));
  const before = Object.fromEntries((plainest.adjustments ?? []).map(({ field, from }) => [field, from]));
  return {
    request: { ...request, ...before },
    models: asked.map(({ provider, api, model }) => ({ provider, api, model })),
    adapt: asked.some((run) => changesOf(run) > 0),
  };
}

const changesOf = ({ adjustments = [] }: Run): number => adjustments.length;

/** Into the composer: the request with its options and models; with none of them, the page chooses. */
export function useCompose(): (again: Again) => void {
  const page = usePageAddress();
  return ({ request, models, adapt }) => {
    const { apis, routing } = page.read();
    page.set({
      view: 'create',
      comparison: undefined,
      request,
      apis: { ...apis, ...Object.fromEntries(models.map(({ provider, api }) => [provider, api])) },
      routing: { ...routing, adapt },
      models: models.length === 0 ? undefined : models.map(({ provider, model }) => `${provider}:${model}`),
    });
  };
}

const pageSize = 200;

/** Runs that were started together, from all that the server keeps; none where it has none. */
export async function fetchComparison(id: string): Promise<readonly Run[]> {
  const found: Run[] = [];
  for (let before: number | undefined; ;) {
    const page = await fetchRuns(pageSize, '', before);
    const own = page.runs.filter(({ comparison }) => comparison === id);
    found.unshift(...own.toReversed());
    // They stand together, but for those that were tried again later.
    if (page.next === undefined || (found.length > 0 && own.length === 0)) return found;
    before = page.next;
  }
}
