import type { Candidate, Plan, Rejection } from './plan.ts';

const name = ({ provider, model }: Candidate | Rejection) => `${provider}:${model}`;

function candidateLines(candidate: Candidate, index: number): readonly string[] {
  const { evidence, source, warnings, defaults, price } = candidate;
  const cost = price === undefined ? '' : `, about ${price.amount} ${price.currency}`;
  const open = Object.entries(defaults).map(([field, value]) => `${field} ${JSON.stringify(value)}`);
  return [
    `  ${index + 1}. ${name(candidate)} (${evidence}${cost})`,
    ...(evidence === 'documented' ? [`     why: ${source}`] : []),
    ...(open.length > 0 ? [`     not asked, sent as: ${open.join(', ')}`] : []),
    ...warnings.map((warning) => `     warning: ${warning}`),
  ];
}

function rejectionLines(rejection: Rejection): readonly string[] {
  const { problems, suggestion } = rejection;
  return [
    `  ${name(rejection)}`,
    ...problems.map(({ message }) => `     ${message}`),
    ...(suggestion === undefined
      ? []
      : [`     would fit: ${suggestion.changes.map(({ text }) => text).join(', ')}`]),
  ];
}

/** A plan as plain text for people: who can, in order and why, and who cannot and what would fit. */
export function explainPlan({ mode, candidates, rejected }: Plan): string {
  const can = candidates.length === 0 ? 'no model can do this' : 'can do this, best first';
  return [
    `${mode}: ${can}`,
    ...candidates.flatMap(candidateLines),
    ...(candidates.length > 1
      ? ['  (documented before claimed, live before retired, then as preferred, then as listed)']
      : []),
    ...(rejected.length > 0 ? ['cannot'] : []),
    ...rejected.flatMap(rejectionLines),
  ].join('\n');
}
