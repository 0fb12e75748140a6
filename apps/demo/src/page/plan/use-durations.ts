import { createDurationStore, type ModelRef, type DurationStore } from '@vid/core';
import { use, useMemo } from 'react';
import type { Run } from '../../api.ts';
import { SetupContext } from '../setup.ts';

/** How long runs took: those that the page has measured end, else all that the server keeps. A simulated time says nothing about a real service, nor the other way round. */
export function useDurations(runs: readonly Run[]): Pick<DurationStore, 'median'> {
  const { choices, durations } = use(SetupContext);
  const times = runs.flatMap(({ provider, api, model, real, byId, state }) => {
    if (byId === true || state.phase !== 'accepted' || state.task.status !== 'succeeded') return [];
    const isSame = choices.some(({ connections }) =>
      connections.some(
        (connection) =>
          connection.provider === provider && connection.api === api && connection.real === real,
      ),
    );
    const ms = state.finishedAfterMs;
    return isSame && ms !== undefined ? [{ provider, api, model, seconds: ms / 1000 }] : [];
  });
  const known = JSON.stringify(times);
  return useMemo(() => {
    const store = createDurationStore();
    for (const { seconds, ...model } of times) store.record(model, seconds);
    const kept = ({ provider, api, model }: ModelRef) =>
      durations.find(
        (measured) => measured.provider === provider && measured.api === api && measured.model === model,
      )?.seconds;
    return { median: (model: ModelRef) => store.median(model) ?? kept(model) };
  }, [known, durations]);
}
