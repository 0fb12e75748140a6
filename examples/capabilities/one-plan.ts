import {
  type Candidate,
  type Change,
  explainChange,
  explainProblem,
  type Plan,
  type Problem,
  type Rejection,
} from '@vid/core';
import { changeInChinese, problemInChinese } from '@vid/core/chinese';
import { providers } from '@vid/providers';
import { grok } from '@vid/providers/grok';
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

const words = {
  en: {
    heads: ['service', 'model', 'resolution', 'price'],
    no: 'no: ',
    fits: '; would fit: ',
    comma: ', ',
    semicolon: '; ',
    problem: (problem: Problem) => explainProblem(problem, { withModel: false }),
    change: (change: Change) => explainChange(change),
  },
  zh: {
    heads: ['服务', '模型', '分辨率', '价格'],
    no: '不能：',
    fits: '；可行：',
    comma: '，',
    semicolon: '；',
    problem: (problem: Problem) => problemInChinese(problem, { withModel: false }),
    change: (change: Change) => changeInChinese(change),
  },
} as const;

/** Why a model cannot, and what would fit. */
function reasonOf({ problems, suggestion }: Rejection, language: Language): string {
  const { problem, change, fits, comma, semicolon } = words[language];
  const reasons = problems.map((one) => problem(one)).join(semicolon);
  return suggestion === undefined
    ? reasons
    : `${reasons}${fits}${suggestion.changes.map((one) => change(one)).join(comma)}`;
}

const byAiSdk = { en: 'xAI, by the AI SDK', zh: 'xAI（经 AI SDK）' } as const;

/** The cheapest of each service in each currency, and why a service has none. */
export function briefPlan(language: Language): string {
  const { candidates, rejected } = inAnyCurrency;
  const { heads, no } = words[language];
  const seen = new Set<string>();
  const isNew = (key: string) => !seen.has(key) && seen.add(key);
  const cheapest = candidates.filter(
    ({ provider, price }) => price !== undefined && isNew(`${provider} ${price.currency}`),
  );
  const able = new Set(candidates.map(({ provider }) => provider));
  const unable = rejected.filter(({ provider }) => !able.has(provider) && isNew(provider));
  const nameOf = (id: string) =>
    id === grok.id ? byAiSdk[language] : (providers.find((one) => one.id === id)?.name[language] ?? id);
  const cells = [
    ...cheapest.map((one) => [nameOf(one.provider), `\`${one.model}\``, one.resolution ?? '', priceOf(one)]),
    ...unable.map((one) => [nameOf(one.provider), `\`${one.model}\``, '', `${no}${reasonOf(one, language)}`]),
  ];
  return [heads, heads.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const whyNot = ({ rejected }: Plan) =>
  [
    '| service and api | model | why not |',
    '| --- | --- | --- |',
    ...rejected.map(
      (one) => `| ${one.provider}, ${one.api} | ${one.model} | ${reasonOf(one, 'en').replaceAll('|', '/')} |`,
    ),
  ].join('\n');

/** The plans of `examples/src/under-a-dollar.ts`, as a page. */
export const onePlan = (
  command: string,
) => `<!-- Generated from the capability tables by \`${command}\`; do not edit. -->

# One request, every service

9:16, 5 s, with sound, from text: who can do it, for how much, and why the others cannot, by [the tables](README.md) alone.
[The code](../../examples/src/under-a-dollar.ts) needs no key and sends nothing. \`xai\` is a model of the AI SDK, whose rows and
prices [its user wrote](../../providers/grok.ts).

## For a dollar at most

\`{ prefer: 'cheapest', maxCost: { amount: 1, currency: 'USD' } }\`. A price in another currency is not compared with the limit
unless \`rates\` say how, so those models are left out.

${table(underADollar)}

## Without a limit

\`{ prefer: 'cheapest' }\`. Each currency is ranked by itself; models without a known price come last.

${table(inAnyCurrency)}

## Why not the others

${whyNot(inAnyCurrency)}
`;
