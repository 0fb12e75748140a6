/*
 * Kling behind a gateway of the yunwu.ai family: the vendor's legacy fields under /kling/v1/videos/{kind}.
 * Sources, 2026-11, none tested live: [doc] mirrors of klingai.com/document-api; [relay] QuantumNous/new-api;
 * [relay-doc] pages of sibling gateways; [client] clients of yunwu.ai, mahaoyang/video-center demo/kling (a dry run).
 */
import { type ErrorRule, refused } from '@vid/core/provider-kit';
import { refusals } from '../schema.ts';

/** The vendor's numbers, where the gateway hands them on, and the relay's own word for one in an HTTP 200 [relay]. */
export const codes: Readonly<Record<string, ErrorRule>> = {
  ...refusals,
  task_failed: refused('invalid-request'),
};
