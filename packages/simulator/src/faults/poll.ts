import type { AppContext } from '../backend.ts';
import type { Clock } from '../state/clock.ts';
import type { Phase, SimulatedFailure } from '../state/phase.ts';
import type { Job, JsonObject } from '../state/task.ts';
import { brokenJson, type Dialect } from './answers.ts';
import { evenly, trickle } from './delivery.ts';
import { withoutFields, withoutText, withText } from './edit.ts';
import { type PollRule, statusFields } from './schema.ts';
import {
  aroundTask,
  inputAsResult,
  linkElsewhere,
  listOtherFirst,
  namesTask,
  otherTask,
} from './tampered.ts';
import { failInTransport } from './transport.ts';

/** A task as one request finds it. */
export type PolledTask = {
  readonly job: Job;
  readonly phase: Phase;
  readonly link: string;
  /** The profile's answer, were the task in that phase. */
  answer(phase: Phase): JsonObject;
  /** Lets the task end so, for good. */
  fail(failure: SimulatedFailure): Phase;
};

/** Whether the task is where the fault makes a difference. */
export function canFailPoll({ kind }: PollRule, task: PolledTask): boolean {
  const { status } = task.phase;
  switch (kind) {
    case 'stuck':
      return status === 'succeeded' || status === 'failed';
    case 'failed':
    case 'success-without-url':
    case 'link-elsewhere':
      return status === 'succeeded';
    case 'input-as-result':
      return status === 'queued' || status === 'running';
    case 'other-task':
    case 'list-other-first':
      return namesTask(task);
    default:
      return true;
  }
}

function stuck(phase: Phase): Phase {
  if (phase.status === 'queued' || phase.status === 'running') return phase;
  return { status: 'running', changedAt: phase.startedAt, progress: 0.99 };
}

const tooManyRequests: JsonObject = { status: 'error', message: 'Too many requests' };

export function failPoll(
  c: AppContext,
  clock: Clock,
  fault: PollRule,
  task: PolledTask,
  dialect: Dialect,
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
      return dialect.unknownTask(task.job.task.id, fault.status);
    case 'stuck':
      return c.json(task.answer(stuck(task.phase)));
    case 'failed': {
      const { reason = '', code } = fault;
      return c.json(task.answer(task.fail({ failed: reason, ...(code === undefined ? {} : { code }) })));
    }
    case 'success-without-url':
      return c.json(withoutText(answer(), task.link));
    case 'busy-200':
      return c.json(tooManyRequests);
    case 'busy-200-around-task':
      return c.json(aroundTask(answer(), tooManyRequests));
    case 'other-task':
      return c.json(otherTask(task, clock.now()));
    case 'list-other-first':
      return c.json(listOtherFirst(task, clock.now()));
    case 'input-as-result':
      return c.json(inputAsResult(task));
    case 'link-elsewhere':
      return c.json(linkElsewhere(task, fault.at));
    case 'bare-id':
      return c.json({ id: task.job.task.id });
    default:
      return failInTransport(c, fault, 'unclear', dialect);
  }
}
