import { createHash } from 'node:crypto';
import { basename, extname, resolve } from 'node:path';
import { type Money, requestFromJson, VideoError, type VideoRequest } from '@vid/core';
import { isEnded, requestFingerprint, type VideoJob } from '@vid/core/journal';
import { type BatchRow, readBatch } from '../batch-file.ts';
import { ExitError, type Exit } from '../exit-codes.ts';
import { fields } from '../fields.ts';
import { wake } from '../find-job.ts';
import { costOf, jobAsJson, moneyText, shortPath, sumsText } from '../job-words.ts';
import type { Options } from '../options.ts';
import { rejectionLines } from '../plan-words.ts';
import { readRouting, requireKeys } from '../read-request.ts';
import { writeReport } from '../report.ts';
import { runJobs } from '../run-jobs.ts';
import type { Books, Session } from '../session.ts';
import { storeAt } from '../targets.ts';
import type { Terminal } from '../terminal.ts';
import { fileName, folderTarget } from './compare.ts';
import { consent } from './generate.ts';
import { type Order, submitAll, totalText, withinLimit } from './orders.ts';

/** One video of a batch: a row, made with one model. */
interface Cell {
  readonly row: BatchRow;
  readonly request: VideoRequest;
  /** The same row of the same file has the same id when the command is run again, wherever it stands by then. */
  readonly id: string;
  /** What the books call it: no prompt. */
  readonly label: string;
  /** What its file is called. Follows from the row, not from its place, so that a new row takes no other's. */
  readonly file: string;
}

const longestSlug = 40;

/** Rows × models, by the options and what stands in the row. */
async function cellsOf(
  rows: readonly BatchRow[],
  { stem, key }: { readonly stem: string; readonly key: string },
  options: Options,
): Promise<readonly Cell[]> {
  const { model = [] } = options;
  const models = typeof model === 'string' ? [model] : model;
  const seen = new Map<string, number>();
  const cells: Cell[] = [];
  for (const row of rows) {
    const own = row.values['model'];
    for (const name of own === undefined && models.length > 0 ? models : [own]) {
      const values: Record<string, unknown> = { prompt: row.values['prompt'] };
      for (const field of fields) values[field] = row.values[field] ?? options[field];
      values['model'] = name;
      const request = requestOf(row, values);
      const print = await requestFingerprint(request);
      const times = (seen.get(print) ?? 0) + 1;
      seen.set(print, times);
      const id = createHash('sha256').update(`${key}\n${print}\n${times}`).digest('hex').slice(0, 16);
      const of = typeof name === 'string' && models.length > 1 ? [name] : [];
      const slug = (row.name ?? request.prompt ?? stem).slice(0, longestSlug).toWellFormed();
      const file = fileName([slug, ...of, ...(row.name === undefined ? [id.slice(0, 6)] : [])].join(' '));
      cells.push({ row, request, id, label: [row.name ?? stem, ...of].join(' '), file });
    }
  }
  const named = Map.groupBy(cells, ({ file }) => file);
  return cells.map((cell) =>
    named.get(cell.file)?.length === 1 ? cell : { ...cell, file: `${cell.file}-${cell.id.slice(0, 6)}` },
  );
}

function requestOf({ place }: BatchRow, values: Readonly<Record<string, unknown>>): VideoRequest {
  try {
    return requestFromJson(values);
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    throw new ExitError('impossible', `${place}: ${error.message}`);
  }
}

interface Standing {
  /** Under which the cell is sent, or was. */
  readonly id: string;
  readonly job: VideoJob | undefined;
  /** What was tried before it. */
  readonly earlier: readonly VideoJob[];
}

/** The job of a cell that counts: a refused one has made nothing, so that the next may be sent; a failed one if asked. */
async function standingOf({ store }: Books, cell: Cell, retryFailed: boolean): Promise<Standing> {
  const earlier: VideoJob[] = [];
  for (;;) {
    const id = earlier.length === 0 ? cell.id : `${cell.id}.${earlier.length + 1}`;
    const job = (await store.get(id))?.job;
    const isFailed = job?.phase === 'failed' || job?.phase === 'canceled';
    if (job === undefined || !(job.phase === 'refused' || (retryFailed && isFailed)))
      return { id, job, earlier };
    earlier.push(job);
  }
}

interface Work {
  /** Sent before, by this command or another process. */
  readonly known: readonly { readonly cell: Cell; readonly job: VideoJob }[];
  readonly orders: readonly (Order & { readonly cell: Cell })[];
  /** Why a row is in neither. */
  readonly impossible: readonly string[];
  /** What it has cost so far, or may have. */
  readonly spent: readonly (Money | undefined)[];
}

async function sortedOut(
  terminal: Terminal,
  { router }: Session,
  books: Books,
  cells: readonly Cell[],
  options: Options,
): Promise<Work> {
  const known: { readonly cell: Cell; readonly job: VideoJob }[] = [];
  const orders: (Order & { readonly cell: Cell })[] = [];
  const impossible: string[] = [];
  const before: VideoJob[] = [];
  for (const cell of cells) {
    const { id, job, earlier } = await standingOf(books, cell, options.retryFailed ?? false);
    before.push(...earlier);
    if (job !== undefined) {
      known.push({ cell, job });
      before.push(job);
      continue;
    }
    try {
      const candidate = router.select(cell.request, readRouting(options));
      orders.push({ id, label: cell.label, request: cell.request, candidate, cell });
    } catch (error) {
      if (!(error instanceof VideoError)) throw error;
      const [line = error.message] =
        error.plan === undefined ? [] : rejectionLines(terminal, error.plan, 1, terminal.stderrColumns);
      impossible.push(`${cell.row.place}: ${line}`);
    }
  }
  return { known, orders, impossible, spent: before.map((job) => costOf(job)?.money) };
}

const mostImpossible = 10;

export async function batch(
  terminal: Terminal,
  session: Session,
  path: string,
  options: Options,
): Promise<Exit> {
  const { words, say, print } = terminal;
  const { json = false, force = false, skipImpossible = false, maxCost } = options;
  const stem = basename(path, extname(path));
  const rows = readBatch(terminal, path);
  const key = `${resolve(path)}\n${options.name ?? ''}`;
  const cells = await cellsOf(rows, { stem, key }, options);
  for (const { request } of cells) requireKeys(terminal, session, request.model);

  const books = session.books();
  const { known, orders, impossible, spent } = await sortedOut(terminal, session, books, cells, options);
  for (const line of impossible.slice(0, mostImpossible)) say(line);
  if (impossible.length > 0 && !skipImpossible)
    throw new ExitError('impossible', words.rowsImpossible(impossible.length));

  const fitting = new Set(withinLimit(orders, options, spent).map(({ id }) => id));
  const made = orders.filter(({ id }) => fitting.has(id));
  const leftOut = orders.length - made.length;
  const folder = options.output ?? `${stem}-videos`;
  const targets = [
    ...made.map(({ id, cell }) => ({ id, file: cell.file, isReplaced: force })),
    // What was begun before has its place already.
    ...known.map(({ cell, job }) => ({ id: job.id, file: cell.file, isReplaced: true })),
  ];
  const target = folderTarget(terminal, folder, targets);
  if (leftOut > 0 && maxCost !== undefined) say(words.budgetLeftOut(leftOut, moneyText(maxCost)));
  if (made.length > 0) {
    say(words.batchPlan(made.length, known.length, totalText(terminal, made)));
    await consent(terminal, session, options, words.askMany(made.length));
    await submitAll(books, made, options);
  }
  const begun = known.filter(({ job }) => !isEnded(job)).length;
  if (begun > 0) say(words.goingOn(begun));
  else if (made.length === 0) say(words.nothingToDo);
  for (const { job } of known) await wake(books, job);

  const ids = targets.map(({ id }) => id);
  const { jobs, exit } = await runJobs(terminal, session, books, ids, {
    json,
    storeVideo: storeAt(session, target),
    timeoutSeconds: options.timeout,
    goOn: terminal.commandLine,
  });
  const now = new Map(jobs.map((job) => [job.id, job]));
  const entries = new Map([
    ...made.map(({ cell, id }) => [cell, now.get(id)] as const),
    ...known.map(({ cell, job }) => [cell, now.get(job.id)] as const),
  ]);
  const reported = cells.flatMap((cell) => (entries.has(cell) ? [{ cell, job: entries.get(cell) }] : []));
  const reports = writeReport(terminal, stem, folder, reported);
  if (json) for (const job of jobs) print(JSON.stringify(jobAsJson(job)));
  else for (const report of reports) print(shortPath(report));
  const done = jobs.filter(({ phase }) => phase === 'succeeded').length;
  const cost = sumsText(jobs.map((job) => costOf(job)?.money));
  say(`${words.doneOf(done, cells.length)}${cost === '' ? '' : ` · ${cost}`}`);
  return exit === 'done' && leftOut > 0 ? 'notYet' : exit;
}
