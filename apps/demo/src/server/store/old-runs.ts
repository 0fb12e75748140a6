import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { parseSubmission, type Submission, type VideoTask } from '@vid/core';
import type { StoredFile, VideoJob } from '@vid/core/journal';
import type { SqliteStore } from '@vid/core/sqlite';
import * as z from 'zod/mini';
import { type Run, runSchema } from '../../api.ts';

const names = z.array(z.object({ name: z.string() }));
const oldRow = z.object({ id: z.string(), run: z.string(), submission: z.nullable(z.string()) });
const cost = z.object({
  run: z.string(),
  at: z.number(),
  amount: z.nullable(z.number()),
  currency: z.nullable(z.string()),
  settled: z.number(),
});

/**
 * Jobs of the runs that an older demo has written, which had the sending in its own hands: what had ended has ended, what goes on
 * goes on, and what may have been sent is looked up. What deleted runs cost stays in the books. Done once; where it is
 * interrupted, it begins again.
 */
export async function jobsOfOldRuns(
  database: DatabaseSync,
  store: SqliteStore,
  videos: string,
): Promise<void> {
  const tables = z.parse(
    names,
    database.prepare("SELECT name FROM sqlite_master WHERE name = 'old_runs'").all(),
  );
  if (tables.length === 0) return;
  const ledger = z.parse(z.array(cost), database.prepare('SELECT * FROM ledger').all());
  const bookedAt = new Map(ledger.map(({ run, at }) => [run, at]));
  const old = z.parse(
    z.array(oldRow),
    database.prepare('SELECT id, run, submission FROM old_runs ORDER BY seq').all(),
  );
  for (const { id, run: text, submission: sent } of old) {
    const run = z.parse(runSchema, JSON.parse(text));
    const submission = sent === null ? undefined : parseSubmission(JSON.parse(sent));
    const job = jobOf(run, submission, bookedAt.get(id) ?? run.startedAt, (index) =>
      fileOf(run, index, videos),
    );
    if (submission !== undefined && job.phase === 'unknown')
      await store.journal.claim({
        key: id,
        fingerprint: id,
        after: 0,
        attempt: { phase: 'sending', submission },
      });
    const isOver = job.phase !== 'polling' && job.phase !== 'unknown' && job.phase !== 'downloading';
    await store.jobs.put(job, { version: 0, wakeAt: isOver ? undefined : Date.now() });
  }
  const known = new Set(old.map(({ id }) => id));
  for (const one of ledger) if (!known.has(one.run)) await store.jobs.put(deletedJob(one), { version: 0 });
  database.exec('BEGIN IMMEDIATE; DROP TABLE old_runs; DROP TABLE ledger; COMMIT;');
  // The links of services that stood in the rows, overwritten ones too.
  database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
}

function fileOf({ id, videos }: Run, index: number, folder: string): StoredFile {
  const { url: _url, ...facts } = videos[index] ?? { url: '', mediaType: 'video/mp4', bytes: 0 };
  const name = `${id}-${index}.${facts.mediaType === 'video/mp4' ? 'mp4' : 'video'}`;
  const before = join(folder, `${id}-${index}.video`);
  if (existsSync(before)) renameSync(before, join(folder, name));
  return { name, ...facts };
}

const factsOf = (run: Run, at: number) => ({
  id: run.id,
  owner: run.real ? (run.byId === true ? 'real-by-id' : 'real') : 'simulated',
  fingerprint: run.id,
  createdAt: new Date(at).toISOString(),
  updatedAt: new Date(run.endedAt ?? at).toISOString(),
  ...(run.estimate !== undefined && { estimate: run.estimate }),
  model: { provider: run.provider, api: run.api, model: run.model },
  failures: 0,
});

function jobOf(
  run: Run,
  submission: Submission | undefined,
  at: number,
  file: (index: number) => StoredFile,
): VideoJob {
  const { state } = run;
  const facts = factsOf(run, at);
  switch (state.phase) {
    case 'sending':
      return submission === undefined
        ? { ...facts, phase: 'canceled' }
        : { ...facts, phase: 'unknown', submission };
    case 'unknown': {
      const lastError = {
        code: 'submission-unknown',
        message: state.error.message,
        retryable: false,
      } as const;
      return { ...facts, phase: 'unknown', submission, lastError };
    }
    case 'refused': {
      const { code, message } = state.error;
      if (code === 'stopped') return { ...facts, phase: 'canceled' };
      const known = code === 'internal' ? 'provider-unavailable' : code;
      return { ...facts, phase: 'refused', lastError: { code: known, message, retryable: false } };
    }
    case 'accepted':
      return jobOfTask(facts, state.task, run.videos.length, file);
  }
}

function jobOfTask(
  facts: ReturnType<typeof factsOf>,
  task: VideoTask,
  saved: number,
  file: (index: number) => StoredFile,
): VideoJob {
  switch (task.status) {
    case 'queued':
    case 'running':
      return { ...facts, phase: 'polling', task };
    case 'failed':
      return { ...facts, phase: 'failed', task };
    case 'canceled':
      return { ...facts, phase: 'canceled', task };
    case 'succeeded': {
      const { videos, ...rest } = task;
      if (saved < videos.length) return { ...facts, phase: 'downloading', task, files: {} };
      const stored = videos.map(({ id, duration }, index) => ({ id, duration, file: file(index) }));
      return { ...facts, phase: 'succeeded', task: rest, videos: stored };
    }
  }
}

/** In no history, but in the books. */
function deletedJob({ run: id, at, amount, currency, settled }: z.infer<typeof cost>): VideoJob {
  const model = { provider: 'unknown', api: 'unknown', model: 'unknown' };
  const createdAt = new Date(at).toISOString();
  const price = amount === null || currency === null ? undefined : { amount, currency };
  const facts = {
    id,
    owner: 'real',
    fingerprint: id,
    createdAt,
    updatedAt: createdAt,
    model,
    failures: 0,
    estimate: price,
  };
  if (settled === 0) return { ...facts, phase: 'unknown', stalled: true };
  return {
    ...facts,
    phase: 'succeeded',
    task: { ...model, id, status: 'succeeded', cost: price },
    videos: [],
  };
}
