import { existsSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { type Money, VideoError } from '@vid/core';
import { isEnded, type VideoJob } from '@vid/core/journal';
import { readBatch } from '../batch-file.ts';
import { ExitError, type Exit } from '../exit-codes.ts';
import { wake } from '../find-job.ts';
import { costOf, jobAsJson, moneyText, shortPath, stateOf, sumsText } from '../job-words.ts';
import type { Options } from '../options.ts';
import { readRouting, requireKeys, whyNot } from '../read-request.ts';
import { writeReport } from '../report.ts';
import { runJobs } from '../run-jobs.ts';
import type { Books, Session } from '../session.ts';
import { storeAt } from '../targets.ts';
import type { Terminal } from '../terminal.ts';
import { type Cell, type CellOrder, cellsOf } from './batch-cells.ts';
import { folderTarget } from './compare.ts';
import { consent } from './generate.ts';
import { sendingNext } from './batch-chain.ts';
import { requireFfmpeg } from './last-frame.ts';
import { submitAll, totalText, withinLimit } from './orders.ts';

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
  readonly known: ReadonlyMap<Cell, VideoJob>;
  /** Each after the one that it follows on. */
  readonly orders: readonly CellOrder[];
  /** Why nobody can make it, with its place. */
  readonly impossible: ReadonlyMap<Cell, string>;
  /** Why one is not sent: nobody can make it, or what it follows on is not there. */
  readonly notSent: Map<Cell, string>;
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
  const known = new Map<Cell, VideoJob>();
  const orders: CellOrder[] = [];
  const impossible = new Map<Cell, string>();
  const notSent = new Map<Cell, string>();
  const before: VideoJob[] = [];
  for (const cell of cells) {
    const { id, job, earlier } = await standingOf(books, cell, options.retryFailed ?? false);
    before.push(...earlier);
    if (job !== undefined) {
      known.set(cell, job);
      before.push(job);
      continue;
    }
    const missing = whyNoFrame(terminal, cell, { known, notSent });
    if (missing !== undefined) {
      notSent.set(cell, missing);
      continue;
    }
    try {
      const candidate = router.select(cell.request, readRouting(options));
      orders.push({ id, label: cell.label, request: cell.request, candidate, cell });
    } catch (error) {
      if (!(error instanceof VideoError)) throw error;
      const line = whyNot(terminal, error);
      impossible.set(cell, `${cell.row.place}${terminal.words.colon}${line}`);
      notSent.set(cell, line);
    }
  }
  return { known, orders, impossible, notSent, spent: before.map((job) => costOf(job)?.money) };
}

/** Why there is no frame for it to begin with, and will be none; `undefined` where there is, may be, or none is needed. */
function whyNoFrame(
  { words }: Terminal,
  { parent }: Cell,
  { known, notSent }: Pick<Work, 'notSent'> & { readonly known: ReadonlyMap<Cell, VideoJob> },
): string | undefined {
  if (parent === undefined) return undefined;
  if (notSent.has(parent)) return words.parentIs(parent.label, words.notSentState);
  const job = known.get(parent);
  if (job === undefined || !isEnded(job)) return undefined;
  if (job.phase !== 'succeeded') return words.parentIs(parent.label, words.states[stateOf(job)]);
  const gone = job.videos[0]?.file?.name;
  return gone === undefined || existsSync(gone) ? undefined : words.fileGone(shortPath(gone));
}

/** The first that fit into the limit; what follows on one that does not takes nothing of it. */
function affordable({ orders, known, spent }: Work, options: Options): readonly CellOrder[] {
  const made = new Set<Cell>(known.keys());
  const paid = [...spent];
  return orders.filter((order) => {
    const { cell, candidate } = order;
    const isPossible = cell.parent === undefined || made.has(cell.parent);
    if (!isPossible || withinLimit([order], options, paid).length === 0) return false;
    made.add(cell);
    paid.push(candidate.price);
    return true;
  });
}

/** Left out as the user wants it: nobody can make it, or what it follows on. */
function isSkipped(work: Work, cell: Cell): boolean {
  const { parent } = cell;
  if (work.impossible.has(cell)) return true;
  return parent !== undefined && work.notSent.has(parent) && isSkipped(work, parent);
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
  const cells = await cellsOf(terminal, rows, { stem, key }, options);
  for (const { request } of cells) requireKeys(terminal, session, request.model);

  const books = session.books();
  const work = await sortedOut(terminal, session, books, cells, options);
  const { known, orders, impossible, notSent } = work;
  for (const line of [...impossible.values()].slice(0, mostImpossible)) say(line);
  if (impossible.size > 0 && !skipImpossible)
    throw new ExitError('impossible', words.rowsImpossible(impossible.size));

  const made = affordable(work, options);
  const leftOut = orders.length - made.length;
  const isAllOrdered = leftOut === 0 && [...notSent.keys()].every((cell) => isSkipped(work, cell));
  if (made.some(({ cell }) => cell.parent !== undefined)) requireFfmpeg(terminal);
  const folder = options.output ?? `${stem}-videos`;
  const targets = [
    ...made.map(({ id, cell }) => ({ id, file: cell.file, isReplaced: force })),
    // What was begun before has its place already.
    ...[...known].map(([cell, job]) => ({ id: job.id, file: cell.file, isReplaced: true })),
  ];
  const storeVideo = storeAt(session, folderTarget(terminal, folder, targets, force));
  for (const [cell, reason] of notSent)
    if (!impossible.has(cell)) say(words.notSentBecause(cell.label, reason));
  if (leftOut > 0 && maxCost !== undefined) say(words.budgetLeftOut(leftOut, moneyText(maxCost)));
  if (made.length > 0) {
    say(words.batchPlan(made.length, known.size, totalText(terminal, made)));
    await consent(terminal, session, options, words.askMany(made.length));
    await submitAll(
      books,
      made.filter(({ cell }) => cell.parent === undefined),
      options,
    );
  }
  const begun = [...known.values()].filter((job) => !isEnded(job)).length;
  if (begun > 0) say(words.goingOn(begun));
  else if (made.length === 0 && isAllOrdered) say(words.nothingToDo);
  for (const job of known.values()) await wake(books, job);

  const idOf = new Map<Cell, string>([
    ...made.map(({ cell, id }) => [cell, id] as const),
    ...[...known].map(([cell, job]) => [cell, job.id] as const),
  ]);
  const first = [...idOf].flatMap(([cell, id]) => (known.has(cell) || cell.parent === undefined ? [id] : []));
  const { jobs, exit } = await runJobs(terminal, session, books, first, {
    storeVideo,
    timeoutSeconds: options.timeout,
    goOn: terminal.commandLine,
    next: sendingNext(terminal, session, books, { made, idOf, notSent, storeVideo, options }),
  });
  const now = new Map(jobs.map((job) => [job.id, job]));
  const reported = cells.flatMap((cell) => {
    const id = idOf.get(cell);
    if (id === undefined && !notSent.has(cell)) return [];
    return [{ cell, job: id === undefined ? undefined : now.get(id), notSent: notSent.get(cell) }];
  });
  const reports = writeReport(terminal, stem, folder, reported);
  if (json) for (const job of jobs) print(JSON.stringify(jobAsJson(job)));
  else for (const report of reports) print(shortPath(report));
  const done = jobs.filter(({ phase }) => phase === 'succeeded').length;
  const cost = sumsText(jobs.map((job) => costOf(job)?.money));
  say(`${words.doneOf(done, cells.length)}${cost === '' ? '' : ` · ${cost}`}`);
  const isWhole = isAllOrdered && made.every(({ id }) => now.has(id));
  return exit === 'done' && !isWhole ? 'notYet' : exit;
}
