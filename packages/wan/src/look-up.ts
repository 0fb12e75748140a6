import { type Submission, VideoError } from '@vid/core';
import type { CandidateTask, FoundTask, WireRequest } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { dayMs } from './mapping.ts';
import { listAnswer } from './schema.ts';

/*
 * A submit bears no name of ours [doc]. But each line of the list of tasks has the id of the call that made it, and that id stands
 * in whatever the service answers to the call: where it came, it is proof. Model and time are hints only.
 */

/** The name that was sent. */
const nameOf = ({ model, lookup }: Submission) => lookup?.['model'] ?? model;

/**
 * All of its model and of the last 24 h, which is as long as tasks are kept [doc]. Without times: in which zone they are read,
 * and which time of a task they mean, no page says. Throws `submission-unknown` for one that is older than what is kept.
 */
export function toList(submission: Submission, page = 1): WireRequest {
  if (Date.now() - Date.parse(submission.submittedAt) > dayMs)
    throw new VideoError(
      'submission-unknown',
      'wan keeps tasks for 24 h, and this submission is older: nothing can be told of it. It may have been billed; look at the account.',
      { provider: 'wan', submission },
    );
  const query = new URLSearchParams({ model_name: nameOf(submission), page_no: String(page) });
  return { path: `/api/v1/tasks/?${query.toString()}` };
}

export function nextPage(json: unknown, submission: Submission): WireRequest | undefined {
  const { page_no: page, total_page: pages } = z.parse(listAnswer, json);
  return page < pages ? toList(submission, page + 1) : undefined;
}

/** Proof: the task of the very call, by the id that its answer told. */
export function readProven(json: unknown, { requestId }: Submission): FoundTask | undefined {
  const lines = z.parse(listAnswer, json).data;
  const own = requestId === undefined ? undefined : lines.find((line) => line.request_id === requestId);
  if (own === undefined) return undefined;
  const { task_id: id, status } = own;
  // The list has neither links nor reasons: a query tells how it ended.
  return { id, reading: { status: status === 'PENDING' ? status : 'RUNNING' } };
}

/** This machine's clock may be wrong, and the submit took up to 4 minutes [guess]. */
const windowMs = 10 * 60_000;

/** Of its model and time. The list is the whole account's, so that any may be somebody else's [doc]. */
export function readCandidates(json: unknown, submission: Submission): readonly CandidateTask[] {
  const submitted = Date.parse(submission.submittedAt);
  return z.parse(listAnswer, json).data.flatMap(({ task_id: id, model_name, gmt_create: created }) => {
    const isNear = created === undefined || Math.abs(created - submitted) <= windowMs;
    if (model_name !== nameOf(submission) || !isNear) return [];
    return [{ id, ...(created !== undefined && { createdAt: new Date(created).toISOString() }) }];
  });
}
