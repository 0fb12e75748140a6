import { setTimeout } from 'node:timers/promises';
import {
  isFinal,
  type Submission,
  VideoError,
  type VideoRequest,
  type VideoTask,
  waitForTask,
} from '@vid/core';
import type { Run } from '../api.ts';
import { toRunError } from './errors.ts';
import type { SpendingLimit } from './limit.ts';
import type { Door } from './providers.ts';
import type { Videos } from './videos.ts';

const day = 86_400_000;
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
  /** Ends at the close of the server, and when the run needs nobody any more. */
  readonly signal: AbortSignal;
  readonly intervals: Intervals;
  readonly limit: SpendingLimit;
  readonly videos: Videos;
  /** The run as it is now. */
  now(): Run;
  /** On disk when it returns. */
  save(change: Partial<Run>): void;
  journal(submission: Submission): void;
}

const paceOf = ({ door, intervals }: RunLife) =>
  door.real ? { intervalMs: intervals.real } : { intervalMs: intervals.simulated, minIntervalMs: 0 };

/** Sends the one paid request of a run, then goes on as `follow` does. */
export async function send(life: RunLife, request: VideoRequest): Promise<void> {
  const { door, signal, limit } = life;
  const { id } = life.now();
  const sent = performance.now();
  let task: VideoTask;
  try {
    task = await door.provider.generate(request, {
      signal,
      reference: id,
      onSubmission: (submission) => life.journal(submission),
    });
  } catch (error) {
    // The next start of the server finds the submission and looks it up.
    if (signal.aborted) return;
    if (error instanceof VideoError && error.code === 'submission-unknown') {
      return lookUp(life, error.submission, error.message);
    }
    limit.release(id);
    return life.save({ state: { phase: 'refused', error: toRunError(error) }, endedAt: Date.now() });
  }
  life.save({ state: { phase: 'accepted', acceptedAfterMs: performance.now() - sent, task } });
  await follow(life);
}

/** What the service knows of a submission now; trouble while asking tells nothing. */
async function find({ door, signal }: RunLife, submission: Submission): Promise<VideoTask | undefined> {
  try {
    return await door.provider.reconcile?.(submission, { signal });
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
      const acceptedAfterMs = Math.max(0, Date.parse(task.createdAt) - life.now().startedAt);
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
  const { door, signal, limit, videos } = life;
  const { state, id } = life.now();
  if (state.phase !== 'accepted') return;
  const { trouble: _, ...accepted } = state;
  const keep = (task: VideoTask) => life.save(afterAnswer(life.now(), accepted, task));
  let { task } = accepted;
  try {
    if (!isFinal(task)) {
      task = await waitForTask(door.provider, task, {
        signal,
        timeoutMs: day,
        ...paceOf(life),
        onUpdate: (next) => {
          if (JSON.stringify(next) !== JSON.stringify(task)) keep(next);
          task = next;
        },
      });
    }
    if (task.cost !== undefined || task.status === 'succeeded') limit.settle(id, task.cost);
    if (task.status === 'succeeded') {
      const fresh = isFinal(accepted.task) ? await videos.freshLinks(task, door, signal) : task;
      life.save({ videos: await videos.bringHome(life.now(), fresh, door, signal) });
    }
    life.save({ endedAt: Date.now() });
  } catch (error) {
    if (signal.aborted) return;
    const { state: latest } = life.now();
    const trouble = toRunError(error);
    life.save({ state: latest.phase === 'accepted' ? { ...latest, trouble } : latest, endedAt: Date.now() });
  }
}

function afterAnswer(run: Run, accepted: Accepted, task: VideoTask): Partial<Run> {
  const finishedAfterMs =
    accepted.finishedAfterMs ?? (isFinal(task) ? Date.now() - run.startedAt : undefined);
  return {
    state: { ...accepted, task, ...(finishedAfterMs !== undefined && { finishedAfterMs }) },
    ...(task.cost !== undefined && { cost: task.cost }),
  };
}
