import type * as z from 'zod';
import { createsTask } from './catalogue.ts';
import { createRules, type Rules, type ScriptedFault } from './rules.ts';
import {
  type CallbackRule,
  type ClipRule,
  type FaultRule,
  faultRule,
  type PollRule,
  type SubmitRule,
} from './schema.ts';

/** What is scripted, by what is asked. */
export type Faults = {
  readonly submit: Rules<SubmitRule>;
  readonly poll: Rules<PollRule>;
  readonly clip: Rules<ClipRule>;
  readonly callback: Rules<CallbackRule>;
  /** Of what came from elsewhere. */
  read(json: unknown): z.ZodSafeParseResult<FaultRule>;
  /** Throws a ZodError for what is no rule. */
  add(rule: FaultRule): ScriptedFault;
  clear(): void;
};

/** `services`: the ids of those that are simulated. */
export function createFaults(initial: readonly FaultRule[], services: readonly string[]): Faults {
  const known = faultRule.refine(({ service }) => service === undefined || services.includes(service), {
    path: ['service'],
    error: `must be one of ${services.join(', ')}`,
  });
  const submit = createRules(createsTask);
  const poll = createRules<PollRule>();
  const clip = createRules<ClipRule>();
  const callback = createRules<CallbackRule>();
  let set = 0;
  const add = (rule: FaultRule): ScriptedFault => {
    const parsed = known.parse(rule);
    const number = set;
    set += 1;
    switch (parsed.on) {
      case 'submit':
        return submit.add(parsed, number);
      case 'poll':
        return poll.add(parsed, number);
      case 'clip':
        return clip.add(parsed, number);
      case 'callback':
        return callback.add(parsed, number);
    }
  };
  for (const rule of initial) add(rule);
  return {
    submit,
    poll,
    clip,
    callback,
    read: (json) => known.safeParse(json),
    add,
    clear() {
      for (const rules of [submit, poll, clip, callback]) rules.clear();
    },
  };
}
