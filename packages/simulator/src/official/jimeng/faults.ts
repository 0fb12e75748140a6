// What befalls a request, in this service's own words; the other faults have none.
import type { AppContext } from '../../backend.ts';
import type { PollRule, SubmitRule } from '../../faults/schema.ts';
import { coded, notFound } from './answers.ts';

/** Undefined leaves the fault to what every service shares. A fault that accepts calls `accept` first. */
export function ownAnswer(
  c: AppContext,
  now: number,
  fault: SubmitRule | PollRule,
  accept: () => unknown = () => undefined,
): Response | undefined {
  if (fault.kind === 'task-not-exist') return c.json(notFound(now));
  if (fault.kind === 'rate-limited') {
    if (fault.retryAfter !== undefined) c.header('Retry-After', String(fault.retryAfter));
    return c.json(coded(now, 50429, 'Request Has Reached API Limit, Please Try Later', null), 429);
  }
  if (fault.kind !== 'error' && fault.kind !== 'accepted-error') return undefined;
  const { status, body, code = '50500' } = fault;
  // Anything but a number is not of this service.
  if (body === 'html' || !/^\d+$/.test(code)) return undefined;
  if (fault.kind === 'accepted-error') accept();
  return Response.json(coded(now, Number(code), 'Internal Error', null), { status });
}
