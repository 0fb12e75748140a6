import type { Submission, VideoTask } from '@vid/core';
import { isEnded, type VideoJob } from '@vid/core/journal';
import { storedFilesOf, type TimelineEntry } from '@vid/server';
import type { HistoryEntry } from '@vid/server/node';
import * as z from 'zod/mini';
import { type Run, type RunError, runError, type RunFacts, type SavedVideo } from '../api.ts';
import type { Connection } from './providers.ts';

interface RunContext {
  /** Missing where the server was started without its key, or nothing simulates it any more. */
  readonly connection: Connection | undefined;
  readonly timeline: readonly TimelineEntry[] | undefined;
}

const stopped: RunError = { code: 'stopped', message: 'Stopped before the request was sent.' };
const lost =
  'The server ended before the answer came. The request may have been accepted and may be billed; it is not sent again.';

/** A service may know of a task only a little after it was accepted; then it is still looked up, but nobody waits. */
const mostLookUps = 2;

const videoUrl = (id: string, index: number) => `/api/runs/${id}/video/${index}`;

const savedOf = (job: VideoJob): readonly SavedVideo[] =>
  storedFilesOf(job).map(([index, { name: _name, ...file }]) => ({ url: videoUrl(job.id, index), ...file }));

/** Without the links of the service: a page needs none, and whoever reads one has the video. */
function taskOf(job: VideoJob): VideoTask | undefined {
  const linked = (videos: readonly unknown[]) => videos.map((_, index) => ({ url: videoUrl(job.id, index) }));
  if (job.phase === 'succeeded') return { ...job.task, videos: linked(job.videos) };
  if (job.phase === 'downloading') return { ...job.task, videos: linked(job.task.videos) };
  return 'task' in job ? job.task : undefined;
}

/** A run as the page is told it: what was asked for, and its job. */
export function runOf(entry: HistoryEntry<RunFacts>, job: VideoJob | undefined, context: RunContext): Run {
  const { facts } = entry;
  const task = job && taskOf(job);
  const { state, isOver } = stateOf(entry, job, task, context);
  const { timeline } = context;
  return {
    ...facts,
    state,
    videos: job === undefined ? [] : savedOf(job),
    ...(isOver && { endedAt: job === undefined ? facts.startedAt : Date.parse(job.updatedAt) }),
    ...(task?.cost !== undefined && { cost: task.cost }),
    ...(job?.phase === 'canceled' && job.billed !== undefined && { billed: job.billed }),
    ...(timeline !== undefined && { timeline }),
  };
}

interface Seen {
  readonly state: Run['state'];
  readonly isOver: boolean;
}

const refusedAs = (error: RunError): Seen => ({ state: { phase: 'refused', error }, isOver: true });

function stateOf(
  entry: HistoryEntry<RunFacts>,
  job: VideoJob | undefined,
  task: VideoTask | undefined,
  context: RunContext,
): Seen {
  const isUnsent = job === undefined || (job.phase === 'canceled' && job.task === undefined);
  if (isUnsent && entry.refused !== undefined) return refusedAs(z.parse(runError, entry.refused));
  // Its job is being written.
  if (job === undefined) return { state: { phase: 'sending' }, isOver: false };
  if (task !== undefined) return acceptedAs(entry, job, task, context);
  if (job.phase === 'refused') return refusedAs({ code: job.lastError.code, message: job.lastError.message });
  if (job.phase === 'canceled') return refusedAs(stopped);
  if (job.phase === 'unknown') {
    const isOver = isEnded(job) || !canLookUp(context, job.submission) || job.failures >= mostLookUps;
    const error: RunError = { code: 'submission-unknown', message: job.lastError?.message ?? lost };
    return { state: { phase: 'unknown', error }, isOver };
  }
  const last = context.timeline?.at(-1);
  const queued = last?.type === 'queued' ? { queuedBehind: last.ahead } : {};
  return { state: { phase: 'sending', ...queued }, isOver: false };
}

function acceptedAs(
  { facts, finishedAt }: HistoryEntry<RunFacts>,
  job: VideoJob,
  task: VideoTask,
  { connection }: RunContext,
): Seen {
  const { startedAt, byId, real } = facts;
  const goesOn = job.phase === 'polling' || job.phase === 'downloading';
  // A poll that fails says nothing; a video that does not come home is told.
  const trouble = job.phase === 'downloading' || job.stalled === true ? job.lastError : undefined;
  const lastError = !goesOn ? undefined : connection === undefined ? missingConnection(real) : trouble;
  const acceptedAt = byId === true ? startedAt : Date.parse(task.createdAt ?? job.createdAt);
  const state: Run['state'] = {
    phase: 'accepted',
    acceptedAfterMs: Math.max(0, acceptedAt - startedAt),
    ...(finishedAt !== undefined && { finishedAfterMs: Math.max(0, finishedAt - startedAt) }),
    task,
    ...(lastError !== undefined && { lastError: { code: lastError.code, message: lastError.message } }),
  };
  return { state, isOver: !goesOn || lastError !== undefined };
}

const canLookUp = ({ connection }: RunContext, submission: Submission | undefined) =>
  submission !== undefined && connection?.provider.reconcile !== undefined;

function missingConnection(real: boolean): RunError {
  const what = real ? 'The key of its service is' : 'Its simulated service is';
  return { code: 'authentication', message: `${what} not here any more: start the server with it to go on.` };
}
