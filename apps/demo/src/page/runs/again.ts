import type { ModelRef, VideoRequest } from '@vid/core';
import type { Chosen, Run } from '../../api.ts';
import { mostTimes } from '../address/codec.ts';
import { usePageAddress } from '../address/page-address.ts';
import { isSameModel, makePlan, modelOf } from '../plan/make-plan.ts';
import { noPlanOptions } from '../plan/plan-options.ts';
import { fetchChosen, fetchFile } from '../server.ts';
import { type ChosenSetup, connectionAt } from '../setup.ts';
import { isOne } from './run-facts.ts';

/** What a comparison asked for, to be composed anew. */
export interface Again {
  readonly request: VideoRequest;
  /** The prompts besides the request's own. */
  readonly also: readonly string[];
  /** How many videos each model made of each prompt. */
  readonly times: number;
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
async function storedRequest({ request }: Chosen): Promise<VideoRequest> {
  const { model: _, ...wanted } = request;
  const restored = await restore(wanted);
  return isRequest(restored) ? restored : {};
}

/** Whether one request says it all: several comparisons have one each, and a task from elsewhere has none. */
export const canRunAgain = (runs: readonly Run[]): boolean => runs[0]?.byId !== true && isOne(runs);

/** As it was asked, before it was changed to fit a model. */
export async function againOf(runs: readonly Run[]): Promise<Again> {
  const asked = runs.filter(({ byId }) => byId !== true);
  const plainest = asked.toSorted((a, b) => changesOf(a) - changesOf(b))[0];
  if (plainest === undefined) return { request: {}, also: [], times: 1, models: [], adapt: false };
  const { seed, ...request } = await storedRequest(await fetchChosen(plainest.id));
  const before = Object.fromEntries((plainest.adjustments ?? []).map(({ field, from }) => [field, from]));
  const [prompt, ...also] = new Set(asked.flatMap((run) => run.prompt ?? []));
  const times = timesOf(asked);
  const keepsSeed = seed !== undefined && (times === 1 || (await haveSeeds(asked)));
  return {
    request: {
      ...request,
      ...before,
      ...(prompt !== undefined && { prompt }),
      ...(keepsSeed && { seed }),
    },
    also,
    times,
    models: asked
      .filter((run, index) => asked.findIndex((one) => modelOf(one) === modelOf(run)) === index)
      .map(({ provider, api, model }) => ({ provider, api, model })),
    adapt: asked.some((run) => changesOf(run) > 0),
  };
}

const changesOf = ({ adjustments = [] }: Run): number => adjustments.length;

/** Of each model and prompt; what was tried again after an end is no variation. */
function timesOf(runs: readonly Run[]): number {
  const groups = Map.groupBy(runs, (run) => JSON.stringify([modelOf(run), run.api, run.prompt]));
  const counts = [...groups.values()].map((own) => {
    const isFirst = ({ startedAt }: Run) => own.every(({ endedAt = Infinity }) => endedAt > startedAt);
    return own.filter(isFirst).length;
  });
  return Math.min(mostTimes, Math.max(...counts));
}

/** Whether each model was sent one: the page makes up those of variations, and who takes none would not be chosen again. */
async function haveSeeds(runs: readonly Run[]): Promise<boolean> {
  const firsts = [...Map.groupBy(runs, modelOf).values()].flatMap(([first]) => first ?? []);
  const asked = await Promise.all(firsts.map(({ id }) => fetchChosen(id)));
  return asked.every(({ request }) => request['seed'] !== undefined);
}

/**
 * Into the composer, as if nothing else had been composed; without models, the page chooses. `comparison`: whose films
 * are shown beside it. Default: the newest.
 */
export function useCompose(): (again: Again, comparison?: string) => void {
  const page = usePageAddress();
  return ({ request, also, times, models, adapt }, comparison) => {
    const { apis, routing } = page.read();
    page.set({
      view: 'create',
      comparison,
      request,
      apis: { ...apis, ...Object.fromEntries(models.map(({ provider, api }) => [provider, api])) },
      // The order is a matter of taste; a limit or a need could leave out what is to be run again.
      routing: { ...noPlanOptions, prefer: routing.prefer, adapt },
      models: models.length === 0 ? undefined : models.map(modelOf),
      also,
      times,
    });
  };
}

/** The request of a run, to its model as it is set up and priced today. */
export async function partAgain(
  run: Run,
  { choices, everything, storeOf }: Pick<ChosenSetup, 'choices' | 'everything' | 'storeOf'>,
) {
  const request = await storedRequest(await fetchChosen(run.id));
  const own = { models: everything.models.filter((one) => isSameModel(one, run)) };
  const planned = makePlan(own, request, undefined, undefined, storeOf);
  const candidate = 'plan' in planned ? planned.plan.candidates[0] : undefined;
  const { api } = run;
  const model = modelOf(run);
  const call = {
    id: crypto.randomUUID(),
    model,
    api,
    real: connectionAt(choices, { model, api })?.state === 'real',
    price: candidate?.price,
    leastPrice: candidate?.leastPrice,
  };
  return { request, calls: [call] };
}
