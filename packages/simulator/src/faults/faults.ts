import { createRules, type Rules, type ScriptedFault } from './rules.ts';
import { type ClipRule, type FaultRule, faultRule, type PollRule, type SubmitRule } from './schema.ts';

/** What is scripted, by what is asked. */
export type Faults = {
  readonly submit: Rules<SubmitRule>;
  readonly poll: Rules<PollRule>;
  readonly clip: Rules<ClipRule>;
  /** Throws a ZodError for what is no rule. */
  add(rule: FaultRule): ScriptedFault;
  clear(): void;
};

export function createFaults(initial: readonly FaultRule[]): Faults {
  const submit = createRules<SubmitRule>();
  const poll = createRules<PollRule>();
  const clip = createRules<ClipRule>();
  let set = 0;
  const add = (rule: FaultRule): ScriptedFault => {
    const parsed = faultRule.parse(rule);
    const number = set;
    set += 1;
    if (parsed.on === 'submit') return submit.add(parsed, number);
    return parsed.on === 'poll' ? poll.add(parsed, number) : clip.add(parsed, number);
  };
  for (const rule of initial) add(rule);
  return {
    submit,
    poll,
    clip,
    add,
    clear() {
      for (const rules of [submit, poll, clip]) rules.clear();
    },
  };
}
