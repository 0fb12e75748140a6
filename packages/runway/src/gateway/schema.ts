/*
 * Runway behind a gateway of the yunwu.ai family: POST /runwayml/v1/image_to_video, GET /runwayml/v1/tasks/{id}.
 * Sources, 2026-11, none tested live: [client] mahaoyang/video-center demo/runway, clients of yunwu.ai and
 * allapi.store; [relay-doc] pages of sibling gateways; [relay] a one-api fork with a Runway handler.
 */
import { type AnswerMapping, wrapperStatuses } from '@vid/gateway';
import * as z from 'zod/mini';

/** The submit body, in the order of the guide's payload. */
export const submitBodySchema = z.strictObject({
  /** A public https URL [client]; data URIs are untested. */
  promptImage: z.string(),
  /** Carries the length, `…-5` or `…-10`; must agree with `duration` [client]. */
  model: z.string(),
  /** Default of the guide: the empty text [client]. */
  promptText: z.string(),
  /** A field of the gateway; Runway's own API refuses it [client, relay-doc]. */
  watermark: z.boolean(),
  /** Seconds, as a number [client]. */
  duration: z.number(),
  /** Pixels, `1280:768` in the guide [client]. */
  ratio: z.string(),
  /** Listed by one sibling [relay-doc]. */
  seed: z.optional(z.number()),
});

export type SubmitBody = z.infer<typeof submitBodySchema>;

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
