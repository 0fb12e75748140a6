import type { Money, Submission, TaskFailure, Usage, VideoTask } from '@vid/core';
import {
  type AcceptedRequest,
  type CallbackReading,
  type FoundTask,
  linkIn,
  linkOf,
  noReason,
  type StatusMap,
  type TaskReading,
  type WireRequest,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { routeOfTask } from '../route-of-task.ts';
import { envelopeSchema, type OfficialTask } from './answer-schema.ts';
import { pathOf } from './mapping.ts';
import { type Account, dollarsOf, expiryOf, reasonOf } from './readings.ts';
import { kinds } from './schema.ts';

/** kling-4.0 is said to refuse references [client]. */
export const mayRepeatUnknown = ({ model }: AcceptedRequest): boolean => !/^kling-(v)?4/.test(model);

/** The service finds a task by its own id and by ours alike. */
export const toQuery = (task: VideoTask): WireRequest => ({
  path: pathOf(routeOfTask(kinds, task, `Task ${task.id}`), task.id),
});
export const toLookup = (submission: Submission): WireRequest => ({
  path: pathOf(routeOfTask(kinds, submission, 'The submission'), submission.reference),
});

/** Where a marked copy was asked for it comes first, then the plain video; both bear the id of the one video. */
function videosOf(task: OfficialTask): NonNullable<TaskReading['videos']> {
  const own = (task.task_result?.videos ?? []).flatMap(({ id, url, watermark_url, duration }) =>
    [watermark_url, url].map((link) => ({
      url: link,
      ...(id !== undefined && { id }),
      ...(duration !== undefined && { duration }),
      ...expiryOf(task.updated_at),
    })),
  );
  const isThere = own.some(({ url }) => linkOf(url) !== undefined);
  // No document has another place; relays and newer answers do [client].
  return isThere ? own : [{ url: linkIn(task), ...expiryOf(task.updated_at) }];
}

/**
 * What it cost, in dollars. The balance's money, which a discount may have lowered from its list price, stands beside the units or
 * in their place [doc]; where neither of its two is what the units cost, or all are 0, or the account is paid in another currency,
 * nothing is said.
 */
function costOf({ final_unit_deduction: units = 0, final_balance_deduction: balance }: OfficialTask) {
  const listed = dollarsOf(units).amount;
  const { quota = 0, list_price: before = quota } = balance ?? {};
  const isOne = listed === 0 || [quota, before].some((one) => Math.abs(one - listed) < 0.01);
  const amount = quota > 0 ? quota : listed;
  return amount > 0 && (quota === 0 || isOne) ? ({ amount, currency: 'USD' } satisfies Money) : undefined;
}

/** Both 0: nothing is said. */
const unitsOf = ({ final_unit_deduction: units = 0 }: OfficialTask): Usage | undefined =>
  units > 0 ? { amount: units, unit: 'units' } : undefined;

/** The envelope around a failed task says "SUCCEED"; only the task knows why [client]. */
function failureOf({ task_status_msg: message }: OfficialTask): TaskFailure {
  if (message === undefined) return noReason;
  return { reason: reasonOf(message), message };
}

const readingOf = (task: OfficialTask, { inDollars }: Account): TaskReading => ({
  id: task.task_id,
  status: task.task_status,
  videos: videosOf(task),
  cost: inDollars ? costOf(task) : undefined,
  usage: unitsOf(task),
  failure: failureOf(task),
});

/** The task of an answer that is no error. */
function taskIn(json: unknown): OfficialTask | undefined {
  const { code = 0, data } = z.safeParse(envelopeSchema, json).data ?? {};
  return code === 0 ? data : undefined;
}

export function readAccepted(json: unknown): { readonly id: string } | undefined {
  const id = taskIn(json)?.task_id;
  return id === undefined ? undefined : { id };
}

interface Readers {
  readonly readTask: (json: unknown) => TaskReading | undefined;
  readonly readFound: (json: unknown) => FoundTask;
  readonly readCallback: (json: unknown) => CallbackReading | undefined;
}

/** How answers are read. */
export const readersOf = (account: Account): Readers => ({
  // Every answer bears the task's id [doc]: one without is none of the service's.
  readTask: (json) => {
    const task = taskIn(json);
    return task?.task_id === undefined ? undefined : readingOf(task, account);
  },
  readFound: (json) => {
    const task = taskIn(json);
    if (task === undefined) return { id: undefined, reading: { status: undefined } };
    const reference = task.task_info?.external_task_id;
    return { id: task.task_id, reference, reading: readingOf(task, account) };
  },
  // A callback is the bare task [doc], or the task in the envelope of a query [client].
  readCallback: (json) => {
    const task = z.safeParse(envelopeSchema, json).data?.data ?? taskIn({ data: json });
    if (task?.task_id === undefined) return undefined;
    const subject = { id: task.task_id, reference: task.task_info?.external_task_id };
    return { subject, reading: readingOf(task, account) };
  },
});

/** `succeeded` is the newer generation's word for the same [doc]. */
export const statuses = {
  submitted: 'queued',
  processing: 'running',
  succeed: 'succeeded',
  succeeded: 'succeeded',
  failed: 'failed',
} as const satisfies StatusMap;
