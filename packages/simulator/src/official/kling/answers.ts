// Tasks as Kling's own api tells them (kling.md 1.2, 1.8).
import type { Phase, Status } from '../../state/phase.ts';
import type { Job, JsonObject } from '../../state/task.ts';
import { dollarsOf, unitsOfJob, wishesOf } from './account.ts';
import { videoIdOf } from './extension.ts';

const words = {
  queued: 'submitted',
  running: 'processing',
  succeeded: 'succeed',
  failed: 'failed',
} as const satisfies Record<Status, string>;

export const envelope = (requestId: string, data: unknown): JsonObject => ({
  code: 0,
  message: 'SUCCEED',
  request_id: requestId,
  data,
});

/** What a submit and every query have in common. */
export function taskHead(job: Job, phase: Phase, parent?: JsonObject): JsonObject {
  const { task } = job;
  const { external } = wishesOf(job);
  return {
    task_id: task.id,
    task_status: words[phase.status],
    task_info: {
      ...(external === undefined ? {} : { external_task_id: external }),
      ...(parent === undefined ? {} : { parent_video: parent }),
    },
    created_at: task.createdAt,
    updated_at: phase.changedAt,
  };
}

/** A video as a task has it, and as an extension has its source. */
const videoOf = (job: Job, url: string): JsonObject => ({
  id: videoIdOf(job),
  url,
  duration: job.clip.seconds.toFixed(3),
});

/** What a query needs besides the task. */
export type TaskContext = {
  /** Of an extension, the task of its source. */
  readonly parent: Job | undefined;
  readonly link: (job: Job) => string;
  /** Whether the account pays from its balance. */
  readonly byBalance: boolean;
};

const bill = (units: number, byBalance: boolean): JsonObject => {
  if (!byBalance) return { final_unit_deduction: String(units) };
  const quota = dollarsOf(units);
  return { final_unit_deduction: '0', final_balance_deduction: { quota, list_price: quota } };
};

/** A failure is told in `task_status_msg` alone, and costs nothing. */
export function fullTask(job: Job, phase: Phase, { parent, link, byBalance }: TaskContext): JsonObject {
  const isMarked = wishesOf(job).marked;
  const url = link(job);
  const video = {
    ...videoOf(job, url),
    ...(isMarked ? { watermark_url: `${url}&watermark=1` } : {}),
  };
  return {
    ...taskHead(job, phase, parent === undefined ? undefined : videoOf(parent, link(parent))),
    ...(phase.status === 'failed' && phase.failure.failed === ''
      ? {}
      : { task_status_msg: phase.status === 'failed' ? phase.failure.failed : '' }),
    task_result: phase.status === 'succeeded' ? { videos: [video] } : {},
    ...(phase.status === 'succeeded'
      ? { watermark_info: { enabled: isMarked }, ...bill(unitsOfJob(job), byBalance) }
      : {}),
  };
}
