import type { RecordedExchange } from '@vid/simulator';
import { explainPrice } from '@vid/core';
import { version } from '../version.ts';
import type { Choice } from './cheapest.ts';
import type { Check, CheckResult } from './findings.ts';
import { wordsIn } from './words.ts';

export interface Verified {
  readonly provider: string;
  readonly api: string;
  readonly host: string;
  readonly choice: Choice | undefined;
  readonly results: readonly CheckResult[];
  /** What was recorded, and what the documents had led to expect. */
  readonly exchanges: readonly RecordedExchange[];
  readonly expected: readonly RecordedExchange[];
}

const words = wordsIn.en;

/** The step of the recording that a check looks at. */
const stepOf: Readonly<Record<Check, string>> = {
  'unknown-id': 'unknown-id',
  'bad-key': 'bad-key',
  'look-up': 'look-up',
  request: 'submit',
  submit: 'submit',
  query: 'query',
  price: 'query',
  film: 'query',
};

const json = (value: unknown) => JSON.stringify(value, undefined, 2);
const fenced = (kind: string, text: string) => ['```' + kind, text, '```'];

function exchangeLines({ request, answer }: RecordedExchange): readonly string[] {
  const body = request.body === undefined ? '' : `\n\n${json(request.body)}`;
  return [
    ...fenced('http', `${request.method} ${request.path}${body}`),
    ...(answer === undefined
      ? ['No answer came.']
      : fenced('http', `HTTP ${answer.status}\n\n${answer.body === undefined ? '' : json(answer.body)}`)),
  ];
}

function checkLines({ check, findings }: CheckResult, { exchanges, expected }: Verified): readonly string[] {
  if (findings.length === 0) return [];
  const step = stepOf[check];
  const last = exchanges.findLast((one) => one.step === step);
  const ours = expected.findLast((one) => one.step === step);
  const hasAnswers = check !== 'film';
  return [
    '',
    `#### ${words.checks[check]}`,
    '',
    ...findings.map((finding) => `- \`${finding.code}\`: ${words.finding(finding)}`),
    ...(last !== undefined && hasAnswers ? ['', 'Seen:', '', ...exchangeLines(last)] : []),
    ...(ours?.answer !== undefined && hasAnswers
      ? [
          '',
          'Expected, by the simulator:',
          '',
          ...fenced('http', `HTTP ${ours.answer.status}\n\n${json(ours.answer.body)}`),
        ]
      : []),
  ];
}

/** What the table says of the row that was used. */
function tableLines({ candidate, entry, row, place }: Choice): readonly string[] {
  const { prices = [] } = entry;
  return [
    `Model: \`${candidate.model}\`, ${row.mode}, row ${place} (${row.evidence}: ${row.source})`,
    ...(candidate.price === undefined
      ? []
      : [`Planned price: ${candidate.price.amount} ${candidate.price.currency}`]),
    ...prices.slice(0, 3).map((price) => `Price in the table: ${explainPrice(price)}`),
  ];
}

/** Everything that is not as the library has it, as a maintainer wants to read it; `undefined`: nothing. In English. */
export function issueText(verified: Verified, date: string): string | undefined {
  const { provider, api, host, choice, results } = verified;
  const told = results.flatMap((one) => checkLines(one, verified));
  if (told.length === 0) return undefined;
  const differing = results.filter(({ state }) => state === 'differs');
  const what =
    differing.length === 0
      ? 'answers hold news'
      : `differs in ${differing.map(({ check }) => words.checks[check]).join(', ')}`;
  return [
    `### ${provider} (${api}): ${what}`,
    '',
    `\`vid verify ${provider}:${api}\`, vid ${version()}, Node ${process.versions.node}, ${date}, host \`${host}\``,
    ...(choice === undefined ? [] : tableLines(choice)),
    '',
    '| check | result |',
    '| --- | --- |',
    ...results.map(({ check, state }) => `| ${words.checks[check]} | ${words.states[state]} |`),
    ...told,
  ].join('\n');
}
