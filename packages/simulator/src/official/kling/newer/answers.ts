// Tasks of both generations as `GET /tasks` tells them (kling.md 2.7 and 2.8).
import type { Phase, Status } from '../../../state/phase.ts';
import type { Job, JsonObject } from '../../../state/task.ts';
import { dollarsOf, unitsOfJob, wishesOf } from '../account.ts';
import { videoIdOf } from '../extension.ts';

const words = {
  queued: 'submitted',
  running: 'processing',
  succeeded: 'succeeded',
  failed: 'failed',
} as const satisfies Record<Status, string>;

/** What is told of a task besides its phase. */
export type Told = {
  /** Whether the account pays from its balance. */
  readonly byBalance: boolean;
  readonly link: string;
};

/** What a submit and every query have in common. */
export const newerHead = (job: Job, phase: Phase): JsonObject => ({
  id: job.task.id,
  status: words[phase.status],
  create_time: job.task.createdAt,
  update_time: phase.changedAt,
  external_id: wishesOf(job).external ?? '',
});

function billing(units: number, byBalance: boolean): JsonObject {
  if (!byBalance) return { charge_type: 'unit', package_type: 'video', amount: String(units) };
  const amount = dollarsOf(units);
  return { charge_type: 'cash', cash_type: 'balance', amount, list_price: amount, currency: 'USD' };
}

/** A failure is told in `message`, and costs nothing. */
export function newerTask(job: Job, phase: Phase, { byBalance, link }: Told): JsonObject {
  const isDone = phase.status === 'succeeded';
  const video = {
    type: 'video',
    id: videoIdOf(job),
    url: link,
    watermark_url: wishesOf(job).marked ? `${link}&watermark=1` : '',
    duration: job.clip.seconds.toFixed(1),
  };
  return {
    ...newerHead(job, phase),
    message: phase.status === 'failed' ? phase.failure.failed : '',
    outputs: isDone ? [video] : [],
    billing: isDone ? [billing(unitsOfJob(job), byBalance)] : [],
  };
}
