import { type Clock, systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import type { VideoProvider } from '../contract/provider.ts';
import { requireTask } from '../contract/task-from-id.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { compositeOf, ownerOf, throughComposite } from './composite.ts';
import { schedulerOf } from './scheduler.ts';
import { type Listener, Subscriber } from './subscriber.ts';

/** How long and how often a task is polled. Times are in milliseconds. */
export interface WaitOptions {
  /** Ends the wait at once with the platform's own `AbortError`; the task goes on. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How long to wait, in milliseconds. Default 600 000. A poll that is under way then may finish until 10 s after it
   * began; no poll takes longer than a minute.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Time before the first poll and from one to the next, in milliseconds, and up to a tenth more; never below the
   * service's minimum. Default: the first poll at half of the model's typical time, then every 5 s, from a minute of
   * age on slower, up to 30 s; up to a quarter sooner where a request about other tasks takes this one along.
   */
  readonly intervalMs?: number | undefined;
  /** Least time between two polls, in milliseconds, instead of the service's own: 0 for a simulator. */
  readonly minIntervalMs?: number | undefined;
  /** Called with every answer. */
  readonly onUpdate?: ((task: VideoTask) => void) | undefined;
  /** Default: the real clock. Waits of one clock share their polls and limits. */
  readonly clock?: Clock | undefined;
}

const noOptions: WaitOptions = {};

/**
 * Polls until the task has ended and returns it, succeeded, failed or canceled. Transient poll errors (429, 5xx,
 * broken connections, unexpected answers) do not end the wait; the pauses get longer, and a `Retry-After` counts up to
 * two minutes. Never sends a paid request. All
 * waits of a process share one schedule: waits for one task share its polls, and each service's limits hold for all.
 *
 * Throws `VideoError('timeout')` with `error.task`, from which a later wait can go on, and poll errors that are not
 * transient (`authentication`, `not-found` two minutes after the submit), likewise with the task. An abort rejects
 * with the signal's reason.
 */
export function waitForTask(
  provider: VideoProvider,
  task: VideoTask,
  options: WaitOptions = noOptions,
): Promise<VideoTask> {
  return new Promise((onEnd, onFailure) => {
    startWait(provider, task, options, { onUpdate: options.onUpdate, onEnd, onFailure });
  });
}

/** Throws `VideoError('invalid-request')` for times that are none. */
export function checkWaitOptions(options: WaitOptions, task?: VideoTask): void {
  const { timeoutMs, intervalMs, minIntervalMs } = options;
  for (const [name, milliseconds = 0] of Object.entries({ timeoutMs, intervalMs, minIntervalMs })) {
    if (milliseconds >= 0) continue;
    throw new VideoError('invalid-request', `${name} must be 0 or more milliseconds; got ${milliseconds}.`, {
      task,
    });
  }
}

/** `undefined` when the task has ended already and the listener was told. Throws what cannot be waited for. */
export function startWait(
  provider: VideoProvider,
  task: VideoTask,
  options: WaitOptions,
  listener: Listener,
): Subscriber | undefined {
  requireTask(task, provider.capabilities.models[0]);
  checkWaitOptions(options, task);
  if (isFinal(task)) {
    compositeOf(provider)?.onTaskUpdate(task);
    listener.onEnd(task);
    return undefined;
  }
  options.signal?.throwIfAborted();
  const { clock = systemClock, timeoutMs = 600_000 } = options;
  const owner = requireOwner(provider, task);
  const scheduler = schedulerOf(clock);
  const subscriber = new Subscriber(
    options,
    timeoutMs,
    scheduler.now(),
    throughComposite(provider, listener),
  );
  subscriber.join(scheduler.pollerOf(owner, task));
  return subscriber;
}

function requireOwner(provider: VideoProvider, task: VideoTask): VideoProvider {
  try {
    return ownerOf(provider, task);
  } catch (error) {
    throw error instanceof VideoError ? error.with({ task }) : error;
  }
}
