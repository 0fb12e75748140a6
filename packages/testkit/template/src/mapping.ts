import {
  type AcceptedRequest,
  type StatusMap,
  type SubmitRequest,
  type TaskReading,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { fillIn } from './fill-in.ts';
import { submitBody, taskAnswer } from './schema.ts';

/** FILL IN: every word that the service says: { waiting: 'queued', busy: 'running', done: 'succeeded', broken: 'failed' } */
export const statuses: StatusMap = {};

/** A writer for each field that the table accepts; one that is missing refuses its field. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: fillIn('src/mapping.ts: the route of a submit'),
  body: writeBody(
    submitBody,
    { model: accepted.wireModel },
    {
      prompt: () => fillIn('src/mapping.ts: where the prompt goes, such as (prompt) => ({ prompt })'),
      duration: () => fillIn('src/mapping.ts: where the duration goes, such as (duration) => ({ duration })'),
    },
    accepted,
  ),
});

export const toQuery = (_id: string): WireRequest => ({
  path: fillIn('src/mapping.ts: the route of a query, such as `/videos/${encodeURIComponent(id)}`'),
});

/** Undefined: the answer holds no task. */
export const taskIn = (json: unknown) => z.safeParse(taskAnswer, json).data;

export function readTask(json: unknown): TaskReading | undefined {
  const task = taskIn(json);
  if (task === undefined) return undefined;
  return fillIn('src/mapping.ts: what the answer says of the task: { id, status, videos, failure }');
}
