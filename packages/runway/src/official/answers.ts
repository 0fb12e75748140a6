import type { TaskFailure, VideoTask } from '@vid/core';
import {
  linkIn,
  linkOf,
  noReason,
  type StatusMap,
  type SubmittedTask,
  type TaskReading,
  type WireRequest,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { submitAnswerSchema, taskAnswerSchema } from './answer-schema.ts';
import { explainRunwayFailure } from './task-failures.ts';

/** The address of a task, to poll it and to stop it. */
export const toTask = (task: VideoTask): WireRequest => ({
  path: `/v1/tasks/${encodeURIComponent(task.id)}`,
});

/** 1 credit is 0.01 USD [doc]. */
const billOf = ({ credits }: { readonly credits: number }): Pick<SubmittedTask, 'cost' | 'usage'> => ({
  cost: { amount: credits / 100, currency: 'USD' },
  usage: { amount: credits, unit: 'credits' },
});

export function readAccepted(json: unknown): SubmittedTask | undefined {
  const answer = z.safeParse(submitAnswerSchema, json).data;
  return answer && { id: answer.id, ...(answer.estimatedCost && billOf(answer.estimatedCost)) };
}

function failureOf(failure: string | undefined, providerCode: string | undefined): TaskFailure {
  if (failure === undefined && providerCode === undefined) return noReason;
  const message = failure ?? providerCode ?? noReason.message;
  const { reason } = explainRunwayFailure(providerCode);
  return { reason, message, ...(providerCode !== undefined && { providerCode }) };
}

/** Without a video an estimate is no bill: only what the service then says is its cost. */
const isEstimateOnly = (status: string | undefined) => /^(failed|cancell?ed)$/i.test(status ?? '');

/** What an answer to a query says. When its links die is not told exactly (24 to 48 h [doc]), so no time is given. */
export function readTask(json: unknown): TaskReading | undefined {
  const parsed = z.safeParse(taskAnswerSchema, json);
  // Every answer bears the task's id [doc]: one without is none of the service's.
  if (parsed.data?.id === undefined) return undefined;
  const { id, status, progress, output, failure, failureCode, estimatedCost, cost } = parsed.data;
  const bill = cost ?? estimatedCost;
  const unbilled = isEstimateOnly(status) ? ({ cost: 'unknown', usage: 'unknown' } as const) : {};
  const videos = output.map((url) => ({ url: linkOf(url) }));
  return {
    id,
    status,
    progress,
    // No document has another place; relays and newer answers do [client].
    videos: videos.some(({ url }) => url !== undefined) ? videos : [{ url: linkIn(json) }],
    failure: failureOf(failure, failureCode),
    ...(bill === undefined ? unbilled : billOf(bill)),
  };
}

/** THROTTLED is a paid place in the queue, no error [doc]. CANCELED with one L: seen at third parties [client]. */
export const statuses: StatusMap = {
  pending: 'queued',
  throttled: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled',
  canceled: 'canceled',
};
