import type { Candidate, Plan } from '@vid/core';
import { providers } from '@vid/providers';
import { inAnyCurrency, underADollar } from '../src/under-a-dollar.ts';
import type { Language } from './comparison-table.ts';

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

const readmeHeads = {
  en: ['service', 'model', 'resolution', 'price'],
  zh: ['服务', '模型', '分辨率', '价格'],
} as const;

/** The cheapest of each service and currency: for a dollar at most, then in other currencies. */
export function briefPlan(language: Language): string {
  const elsewhere = inAnyCurrency.candidates.filter(({ price }) => (price?.currency ?? 'USD') !== 'USD');
  const seen = new Set<string>();
  const cheapest = [...underADollar.candidates, ...elsewhere].filter(({ provider, price }) => {
    const key = `${provider} ${price?.currency ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
  const nameOf = (id: string) => providers.find((one) => one.id === id)?.name[language] ?? id;
  const cells = cheapest.map((one) => {
    const { provider, model, resolution = '' } = one;
    return [nameOf(provider), `\`${model}\``, resolution, priceOf(one)];
  });
  const heads = readmeHeads[language];
  return [heads, heads.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

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
