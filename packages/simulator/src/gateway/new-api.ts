// The two bodies that new-api answers with itself, whatever vendor is behind it (runway.md 3.3 G2 and 3.4 T3,
// kling.md 3.3 P2, gateways.md 1).
import { byStatus, type Phase, type Status } from '../state/phase.ts';
import type { JsonObject } from '../state/task.ts';
import type { TaskView } from './mount-route.ts';

export const unixSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** `NOT_START`, `SUBMITTED` and `UNKNOWN` exist too; a task is never seen there. */
export const recordWords = {
  queued: 'QUEUED',
  running: 'IN_PROGRESS',
  succeeded: 'SUCCESS',
  failed: 'FAILURE',
} as const satisfies Record<Status, string>;

export function submittedVideo({ job: { task } }: TaskView): JsonObject {
  return {
    id: task.id,
    task_id: task.id,
    object: 'video',
    model: task.model,
    status: 'queued',
    progress: 0,
    created_at: unixSeconds(task.createdAt),
  };
}

type Times = { readonly start_time: number; readonly finish_time: number };

const endTimes = (phase: { readonly startedAt: number; readonly changedAt: number }): Times => ({
  start_time: unixSeconds(phase.startedAt),
  finish_time: unixSeconds(phase.changedAt),
});

/** 0 until they are known. */
export const recordTimes = (phase: Phase): Times =>
  byStatus(phase, {
    queued: () => ({ start_time: 0, finish_time: 0 }),
    running: ({ changedAt }) => ({ start_time: unixSeconds(changedAt), finish_time: 0 }),
    succeeded: endTimes,
    failed: endTimes,
  });

/** In percent: 20 queued and 100 at the end as in kling.md 3.3; running is the caller's. */
export const recordProgress = (phase: Phase, running: (progress: number) => number): string =>
  byStatus(phase, {
    queued: () => '20%',
    running: ({ progress }) => `${running(progress)}%`,
    succeeded: () => '100%',
    failed: () => '100%',
  });

/** `fail_reason` carries the link on success, as older builds do; newer ones add `result_url`. Both are here. */
export function taskRecord(
  view: TaskView,
  platform: string,
  progress: string,
  upstream: JsonObject,
): JsonObject {
  const { job, phase, videoUrl } = view;
  const link = phase.status === 'succeeded' ? videoUrl : '';
  return {
    code: 'success',
    message: '',
    data: {
      task_id: job.task.id,
      platform,
      action: 'generate',
      status: recordWords[phase.status],
      fail_reason: phase.status === 'failed' ? phase.failure.failed : link,
      result_url: link,
      progress,
      submit_time: unixSeconds(job.task.createdAt),
      ...recordTimes(phase),
      data: upstream,
    },
  };
}
