import type { Submission, VideoTask } from '@vid/core';
import { isEnded, type StoredFile, type VideoJob } from '@vid/core/journal';
import type { Run, RunError, SavedVideo } from '../api.ts';
import type { Connection } from './providers.ts';
import type { RunRow } from './store/runs.ts';

interface RunContext {
  /** Missing where the server was started without its key, or nothing simulates it any more. */
  readonly connection: Connection | undefined;
  /** How many tasks must end before it is sent. */
  readonly queuedBehind: number | undefined;
}

export const neverSent: RunError = {
  code: 'internal',
  message: 'The server ended before the request was sent. It was never sent; start it again.',
};
const stopped: RunError = { code: 'stopped', message: 'Stopped before the request was sent.' };
const lost =
  'The server ended before the answer came. The request may have been accepted and may be billed; it is not sent again.';

/** A service may know of a task only a little after it was accepted; then it is still looked up, but nobody waits. */
const mostLookUps = 2;

const videoUrl = (id: string, index: number) => `/api/runs/${id}/video/${index}`;
const savedOf = (id: string, { name: _name, ...file }: StoredFile, index: number): SavedVideo => ({
  url: videoUrl(id, index),
  ...file,
});

/** Without the links of the service: a page needs none, and whoever reads one has the video. */
function taskOf(job: Extract<VideoJob, { readonly task?: unknown }>): VideoTask | undefined {
  if (job.phase === 'succeeded')
    return { ...job.task, videos: job.videos.map((_, index) => ({ url: videoUrl(job.id, index) })) };
  if (job.phase !== 'downloading') return job.task;
  return { ...job.task, videos: job.task.videos.map((_, index) => ({ url: videoUrl(job.id, index) })) };
}

function acceptedState(
  { facts, finished }: RunRow,
  job: VideoJob,
  task: VideoTask,
  lastError: RunError | undefined,
): Run['state'] {
  const { startedAt, byId } = facts;
  const acceptedAt = byId === true ? startedAt : Date.parse(task.createdAt ?? job.createdAt);
  return {
    phase: 'accepted',
    acceptedAfterMs: Math.max(0, acceptedAt - startedAt),
    ...(finished !== undefined && { finishedAfterMs: Math.max(0, finished - startedAt) }),
    task,
    ...(lastError !== undefined && { lastError }),
  };
}

const errorOf = ({ lastError }: VideoJob): RunError | undefined =>
  lastError && { code: lastError.code, message: lastError.message };

/** A run as the page is told it: the demo's own facts, and its job. */
export function runOf(row: RunRow, job: VideoJob | undefined, context: RunContext): Run {
  const { facts, refused } = row;
  const run = (state: Run['state'], endedAt: number | undefined, more: Partial<Run> = {}): Run => ({
    ...facts,
    state,
    ...(endedAt !== undefined && { endedAt }),
    videos: [],
    ...more,
  });
  const isUnsent = job === undefined || (job.phase === 'canceled' && job.task === undefined);
  if (refused !== undefined && isUnsent)
    return run(
      { phase: 'refused', error: refused },
      job === undefined ? facts.startedAt : Date.parse(job.updatedAt),
    );
  // Its job is being written.
  if (job === undefined) return run({ phase: 'sending' }, undefined);
  const updatedAt = Date.parse(job.updatedAt);
  const withTask = (
    task: VideoTask,
    lastError: RunError | undefined,
    isOver: boolean,
    videos: Run['videos'] = [],
  ) =>
    run(acceptedState(row, job, task, lastError), isOver ? updatedAt : undefined, {
      videos,
      ...(task.cost !== undefined && { cost: task.cost }),
    });
  switch (job.phase) {
    case 'submitting': {
      const { queuedBehind } = context;
      return run({ phase: 'sending', ...(queuedBehind !== undefined && { queuedBehind }) }, undefined);
    }
    case 'refused':
      return run(
        { phase: 'refused', error: { code: job.lastError.code, message: job.lastError.message } },
        updatedAt,
      );
    case 'unknown': {
      const isOver = isEnded(job) || !canLookUp(context, job.submission) || job.failures >= mostLookUps;
      const error: RunError = { code: 'submission-unknown', message: job.lastError?.message ?? lost };
      return run({ phase: 'unknown', error }, isOver ? updatedAt : undefined);
    }
    case 'canceled':
      if (job.task === undefined) return run({ phase: 'refused', error: stopped }, updatedAt);
      return withTask(job.task, undefined, true);
    case 'failed':
      return withTask(job.task, undefined, true);
    case 'succeeded': {
      const files = job.videos.flatMap(({ file }, index) =>
        file === undefined ? [] : [savedOf(job.id, file, index)],
      );
      return withTask(taskOf(job) ?? { ...job.task, videos: [] }, undefined, true, files);
    }
    case 'polling':
    case 'downloading': {
      const files =
        job.phase === 'downloading'
          ? Object.entries(job.files).map(([index, file]) => savedOf(job.id, file, Number(index)))
          : [];
      const missing = context.connection === undefined ? missingConnection(facts.real) : undefined;
      // A poll that fails says nothing; a video that does not come home is told.
      const trouble = job.phase === 'downloading' || job.stalled === true ? errorOf(job) : undefined;
      const lastError = missing ?? trouble;
      return withTask(taskOf(job) ?? job.task, lastError, lastError !== undefined, files);
    }
  }
}

const canLookUp = ({ connection }: RunContext, submission: Submission | undefined) =>
  submission !== undefined && connection?.provider.reconcile !== undefined;

function missingConnection(real: boolean): RunError {
  const what = real ? 'The key of its service is' : 'Its simulated service is';
  return { code: 'authentication', message: `${what} not here any more: start the server with it to go on.` };
}
