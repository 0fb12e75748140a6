import {
  type Candidate,
  type Capabilities,
  type ModelRef,
  type Plan,
  planRequest,
  type Problem,
  type DurationStore,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import type { StoreOf } from '../setup.ts';
import { noPlanOptions, toRoutingOptions, type PlanOptions } from './plan-options.ts';

export type Planned = { readonly plan: Plan } | { readonly reasons: readonly (Problem | string)[] };

/** Models that have no store are planned without one, in the same order. */
function planAll(
  plan: (store: string | undefined) => Plan,
  models: readonly ModelRef[],
  storeOf: StoreOf,
): Plan {
  const stores = [...new Set(models.map(storeOf))];
  const [first, ...others] = stores.map((store) => ({ store, plan: plan(store) }));
  if (first === undefined) return plan(undefined);
  if (others.length === 0) return first.plan;
  const all = [first, ...others];
  const ofStore = <Item extends ModelRef>(items: (plan: Plan) => readonly Item[]) =>
    all.flatMap(({ store, plan: one }) => items(one).filter((item) => storeOf(item) === store));
  // The order is that of a plan in which files stand in nobody's way.
  const order = (all.find(({ store }) => store !== undefined) ?? first).plan.candidates;
  const placeOf = (model: ModelRef) => order.findIndex((one) => isSameModel(one, model));
  return {
    ...first.plan,
    candidates: ofStore(({ candidates }) => candidates).toSorted((a, b) => placeOf(a) - placeOf(b)),
    rejected: ofStore(({ rejected }) => rejected),
  };
}

/** `provider:model`, as a request names it. */
export const modelOf = ({ provider, model }: Pick<ModelRef, 'provider' | 'model'>): string =>
  `${provider}:${model}`;

export const isSameModel = (a: ModelRef, b: ModelRef) =>
  a.provider === b.provider && a.api === b.api && a.model === b.model;

/** The plan as one types, or why the request is none yet. Instant: the server is not asked. */
export function makePlan(
  capabilities: Capabilities,
  request: VideoRequest,
  routing: PlanOptions = noPlanOptions,
  durations?: Pick<DurationStore, 'median'>,
  storeOf: StoreOf = () => undefined,
  now: number = Date.now(),
): Planned {
  const options = toRoutingOptions(routing, request);
  try {
    const plan = (name: string | undefined) =>
      planRequest(capabilities, request, options, durations, name === undefined ? undefined : { name }, now);
    return { plan: planAll(plan, capabilities.models, storeOf) };
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    return { reasons: error.problems ?? [error.message] };
  }
}

/** The best of each provider first, then the others, each in their order. */
export function spread(candidates: readonly Candidate[]): readonly Candidate[] {
  const isBest = (candidate: Candidate) =>
    candidates.find(({ provider }) => provider === candidate.provider) === candidate;
  return [...candidates.filter(isBest), ...candidates.filter((candidate) => !isBest(candidate))];
}

const atMost = 3;

/** What is chosen until somebody chooses: the best of up to three providers. */
export const startingChoice = (candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates
    .filter((one) => candidates.find(({ provider }) => provider === one.provider) === one)
    .slice(0, atMost);
