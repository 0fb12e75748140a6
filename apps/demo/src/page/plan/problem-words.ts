import type { Money, Problem } from '@vid/core';
import type { Messages } from '../messages.ts';
import { inWords } from '../session/money.ts';
import { fieldInWords } from './words.ts';

/** Why a model does not take a request, as short as it can be said where the model's name stands beside it. */
export function problemInWords(problem: Problem, messages: Messages): string {
  const { modes, comma, planning } = messages;
  const { reasons } = planning;
  const overLimit = (price: Money, ...limits: readonly Money[]) =>
    reasons.overLimit(inWords(price, messages), limits.map((one) => inWords(one, messages)).join(comma));
  const field = fieldInWords(problem.field, messages);
  if (problem.code === 'not-accepted' && problem.context === undefined)
    return reasons.notFor(field, modes[problem.mode]);
  if (problem.code === 'url-only' || problem.code === 'bytes-only')
    return planning.problemOf(field, reasons[problem.code]);
  if (problem.code === 'required') return reasons.requiredFor(field, modes[problem.mode]);
  if (problem.code === 'over-max-cost') return overLimit(problem.price, problem.maxCost);
  if (problem.code === 'other-currency') return overLimit(problem.price, ...problem.limits);
  if (problem.code === 'unknown-price') return reasons['price-unknown'];
  return messages.problem(problem);
}
