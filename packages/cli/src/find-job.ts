import { isEnded, type StoredJob, type VideoJob } from '@vid/core/journal';
import { nearestName } from '@vid/core/provider-kit';
import { ExitError } from './exit-codes.ts';
import type { Books } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Every job of this machine, newest first. */
export async function* allJobs({ store }: Books): AsyncGenerator<StoredJob> {
  let cursor: string | undefined;
  do {
    const { jobs, next } = await store.list({ owner: '', limit: 100, cursor });
    yield* jobs;
    cursor = next;
  } while (cursor !== undefined);
}

/** Whoever asks again wants to know now: neither a pause after failures nor a job that was given up keeps them waiting. */
export async function wake({ jobs }: Books, job: VideoJob): Promise<void> {
  const isPaused = job.stalled === true || (job.failures > 0 && !isEnded(job));
  if (isPaused) await jobs.resume(job.id);
}

const shortest = 3;

/** By its id, or by its beginning where that is one's alone. */
export async function findJob({ words }: Terminal, books: Books, asked: string): Promise<StoredJob> {
  const found = await books.store.get(asked);
  if (found !== undefined) return found;
  const all: StoredJob[] = [];
  for await (const stored of allJobs(books)) all.push(stored);
  const meant = asked.length < shortest ? [] : all.filter(({ job }) => job.id.startsWith(asked));
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  const ids = meant.map(({ job }) => job.id);
  if (ids.length > 1) throw new ExitError('impossible', words.severalJobs(asked, ids.slice(0, 5).join(', ')));
  const nearest = nearestName(
    asked,
    all.map(({ job }) => job.id),
  );
  throw new ExitError('impossible', words.noJob(asked, nearest));
}
