import { setTimeout } from 'node:timers/promises';
import { isFinal, type Router, type Submission, VideoError, type VideoTask } from '@vid/core';
import type { Run } from '../api.ts';
import { toRunError } from './errors.ts';
import type { Connection } from './providers.ts';
import type { Videos } from './videos.ts';

/** In milliseconds: how long a task is polled. */
export const day = 86_400_000;
/** A service may know of a task only a little after it was accepted. */
const mostLookUps = 3;

type Accepted = Extract<Run['state'], { readonly phase: 'accepted' }>;

/** Time between two polls, in milliseconds. A real service's own minimum still applies. */
export interface Intervals {
  readonly real: number;
  readonly simulated: number;
}

/** What one run needs to know and may do. */
export interface RunContext {
  readonly connection: Connection;
  /** Sends, polls, keeps the ledger and the durations. */
  readonly router: Router;
  /** Aborts when the server closes or the run is stopped. */
  readonly signal: AbortSignal;
  readonly intervals: Intervals;
  readonly videos: Videos;
  /** The run as it is now. */
  now(): Run;
  /** On disk when it returns, or as soon as the disk takes it. */
  save(change: Partial<Run>): void;
  journal(submission: Submission): void;
}

export const paceOf = ({ connection, intervals }: Pick<RunContext, 'connection' | 'intervals'>) =>
  connection.real ? { intervalMs: intervals.real } : { intervalMs: intervals.simulated, minIntervalMs: 0 };

/** What the service knows of a submission now; an error while polling says nothing. */
async function find({ router, signal }: RunContext, submission: Submission): Promise<VideoTask | undefined> {
  try {
    return await router.reconcile(submission, { signal });
  } catch (error) {
    if (error instanceof VideoError || signal.aborted) return undefined;
    throw error;
  }
}

/** Finds out whether a submission became a task, where the service can tell. It is never sent again. */
export async function lookUp(
  context: RunContext,
  submission: Submission | undefined,
  message: string,
): Promise<void> {
  const { connection, signal } = context;
  const canAsk = connection.provider.reconcile !== undefined;
  for (let asked = 0; asked < mostLookUps; asked += 1) {
    if (!canAsk || submission === undefined) break;
    if (asked > 0) await setTimeout(paceOf(context).intervalMs, undefined, { signal }).catch(() => undefined);
    const task = await find(context, submission);
    if (signal.aborted) return;
    if (task !== undefined) {
      const acceptedAfterMs = Math.max(
        0,
        Date.parse(task.createdAt ?? submission.submittedAt) - context.now().startedAt,
      );
      context.save({ state: { phase: 'accepted', acceptedAfterMs, task }, endedAt: undefined });
      return follow(context);
    }
  }
  context.save({
    state: { phase: 'unknown', error: { code: 'submission-unknown', message } },
    endedAt: context.now().endedAt ?? Date.now(),
  });
}

/** Waits for the end of an accepted task and downloads its videos. */
export async function follow(context: RunContext): Promise<void> {
  const { router, signal } = context;
  const { state } = context.now();
  if (state.phase !== 'accepted') return;
  const { lastError: _, ...accepted } = state;
  let { task } = accepted;
  if (isFinal(task)) return finish(context, task, 'refresh links');
  try {
    task = await router.wait(task, {
      signal,
      timeoutMs: day,
      ...paceOf(context),
      onUpdate: (next) => {
        if (JSON.stringify(next) !== JSON.stringify(task))
          context.save(afterAnswer(context.now(), accepted, next));
        task = next;
      },
    });
  } catch (error) {
    return recordError(context, error);
  }
  await finish(context, task);
}

/** What an answer of its service changes of a run. */
export function afterAnswer({ startedAt }: Run, accepted: Accepted, task: VideoTask): Partial<Run> {
  const finishedAfterMs = accepted.finishedAfterMs ?? (isFinal(task) ? Date.now() - startedAt : undefined);
  return {
    state: { ...accepted, task, ...(finishedAfterMs !== undefined && { finishedAfterMs }) },
    // An estimate that its service gave before is no cost of a task that was stopped.
    cost: task.cost,
  };
}

/** Downloads the videos of a task that has ended. Links of a task that ended in another process may be dead. */
export async function finish(context: RunContext, task: VideoTask, links?: 'refresh links'): Promise<void> {
  const { connection, router, signal, videos } = context;
  try {
    if (task.status === 'succeeded') {
      const fresh = links === undefined ? task : await videos.refreshLinks(task, router, signal);
      context.save({ videos: await videos.downloadAll(context.now(), fresh, connection, signal) });
    }
    context.save({ endedAt: Date.now() });
  } catch (error) {
    recordError(context, error);
  }
}

/** Records the error; an accepted task is not polled again until the server restarts. */
export function recordError(context: RunContext, error: unknown): void {
  if (context.signal.aborted) return;
  const { state } = context.now();
  const lastError = toRunError(error);
  context.save({ state: state.phase === 'accepted' ? { ...state, lastError } : state, endedAt: Date.now() });
}
