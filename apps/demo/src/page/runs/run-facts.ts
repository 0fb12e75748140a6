import {
  type Capabilities,
  isFinal,
  type ModelCapabilities,
  type ModelRef,
  sumsOf,
  type TaskStatus,
} from '@vid/core';
import { useCallback } from 'react';
import type { MeasuredDuration, Run, SavedVideo } from '../../api.ts';
import type { Language, Messages } from '../messages.ts';
import type { StageMessages } from '../messages/stage.ts';
import { isSameModel } from '../plan/make-plan.ts';
import { priceInWords, timeInWords } from '../plan/words.ts';
import { countedOf, inWords } from '../session/money.ts';
import { useProviderName } from '../setup.ts';

/**
 * Where a run stands, as one word. `waiting`: behind other tasks, and not sent yet. `unfollowed`: the task goes on, but is no
 * longer polled. `unsaved`: the task is done, but its file could not be had.
 */
type Stage =
  | 'waiting'
  | 'sending'
  | TaskStatus
  | 'refused'
  | 'stopped'
  | 'unknown'
  | 'unfollowed'
  | 'unsaved';

export function stageOf({ state, videos }: Run): Stage {
  if (state.phase === 'sending') return state.queuedBehind === undefined ? 'sending' : 'waiting';
  if (state.phase === 'refused') return state.error.code === 'stopped' ? 'stopped' : 'refused';
  if (state.phase === 'unknown') return 'unknown';
  const { task, lastError } = state;
  if (lastError === undefined) return task.status;
  if (!isFinal(task)) return 'unfollowed';
  return task.status === 'succeeded' && videos.length === 0 ? 'unsaved' : task.status;
}

/** The stage in words. */
export function stageText(run: Run, messages: Messages): string {
  const { state } = run;
  const behind = state.phase === 'sending' ? state.queuedBehind : undefined;
  const stage = stageOf(run);
  return stage === 'waiting' ? messages.queuedBehind(behind ?? 1) : messages.states[stage];
}

const bad = [
  'failed',
  'canceled',
  'refused',
  'stopped',
  'unknown',
  'unfollowed',
  'unsaved',
] satisfies readonly Stage[];
const isBad = (run: Run): boolean => bad.some((stage) => stage === stageOf(run));
/** Without a video, and none will come. */
export const hasFailed = (run: Run): boolean => run.videos.length === 0 && isBad(run);
/** How many have a film, have none and get none, and are on their way. */
export const countsOf = (runs: readonly Run[]) => ({
  open: runs.filter(goesOn).length,
  failed: runs.filter(hasFailed).length,
  done: runs.filter((run) => !goesOn(run) && !hasFailed(run)).length,
});
export const goesOn = (run: Run): boolean => run.endedAt === undefined && !hasFailed(run);

/** Nothing is sent yet; or the service can stop a task, and there is one to stop. */
export function canStop(run: Run, { models }: Capabilities): boolean {
  const { provider, api, state } = run;
  if (stageOf(run) === 'waiting') return true;
  if (state.phase !== 'accepted' || isFinal(state.task)) return false;
  return models.some(
    (entry) =>
      entry.provider === provider && entry.api === api && entry.operations?.includes('cancel') === true,
  );
}

/** `3 films`, `1 of 3 done` or `1 of 3 done`, `2 without a video`. */
export function countInWords(runs: readonly Run[], { stage }: StageMessages): readonly string[] {
  const { open, failed, done } = countsOf(runs);
  if (open === 0 && failed === 0) return [stage.count(runs.length)];
  return [stage.doneOf(done, runs.length), ...(failed === 0 ? [] : [stage.withoutVideo(failed)])];
}

/** What a run is called on the page. */
export const titleOf = ({ prompt, byId, state }: Run, { taskById, noPrompt }: Messages): string =>
  byId === true && state.phase === 'accepted' ? taskById.named(state.task.id) : (prompt ?? noPrompt);

/** A model for people: the service as they know it. */
export function useRunName(): (run: Pick<Run, 'provider' | 'model'>) => string {
  const providerName = useProviderName();
  return useCallback(({ provider, model }) => `${providerName(provider)} ${model}`, [providerName]);
}

/** The same of a name such as `'acme:clip-2'`. */
export function useModelName(): (name: string) => string {
  const nameOf = useRunName();
  return useCallback(
    (name) => {
      const [provider = '', ...model] = name.split(':');
      return nameOf({ provider, model: model.join(':') });
    },
    [nameOf],
  );
}

/** What the table says, as about; `undefined`: nobody knows. */
export const estimateOf = ({ estimate, leastEstimate }: Run, messages: Messages): string | undefined =>
  estimate && priceInWords(estimate, leastEstimate, messages);

/** Whether they are of one comparison, and not of several that stand together. */
export const isOne = (runs: readonly Run[]): boolean =>
  new Set(runs.map(({ comparison }) => comparison)).size === 1;

/** No task was made, or its service said so when it stopped it. */
const isFree = ({ state, billed }: Run): boolean => state.phase === 'refused' || billed === 'no';

/** What the service says that it cost; else what the table says. */
export function priceOf(run: Run, messages: Messages): string | undefined {
  const { cost } = run;
  if (cost !== undefined) return inWords(cost, messages);
  return isFree(run) ? messages.nothingBilled : estimateOf(run, messages);
}

/** What the service says that it cost, or what that it says nothing means; empty while it may still say it. */
export function billOf(run: Run, messages: Messages): string {
  const { state, cost, billed, endedAt, real } = run;
  if (cost !== undefined) {
    const amount = inWords(cost, messages);
    return real ? amount : messages.simulatedMoney(amount);
  }
  if (isFree(run)) return messages.nothingBilled;
  if (billed === 'yes') return messages.billedUnknown;
  if (state.phase === 'unknown') return messages.mayBeBilled;
  return endedAt === undefined ? '' : messages.notReported;
}

/** One sum for each currency of what runs cost, or may cost; `undefined` where nothing is known. */
export function totalOf(all: readonly Run[], messages: Messages): string | undefined {
  const runs = countedOf(all, ({ real }) => real);
  const sums = sumsOf(runs.map((run) => run.cost ?? (isFree(run) ? undefined : run.estimate)));
  const parts = sums.map((sum) => inWords(sum, messages));
  const isExact = runs.every((run) => run.cost !== undefined || isFree(run));
  return parts.length === 0 ? undefined : `${isExact ? '' : '≈ '}${parts.join(' + ')}`;
}

/** From the start to the answer that showed its end, in milliseconds; `undefined` while it goes on. */
export const tookMs = ({ startedAt, endedAt, state }: Run): number | undefined =>
  (state.phase === 'accepted' ? state.finishedAfterMs : undefined) ??
  (endedAt === undefined ? undefined : endedAt - startedAt);

export const timeOf = (run: Run, messages: Messages): string | undefined => {
  const ms = tookMs(run);
  return ms === undefined ? undefined : timeInWords(Math.max(0, ms) / 1000, messages);
};

export const startOf = (startedAt: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en', {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(startedAt);

export const sizeOf = ({ bytes }: SavedVideo): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const median = (sorted: readonly number[]): number | undefined => sorted[Math.floor(sorted.length / 2)];

interface KnownTimes {
  readonly runs: readonly Run[];
  readonly durations: readonly MeasuredDuration[];
  readonly models: readonly ModelCapabilities[];
}

/**
 * How long a run like this usually takes, in milliseconds: by the runs that the page knows, else by all that the server
 * has measured. What others measured is for real runs: a simulated service has times of its own.
 */
export function usualMs(run: Run, { runs, durations, models }: KnownTimes): number | undefined {
  const isSame = (one: ModelRef) => isSameModel(one, run);
  const times = runs.flatMap((one) => {
    const { state, byId, real } = one;
    if (!isSame(one) || real !== run.real || byId === true || state.phase !== 'accepted') return [];
    const isDone = state.task.status === 'succeeded' && state.finishedAfterMs !== undefined;
    return isDone ? [state.finishedAfterMs] : [];
  });
  const measured = median(times.toSorted((a, b) => a - b));
  const kept = durations.find(isSame)?.seconds;
  const listed = run.real
    ? models.find(isSame)?.rows.find(({ typicalTime }) => typicalTime !== undefined)?.typicalTime?.seconds
    : undefined;
  const seconds = kept ?? listed;
  return measured ?? (seconds === undefined ? undefined : seconds * 1000);
}
