import { createAdvance, isEnded, type VideoJob } from '@vid/core/journal';
import { bringHome, isElsewhere } from '../bring-home.ts';
import { ExitError, type Exit } from '../exit-codes.ts';
import { findJob, type FoundJob, wake } from '../find-job.ts';
import { exitOf, fullModel, jobAsJson, placesOf, stateOf } from '../job-words.ts';
import { interruptions, runJobs, showResult } from '../run-jobs.ts';
import type { Options } from '../options.ts';
import type { Session } from '../session.ts';
import { copiedTo, readTarget, storeAt, type Target } from '../targets.ts';
import type { Terminal } from '../terminal.ts';

/* What is done with a video that was ordered before, by this process or another. */

export async function wait(
  terminal: Terminal,
  session: Session,
  asked: string,
  { json = false, output, force = false, timeout }: Options,
): Promise<Exit> {
  const { books, ...stored } = await findJob(terminal, session, asked);
  const { id } = stored.job;
  if (stored.job.phase === 'succeeded' && output !== undefined)
    return download(terminal, session, id, output, { json, force });
  const target = output === undefined ? undefined : readTarget(terminal, output, force);
  await wake(books, stored.job);
  const { jobs, exit } = await runJobs(terminal, session, books, [id], {
    storeVideo: target === undefined ? books.storeVideo : storeAt(session, target),
    timeoutSeconds: timeout,
  });
  const [now = stored.job] = jobs;
  // Another process may have stored it meanwhile, elsewhere.
  const here = target === undefined ? now : copied(terminal, target, now);
  if (exit !== 'stopped') showResult(terminal, session, here, json);
  return exit;
}

function copied({ words }: Terminal, target: Target, job: VideoJob): VideoJob {
  const found = copiedTo(target, job);
  if (found === undefined) throw new ExitError('impossible', words.savedAndGone(placesOf(job).join(', ')));
  return found;
}

/** One step of a job whose request has left; one that has not is not sent by a question. */
async function once({ everybody }: Session, { books, ...stored }: FoundJob): Promise<VideoJob> {
  const { job } = stored;
  const { journal, store, storeVideo } = books;
  if (job.phase !== 'polling' && job.phase !== 'unknown') return job;
  const { stalled: _stalled, ...open } = job;
  const next = await createAdvance({ router: everybody, journal, storeVideo })(open);
  const wakeAfterMs = next.wakeAfterMs;
  const put = await store.put(next.job, {
    version: stored.version,
    wakeAt: wakeAfterMs === undefined ? undefined : Date.now() + wakeAfterMs,
  });
  // Another process was faster; what it has seen is as new.
  return put?.job ?? (await store.get(job.id))?.job ?? next.job;
}

export async function query(
  terminal: Terminal,
  session: Session,
  asked: string,
  { json = false }: Options,
): Promise<Exit> {
  const { words, print, say } = terminal;
  const job = await once(session, await findJob(terminal, session, asked));
  if (json || isEnded(job)) {
    if (!json) print(`${job.id}  ${words.states[stateOf(job)]}  ${fullModel(job.model)}`);
    if (json) print(JSON.stringify(jobAsJson(job)));
    else showResult(terminal, session, job, false);
    return exitOf(job);
  }
  const part = job.phase === 'polling' ? job.task.progress : undefined;
  const percent = part === undefined ? '' : ` ${Math.round(part * 100)} %`;
  print(`${job.id}  ${words.states[stateOf(job)]}${percent}  ${fullModel(job.model)}`);
  if (job.lastError !== undefined) say(`${words.trouble}${words.colon}${job.lastError.message}`);
  return exitOf(job);
}

export async function cancel(
  terminal: Terminal,
  session: Session,
  asked: string,
  { json = false }: Options,
): Promise<Exit> {
  const { words, print, say } = terminal;
  const { books, ...found } = await findJob(terminal, session, asked);
  const { id, phase } = found.job;
  if (phase === 'succeeded') throw new ExitError('impossible', words.tooLate(session.named(id)));
  if (phase === 'failed' || phase === 'canceled' || phase === 'refused')
    throw new ExitError('impossible', words.notCanceled(words.states[phase]));
  const { outcome, billed, stored } = await books.jobs.cancel(id);
  const { job } = stored;
  if (json) print(JSON.stringify({ ...jobAsJson(job), outcome, billed }));
  else print(`${id}  ${words.states[stateOf(job)]}`);
  const bill = session.isSimulated ? '' : ` ${words.billed[billed]}`;
  // By what it is now: nothing stops a task that had ended.
  if (job.phase === 'failed') {
    showResult(terminal, session, job, false);
    return 'failed';
  }
  if (job.phase === 'canceled') {
    say(`${words.canceled}${bill}`);
    return 'done';
  }
  if (outcome === 'requested') {
    say(words.cancelRequested(session.named(id)));
    return 'notYet';
  }
  say(`${job.phase === 'succeeded' ? words.tooLate(session.named(id)) : words.goesOn}${bill}`);
  return 'mayBeBilled';
}

export async function download(
  terminal: Terminal,
  session: Session,
  asked: string,
  file: string,
  { json = false, force = false }: Options,
): Promise<Exit> {
  const { words, print } = terminal;
  const target = readTarget(terminal, file, force);
  const { books, ...stored } = await findJob(terminal, session, asked);
  const { job } = stored;
  if (job.phase !== 'succeeded') throw new ExitError('notYet', words.notFinished(words.states[stateOf(job)]));
  const stopping = new AbortController();
  const over = interruptions(terminal, () => stopping.abort());
  let now: VideoJob;
  try {
    now = isElsewhere(job)
      ? await bringHome(session, books, stored, storeAt(session, target), stopping.signal)
      : copied(terminal, target, job);
  } finally {
    over();
  }
  if (json) print(JSON.stringify(jobAsJson(now)));
  else for (const place of placesOf(now)) print(place);
  return 'done';
}
