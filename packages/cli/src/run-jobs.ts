import { isEnded, type StoreVideo, type VideoJob } from '@vid/core/journal';
import { bringHome, isElsewhere } from './bring-home.ts';
import { type Exit } from './exit-codes.ts';
import { follow } from './follow.ts';
import {
  exitOf,
  fullModel,
  jobAsJson,
  modelText,
  placesOf,
  reasonOf,
  stateOf,
  worstOf,
} from './job-words.ts';
import type { Books, Session } from './session.ts';
import { cut } from './table.ts';
import type { Terminal } from './terminal.ts';
import type { Words } from './words.ts';

export interface RunOptions {
  readonly storeVideo?: StoreVideo | undefined;
  readonly timeoutSeconds?: number | undefined;
  /** How to go on after Ctrl+C, where these are several jobs. */
  readonly goOn?: string | undefined;
  /** Called once with each job that is over; what it names is waited for, too. */
  readonly next?: ((job: VideoJob, signal: AbortSignal) => Promise<readonly string[]>) | undefined;
  /** Given up for now after so many failures in a row. Default: never. */
  readonly mostFailures?: number | undefined;
  /** False: only until each has been sent, or was not. */
  readonly isWaiting?: boolean | undefined;
}

/** Follows jobs as a person watches them: a line of progress, and Ctrl+C that leaves the tasks alone. */
export async function runJobs(
  terminal: Terminal,
  session: Session,
  books: Books,
  ids: readonly string[],
  options: RunOptions,
): Promise<{ readonly jobs: readonly VideoJob[]; readonly exit: Exit }> {
  const { words, say } = terminal;
  const {
    storeVideo,
    timeoutSeconds,
    goOn,
    mostFailures = Number.POSITIVE_INFINITY,
    isWaiting = true,
    next,
  } = options;
  const isGone = (job: VideoJob) => isLost(session, job);
  const isSent = (job: VideoJob) =>
    isEnded(job) || isGone(job) || (job.phase !== 'submitting' && job.phase !== 'unknown');
  const isOver = (job: VideoJob) =>
    isEnded(job) || needsKey(job) || isGone(job) || job.failures >= mostFailures;
  const stopping = new AbortController();
  const ended = interruptions(terminal, () => stopping.abort('interrupt'));
  const timer =
    timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => stopping.abort('timeout'), timeoutSeconds * 1000);
  const now = new Map<string, VideoJob>();
  const told = new Set<string>();
  const watch = watching(terminal, now);
  try {
    const jobs = await follow(session, books, ids, {
      storeVideo,
      signal: stopping.signal,
      next: next && ((job) => next(job, stopping.signal)),
      isOver: (job) => (isWaiting ? isOver(job) : isSent(job)),
      onError: (error) => say(error instanceof Error ? error.message : String(error)),
      onChange(job) {
        now.set(job.id, job);
        const { lastError, failures } = job;
        const trouble = `${job.id} ${lastError?.code ?? ''}`;
        if (lastError === undefined || failures === 0) return;
        if (isEnded(job) || told.has(trouble) || job.phase === 'unknown') return;
        told.add(trouble);
        say(`${troubleIn(job, words)}${words.colon}${lastError.message}`);
      },
    });
    if (stopping.signal.reason !== 'interrupt')
      return await allHome(terminal, session, books, jobs, storeVideo, stopping.signal);
    const open = jobs.filter((job) => !isEnded(job));
    if (open.length === 0) return { jobs, exit: worstOf(jobs.map(exitOf)) };
    sayStopped(terminal, session, open, goOn);
    return { jobs, exit: jobs.some(({ phase }) => phase === 'unknown') ? 'mayBeBilled' : 'stopped' };
  } finally {
    watch.end();
    clearTimeout(timer);
    ended();
  }
}

/** What becomes of the jobs that were waited for, and how to go on. One that may be billed is told of as a result. */
function sayStopped(
  { words, say }: Terminal,
  { isSimulated, named }: Session,
  open: readonly VideoJob[],
  goOn: string | undefined,
): void {
  const hasTask = open.some(({ phase }) => phase === 'polling' || phase === 'downloading');
  if (goOn !== undefined) return say(hasTask ? words.stoppedMany(goOn) : words.stoppedEarly(goOn));
  for (const { id, phase } of open) {
    if (phase === 'submitting') say(words.notSent(named(id)));
    else if (phase === 'polling' && !isSimulated) say(words.stopped(named(id)));
    else if (phase !== 'unknown') say(words.notYet(named(id)));
  }
}

/** The jobs with the videos of those whose end another command saw, which had no place for them. */
async function allHome(
  { say }: Terminal,
  session: Session,
  books: Books,
  jobs: readonly VideoJob[],
  storeVideo: StoreVideo | undefined,
  signal: AbortSignal,
): Promise<{ readonly jobs: readonly VideoJob[]; readonly exit: Exit }> {
  const exits = jobs.map(exitOf);
  const home = [...jobs];
  for (const [index, job] of jobs.entries()) {
    const stored = isElsewhere(job) ? await books.store.get(job.id) : undefined;
    if (storeVideo === undefined || stored === undefined) continue;
    try {
      home[index] = await bringHome(session, books, stored, storeVideo, signal);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      exits[index] = 'notYet';
    }
  }
  return { jobs: home, exit: worstOf(exits) };
}

const troubleIn = ({ phase }: VideoJob, words: Words): string => {
  if (phase === 'submitting') return words.busy;
  return phase === 'downloading' ? words.downloadTrouble : words.trouble;
};

/** Nobody answers without a key, however long one waits. A job that was resumed has its last error still, but no failures. */
const needsKey = ({ lastError, phase, failures }: VideoJob) =>
  failures > 0 && lastError?.code === 'authentication' && phase !== 'submitting';

/**
 * Looked for in vain so often that a person would rather be told: later look-ups may still find it. Where the service cannot be asked
 * only the journal may know more, and one look is enough.
 */
function isLost({ connections }: Session, { phase, failures, model }: VideoJob): boolean {
  const one = connections.find(({ id, api }) => id === model.provider && api === model.api);
  return phase === 'unknown' && failures > (one?.provider.reconcile === undefined ? 0 : 1);
}

/** The first signal ends the wait, a second one the process. */
export function interruptions({ say, words }: Terminal, stop: () => void): () => void {
  let count = 0;
  const interrupted = () => {
    count += 1;
    if (count > 1) process.exit(130);
    say(words.leaving);
    stop();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupted);
  return () => {
    for (const signal of signals) process.off(signal, interrupted);
  };
}

const clock = (milliseconds: number) => {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

function watching(terminal: Terminal, now: ReadonlyMap<string, VideoJob>) {
  const { words, progress, stderrColumns } = terminal;
  const startedAt = performance.now();
  const draw = () => {
    const jobs = [...now.values()];
    const time = clock(performance.now() - startedAt);
    progress(
      cut(`${jobs.length === 1 ? jobs.map(one).join('') : several(jobs)} · ${time}`, stderrColumns - 1),
    );
  };
  const one = (job: VideoJob) => {
    const part = job.phase === 'polling' ? job.task.progress : undefined;
    const percent = part === undefined ? '' : ` ${Math.round(part * 100)} %`;
    return `${words.states[stateOf(job)]}${percent}`;
  };
  const several = (jobs: readonly VideoJob[]) => {
    const byState = Map.groupBy(jobs, stateOf);
    return [...byState].map(([state, some]) => `${some.length} ${words.states[state]}`).join(' · ');
  };
  const timer = setInterval(draw, 500);
  return {
    end() {
      clearInterval(timer);
      progress('');
    },
  };
}

/** The result of one job: its places to stdout, what is wrong to stderr. */
export function showResult(terminal: Terminal, session: Session, job: VideoJob, isJson: boolean): void {
  const { words, print, say } = terminal;
  if (isJson) print(JSON.stringify(jobAsJson(job)));
  else for (const place of placesOf(job)) print(place);
  const reason = reasonOf(job);
  const id = session.named(job.id);
  switch (job.phase) {
    case 'succeeded':
      if (session.isSimulated && job.videos.some(({ file }) => file === undefined)) say(words.simulatedLink);
      return;
    case 'failed':
      return say(`${words.failed}${words.colon}${modelText(job.model)}: ${reason ?? ''}`);
    case 'canceled':
      return say(words.canceled);
    case 'refused':
      return say(`${words.refused}${words.colon}${fullModel(job.model)}: ${reason ?? ''}`);
    case 'unknown':
      return say(session.isSimulated ? words.notYet(id) : words.unknown(id));
    case 'submitting':
    case 'polling':
    case 'downloading': {
      if (reason !== undefined) say(reason);
      const isLeft = job.phase === 'downloading' && job.stalled === true && !session.isSimulated;
      return say(isLeft ? words.notSaved(id) : words.notYet(id));
    }
  }
}
