import type { ErrorRule } from '@vid/core/provider-kit';
import { type AnswerMapping, type GatewayCalls, ofReseller, wrapperStatuses } from '@vid/gateway';
import { numbers } from '../numbers.ts';

/* What only calls need; sources as in `schema.ts`. */

/**
 * Answers to a query: flat with `video_url` [client]; a sibling's with `url`, or the same under `data` [client];
 * the relay's wrapper on the older route, with the link one or two levels in [client]. The written end word is
 * `success`, the real one `completed` [client].
 */
export const answers: AnswerMapping = {
  status: ['status', 'task_status', 'state'],
  statuses: {
    ...wrapperStatuses,
    pending: 'queued',
    queueing: 'queued',
    created: 'queued',
    preparing: 'queued',
    in_queue: 'queued',
    processing: 'running',
    generating: 'running',
    running: 'running',
    image_downloading: 'running',
    video_generating: 'running',
    video_upsampling: 'running',
    /** An intermediate state of another service on the same route: upsampling follows [client]. */
    video_generation_completed: 'running',
    succeeded: 'succeeded',
    succeed: 'succeeded',
    completed: 'succeeded',
    done: 'succeeded',
    video_upsampling_completed: 'succeeded',
    failed: 'failed',
    fail: 'failed',
    error: 'failed',
    video_generation_failed: 'failed',
    video_upsampling_failed: 'failed',
    expired: 'failed',
    cancelled: 'canceled',
    canceled: 'canceled',
  },
  links: ['video_url', 'url', 'video'],
  duration: [],
  reason: ['error.message', 'error', 'message'],
  reasonCode: ['error.code'],
};

const withoutVerdicts: Record<string, ErrorRule> = {};
for (const [number, { failure: _verdict, ...rule }] of Object.entries(numbers))
  withoutVerdicts[number] = rule;

/** The vendor's numbers, as text even in an HTTP 500 [relay]. At a wrapper they say nothing of the task: its layer does. */
const codes: Readonly<Record<string, ErrorRule>> = { ...withoutVerdicts, 50400: ofReseller };

export const calls: GatewayCalls = {
  queryPath: ({ id }) => `/v1/video/query?id=${encodeURIComponent(id)}`,
  answers,
  codes,
};
