/*
 * Kling behind a gateway of the yunwu.ai family: the vendor's legacy fields under /kling/v1/videos/{kind}.
 * Sources, 2026-11, none tested live: [doc] mirrors of klingai.com/document-api; [relay] QuantumNous/new-api;
 * [relay-doc] pages of sibling gateways; [client] clients of yunwu.ai, mahaoyang/video-center demo/kling (a dry run).
 */
import { type ErrorRule, refused } from '@vid/core/provider-kit';
import { type AnswerMapping, wrapperStatuses } from '@vid/gateway';
import { refusals } from '../schema.ts';

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

/** The vendor's numbers, where the gateway hands them on, and the relay's own word for one in an HTTP 200 [relay]. */
export const codes: Readonly<Record<string, ErrorRule>> = {
  ...refusals,
  task_failed: refused('invalid-request'),
};
