/*
 * Kling behind a gateway of the yunwu.ai family: the vendor's legacy fields under /kling/v1/videos/{kind}.
 * Sources, 2026-11, none tested live: [doc] mirrors of klingai.com/document-api; [relay] QuantumNous/new-api;
 * [relay-doc] pages of sibling gateways; [client] clients of yunwu.ai, mahaoyang/video-center demo/kling (a dry run).
 */
import { type AcceptedRequest, type SubmitRequest, writeBody } from '@vid/core/provider-kit';
import { writers } from '../mapping.ts';
import { submitBodySchema } from '../schema.ts';

/** Text-to-video and image-to-video are routes of their own; a task is asked for where it was made [client]. */
export const kinds = ['text2video', 'image2video'] as const;
export const root = '/kling/v1/videos';

/** The submit for a request that the table has accepted. */
export function toSubmit(accepted: AcceptedRequest): SubmitRequest {
  const kind = accepted.mode === 'text-to-video' ? 'text2video' : 'image2video';
  const body = writeBody(submitBodySchema, { model_name: accepted.wireModel }, writers, accepted);
  return { path: `${root}/${kind}`, body, lookup: { kind } };
}
