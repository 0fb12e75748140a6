import type { AppContext } from '../backend.ts';
import type { Clock } from '../state/clock.ts';
import type { Phase } from '../state/phase.ts';
import type { JsonObject } from '../state/task.ts';
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
  type PolledTask,
} from './tampered.ts';
import { failInTransport, isTransport } from './transport.ts';

/** Whether the task is where the fault makes a difference. */
export function canFailPoll({ kind }: PollRule, task: PolledTask): boolean {
  const { status } = task.phase;
  if (kind === 'stuck') return status === 'succeeded' || status === 'failed';
  if (kind === 'failed' || kind === 'success-without-url' || kind === 'link-elsewhere')
    return status === 'succeeded';
  if (kind === 'input-as-result') return status === 'queued' || status === 'running';
  return (kind !== 'other-task' && kind !== 'list-other-first') || namesTask(task);
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
  if (isTransport(fault)) return failInTransport(c, fault, 'unclear', dialect);
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
  }
}
