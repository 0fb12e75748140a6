import { type Submission, type TaskFailure, VideoError, type VideoTask } from '@vid/core';
import {
  type CallbackReading,
  type FoundTask,
  linkOf,
  noReason,
  type TaskReading,
  type WireRequest,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { type Account, dollarsOf, expiryOf, reasonOf } from '../readings.ts';
import { listSchema, type NewerTask, oneSchema, taskIn } from './answer-schema.ts';

/** A look-up takes a list of references, parted by commas. */
export function requireListable(reference: string): void {
  if (!reference.includes(',')) return;
  const message = 'options.reference must hold no comma, or kling could not look it up. Nothing was sent.';
  throw new VideoError('invalid-request', message, { provider: 'kling' });
}

/** The table says how many ids one query may hold. */
export const toQuery = (ids: readonly string[]): WireRequest => ({
  path: `/tasks?task_ids=${ids.map(encodeURIComponent).join(',')}`,
});
export const toLookup = ({ reference }: Submission): WireRequest => ({
  path: `/tasks?external_task_ids=${encodeURIComponent(reference)}`,
});

/** Where a marked copy was asked for it comes first, then the plain video, as of the legacy routes. */
const videosOf = ({ outputs, update_time: changed }: NewerTask): TaskReading['videos'] =>
  outputs
    .filter(({ type }) => type === 'video')
    .flatMap(({ id, url, watermark_url, duration }) =>
      [watermark_url, url]
        .filter((link) => linkOf(link) !== undefined)
        .map((link) => ({
          url: link,
          ...(id !== undefined && { id }),
          ...(duration !== undefined && { duration }),
          ...expiryOf(changed),
        })),
    );

const total = (rows: NewerTask['billing']) =>
  Number(rows.reduce((sum, { amount = 0 }) => sum + amount, 0).toFixed(6));

/**
 * What it cost and what was counted. Rows of one kind add up [doc]; of units beside money no page says whether the one is the
 * other, and what a test balance pays costs nobody anything: then no cost is told.
 */
function billOf({ billing }: NewerTask, { inDollars }: Account): Pick<TaskReading, 'cost' | 'usage'> {
  const paid = billing.filter(({ amount = 0 }) => amount > 0);
  const cash = paid.filter(({ charge_type: type }) => type === 'cash');
  const units = total(paid.filter(({ charge_type: type }) => type === 'unit'));
  const usage = units > 0 ? ({ amount: units, unit: 'units' } as const) : undefined;
  if (cash.length === 0) return { usage, cost: inDollars && units > 0 ? dollarsOf(units) : undefined };
  const [currency, ...others] = new Set(cash.map((row) => row.currency));
  const isOne = others.length === 0 && units === 0 && cash.every((row) => row.cash_type !== 'test_balance');
  return { usage, cost: isOne && currency !== undefined ? { amount: total(cash), currency } : undefined };
}

/** The reason of a failure is the task's own, as everywhere at Kling. */
const failureOf = ({ message }: NewerTask): TaskFailure =>
  message === undefined ? noReason : { reason: reasonOf(message), message };

const readingOf = (task: NewerTask, account: Account): TaskReading => ({
  id: task.id,
  status: task.status,
  videos: videosOf(task),
  failure: failureOf(task),
  ...billOf(task, account),
});

/** The task that a submit made; the legacy routes' answers have none of this shape. */
export const readAccepted = (json: unknown): { readonly id: string } | undefined => {
  const task = taskIn(z.safeParse(oneSchema, json).data?.data);
  return task && { id: task.id };
};

/** The list in an answer, in whatever order [doc]; `undefined`: it holds none. An id that is not there is unknown to the service. */
export const readEntries = (json: unknown): readonly unknown[] | undefined =>
  z.safeParse(listSchema, json).data?.data;
export const idOf = (entry: unknown): string | undefined => taskIn(entry)?.id;

interface Readers {
  readonly readTask: (json: unknown, task: VideoTask) => TaskReading | undefined;
  readonly readEntry: (entry: unknown) => TaskReading | undefined;
  readonly readFound: (json: unknown, submission: Submission) => FoundTask | undefined;
  readonly readCallback: (json: unknown) => CallbackReading | undefined;
}

/** The one task of a list that is it; `undefined`: the list has others, or two of them. */
function onlyTask(entries: readonly unknown[], isIt: (task: NewerTask) => boolean): NewerTask | undefined {
  const [task, ...others] = entries.flatMap((entry) => taskIn(entry) ?? []).filter(isIt);
  return others.length > 0 ? undefined : task;
}

/** How answers are read. */
export const readersOf = (account: Account): Readers => ({
  readTask: (json, { id }) => {
    const entries = readEntries(json);
    if (entries?.length === 0)
      throw new VideoError('not-found', `kling knows no task ${id}.`, { provider: 'kling' });
    const task = entries && onlyTask(entries, (one) => one.id === id);
    return task && readingOf(task, account);
  },
  readEntry: (entry) => {
    const task = taskIn(entry);
    return task && readingOf(task, account);
  },
  readFound: (json, { reference }) => {
    const entries = readEntries(json);
    if (entries?.length === 0) return undefined;
    const task = entries && onlyTask(entries, (one) => one.external_id === reference);
    if (task === undefined) return { id: undefined, reading: { status: undefined } };
    return { id: task.id, reference, reading: readingOf(task, account) };
  },
  readCallback: (json) => {
    const task = taskIn(json) ?? taskIn(z.safeParse(oneSchema, json).data?.data);
    return (
      task && { subject: { id: task.id, reference: task.external_id }, reading: readingOf(task, account) }
    );
  },
});
