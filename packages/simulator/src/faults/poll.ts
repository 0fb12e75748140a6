import type { AppContext } from '../backend.ts';
import type { Clock } from '../state/clock.ts';
import { taskNotExist } from '../gateway/errors.ts';
import type { Phase, SimulatedFailure } from '../state/phase.ts';
import type { JsonObject } from '../state/task.ts';
import { brokenJson } from './answers.ts';
import { evenly, trickle } from './delivery.ts';
import { withoutFields, withoutText, withText } from './edit.ts';
import { type PollRule, statusFields } from './schema.ts';
import { failInTransport } from './transport.ts';

/** A task as one request finds it. */
export type PolledTask = {
  readonly phase: Phase;
  readonly link: string;
  /** The profile's answer, were the task in that phase. */
  answer(phase: Phase): JsonObject;
  /** Lets the task end so, for good. */
  fail(failure: SimulatedFailure): Phase;
};

/** Whether the task is where the fault makes a difference. */
export function canFailPoll({ kind }: PollRule, { status }: Phase): boolean {
  if (kind === 'stuck') return status === 'succeeded' || status === 'failed';
  if (kind === 'failed' || kind === 'success-without-url') return status === 'succeeded';
  return true;
}

function stuck(phase: Phase): Phase {
  if (phase.status === 'queued' || phase.status === 'running') return phase;
  return { status: 'running', changedAt: phase.startedAt, progress: 0.99 };
}

export function failPoll(
  c: AppContext,
  clock: Clock,
  fault: PollRule,
  task: PolledTask,
): Response | Promise<Response> {
  const answer = (): JsonObject => task.answer(task.phase);
  switch (fault.kind) {
    case 'slow-body':
      return trickle(c, c.json(answer()), evenly(c, clock, fault.seconds));
    case 'broken-json':
      return brokenJson(c, answer());
    case 'not-an-object':
      return c.json(fault.json);
    case 'unknown-status':
      return c.json(withText(answer(), statusFields, fault.word));
    case 'missing-fields':
      return c.json(withoutFields(answer(), fault.fields));
    case 'task-not-exist':
      return c.json(taskNotExist, fault.status);
    case 'stuck':
      return c.json(task.answer(stuck(task.phase)));
    case 'failed': {
      const { reason = '', code } = fault;
      return c.json(task.answer(task.fail({ failed: reason, ...(code === undefined ? {} : { code }) })));
    }
    case 'success-without-url':
      return c.json(withoutText(answer(), task.link));
    case 'cut':
    case 'hang':
    case 'error':
    case 'html':
    case 'rate-limited':
      return failInTransport(c, clock.now(), fault, 'unclear');
  }
}
