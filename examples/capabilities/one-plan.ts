import type { Candidate, Plan } from '@vid/core';
import { inAnyCurrency, underADollar } from '../src/under-a-dollar.ts';

const priceOf = ({ price, leastPrice }: Candidate) => {
  if (price === undefined) return 'unknown';
  return `${leastPrice === undefined ? '' : `${leastPrice.amount} to `}${price.amount} ${price.currency}`;
};

const rows = ({ candidates }: Plan) =>
  candidates.map((one) => {
    const { provider, api, model, resolution = '' } = one;
    const isRetired = one.warnings.some(({ code }) => code === 'retired');
    return `| ${provider}, ${api} | ${model}${isRetired ? ' (retired)' : ''} | ${resolution} | ${priceOf(one)} |`;
  });

const table = (plan: Plan) =>
  ['| service and api | model | resolution | price |', '| --- | --- | --- | --- |', ...rows(plan)].join('\n');

/** The plans of `examples/src/under-a-dollar.ts`, as a page. */
export const onePlan = (
  command: string,
) => `<!-- Generated from the capability tables by \`${command}\`; do not edit. -->

# One request, every service

9:16, 5 s, with sound, from text: who can do it, and for how much, by [the tables](README.md) alone.
[The code](../../examples/src/under-a-dollar.ts) needs no key and sends nothing.

## For a dollar at most

\`{ prefer: 'cheapest', maxCost: { amount: 1, currency: 'USD' } }\`. A price in another currency is not compared with the limit
unless \`rates\` say how, so those models are left out.

${table(underADollar)}

## Without a limit

\`{ prefer: 'cheapest' }\`. Each currency is ranked by itself; models without a known price come last.

${table(inAnyCurrency)}
`;
