import { createDurationStore, type ModelRef, type DurationStore } from '@vid/core';
import { use, useMemo, useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import type { RunsFeed } from '../runs/runs-feed.ts';
import { SetupContext } from '../setup.ts';

const timesSchema = z.array(
  z.object({ provider: z.string(), api: z.string(), model: z.string(), seconds: z.number() }),
);

/**
 * How long runs took: those that the page has measured end, else all that the server keeps. A simulated time says
 * nothing about a real service, nor the other way round. While runs go on, the plan stands still.
 */
export function useDurations({ subscribe, read }: RunsFeed): Pick<DurationStore, 'median'> {
  const { choices, durations } = use(SetupContext);
  const measured = () => {
    const times = read().atRest.flatMap(({ provider, api, model, real, byId, state }) => {
      if (byId === true || state.phase !== 'accepted' || state.task.status !== 'succeeded') return [];
      const isSame = choices.some(({ connections }) =>
        connections.some(
          (connection) =>
            connection.provider === provider &&
            connection.api === api &&
            connection.state === (real ? 'real' : 'simulated'),
        ),
      );
      const ms = state.finishedAfterMs;
      return isSame && ms !== undefined ? [{ provider, api, model, seconds: ms / 1000 }] : [];
    });
    return JSON.stringify(times);
  };
  // As text, so that only times that differ are news.
  const known = useSyncExternalStore(subscribe, measured);
  return useMemo(() => {
    const store = createDurationStore();
    const times = z.parse(timesSchema, JSON.parse(known));
    for (const { seconds, ...model } of times) store.record(model, seconds);
    const kept = ({ provider, api, model }: ModelRef) =>
      durations.find((seen) => seen.provider === provider && seen.api === api && seen.model === model)
        ?.seconds;
    return { median: (model: ModelRef) => store.median(model) ?? kept(model) };
  }, [known, durations]);
}
