import type { Clock } from '../contract/clock.ts';
import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { paceOf } from './pace.ts';
import { Poller, type PollerContext } from './poller.ts';
import { RequestQueue } from './request-queue.ts';
import { createTimerQueue } from './timer-queue.ts';

/** Polls tasks for everybody who waits. */
export interface Scheduler {
  /** The one poller of a task, for a wait to join at once. */
  pollerOf(provider: VideoProvider, task: VideoTask): Poller;
}

/** One for each clock, and so one for a process, where nobody passes a clock. */
const schedulers = new WeakMap<Clock, Scheduler>();

export function schedulerOf(clock: Clock): Scheduler {
  const known = schedulers.get(clock);
  if (known !== undefined) return known;
  const made = createScheduler(clock);
  schedulers.set(clock, made);
  return made;
}

const keyOf = ({ provider, api, id }: VideoTask) => `${provider} ${api} ${id}`;

const availableAt = ({ lastPolledAt, pace }: Poller) =>
  (lastPolledAt ?? Number.NEGATIVE_INFINITY) + pace.minIntervalMs;

function createScheduler(clock: Clock): Scheduler {
  /** By service and api, not by provider object: two objects may hold the same key. */
  const queues = new Map<string, RequestQueue>();
  /** By provider object: two objects may hold different keys, and one must not read what the other's key opens. */
  const pollers = new Map<VideoProvider, Map<string, Poller>>();
  /** Nobody waits, but it is too early for the next poll: in order of their last polls. */
  const idlePollers = new Set<Poller>();

  const timers = createTimerQueue(clock, (error) => {
    for (const ofProvider of pollers.values())
      for (const poller of ofProvider.values()) poller.failAll(error);
  });

  const forget = (poller: Poller) => {
    idlePollers.delete(poller);
    const ofProvider = pollers.get(poller.provider);
    ofProvider?.delete(poller.key);
    if (ofProvider?.size === 0) pollers.delete(poller.provider);
  };
  const forgetIdle = () => {
    const now = clock.now();
    for (const poller of idlePollers) {
      if (availableAt(poller) > now) return;
      forget(poller);
    }
  };

  const context: PollerContext = {
    timers,
    now: () => clock.now(),
    random: () => clock.random?.() ?? Math.random(),
    onIdle(poller) {
      if (availableAt(poller) > clock.now() && !isFinal(poller.task)) idlePollers.add(poller);
      else forget(poller);
    },
  };

  const queueOf = ({ provider, api }: VideoTask): RequestQueue => {
    const name = `${provider} ${api}`;
    const queue = queues.get(name) ?? new RequestQueue(timers, clock);
    queues.set(name, queue);
    return queue;
  };

  const pollerOf = (provider: VideoProvider, task: VideoTask): Poller => {
    forgetIdle();
    const ofProvider = pollers.get(provider) ?? new Map<string, Poller>();
    pollers.set(provider, ofProvider);
    const key = keyOf(task);
    const known = ofProvider.get(key);
    if (known !== undefined) {
      idlePollers.delete(known);
      return known;
    }
    const pace = paceOf(provider.capabilities, task);
    const queue = queueOf(task);
    queue.maxInFlight = pace.maxInFlight;
    const poller = new Poller(provider, key, task, pace, queue, context);
    ofProvider.set(key, poller);
    return poller;
  };

  return { pollerOf };
}
