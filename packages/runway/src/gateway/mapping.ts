import { type AnswerMapping, wrapperStatuses } from '@vid/gateway';
import {
  type AcceptedRequest,
  type FieldWriters,
  inSeconds,
  type SubmitRequest,
  writeBody,
} from '@vid/core/provider-kit';
import { pixels } from './capabilities.ts';
import { type SubmitBody, submitBodySchema } from './schema.ts';

const writers: FieldWriters<SubmitBody> = {
  prompt: (promptText) => ({ promptText }),
  firstFrame: (image) => (typeof image === 'string' ? { promptImage: image } : undefined),
  duration: inSeconds((duration) => ({ duration })),
  aspectRatio: (ratio) => ({ ratio: pixels[ratio] ?? ratio }),
  size: (size) => ({ ratio: size.replace('x', ':') }),
  watermark: (watermark) => ({ watermark }),
  seed: (seed) => ({ seed }),
};

/** The submit for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: '/runwayml/v1/image_to_video',
  body: writeBody(submitBodySchema, { model: accepted.wireModel }, writers, accepted),
});

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
