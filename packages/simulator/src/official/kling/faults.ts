// Faults that the gateway tells in its own words, in Kling's.
import type { AppContext } from '../../backend.ts';
import { failPoll, type PolledTask } from '../../faults/poll.ts';
import type { PollRule, ServerError, SubmitRule } from '../../faults/schema.ts';
import { failSubmit } from '../../faults/submit.ts';
import type { Clock } from '../../state/clock.ts';
import type { JsonObject, SimulatedTask } from '../../state/task.ts';
import { errorBody, type KlingCode, refuse } from './errors.ts';

/** A status that Kling has no number for is a proxy's. */
const codes: Partial<Record<ServerError['status'], KlingCode>> = { 500: 5000, 503: 5001, 504: 5002 };

function ownAnswer(c: AppContext, fault: PollRule | SubmitRule): Response | undefined {
  if (fault.kind === 'rate-limited') {
    if (fault.retryAfter !== undefined) c.header('Retry-After', String(fault.retryAfter));
    return refuse(c, 1302, 'requests are too frequent');
  }
  if (fault.kind === 'task-not-exist') return refuse(c, 1203, 'task not found');
  if ((fault.kind !== 'error' && fault.kind !== 'accepted-error') || fault.body !== 'json') return undefined;
  const code = codes[fault.status];
  return code === undefined
    ? undefined
    : Response.json(errorBody(code, 'internal error'), { status: fault.status });
}

type Accepted = { readonly task: SimulatedTask; readonly answer: JsonObject };

export function failKlingSubmit(
  c: AppContext,
  clock: Clock,
  fault: SubmitRule,
  accept: () => Accepted,
): Response | Promise<Response> {
  const own = ownAnswer(c, fault);
  if (own === undefined) return failSubmit(c, clock, fault, accept);
  if (fault.kind === 'accepted-error') accept();
  return own;
}

export const failKlingPoll = (
  c: AppContext,
  clock: Clock,
  fault: PollRule,
  task: PolledTask,
): Response | Promise<Response> => ownAnswer(c, fault) ?? failPoll(c, clock, fault, task);
