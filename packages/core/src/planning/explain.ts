import { type ModelAtDoor, nameOf } from '../contract/names.ts';
import type { Candidate, Plan, Rejection } from '../contract/plan.ts';

/** The door, where a plan speaks of one model behind two. */
function doorsOf({ candidates, rejected }: Plan): (one: ModelAtDoor) => readonly string[] {
  const all: readonly ModelAtDoor[] = [...candidates, ...rejected];
  return (one) =>
    all.some((other) => nameOf(other) === nameOf(one) && other.api !== one.api) ? [one.api] : [];
}

function timeOf({ typicalSeconds: seconds, timeSource }: Candidate): readonly string[] {
  if (seconds === undefined) return [];
  const time = seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
  return [timeSource === 'measured' ? `took ${time} lately` : `usually ${time}`];
}

function candidateLines(candidate: Candidate, index: number, door: readonly string[]): readonly string[] {
  const { evidence, source, warnings, defaults, added, adjustments, resolution, price } = candidate;
  const facts = [
    ...door,
    evidence,
    ...(resolution === undefined ? [] : [resolution]),
    price === undefined ? 'price unknown' : `about ${price.amount} ${price.currency}`,
    ...timeOf(candidate),
  ];
  const open = (isAdded: boolean) =>
    Object.entries(defaults)
      .filter(([field]) => Object.hasOwn(added, field) === isAdded)
      .map(([field, value]) => `${field} ${JSON.stringify(value)}`)
      .join(', ');
  const lines: readonly (readonly [string, string])[] = [
    ['changed', adjustments.map(({ text }) => text).join(', ')],
    ['added for what is needed', open(true)],
    ['not asked, sent as', open(false)],
    ['why', evidence === 'documented' ? source : ''],
    ...warnings.map((warning) => ['warning', warning] as const),
  ];
  return [
    `  ${index + 1}. ${nameOf(candidate)} (${facts.join(', ')})`,
    ...lines.filter(([, text]) => text !== '').map(([what, text]) => `     ${what}: ${text}`),
  ];
}

/** One line; the model stands at its head, so no reason repeats it. */
function rejectionLine(rejection: Rejection, door: readonly string[]): string {
  const { model, problems, suggestion } = rejection;
  const reasons = problems.map(({ message }) => message.replace(`: ${model} `, ': ')).join('; ');
  const fit =
    suggestion === undefined ? '' : ` → would fit: ${suggestion.changes.map(({ text }) => text).join(', ')}`;
  return `  ${nameOf(rejection)}${door.map((api) => ` (${api})`).join('')}: ${reasons}${fit}`;
}

/** A plan as plain text for people: who can, in order and why, and who cannot and what would fit, each on a line. */
export function explainPlan(plan: Plan): string {
  const { mode, candidates, rejected } = plan;
  const door = doorsOf(plan);
  const can = candidates.length === 0 ? 'no model can do this' : 'can do this, best first';
  const isAdapted = candidates.some(({ adjustments }) => adjustments.length > 0);
  const order = `${isAdapted ? 'as asked before adapted, ' : ''}documented before claimed, live before retired`;
  return [
    `${mode}: ${can}`,
    ...candidates.flatMap((one, index) => candidateLines(one, index, door(one))),
    ...(candidates.length > 1 ? [`  (${order}, then as preferred, then as listed)`] : []),
    ...(rejected.length > 0 ? ['cannot'] : []),
    ...rejected.map((one) => rejectionLine(one, door(one))),
  ].join('\n');
}
