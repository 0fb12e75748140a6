import { isEnded, type StoredJob, type VideoJob } from '@vid/core/journal';
import { nearestName } from '@vid/core/provider-kit';
import { ExitError } from './exit-codes.ts';
import type { Books, Session } from './session.ts';
import type { Terminal } from './terminal.ts';

/** A job, and in which books it is. */
export interface FoundJob extends StoredJob {
  readonly books: Books;
}

async function* jobsIn(books: Books): AsyncGenerator<FoundJob, undefined> {
  let cursor: string | undefined;
  do {
    const { jobs, next } = await books.store.list({ owner: '', limit: 100, cursor });
    for (const stored of jobs) yield { ...stored, books };
    cursor = next;
  } while (cursor !== undefined);
}

/** Every job of this machine, newest first. */
export async function* allJobs({ allBooks }: Session): AsyncGenerator<FoundJob> {
  const lists = allBooks().map(jobsIn);
  const heads = await Promise.all(lists.map(async (list) => ({ list, found: (await list.next()).value })));
  const createdAt = ({ found }: (typeof heads)[number]) => found?.job.createdAt ?? '';
  for (;;) {
    const [newest] = heads.toSorted((a, b) => createdAt(b).localeCompare(createdAt(a)));
    if (newest?.found === undefined) return;
    yield newest.found;
    newest.found = (await newest.list.next()).value;
  }
}

/** Whoever asks again wants to know now: neither a pause after failures nor a job that was given up keeps them waiting. */
export async function wake({ jobs }: Books, job: VideoJob): Promise<void> {
  const isPaused = job.stalled === true || (job.failures > 0 && !isEnded(job));
  if (isPaused) await jobs.resume(job.id);
}

const shortest = 3;

/** By its id, or by its beginning where that is one's alone. */
export async function findJob({ words }: Terminal, session: Session, asked: string): Promise<FoundJob> {
  for (const books of session.allBooks()) {
    const stored = await books.store.get(asked);
    if (stored !== undefined) return { ...stored, books };
  }
  const all: FoundJob[] = [];
  for await (const found of allJobs(session)) all.push(found);
  const meant = asked.length < shortest ? [] : all.filter(({ job }) => job.id.startsWith(asked));
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  const ids = meant.map(({ job }) => job.id);
  if (ids.length > 1) throw new ExitError('impossible', words.severalJobs(asked, ids.slice(0, 5).join(', ')));
  const nearest = nearestName(
    asked,
    all.map(({ job }) => job.id),
  );
  const apart = session.hasSimulated ? ` ${words.simulatedApart}` : '';
  throw new ExitError('impossible', words.noJob(asked, nearest) + apart);
}
