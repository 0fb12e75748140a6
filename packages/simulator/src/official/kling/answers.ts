// Tasks as Kling's own api tells them (kling.md 1.2, 1.8).
import type { Phase, Status } from '../../phase.ts';
import type { Job, JsonObject } from '../../tasks.ts';

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
export function taskHead({ task }: Job, phase: Phase): JsonObject {
  const { external_task_id: external } = task.body;
  return {
    task_id: task.id,
    task_status: words[phase.status],
    task_info: typeof external === 'string' ? { external_task_id: external } : {},
    created_at: task.createdAt,
    updated_at: phase.changedAt,
  };
}

function wantsWatermark({ task }: Job): boolean {
  const { watermark_info: info } = task.body;
  return typeof info === 'object' && info !== null && 'enabled' in info && info.enabled === true;
}

/** A failure is told in `task_status_msg` alone, and costs nothing. */
export function fullTask(job: Job, phase: Phase, link: string, units: number): JsonObject {
  const isMarked = wantsWatermark(job);
  const video = {
    id: String(BigInt(job.task.id) + 1n),
    url: link,
    ...(isMarked ? { watermark_url: `${link}&watermark=1` } : {}),
    duration: job.clip.seconds.toFixed(3),
  };
  return {
    ...taskHead(job, phase),
    ...(phase.status === 'failed' && phase.failure.failed === ''
      ? {}
      : { task_status_msg: phase.status === 'failed' ? phase.failure.failed : '' }),
    task_result: phase.status === 'succeeded' ? { videos: [video] } : {},
    ...(phase.status === 'succeeded'
      ? { watermark_info: { enabled: isMarked }, final_unit_deduction: String(units) }
      : {}),
  };
}
