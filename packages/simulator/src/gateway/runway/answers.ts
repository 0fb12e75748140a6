// Answers of the Runway gateway (runway.md 3.3 and 3.4). Which one yunwu gives is not established (3.5); the order of
// evidence is pass-through, task-record, flattened, luma-shaped.
import { byStatus, type Status } from '../../state/phase.ts';
import type { JsonObject } from '../../state/task.ts';
import { recordProgress, submittedVideo, taskRecord } from '../new-api.ts';
import type { Answer, TaskView } from '../mount-route.ts';

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
const isoSeconds = (milliseconds: number): string => iso(milliseconds).replace(/\.\d+Z$/, 'Z');
const percent = (progress: number): number => Math.round(progress * 100);

const taskWords = {
  queued: 'PENDING',
  running: 'RUNNING',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
} as const satisfies Record<Status, string>;

/** Runway's own task object (2.6), without the costs that came in August 2026. */
function runwayTask({ job, phase, videoUrl }: TaskView): JsonObject {
  const createdAt = iso(job.task.createdAt);
  const task = { id: job.upstreamId, createdAt, status: taskWords[phase.status] };
  return byStatus<JsonObject>(phase, {
    queued: () => task,
    running: ({ progress }) => ({ ...task, progress }),
    succeeded: () => ({ ...task, output: [videoUrl] }),
    failed: ({ failure: { failed, code } }) => ({
      ...task,
      failure: failed,
      ...(code === undefined ? {} : { failureCode: code }),
    }),
  });
}

function flattenedTask({ job, phase, videoUrl }: TaskView): JsonObject {
  const { id } = job.task;
  const going = { id, status: 'processing', created_at: isoSeconds(job.task.createdAt) };
  return byStatus<JsonObject>(phase, {
    queued: () => ({ ...going, progress: 0 }),
    running: ({ progress }) => ({ ...going, progress: percent(progress) }),
    succeeded: ({ changedAt }) => ({
      id,
      status: 'completed',
      progress: 100,
      video_url: videoUrl,
      completed_at: isoSeconds(changedAt),
    }),
    failed: ({ failure }) => ({ id, status: 'failed', error: failure.failed }),
  });
}

// 3.4 T4 knows only `pending` and `completed`; the other two words are [guess].
const lumaWords = {
  queued: 'pending',
  running: 'processing',
  succeeded: 'completed',
  failed: 'failed',
} as const satisfies Record<Status, string>;

function lumaTask({ job, phase, videoUrl }: TaskView): JsonObject {
  const video = phase.status === 'succeeded' ? videoUrl : null;
  return {
    id: job.task.id,
    prompt: job.prompt,
    state: lumaWords[phase.status],
    queue_state: null,
    created_at: iso(job.task.createdAt),
    batch_id: '',
    video,
    video_raw: video,
    liked: null,
    estimate_wait_seconds: null,
    thumbnail: null,
    last_frame: null,
    ...(phase.status === 'failed' ? { message: phase.failure.failed } : {}),
  };
}

export const submitAnswers = {
  'pass-through': ({ job }) => ({ id: job.task.id }),
  'video-object': submittedVideo,
  // `succeed` means accepted here.
  flattened: ({ job }) => ({ task_id: job.task.id, message: '', task_status: 'succeed' }),
  'luma-shaped': lumaTask,
} as const satisfies Record<string, Answer>;

export const pollAnswers = {
  'pass-through': runwayTask,
  flattened: flattenedTask,
  'task-record': (view) => taskRecord(view, 'runway', recordProgress(view.phase, percent), runwayTask(view)),
  'luma-shaped': lumaTask,
} as const satisfies Record<string, Answer>;
