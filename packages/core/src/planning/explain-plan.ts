import { explainChange, explainProblem, explainWarning } from '../contract/explain-problem.ts';
import { type ModelRef, nameOf } from '../contract/names.ts';
import type { Candidate, Plan, Rejection, Upload } from '../contract/plan.ts';

/** The api, where a plan has one model at several. */
function apiIfSeveral({ candidates, rejected }: Plan): (one: ModelRef) => readonly string[] {
  const all: readonly ModelRef[] = [...candidates, ...rejected];
  return (one) =>
    all.some((other) => nameOf(other) === nameOf(one) && other.api !== one.api) ? [one.api] : [];
}

function timeOf({ typicalSeconds: seconds, timeSource }: Candidate): readonly string[] {
  if (seconds === undefined) return [];
  const time = seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
  return [timeSource === 'measured' ? `measured ${time}` : `usually ${time}`];
}

function priceText({ price, leastPrice }: Candidate): string {
  if (price === undefined) return 'price unknown';
  const { amount, currency } = price;
  return `about ${leastPrice === undefined ? '' : `${leastPrice.amount} to `}${amount} ${currency}`;
}

const explainUpload = ({ field, bytes, to }: Upload) =>
  `${field}${bytes === undefined ? ' (a stream, size unknown)' : ` (${bytes} bytes)`} to ${to}`;

function candidateLines(candidate: Candidate, index: number, api: readonly string[]): readonly string[] {
  const { evidence, verified, source, warnings } = candidate;
  const { defaults, added, adjustments, resolution, uploads = [] } = candidate;
  const facts = [
    ...api,
    evidence,
    ...(verified === undefined ? [] : [`verified ${verified}`]),
    ...(resolution === undefined ? [] : [resolution]),
    priceText(candidate),
    ...timeOf(candidate),
  ];
  const open = (isAdded: boolean) =>
    Object.entries(defaults)
      .filter(([field]) => Object.hasOwn(added, field) === isAdded)
      .map(([field, value]) => `${field} ${JSON.stringify(value)}`)
      .join(', ');
  const lines: readonly (readonly [string, string])[] = [
    ['Changed', adjustments.map(explainChange).join(', ')],
    ['Added for your needs', open(true)],
    ['Defaults', open(false)],
    ['Uploads first', uploads.map(explainUpload).join(', ')],
    ['Source', evidence === 'documented' ? (source ?? '') : ''],
    ...warnings.map((warning) => ['Warning', explainWarning(warning)] as const),
  ];
  return [
    `  ${index + 1}. ${nameOf(candidate)} (${facts.join(', ')})`,
    ...lines.filter(([, text]) => text !== '').map(([what, text]) => `     ${what}: ${text}`),
  ];
}

/** One line; the model stands at its head, so no reason repeats it. */
function rejectionLine(rejection: Rejection, api: readonly string[]): string {
  const { problems, suggestion } = rejection;
  const reasons = problems.map((problem) => explainProblem(problem, { withModel: false })).join('; ');
  const fix =
    suggestion === undefined ? '' : ` → would fit: ${suggestion.changes.map(explainChange).join(', ')}`;
  return `  ${nameOf(rejection)}${api.map((name) => ` (${name})`).join('')}: ${reasons}${fix}`;
}

/** A plan as plain text for people: who can, in order and why, and who cannot and what would fit, each on a line. */
export function explainPlan(plan: Plan): string {
  const { mode, readAs = [], candidates, rejected, warnings = [], rates } = plan;
  const api = apiIfSeveral(plan);
  const can = candidates.length === 0 ? 'No model can do this' : 'Candidates, best first';
  const isAdapted = candidates.some(({ adjustments }) => adjustments.length > 0);
  const order = `${isAdapted ? 'as asked before adapted, ' : ''}live before retired, documented before claimed`;
  return [
    `${mode}: ${can}`,
    ...readAs.map(
      ({ field, from, as, to }) => `  Read: ${field} ${JSON.stringify(from)} as ${as} ${JSON.stringify(to)}`,
    ),
    ...candidates.flatMap((one, index) => candidateLines(one, index, api(one))),
    ...(candidates.length > 1 ? [`  (Order: ${order}, then your preference, then as listed)`] : []),
    ...warnings.map((warning) => `  Warning: ${explainWarning(warning)}`),
    ...(rates === undefined ? [] : [`  Exchange rates: ${rates.date}, for 1 ${rates.base}`]),
    ...(rejected.length > 0 ? ['Rejected'] : []),
    ...rejected.map((one) => rejectionLine(one, api(one))),
  ].join('\n');
}
