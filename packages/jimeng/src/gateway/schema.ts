/*
 * Jimeng behind a gateway of the yunwu.ai family: POST /v1/video/create, GET /v1/video/query?id=…, a route that
 * the gateway shares between several services. Sources, 2026-11, none tested live: [client]
 * mahaoyang/video-center demo/jimeng, shellus/mj-studio, pages of octopusx and allapi.store;
 * [relay] QuantumNous/new-api; [doc] the vendor's own API for the limits.
 */
import { type AnswerMapping, wrapperStatuses } from '@vid/gateway';
import * as z from 'zod/mini';

/** Only model, prompt, aspect_ratio, size and images are certain [client]. */
export const submitBodySchema = z.strictObject({
  model: z.string(),
  prompt: z.string(),
  aspect_ratio: z.optional(z.string()),
  /** `720P` or `1080P`, upper case [client]. */
  size: z.optional(z.string()),
  /** By position: none is text-to-video, one the first frame, two the first and last frame. Always sent [client]. */
  images: z.array(z.string()),
  /** Seconds; in no parameter table, honoured or ignored [guess]. */
  duration: z.optional(z.number()),
});

export type SubmitBody = z.infer<typeof submitBodySchema>;

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
