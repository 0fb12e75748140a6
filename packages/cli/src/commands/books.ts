import { type Money, sumsOf } from '@vid/core';
import type { VideoJob } from '@vid/core/journal';
import { type Exit } from '../exit-codes.ts';
import { allJobs } from '../find-job.ts';
import { costOf, isPaid, jobAsJson, modelText, moneyText, stateOf, sumsText } from '../job-words.ts';
import type { Options } from '../options.ts';
import type { Session } from '../session.ts';
import { table, wrapped } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/* What the books of this machine say. */

const two = (number: number) => String(number).padStart(2, '0');
/** The day of the person at the terminal. */
const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

function whenText(iso: string): string {
  const date = new Date(iso);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return dayOf(date) === dayOf(new Date()) ? time : `${dayOf(date)} ${time}`;
}

/** `about` where it is the plan's price. */
function costText(job: VideoJob): string {
  const cost = costOf(job);
  return cost === undefined ? '' : `${cost.isReported ? '' : '~'}${moneyText(cost.money)}`;
}

export async function list(terminal: Terminal, session: Session, options: Options): Promise<Exit> {
  const { words, print, say, columns } = terminal;
  const { heads } = words;
  const jobs: VideoJob[] = [];
  for await (const { job } of allJobs(session)) {
    if (jobs.length >= (options.limit ?? 20)) break;
    jobs.push(job);
  }
  if (options.json === true) {
    for (const job of jobs) print(JSON.stringify(jobAsJson(job)));
    return 'done';
  }
  if (jobs.length === 0) {
    say(session.hasSimulated ? words.simulatedApart : words.nothingYet);
    return 'done';
  }
  const heading = [
    { head: heads.id },
    { head: heads.when },
    { head: heads.state },
    { head: heads.model },
    { head: heads.cost, right: true, optional: true },
    { head: heads.name, shrinks: true },
  ];
  const rows = jobs.map((job) => [
    job.id,
    whenText(job.createdAt),
    words.states[stateOf(job)],
    modelText(job.model),
    costText(job),
    job.label ?? '',
  ]);
  for (const line of table(heading, rows, columns)) print(line);
  return 'done';
}

interface Line {
  readonly day: string;
  readonly model: string;
  readonly videos: number;
  readonly spent: readonly Money[];
  readonly open: readonly Money[];
  /** How many have no price, in the table or from the service. */
  readonly unpriced: number;
}

/** What may still be billed, or not: nobody knows by now. */
const isOpen = (job: VideoJob) => costOf(job)?.isReported !== true && job.phase !== 'succeeded';

const amounts = (some: readonly VideoJob[]) => sumsOf(some.map((job) => costOf(job)?.money));
/** Sums of several currencies are too long for a column. */
const sum = (some: readonly Money[]) => sumsText(some) || '0';

function lineOf(jobs: readonly VideoJob[], first: VideoJob): Line {
  return {
    day: dayOf(new Date(first.createdAt)),
    model: modelText(first.model),
    videos: jobs.length,
    spent: amounts(jobs.filter((job) => !isOpen(job))),
    open: amounts(jobs.filter(isOpen)),
    unpriced: jobs.filter((job) => costOf(job) === undefined).length,
  };
}

export async function spend(terminal: Terminal, session: Session, { json = false }: Options): Promise<Exit> {
  const { words, print, say, columns } = terminal;
  const { heads } = words;
  const jobs: VideoJob[] = [];
  for await (const { job } of allJobs(session)) if (isPaid(job)) jobs.push(job);
  const groups = Map.groupBy(jobs, (job) =>
    JSON.stringify([dayOf(new Date(job.createdAt)), modelText(job.model), costOf(job)?.money.currency]),
  );
  const lines = [...groups.values()].flatMap((some) => (some[0] === undefined ? [] : lineOf(some, some[0])));
  if (json) {
    for (const { spent, open, ...line } of lines)
      print(JSON.stringify({ ...line, spent: spent[0], open: open[0] }));
    return 'done';
  }
  if (lines.length === 0) {
    say(words.nothingSpent);
    return 'done';
  }
  const heading = [
    { head: heads.day },
    { head: heads.model },
    { head: heads.videos, right: true },
    { head: heads.spent, right: true },
    { head: heads.open, right: true },
  ];
  const rows = lines.map(({ day, model, videos, spent, open, unpriced }) => [
    day,
    model,
    String(videos),
    unpriced === 0 ? sumsText(spent) : words.unknownPrice,
    sumsText(open),
  ]);
  for (const line of table(heading, rows, columns)) print(line);
  const unpriced = lines.reduce((count, line) => count + line.unpriced, 0);
  const total = [
    `${heads.spent.toLowerCase()} ${sum(lines.flatMap(({ spent }) => spent))}`,
    `${heads.open.toLowerCase()} ${sum(lines.flatMap(({ open }) => open))}`,
    ...(unpriced === 0 ? [] : [words.unknownAmount(unpriced)]),
  ];
  print(`${words.total}${words.colon}${total.join(' · ')}`);
  say(wrapped(words.spendNote, terminal.stderrColumns, ''));
  return 'done';
}
