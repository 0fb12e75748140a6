import { isFinal, type ModelCapabilities, type Money, type TaskStatus } from '@vid/core';
import { useCallback } from 'react';
import type { MeasuredDuration, Run, SavedVideo } from '../../api.ts';
import type { Language, Messages } from '../messages.ts';
import type { StageMessages } from '../messages/stage.ts';
import { useProviderName } from '../setup.ts';

/**
 * Where a run stands, as one word. `waiting`: behind other tasks, and not sent yet. `unfollowed`: the task goes on, but is no
 * longer polled.
 */
export type Stage = 'waiting' | 'sending' | TaskStatus | 'refused' | 'stopped' | 'unknown' | 'unfollowed';

export function stageOf({ state }: Run): Stage {
  if (state.phase === 'sending') return state.queuedBehind === undefined ? 'sending' : 'waiting';
  if (state.phase === 'refused') return state.error.code === 'stopped' ? 'stopped' : 'refused';
  if (state.phase === 'unknown') return 'unknown';
  return state.lastError === undefined || isFinal(state.task) ? state.task.status : 'unfollowed';
}

/** The stage in words. */
export function stageText(run: Run, messages: Messages): string {
  const { state } = run;
  const behind = state.phase === 'sending' ? state.queuedBehind : undefined;
  const stage = stageOf(run);
  return stage === 'waiting' ? messages.queuedBehind(behind ?? 1) : messages.states[stage];
}

const bad = ['failed', 'canceled', 'refused', 'stopped', 'unknown', 'unfollowed'] satisfies readonly Stage[];
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

/** `3 films`, `1 of 3 done` or `1 of 3 done`, `2 failed`. */
export function countInWords(runs: readonly Run[], { stage }: StageMessages): readonly string[] {
  const { open, failed, done } = countsOf(runs);
  if (open === 0 && failed === 0) return [stage.count(runs.length)];
  return [stage.doneOf(done, runs.length), ...(failed === 0 ? [] : [stage.failed(failed)])];
}

/** What a run is called on the page. */
export const titleOf = ({ prompt, byId, state }: Run, { taskById, noPrompt }: Messages): string =>
  byId === true && state.phase === 'accepted' ? taskById.named(state.task.id) : (prompt ?? noPrompt);

export const modelOf = ({ provider, model }: Pick<Run, 'provider' | 'model'>): string =>
  `${provider}:${model}`;

/** The same for people: the service as they know it. */
export function useRunName(): (run: Pick<Run, 'provider' | 'model'>) => string {
  const providerName = useProviderName();
  return useCallback(({ provider, model }) => `${providerName(provider)} ${model}`, [providerName]);
}

/** Sums of decimal fractions are a little off. */
const plain = (amount: number): number => Number(amount.toFixed(4));
const inWords = ({ amount, currency }: Money, { money }: Messages) => money(plain(amount), currency);

/** What the table says, as about; `undefined`: nobody knows. */
export function estimateOf({ estimate, leastEstimate }: Run, messages: Messages): string | undefined {
  if (estimate === undefined) return undefined;
  return leastEstimate === undefined
    ? messages.about(plain(estimate.amount), estimate.currency)
    : messages.aboutRange(plain(leastEstimate.amount), plain(estimate.amount), estimate.currency);
}

/** What the service says that it cost; else what the table says. */
export function priceOf(run: Run, messages: Messages): string | undefined {
  const { cost, state } = run;
  if (cost !== undefined) return inWords(cost, messages);
  return state.phase === 'refused' ? messages.nothingBilled : estimateOf(run, messages);
}

/** What the service says that it cost, or what that it says nothing means; empty while it may still say it. */
export function billOf({ state, cost, endedAt, real }: Run, messages: Messages): string {
  if (cost !== undefined) {
    const amount = inWords(cost, messages);
    return real ? amount : `${amount} (${messages.simulatedMoney})`;
  }
  if (state.phase === 'refused') return messages.nothingBilled;
  if (state.phase === 'unknown') return messages.mayBeBilled;
  return endedAt === undefined ? '' : messages.notReported;
}

/** One sum for each currency of what runs cost, or may cost; `undefined` where nothing is known. */
export function totalOf(runs: readonly Run[], messages: Messages): string | undefined {
  const sums = new Map<string, number>();
  for (const { cost, estimate, state } of runs) {
    const money = cost ?? (state.phase === 'refused' ? undefined : estimate);
    if (money !== undefined) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.amount);
  }
  const parts = [...sums].map(([currency, amount]) => inWords({ amount, currency }, messages));
  const isExact = runs.every(({ cost, state }) => cost !== undefined || state.phase === 'refused');
  return parts.length === 0 ? undefined : `${isExact ? '' : '≈ '}${parts.join(' + ')}`;
}

/** From the start to the answer that showed its end, in milliseconds; `undefined` while it goes on. */
export const tookMs = ({ startedAt, endedAt, state }: Run): number | undefined =>
  (state.phase === 'accepted' ? state.finishedAfterMs : undefined) ??
  (endedAt === undefined ? undefined : endedAt - startedAt);

/** `7.5 s` or `5.3 min`, as the plan says it. */
export const inTime = (ms: number, { seconds, minutes }: Messages): string =>
  ms < 90_000 ? seconds((ms / 1000).toFixed(ms < 9_950 ? 1 : 0)) : minutes((ms / 60_000).toFixed(1));

export const timeOf = (run: Run, messages: Messages): string | undefined => {
  const ms = tookMs(run);
  return ms === undefined ? undefined : inTime(Math.max(0, ms), messages);
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
  const isSame = (one: Pick<Run, 'provider' | 'api' | 'model'>) =>
    one.provider === run.provider && one.api === run.api && one.model === run.model;
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
