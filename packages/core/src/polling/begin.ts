import { VideoError } from '../contract/error.ts';
import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { systemClock } from '../contract/clock.ts';
import { checkOptions, timeoutOf, type WaitOptions } from './options.ts';
import { ownerOf, tellComposite, throughComposite } from './composite.ts';
import { schedulerOf } from './scheduler.ts';
import { type Listener, Waiter } from './subscriber.ts';

/** Starts a wait; `undefined` when the task has ended and the listener knows. Throws what cannot be waited for. */
export function beginWait(
  provider: VideoProvider,
  task: VideoTask,
  options: WaitOptions,
  listener: Listener,
): Waiter | undefined {
  checkOptions(options, task);
  if (isFinal(task)) {
    tellComposite(provider, task);
    listener.onEnd(task);
    return undefined;
  }
  options.signal?.throwIfAborted();
  const { clock = systemClock } = options;
  const owner = requireOwner(provider, task);
  const waiter = new Waiter(options, clock.now() + timeoutOf(options), throughComposite(provider, listener));
  waiter.join(schedulerOf(clock).questionOf(owner, task));
  return waiter;
}

function requireOwner(provider: VideoProvider, task: VideoTask): VideoProvider {
  try {
    return ownerOf(provider, task);
  } catch (error) {
    throw error instanceof VideoError ? error.with({ task }) : error;
  }
}
