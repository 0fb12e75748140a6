import {
  type AcceptedRequest,
  inSeconds,
  type StatusMap,
  type SubmitRequest,
  type TaskReading,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { submitBody, taskAnswer } from './schema.ts';

export const statuses: StatusMap = {
  waiting: 'queued',
  busy: 'running',
  done: 'succeeded',
  broken: 'failed',
};

/** A writer for each field that the table accepts; one that is missing refuses its field. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: '/films',
  body: writeBody(
    submitBody,
    { model: accepted.wireModel },
    {
      prompt: (text) => ({ text }),
      duration: inSeconds((seconds) => ({ seconds })),
      aspectRatio: (shape) => ({ shape }),
    },
    accepted,
  ),
});

export const toQuery = (id: string): WireRequest => ({ path: `/films/${encodeURIComponent(id)}` });

/** Undefined: the answer holds no task. */
export const taskIn = (json: unknown) => z.safeParse(taskAnswer, json).data;

export function readTask(json: unknown): TaskReading | undefined {
  const task = taskIn(json);
  if (task === undefined) return undefined;
  const { id, state, film, why } = task;
  return {
    id,
    status: state,
    videos: [{ url: film }],
    ...(why !== undefined && { failure: { reason: 'unknown', message: why } }),
  };
}
