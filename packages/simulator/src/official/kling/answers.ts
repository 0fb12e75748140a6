// Tasks as Kling's own api tells them (kling.md 1.2, 1.8).
import type { Phase, Status } from '../../state/phase.ts';
import type { Job, JsonObject } from '../../state/task.ts';
import type { Entry } from './account.ts';
import { videoIdOf } from './extension.ts';
import { unitsOf } from './schema.ts';

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
export function taskHead({ task }: Job, phase: Phase, parent?: JsonObject): JsonObject {
  const { external_task_id: external } = task.body;
  return {
    task_id: task.id,
    task_status: words[phase.status],
    task_info: {
      ...(typeof external === 'string' ? { external_task_id: external } : {}),
      ...(parent === undefined ? {} : { parent_video: parent }),
    },
    created_at: task.createdAt,
    updated_at: phase.changedAt,
  };
}

function wantsWatermark({ task }: Job): boolean {
  const { watermark_info: info } = task.body;
  return typeof info === 'object' && info !== null && 'enabled' in info && info.enabled === true;
}

/** A video as a task has it, and as an extension has its source. */
const videoOf = (job: Job, url: string): JsonObject => ({
  id: videoIdOf(job),
  url,
  duration: job.clip.seconds.toFixed(3),
});

/** What a query needs besides the task. */
export type TaskContext = {
  readonly entry: Entry;
  /** Of an extension, the task of its source. */
  readonly parent: Job | undefined;
  readonly link: (job: Job) => string;
};

/** A failure is told in `task_status_msg` alone, and costs nothing. */
export function fullTask(job: Job, phase: Phase, { entry, parent, link }: TaskContext): JsonObject {
  const isMarked = wantsWatermark(job);
  const url = link(job);
  const video = {
    ...videoOf(job, url),
    ...(isMarked ? { watermark_url: `${url}&watermark=1` } : {}),
  };
  const { kind, accepted } = entry;
  return {
    ...taskHead(job, phase, parent === undefined ? undefined : videoOf(parent, link(parent))),
    ...(phase.status === 'failed' && phase.failure.failed === ''
      ? {}
      : { task_status_msg: phase.status === 'failed' ? phase.failure.failed : '' }),
    task_result: phase.status === 'succeeded' ? { videos: [video] } : {},
    ...(phase.status === 'succeeded'
      ? { watermark_info: { enabled: isMarked }, final_unit_deduction: String(unitsOf(kind, accepted)) }
      : {}),
  };
}
