import type { TaskFailure } from '@vid/core';
import { ambiguous, type ErrorRule, type ErrorTable, isModeration, refused } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { errorBody } from './schema.ts';

/*
 * The vendor's table of codes [doc]; that a code of the first kind proves that no task was made is read from what it says
 * [guess]. A code stands for all that begin with it and a dot: `InvalidParameter` for `InvalidParameter.DataInspection`.
 */

const used: ErrorRule = refused('quota-exhausted');
const slowDown: ErrorRule = refused('rate-limited');
const refusedRequest: ErrorRule = refused('invalid-request');

const byCode: Readonly<Record<string, ErrorRule>> = {
  InvalidApiKey: refused('authentication'),
  // Also what a submit without its header is told.
  AccessDenied: refused('authentication'),
  'Model.AccessDenied': refused('authentication'),
  Arrearage: used,
  ModelNotFound: refused('not-found'),
  InvalidParameter: refusedRequest,
  InvalidURL: refusedRequest,
  'BadRequest.InputDownloadFailed': refusedRequest,
  'BadRequest.UnsupportedFileFormat': refusedRequest,
  'BadRequest.TooLarge': refusedRequest,
  DataInspectionFailed: refused('content-policy'),
  CustomRoleBlocked: refused('content-policy'),
  Throttling: slowDown,
  'Throttling.AllocationQuota': used,
  AllocationQuota: used,
  // Of a cancel that came too late; nothing is known of it at a submit.
  UnsupportedOperation: { code: 'invalid-request', provesNoTask: false },
  InternalError: ambiguous,
  SystemError: ambiguous,
  RequestTimeOut: ambiguous,
  RewriteFailed: ambiguous,
  ModelUnavailable: ambiguous,
};

/** The rule of a code, or of the longest part of it before a dot. */
function ruleOf(code: string): ErrorRule | undefined {
  if (Object.hasOwn(byCode, code)) return byCode[code];
  const dot = code.lastIndexOf('.');
  return dot < 0 ? undefined : ruleOf(code.slice(0, dot));
}

export const errors: ErrorTable = {
  read(json) {
    const { data } = z.safeParse(errorBody, json);
    return data && { message: data.message, code: data.code, requestId: data.request_id };
  },
  // One client guards against errors with HTTP 200 [client].
  isError: (json) => z.safeParse(errorBody, json).success,
  patterns: [...new Set(Object.values(byCode))].map(
    (rule) => [({ code = '' }) => ruleOf(code) === rule, rule] as const,
  ),
};

const reasons = {
  'invalid-request': 'invalid-input',
  'content-policy': 'content-policy',
  'provider-unavailable': 'provider-error',
} as const;

/** Why a task failed: the same codes as in errors [doc]. */
export function failureReason(code: string | undefined, message: string): TaskFailure['reason'] {
  const rule = code === undefined ? undefined : ruleOf(code);
  for (const [known, reason] of Object.entries(reasons)) if (rule?.code === known) return reason;
  return isModeration(message) || /green[- ]?net/i.test(message) ? 'content-policy' : 'unknown';
}
