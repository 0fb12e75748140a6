import { join } from 'node:path';
import { createRouter } from '@vid/core';
import { createJobs, type VideoJob } from '@vid/core/journal';
import { withinLimit } from '../commands/orders.ts';
import type { Exit } from '../exit-codes.ts';
import { wake } from '../find-job.ts';
import { fullModel } from '../job-words.ts';
import type { Options } from '../options.ts';
import { amountText } from '../plan-words.ts';
import { runJobs } from '../run-jobs.ts';
import type { Session } from '../session.ts';
import { storeAt } from '../targets.ts';
import type { Terminal } from '../terminal.ts';
import type { Choice } from './cheapest.ts';
import { serviceName, type Subject } from './subject.ts';
import type { Words } from './words.ts';
import { beginWork, type Work, workFile } from './work.ts';

/** Answers in a row that cannot be read: the next one will be no better. */
const mostFailures = 3;

export interface Made {
  readonly jobs: ReadonlyMap<Subject, { readonly job: VideoJob; readonly work: Work }>;
  readonly exit: Exit;
}

/** Makes the videos that fit into the limit together, or goes on with those that were begun. */
export async function makeVideos(
  terminal: Terminal,
  session: Session,
  words: Words,
  subjects: readonly Subject[],
  options: Options,
  folder: string,
): Promise<Made> {
  const { maxCost, rates, allowUnknownPrice } = options;
  const orders = subjects
    .filter(({ unpaid }) => unpaid === undefined)
    .map((subject) => {
      const { choice, connection } = subject;
      return { ...choice, id: '', label: `verify ${serviceName(connection)}`, subject };
    });
  const begun = orders.filter(({ subject }) => subject.work !== undefined);
  const fresh = orders.filter(({ subject }) => subject.work === undefined);
  const fitting = withinLimit(
    fresh,
    options,
    begun.map(({ candidate }) => candidate.price),
  );
  const paid = [...begun, ...fresh.filter((order) => fitting.includes(order))];
  if (paid.length === 0) return { jobs: new Map(), exit: 'done' };

  const { journal, store } = session.books();
  const router = createRouter(
    paid.map(({ subject }) => subject.provider),
    { rates },
  );
  const books = { journal, store, jobs: createJobs({ router, journal, store }) };
  const works = new Map<string, { readonly subject: Subject; readonly work: Work }>();
  for (const { subject, label } of paid) {
    const { choice, connection, recorder } = subject;
    const { id, api } = connection;
    const file = workFile(session.folder, id, api);
    const work = subject.work ?? (await beginWork(words, file, choice.request, recorder.exchanges));
    recorder.saveTo(work.save);
    const price = amountText(terminal.words, choice.candidate);
    terminal.say(
      subject.work === undefined
        ? words.paying(serviceName(connection), videoText(choice), price)
        : words.going(serviceName(connection), work.id),
    );
    const { job } = await books.jobs.submit(work.request, {
      id: work.id,
      label,
      maxCost,
      rates,
      allowUnknownPrice,
    });
    await wake(books, job);
    works.set(work.id, { subject, work });
  }
  const { jobs, exit } = await runJobs(
    terminal,
    { ...session, everybody: router },
    books,
    [...works.keys()],
    {
      storeVideo: storeAt(session, (id) => ({ path: join(folder, `${id}.mp4`), isForced: true })),
      timeoutSeconds: options.timeout,
      goOn: terminal.commandLine,
      mostFailures,
    },
  );
  const made = jobs.flatMap((job) => {
    const found = works.get(job.id);
    return found === undefined ? [] : [[found.subject, { job, work: found.work }] as const];
  });
  return { jobs: new Map(made), exit };
}

const videoText = ({ request, candidate, row }: Choice) =>
  [
    fullModel(candidate),
    row.mode,
    request.duration === undefined ? '' : `${request.duration} s`,
    candidate.resolution,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
