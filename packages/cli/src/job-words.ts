import { isAbsolute, relative } from 'node:path';
import { modelName, type Money, sumsOf } from '@vid/core';
import { costOf as jobCostOf, type VideoJob } from '@vid/core/journal';
import { type Exit } from './exit-codes.ts';
import type { Words } from './words.ts';

/* One job in words, as an object, and as the end of a command. */

type State = keyof Words['states'];

export function stateOf(job: VideoJob): State {
  if (job.stalled === true) return job.phase === 'unknown' ? 'unknown' : 'stalled';
  switch (job.phase) {
    case 'submitting':
      return 'sending';
    case 'polling':
      return job.task.status;
    case 'unknown':
    case 'downloading':
    case 'succeeded':
    case 'failed':
    case 'canceled':
    case 'refused':
      return job.phase;
  }
}

export const exitOf = (job: VideoJob): Exit => {
  switch (job.phase) {
    case 'succeeded':
      return 'done';
    case 'failed':
    case 'canceled':
      return 'failed';
    case 'refused':
      return 'refused';
    case 'unknown':
      return 'mayBeBilled';
    case 'submitting':
    case 'polling':
    case 'downloading':
      return 'notYet';
  }
};

/** What matters most of several ends: money that may be lost, what still goes on, what went wrong. */
const severity: readonly Exit[] = ['mayBeBilled', 'notYet', 'failed', 'refused', 'done'];
export const worstOf = (exits: readonly Exit[]): Exit =>
  severity.find((one) => exits.includes(one)) ?? 'done';

const taskOf = (job: VideoJob) => ('task' in job ? job.task : undefined);

export const modelText = ({ provider, model }: VideoJob['model']) => `${provider}:${model}`;
export const fullModel = (model: VideoJob['model']) => modelName(model);

export const moneyText = ({ amount, currency }: Money) =>
  `${Number(amount.toFixed(amount < 0.1 ? 4 : 2))} ${currency}`;
export const sumsText = (amounts: readonly (Money | undefined)[]) =>
  sumsOf(amounts).map(moneyText).join(' + ');

/** Whether it costs something, or may: a task was made, or may have been. */
export const isPaid = (job: VideoJob) => jobCostOf(job) !== undefined;

/** What it cost as its service says, else what the plan said; `undefined` where it costs nothing, or nobody knows. */
export function costOf(job: VideoJob): { readonly money: Money; readonly isReported: boolean } | undefined {
  const { billed, estimate } = jobCostOf(job) ?? {};
  const money = billed ?? estimate;
  return money && { money, isReported: billed !== undefined };
}

/** A file in this folder as a person would name it. */
export function shortPath(path: string): string {
  const inside = relative('.', path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside;
}

/** Where its videos are: paths, or links. */
export const placesOf = (job: VideoJob): readonly string[] =>
  job.phase === 'succeeded'
    ? job.videos.map(({ file, url = '' }) => (file === undefined ? url : shortPath(file.name)))
    : [];

/** Why it has not become a video, in the words of the service or of the library. */
export function reasonOf(job: VideoJob): string | undefined {
  if (job.phase === 'failed') return `${job.task.failure.reason}: ${job.task.failure.message}`;
  return job.lastError && `${job.lastError.code}: ${job.lastError.message}`;
}

/** For `--json`: the names stay as they are. */
export function jobAsJson(job: VideoJob): Readonly<Record<string, unknown>> {
  const { id, label, createdAt, estimate, model, stalled } = job;
  const task = taskOf(job);
  const videos =
    job.phase === 'succeeded'
      ? job.videos.map(({ file, url, duration }) => ({ path: file?.name, url, duration }))
      : undefined;
  const { code, message } = job.lastError ?? {};
  const error =
    job.phase === 'failed'
      ? { code: job.task.failure.reason, message: job.task.failure.message }
      : code === undefined
        ? undefined
        : { code, message };
  return {
    id,
    state: stateOf(job),
    model: fullModel(model),
    label,
    createdAt,
    estimate,
    cost: task?.cost,
    progress: job.phase === 'polling' ? job.task.progress : undefined,
    task: task?.id,
    stalled,
    videos,
    error,
  };
}
