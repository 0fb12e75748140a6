/*
 * Kling behind a gateway of the yunwu.ai family: the vendor's legacy fields under /kling/v1/videos/{kind}.
 * Sources, 2026-11, none tested live: [doc] mirrors of klingai.com/document-api; [relay] QuantumNous/new-api;
 * [relay-doc] pages of sibling gateways; [client] clients of yunwu.ai, mahaoyang/video-center demo/kling (a dry run).
 */
import { ambiguous, type ErrorTable } from '@vid/core/provider-kit';
import { ofReseller } from '@vid/gateway';
import { refusals } from '../schema.ts';

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

/** The vendor's numbers, where the gateway hands them on. */
export const codes: NonNullable<ErrorTable['codes']> = {
  ...refusals,
  ...ofAccount,
  5000: ambiguous,
  5001: ambiguous,
  5002: ambiguous,
};
