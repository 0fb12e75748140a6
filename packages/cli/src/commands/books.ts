import { type Money, sumsOf } from '@vid/core';
import type { VideoJob } from '@vid/core/journal';
import { type Exit } from '../exit-codes.ts';
import { allJobs } from '../find-job.ts';
import { costOf, jobAsJson, modelText, moneyText, stateOf, sumsText } from '../job-words.ts';
import type { Options } from '../options.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';
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
  for await (const { job } of allJobs(session.books())) {
    if (jobs.length >= (options.limit ?? 20)) break;
    jobs.push(job);
  }
  if (options.json === true) {
    for (const job of jobs) print(JSON.stringify(jobAsJson(job)));
    return 'done';
  }
  if (jobs.length === 0) {
    say(words.nothingYet);
    return 'done';
  }
  const heading = [
    { head: heads.id },
    { head: heads.when },
    { head: heads.state },
    { head: heads.model, shrinks: true },
    { head: heads.cost, from: 60, right: true },
    { head: heads.name, shrinks: true, from: 50 },
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
}

/** What may still be billed, or not: nobody knows by now. */
const isOpen = (job: VideoJob) =>
  costOf(job)?.isReported !== true && job.phase !== 'succeeded';

export async function spend(
  terminal: Terminal,
  session: Session,
  { json = false }: Options,
): Promise<Exit> {
  const { words, print, say, columns } = terminal;
  const { heads } = words;
  const jobs: VideoJob[] = [];
  for await (const { job } of allJobs(session.books())) if (costOf(job) !== undefined) jobs.push(job);
  const amounts = (some: readonly VideoJob[]) => sumsOf(some.map((job) => costOf(job)?.money));
  const groups = Map.groupBy(jobs, (job) =>
    JSON.stringify([dayOf(new Date(job.createdAt)), modelText(job.model), costOf(job)?.money.currency]),
  );
  const lines = [...groups.values()].flatMap((some): readonly Line[] => {
    const [first] = some;
    if (first === undefined) return [];
    const { true: open = [], false: ended = [] } = Object.groupBy(some, (job) => `${isOpen(job)}`);
    return [
      {
        day: dayOf(new Date(first.createdAt)),
        model: modelText(first.model),
        videos: some.length,
        spent: amounts(ended),
        open: amounts(open),
      },
    ];
  });
  if (json) {
    for (const { spent, open, ...line } of lines) print(JSON.stringify({ ...line, spent: spent[0], open: open[0] }));
    return 'done';
  }
  if (lines.length === 0) {
    say(words.nothingSpent);
    return 'done';
  }
  const heading = [
    { head: heads.day },
    { head: heads.model, shrinks: true },
    { head: heads.videos, right: true },
    { head: heads.spent, right: true },
    { head: heads.open, right: true },
  ];
  const rows = lines.map(({ day, model, videos, spent, open }) => [
    day,
    model,
    String(videos),
    sumsText(spent),
    sumsText(open),
  ]);
  const total = [
    words.total,
    '',
    String(jobs.length),
    sumsText(lines.flatMap(({ spent }) => spent)),
    sumsText(lines.flatMap(({ open }) => open)),
  ];
  for (const line of table(heading, [...rows, total], columns)) print(line);
  say(words.spendNote);
  return 'done';
}
