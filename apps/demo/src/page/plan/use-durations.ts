import { createDurationStore, type DurationStore, type ModelRef } from '@vid/core';
import { use, useMemo, useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import type { RunsFeed } from '../runs/runs-feed.ts';
import { SetupContext } from '../setup.ts';
import { isSameModel } from './make-plan.ts';

const timesSchema = z.array(
  z.object({ provider: z.string(), api: z.string(), model: z.string(), seconds: z.number() }),
);

type Durations = Pick<DurationStore, 'median'>;

export interface MeasuredTimes {
  /** Of real services: they order the plan. */
  readonly real: Durations;
  /** Of the simulator, which says nothing about a service: they stand beside the others, by their name. */
  readonly simulated: Durations;
}

/**
 * How long runs took: those that the page has measured end, else all that the server keeps. While runs go on, the plan
 * stands still.
 */
export function useDurations({ subscribe, read }: RunsFeed): MeasuredTimes {
  const { choices, durations } = use(SetupContext);
  const stateOf = ({ provider, api }: Pick<ModelRef, 'provider' | 'api'>) =>
    choices
      .flatMap(({ connections }) => connections)
      .find((one) => one.provider === provider && one.api === api)?.state;
  const measured = () =>
    JSON.stringify(
      read().atRest.flatMap(({ provider, api, model, real, byId, state }) => {
        if (byId === true || state.phase !== 'accepted' || state.task.status !== 'succeeded') return [];
        const ms = state.finishedAfterMs;
        const isSame = stateOf({ provider, api }) === (real ? 'real' : 'simulated');
        return isSame && ms !== undefined ? [{ provider, api, model, seconds: ms / 1000 }] : [];
      }),
    );
  // As text, so that only times that differ are news.
  const known = useSyncExternalStore(subscribe, measured);
  return useMemo(() => {
    const store = createDurationStore();
    for (const { seconds, ...model } of z.parse(timesSchema, JSON.parse(known))) store.record(model, seconds);
    const kept = (model: ModelRef) => durations.find((seen) => isSameModel(seen, model))?.seconds;
    const of = (wanted: 'real' | 'simulated'): Durations => ({
      median: (model) => (stateOf(model) === wanted ? (store.median(model) ?? kept(model)) : undefined),
    });
    return { real: of('real'), simulated: of('simulated') };
  }, [known, durations, choices]);
}
