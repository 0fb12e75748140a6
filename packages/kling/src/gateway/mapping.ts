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
  const body = writeBody(submitBodySchema, { model_name: accepted.model }, writers, accepted);
  return { path: `${root}/${kind}`, body, lookup: { kind } };
}

export const queryPath = (task: VideoTask): string =>
  `${root}/${routeOfTask(kinds, task, `Task ${task.id}`)}/${encodeURIComponent(task.id)}`;
