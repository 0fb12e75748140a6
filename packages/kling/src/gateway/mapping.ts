import { type AnswerMapping, wrapperStatuses } from '@vid/gateway';
import { type AcceptedRequest, type SubmitRequest, writeBody } from '@vid/core/provider-kit';
import { routeOfTask, writers } from '../mapping.ts';
import { submitBodySchema } from '../schema.ts';
import type { VideoTask } from '@vid/core';

/** Text-to-video and image-to-video are routes of their own; a task is asked for where it was made [client]. */
export const kinds = ['text2video', 'image2video'] as const;
const root = '/kling/v1/videos';

/** The submit for a request that the table has accepted. */
export function toSubmit(accepted: AcceptedRequest): SubmitRequest {
  const kind = accepted.mode === 'text-to-video' ? 'text2video' : 'image2video';
  const body = writeBody(submitBodySchema, { model_name: accepted.wireModel }, writers, accepted);
  return { path: `${root}/${kind}`, body, lookup: { kind } };
}

export const queryPath = (task: VideoTask): string =>
  `${root}/${routeOfTask(kinds, task, `Task ${task.id}`)}/${encodeURIComponent(task.id)}`;

/**
 * Answers to a query: P1 the vendor's own, handed through [client, the best guess for yunwu.ai]; P2 the relay's
 * wrapper [relay]; P3 and P4 flat with `url` [relay-doc]; P5 flat with `video_url` [client, a dry run]; P6 the
 * vendor's newer generation with `outputs` [client]; P7 a fork's flattening [relay].
 */
export const answers: AnswerMapping = {
  status: ['task_status', 'status', 'state'],
  statuses: {
    ...wrapperStatuses,
    pending: 'queued',
    processing: 'running',
    running: 'running',
    succeed: 'succeeded',
    succeeded: 'succeeded',
    completed: 'succeeded',
    failed: 'failed',
    fail: 'failed',
    error: 'failed',
  },
  links: ['task_result.videos.0.url', 'outputs.0.url', 'url', 'video_url', 'metadata.url'],
  duration: ['task_result.videos.0.duration', 'outputs.0.duration', 'metadata.duration', 'duration'],
  reason: ['task_status_msg', 'error.message', 'error', 'message'],
  reasonCode: ['error.code'],
};
