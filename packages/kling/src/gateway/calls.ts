import type { VideoTask } from '@vid/core';
import { type AnswerMapping, type GatewayCalls, ofReseller, wrapperStatuses } from '@vid/gateway';
import { numbers } from '../errors.ts';
import { routeOfTask } from '../route-of-task.ts';
import { kinds, root } from './mapping.ts';

/* What only calls need; sources as in `mapping.ts`. */

const queryPath = (task: VideoTask): string =>
  `${root}/${routeOfTask(kinds, task, `Task ${task.id}`)}/${encodeURIComponent(task.id)}`;

/** Refusals of the vendor's account of whoever resells it: its key, money or address [client]. */
const ofAccount = {
  1000: ofReseller,
  1001: ofReseller,
  1002: ofReseller,
  1003: ofReseller,
  1004: ofReseller,
  1100: ofReseller,
  1101: ofReseller,
  1102: ofReseller,
  1103: ofReseller,
  1304: ofReseller,
} as const;

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

export const calls: GatewayCalls = {
  queryPath,
  lookups: kinds.map((kind) => ({ kind })),
  answers,
  codes: { ...numbers, ...ofAccount },
};
