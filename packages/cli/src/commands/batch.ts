import { createHash } from 'node:crypto';
import { basename, extname, resolve } from 'node:path';
import { requestFromJson, VideoError, type VideoRequest } from '@vid/core';
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
import { fileName, folderTarget, makeFolder } from './compare.ts';
import { consent } from './generate.ts';
import { type Order, submitAll, totalText, withinLimit } from './orders.ts';

/** One video of a batch: a row, made with one model. */
export interface Cell {
  readonly row: BatchRow;
  readonly request: VideoRequest;
  /** The same row of the same file has the same id when the command is run again. */
  readonly id: string;
  readonly label: string;
}

/** Rows × models, by the options and what stands in the row. */
async function cellsOf(rows: readonly BatchRow[], batch: string, options: Options): Promise<readonly Cell[]> {
  const { model = [] } = options;
  const models = typeof model === 'string' ? [model] : model;
  const seen = new Map<string, number>();
  const cells: Cell[] = [];
  for (const [index, row] of rows.entries()) {
    const own = row.values['model'];
    for (const name of own === undefined && models.length > 0 ? models : [own]) {
      const values: Record<string, unknown> = { prompt: row.values['prompt'] };
      for (const field of fields) values[field] = row.values[field] ?? options[field];
      values['model'] = name;
      const request = requestOf(row, values);
      const print = await requestFingerprint(request);
      const times = (seen.get(print) ?? 0) + 1;
      seen.set(print, times);
      const id = createHash('sha256').update(`${batch}\n${print}\n${times}`).digest('hex').slice(0, 16);
      const number = row.name ?? String(index + 1).padStart(3, '0');
      const label = [number, ...(typeof name === 'string' && models.length > 1 ? [name] : [])].join(' ');
      cells.push({ row, request, id, label: fileName(label) });
    }
  }
  const labels = new Map<string, number>();
  return cells.map((cell) => {
    const times = (labels.get(cell.label) ?? 0) + 1;
    labels.set(cell.label, times);
    return times === 1 ? cell : { ...cell, label: `${cell.label}-${times}` };
  });
}

function requestOf({ place }: BatchRow, values: Readonly<Record<string, unknown>>): VideoRequest {
  try {
    return requestFromJson(values);
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    throw new ExitError('impossible', `${place}: ${error.message}`);
  }
}

/** The job of a cell that counts: a refused one has made nothing, so that the next may be sent; a failed one if asked. */
async function standing(
  { store }: Books,
  cell: Cell,
  retryFailed: boolean,
): Promise<{ readonly id: string; readonly job: VideoJob | undefined }> {
  for (let times = 1; ; times += 1) {
    const id = times === 1 ? cell.id : `${cell.id}.${times}`;
    const job = (await store.get(id))?.job;
    const isOver =
      job?.phase === 'refused' || (retryFailed && (job?.phase === 'failed' || job?.phase === 'canceled'));
    if (!isOver) return { id, job };
  }
}

export async function batch(
  terminal: Terminal,
  session: Session,
  path: string,
  options: Options,
): Promise<Exit> {
  const { words, say, print } = terminal;
  const { json = false, force = false, retryFailed = false, skipImpossible = false } = options;
  const stem = basename(path, extname(path));
  const rows = readBatch(terminal, path);
  const cells = await cellsOf(rows, `${resolve(path)}\n${options.name ?? ''}`, options);
  for (const { request } of cells) requireKeys(terminal, session, request.model);

  const books = session.books();
  const known: { readonly cell: Cell; readonly job: VideoJob }[] = [];
  const orders: (Order & { readonly cell: Cell })[] = [];
  const impossible: string[] = [];
  const routing = readRouting(options);
  for (const cell of cells) {
    const { id, job } = await standing(books, cell, retryFailed);
    if (job !== undefined) {
      known.push({ cell, job });
      continue;
    }
    try {
      const candidate = session.router.select(cell.request, routing);
      orders.push({ id, label: cell.label, request: cell.request, candidate, cell });
    } catch (error) {
      if (!(error instanceof VideoError)) throw error;
      const [line = error.message] =
        error.plan === undefined ? [] : rejectionLines(terminal, error.plan, 1, terminal.stderrColumns);
      impossible.push(`${cell.row.place}: ${line}`);
    }
  }
  for (const line of impossible.slice(0, 10)) say(line);
  if (impossible.length > 0 && !skipImpossible)
    throw new ExitError('impossible', words.rowsImpossible(impossible.length));

  const spent = known.map(({ job }) => costOf(job)?.money);
  const fitting = withinLimit(orders, options, spent);
  const made = fitting.flatMap(({ id }) => orders.find((order) => order.id === id) ?? []);
  const leftOut = orders.length - made.length;
  const folder = options.output ?? `${stem}-videos`;
  makeFolder(terminal, folder);
  const isNew = new Set(made.map(({ id }) => id));
  const targets = [
    ...made.map(({ id, label }) => ({ id, label })),
    ...known.map(({ cell, job }) => ({ id: job.id, label: cell.label })),
  ];
  const own = folderTarget(
    terminal,
    folder,
    force,
    targets.filter(({ id }) => isNew.has(id)),
  );
  const others = folderTarget(
    terminal,
    folder,
    true,
    targets.filter(({ id }) => !isNew.has(id)),
  );
  if (leftOut > 0 && options.maxCost !== undefined)
    say(words.budgetLeftOut(leftOut, moneyText(options.maxCost)));
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
  const again = ['vid batch', path, ...(options.output === undefined ? [] : ['-o', folder])].join(' ');
  const { jobs, exit } = await runJobs(terminal, session, books, ids, {
    json,
    storeVideo: storeAt(session, (id) => (isNew.has(id) ? own : others)(id)),
    timeoutSeconds: options.timeout,
    goOn: again,
  });
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const results = targets.map(({ id, label }) => ({ label, job: byId.get(id) }));
  const entries = [
    ...made.map(({ cell, id }) => ({ cell, job: byId.get(id) })),
    ...known.map(({ cell, job }) => ({ cell, job: byId.get(job.id) ?? job })),
  ];
  const order = new Map(cells.map((cell, index) => [cell.id, index]));
  const sorted = entries.toSorted((a, b) => (order.get(a.cell.id) ?? 0) - (order.get(b.cell.id) ?? 0));
  const reports = writeReport(terminal, stem, folder, sorted);
  if (json) for (const job of jobs) print(JSON.stringify(jobAsJson(job)));
  else for (const report of reports) print(shortPath(report));
  const done = results.filter(({ job }) => job?.phase === 'succeeded').length;
  say(`${words.doneOf(done, cells.length)} · ${sumsText(jobs.map((job) => costOf(job)?.money))}`);
  if (exit === 'done' && leftOut > 0) return 'notYet';
  return exit;
}
