import {
  adjustedRequest,
  type Candidate,
  type Change,
  explainChange,
  explainProblem,
  explainWarning,
  type Plan,
  type Problem,
  type Rejection,
  type VideoRequest,
  type Warning,
} from '@vid/core';
import { nearestName } from '@vid/core/provider-kit';
import { changeInChinese, problemInChinese, warningInChinese } from '@vid/core/chinese';
import { fieldAsFlag } from './fields.ts';
import { fullModel, modelText, moneyText } from './job-words.ts';
import { runsOf } from './runs.ts';
import { table, wrapped } from './table.ts';
import type { Terminal } from './terminal.ts';
import type { Words } from './words.ts';

/* A plan in words, as short as a terminal wants it; `explainPlan` of core has all of it. */

/** With what follows on each other as ranges: `takes whole numbers from 3 to 15`. */
function inRuns(problem: Problem): Problem {
  if (problem.code !== 'not-one-of') return problem;
  const { allowed, ranges = [] } = problem;
  const runs = runsOf(allowed.filter((value) => typeof value === 'number'));
  const long = runs.filter(({ min, max }) => min < max).map((run) => ({ ...run, step: 1 }));
  const isLong = (value: unknown) =>
    typeof value === 'number' && long.some(({ min, max }) => min <= value && value <= max);
  return { ...problem, allowed: allowed.filter((value) => !isLong(value)), ranges: [...ranges, ...long] };
}

/** One reason, its field named as the option. */
export function problemText({ words, language }: Terminal, problem: Problem, withModel = true): string {
  if (problem.code === 'unknown-model' && problem.apis === undefined)
    return `${words.noModel(problem.name, problem.nearest)}${words.sendsUnchecked}`;
  const named = { ...inRuns(problem), field: fieldAsFlag(problem.field) };
  if (language === 'zh') return problemInChinese(named, { withModel });
  return explainProblem(named, { withModel }).replace('allowUnknownPrice', '--allow-unknown-price');
}

const changeText = ({ language }: Terminal, change: Change) =>
  language === 'zh' ? changeInChinese(change) : explainChange(change);
const warningText = ({ language }: Terminal, warning: Warning) =>
  language === 'zh' ? warningInChinese(warning) : explainWarning(warning);
const changesText = (terminal: Terminal, changes: readonly Change[]) =>
  changes.map((change) => changeText(terminal, change)).join(terminal.words.comma);

/** `0.4 USD`, `0.2 to 0.4 USD`. */
export function amountText(words: Words, { price, leastPrice }: Candidate): string {
  if (price === undefined) return words.unknownPrice;
  return leastPrice === undefined
    ? moneyText(price)
    : words.range(String(leastPrice.amount), moneyText(price));
}

function timeText({ words }: Terminal, { typicalSeconds: seconds }: Candidate): string {
  if (seconds === undefined) return '';
  return seconds < 120 ? words.seconds(Math.round(seconds)) : words.minutes(Math.round(seconds / 60));
}

/** What comes out: `5 s`, `9:16`, `720p`. */
function outputOf({ words }: Terminal, candidate: Candidate, request: VideoRequest) {
  const sent = { ...candidate.defaults, ...adjustedRequest(request, candidate) };
  const { duration, aspectRatio = '', size = '', quality = '' } = sent;
  const length = duration === undefined ? '' : duration === 'auto' ? 'auto' : words.seconds(duration);
  return {
    length,
    frame: [aspectRatio, candidate.resolution ?? size, quality].filter((part) => part !== ''),
  };
}

/** Two lines about who makes it and for how much, and what else is to be known before paying. */
export function sayChoice(terminal: Terminal, candidate: Candidate, request: VideoRequest): void {
  const { words, say } = terminal;
  const { length, frame } = outputOf(terminal, candidate, request);
  const time = timeText(terminal, candidate);
  const facts = [fullModel(candidate), length, ...frame, time === '' ? '' : words.usually(time)];
  say(facts.filter((fact) => fact !== '').join(' · '));
  const amount = amountText(words, candidate);
  say(`${words.price}${words.colon}${candidate.price === undefined ? amount : words.about(amount)}`);
  const { adjustments, added, warnings } = candidate;
  const note = (text: string) => say(wrapped(text, terminal.stderrColumns, '  '));
  if (adjustments.length > 0) note(`${words.changed}${words.colon}${changesText(terminal, adjustments)}`);
  const more = Object.entries(added).map(([field, value]) => `${field} ${String(value)}`);
  if (more.length > 0) note(`${words.added}${words.colon}${more.join(', ')}`);
  for (const warning of warnings) note(`${words.note}${words.colon}${warningText(terminal, warning)}`);
}

/** The candidates as a table, best first. */
export function candidateTable(terminal: Terminal, plan: Plan, request: VideoRequest): readonly string[] {
  const { words, columns } = terminal;
  const { heads } = words;
  const rows = plan.candidates.map((candidate) => {
    const { length, frame } = outputOf(terminal, candidate, request);
    const changes = changesText(terminal, candidate.adjustments);
    return [
      fullModel(candidate),
      amountText(words, candidate),
      changes,
      length,
      frame.join(' '),
      timeText(terminal, candidate),
    ];
  });
  const heading = [
    { head: heads.model },
    { head: heads.price },
    { head: heads.changed, shrinks: true },
    { head: heads.length, optional: true },
    { head: heads.output, optional: true },
    { head: heads.time, optional: true },
  ];
  return table(heading, rows, columns);
}

/** Those nearest to the request first: what would fit is worth more than what cannot be. */
const byHelp = (one: Rejection) => one.suggestion?.changes.length ?? Number.POSITIVE_INFINITY;

/** Models that need an input which the request does not have come last. */
const needsMore = ({ problems }: Rejection) => Number(problems.some(({ code }) => code === 'required'));

/** One sentence for all services, where none of them has the model; else `undefined`. */
function unknownModel({ words }: Terminal, { rejected }: Plan): string | undefined {
  const unknown = rejected.flatMap(({ model, problems: [problem] }) =>
    problem?.code === 'unknown-model' && problem.apis === undefined ? [{ ...problem, model }] : [],
  );
  const [first] = unknown;
  if (first === undefined || unknown.length < rejected.length) return undefined;
  if (unknown.every(({ name }) => name === first.name))
    return `${words.noModel(first.name, first.nearest)}${words.sendsUnchecked}`;
  const near = unknown.flatMap(({ nearest }) => nearest ?? []);
  return words.noModel(first.model, nearestName(first.model, near) ?? near[0]);
}

/** Why each cannot; of more than `most`, how many are left out. */
export function rejectionLines(
  terminal: Terminal,
  plan: Plan,
  most: number,
  columns: number,
): readonly string[] {
  const nobody = unknownModel(terminal, plan);
  if (nobody !== undefined) return [wrapped(nobody, columns, '  ')];
  const sorted = plan.rejected.toSorted((a, b) => byHelp(a) - byHelp(b) || needsMore(a) - needsMore(b));
  const lines = sorted.map((rejection) => {
    const reasons = rejection.problems.map((problem) => problemText(terminal, problem, false)).join('; ');
    const { suggestion } = rejection;
    const fit =
      suggestion === undefined
        ? ''
        : ` → ${terminal.words.wouldFit(changesText(terminal, suggestion.changes))}`;
    return wrapped(`${modelText(rejection)}: ${reasons}${fit}`, columns, '  ');
  });
  // One model may be at several apis.
  const different = [...new Set(lines)];
  const more = different.length - most;
  return more > 0 ? [...different.slice(0, most), terminal.words.cannot(more)] : different;
}
