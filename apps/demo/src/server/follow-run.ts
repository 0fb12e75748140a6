import { setTimeout } from 'node:timers/promises';
import { isFinal, type Router, type Submission, VideoError, type VideoTask } from '@vid/core';
import type { Run } from '../api.ts';
import { toRunError } from './errors.ts';
import type { Door } from './providers.ts';
import type { Videos } from './videos.ts';

/** In milliseconds: how long a task is asked about. */
export const day = 86_400_000;
/** A service may know of a task only a little after it was accepted. */
const mostLookUps = 3;

type Accepted = Extract<Run['state'], { readonly phase: 'accepted' }>;

/** Time between two questions, in milliseconds. A real service's floor holds all the same. */
export interface Intervals {
  readonly real: number;
  readonly simulated: number;
}

/** What the life of one run needs to know and may do. */
export interface RunLife {
  readonly door: Door;
  /** Sends, asks, keeps the limit's books and the times. */
  readonly router: Router;
  /** Ends at the close of the server, and when the run needs nobody any more. */
  readonly signal: AbortSignal;
  readonly intervals: Intervals;
  readonly videos: Videos;
  /** The run as it is now. */
  now(): Run;
  /** On disk when it returns. */
  save(change: Partial<Run>): void;
  journal(submission: Submission): void;
}

export const paceOf = ({ door, intervals }: Pick<RunLife, 'door' | 'intervals'>) =>
  door.real ? { intervalMs: intervals.real } : { intervalMs: intervals.simulated, minIntervalMs: 0 };

/** What the service knows of a submission now; trouble while asking tells nothing. */
async function find({ router, signal }: RunLife, submission: Submission): Promise<VideoTask | undefined> {
  try {
    return await router.reconcile(submission, { signal });
  } catch (error) {
    if (error instanceof VideoError || signal.aborted) return undefined;
    throw error;
  }
}

/** Finds out whether a submission became a task, where the service can tell. It is never sent again. */
export async function lookUp(
  life: RunLife,
  submission: Submission | undefined,
  message: string,
): Promise<void> {
  const { door, signal } = life;
  const canAsk = door.provider.reconcile !== undefined;
  for (let asked = 0; asked < mostLookUps; asked += 1) {
    if (!canAsk || submission === undefined) break;
    if (asked > 0) await setTimeout(paceOf(life).intervalMs, undefined, { signal }).catch(() => undefined);
    const task = await find(life, submission);
    if (signal.aborted) return;
    if (task !== undefined) {
      const acceptedAfterMs = Math.max(
        0,
        Date.parse(task.createdAt ?? submission.submittedAt) - life.now().startedAt,
      );
      life.save({ state: { phase: 'accepted', acceptedAfterMs, task }, endedAt: undefined });
      return follow(life);
    }
  }
  life.save({
    state: { phase: 'unknown', error: { code: 'submission-unknown', message } },
    endedAt: life.now().endedAt ?? Date.now(),
  });
}

/** Waits for the end of an accepted task and brings its videos home. */
export async function follow(life: RunLife): Promise<void> {
  const { router, signal } = life;
  const { state } = life.now();
  if (state.phase !== 'accepted') return;
  const { trouble: _, ...accepted } = state;
  let { task } = accepted;
  if (isFinal(task)) return finish(life, task, 'fresh links');
  try {
    task = await router.wait(task, {
      signal,
      timeoutMs: day,
      ...paceOf(life),
      onUpdate: (next) => {
        if (JSON.stringify(next) !== JSON.stringify(task)) life.save(afterAnswer(life.now(), accepted, next));
        task = next;
      },
    });
  } catch (error) {
    return inTrouble(life, error);
  }
  await finish(life, task);
}

/** What an answer of its service changes of a run. */
export function afterAnswer({ startedAt }: Run, accepted: Accepted, task: VideoTask): Partial<Run> {
  const finishedAfterMs = accepted.finishedAfterMs ?? (isFinal(task) ? Date.now() - startedAt : undefined);
  return {
    state: { ...accepted, task, ...(finishedAfterMs !== undefined && { finishedAfterMs }) },
    // An estimate that its service told before is no cost of a task that was stopped.
    cost: task.cost,
  };
}

/** Brings the videos of a task that has ended home. Links of a task that ended in another process may be dead. */
export async function finish(life: RunLife, task: VideoTask, links?: 'fresh links'): Promise<void> {
  const { door, router, signal, videos } = life;
  try {
    if (task.status === 'succeeded') {
      const fresh = links === undefined ? task : await videos.freshLinks(task, router, signal);
      life.save({ videos: await videos.bringHome(life.now(), fresh, door, signal) });
    }
    life.save({ endedAt: Date.now() });
  } catch (error) {
    inTrouble(life, error);
  }
}

/** Nobody asks after an accepted task any more, until the server starts again. */
export function inTrouble(life: RunLife, error: unknown): void {
  if (life.signal.aborted) return;
  const { state } = life.now();
  const trouble = toRunError(error);
  life.save({ state: state.phase === 'accepted' ? { ...state, trouble } : state, endedAt: Date.now() });
}
