import { type AnswerMapping, wrapperStatuses } from '@vid/gateway';
import type { MediaInput } from '@vid/core';
import {
  type AcceptedRequest,
  append,
  type FieldWriters,
  inSeconds,
  mediaText,
  type SubmitRequest,
  writeBody,
} from '@vid/core/provider-kit';
import { type SubmitBody, submitBodySchema } from './schema.ts';

/** Bytes as a data URI: one client does it, unverified [client]. */
const image = (media: MediaInput) => mediaText(media, 'data-uri');

const writers: FieldWriters<SubmitBody> = {
  prompt: (prompt) => ({ prompt }),
  firstFrame: (first) => ({ images: append(image(first)) }),
  // Stands behind the first frame; alone it would be taken for one.
  lastFrame: (last, { request: { firstFrame } }) =>
    firstFrame === undefined ? undefined : { images: append(image(last)) },
  // By position they would be taken for frames, so they share the list with none.
  references: (references) => ({ images: references.map(image) }),
  duration: inSeconds((duration) => ({ duration })),
  aspectRatio: (aspect_ratio) => ({ aspect_ratio }),
  resolution: (resolution) => ({ size: resolution.toUpperCase() }),
};

/** The submit for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: '/v1/video/create',
  body: writeBody(submitBodySchema, { model: accepted.wireModel, images: [] }, writers, accepted),
});

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
