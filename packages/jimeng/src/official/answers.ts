import { VideoError, type VideoTask } from '@vid/core';
import { linkIn, type StatusMap, type TaskReading, type WireRequest } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { answerSchema, linkLifeMs } from './answer-schema.ts';
import { success } from './errors.ts';
import { call } from './mapping.ts';

/** Both are needed, and the key must be the one of the submit [doc]. */
function keysOf(task: VideoTask): { readonly req_key: string; readonly task_id: string } {
  const reqKey = task.lookup?.['reqKey'];
  if (reqKey !== undefined) return { req_key: reqKey, task_id: task.id };
  const message =
    `Task ${task.id} has no lookup.reqKey, without which jimeng (official) does not find it: give the req_key of its ` +
    `submit, such as lookup: { reqKey: "jimeng_t2v_v30" }.`;
  throw new VideoError('invalid-request', message, { provider: 'jimeng', task });
}

export const toQuery = (task: VideoTask): WireRequest => call('CVSync2AsyncGetResult', keysOf(task));
export const toCancel = (task: VideoTask): WireRequest => call('CVCancelTask', keysOf(task));

/** What an answer that is no error holds. */
function dataOf(json: unknown) {
  const answer = z.safeParse(answerSchema, json).data;
  return answer?.code === success ? (answer.data ?? {}) : undefined;
}

export const isStopped = (json: unknown): boolean => dataOf(json) !== undefined;

export function readAccepted(json: unknown): { readonly id: string } | undefined {
  const id = dataOf(json)?.task_id;
  return id === undefined ? undefined : { id };
}

/** `now`: milliseconds since the epoch; a link lives from then on at most. */
export function readTask(json: unknown, task: VideoTask, now: number = Date.now()): TaskReading | undefined {
  const data = dataOf(json);
  if (data === undefined) return undefined;
  const { status, task_id: id } = data;
  if (status?.trim().toLowerCase() === 'not_found') {
    const message = `jimeng knows no task ${task.id}: the id is wrong, or its record is gone (after 12 to 24 h).`;
    throw new VideoError('not-found', message, { provider: 'jimeng' });
  }
  return {
    // The service's own answer has no id [doc].
    id,
    status,
    videos: [{ url: linkIn(data), expiresAt: new Date(now + linkLifeMs).toISOString() }],
    failure: { reason: 'expired', message: 'expired: the service gave the task up' },
  };
}

/** `done` alone is no success: the number must be 10000 and there must be a link [doc]. `not_found` is no status. */
export const statuses: StatusMap = {
  in_queue: 'queued',
  generating: 'running',
  done: 'succeeded',
  expired: 'failed',
};
