import { type AnswerMapping, type GatewayCalls, wrapperStatuses } from '@vid/gateway';

/* What only calls need; sources as in `schema.ts`. */

/**
 * Answers to a query, by likelihood: T1 Runway's own task handed through [relay-doc, client]; T3 the relay's
 * wrapper [relay]; T2 flattened `processing`/`completed` with `video_url` [client, a dry run]; T4 a Luma-like body
 * with `state` and `video` [relay-doc, probably wrong].
 */
export const answers: AnswerMapping = {
  status: ['status', 'state', 'task_status'],
  statuses: {
    ...wrapperStatuses,
    pending: 'queued',
    throttled: 'queued',
    starting: 'queued',
    running: 'running',
    processing: 'running',
    succeeded: 'succeeded',
    succeed: 'succeeded',
    completed: 'succeeded',
    failed: 'failed',
    fail: 'failed',
    error: 'failed',
    cancelled: 'canceled',
    canceled: 'canceled',
  },
  links: ['output.0', 'output', 'video_url', 'videoUrl', 'video', 'url'],
  duration: [],
  reason: ['failure', 'error.message', 'error', 'message'],
  reasonCode: ['failureCode'],
};

export const calls: GatewayCalls = {
  queryPath: ({ id }) => `/runwayml/v1/tasks/${encodeURIComponent(id)}`,
  answers,
};
