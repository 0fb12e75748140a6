import { type Clock, monotonicNow } from '../contract/clock.ts';
import { apiName, taskName } from '../contract/names.ts';
import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { Batches } from './batches.ts';
import { isCopyOfComposite } from './composite.ts';
import { ageAt, paceOf } from './pace.ts';
import type { RetryAfter } from './poll-record.ts';
import { Poller, type PollerContext } from './poller.ts';
import { RequestQueue } from './request-queue.ts';
import { createTimerQueue } from './timer-queue.ts';

/** Polls tasks for everybody who waits. */
export interface Scheduler {
  /** The time by which subscribers count. */
  now(): number;
  /** The one poller of a task, for a wait to join at once. */
  pollerOf(provider: VideoProvider, task: VideoTask): Poller;
}

/** One for each clock, and so one for a process, where nobody passes a clock. */
const schedulers = new WeakMap<Clock, Scheduler>();

/** A Cloudflare Worker may not use a timer, or an answer, of another request: there each wait is on its own [doc]. */
const forbidsSharing = () => globalThis.navigator?.userAgent === 'Cloudflare-Workers';

export function schedulerOf(clock: Clock): Scheduler {
  if (forbidsSharing()) return createScheduler(clock);
  const known = schedulers.get(clock);
  if (known !== undefined) return known;
  const made = createScheduler(clock);
  schedulers.set(clock, made);
  return made;
}

const nextPollAllowedAt = ({ lastPolledAt, pace }: Poller) =>
  (lastPolledAt ?? Number.NEGATIVE_INFINITY) + pace.minIntervalMs;

function createScheduler(clock: Clock): Scheduler {
  const now = () => monotonicNow(clock);
  /** By service and api, not by provider object: two objects may hold the same key. */
  const queues = new Map<string, RequestQueue>();
  /** By provider object: a service that asks one key for patience says nothing of the others. */
  const retryAfters = new WeakMap<VideoProvider, Map<string, RetryAfter>>();
  /** By provider object: which tasks may be asked about together. */
  const allBatches = new WeakMap<VideoProvider, Map<string, Batches>>();
  /** By provider object: two objects may hold different keys, and one must not read what the other's key opens. */
  const pollers = new Map<VideoProvider, Map<string, Poller>>();
  /** Nobody waits, but it is too early for the next poll: in order of their last polls. */
  const idlePollers = new Set<Poller>();

  const timers = createTimerQueue({ now, sleep: (...sleep) => clock.sleep(...sleep) }, (error) => {
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
    for (const poller of idlePollers) {
      if (nextPollAllowedAt(poller) > now()) return;
      forget(poller);
    }
  };

  const context: PollerContext = {
    timers,
    clock,
    now,
    random: () => clock.random?.() ?? Math.random(),
    onIdle(poller) {
      if (nextPollAllowedAt(poller) > now() && !isFinal(poller.task)) idlePollers.add(poller);
      else forget(poller);
    },
  };

  const queueOf = (task: VideoTask): RequestQueue => {
    const queue = queues.get(apiName(task)) ?? new RequestQueue(timers, now);
    queues.set(apiName(task), queue);
    return queue;
  };

  const retryAfterOf = (provider: VideoProvider, task: VideoTask): RetryAfter => {
    const ofProvider = retryAfters.get(provider) ?? new Map<string, RetryAfter>();
    retryAfters.set(provider, ofProvider);
    const known = ofProvider.get(apiName(task)) ?? { until: Number.NEGATIVE_INFINITY, reason: undefined };
    ofProvider.set(apiName(task), known);
    return known;
  };

  const batchesOf = (provider: VideoProvider, task: VideoTask, limit: number): Batches | undefined => {
    if (limit === 1 || provider.queryMany === undefined || isCopyOfComposite(provider)) return undefined;
    const ofProvider = allBatches.get(provider) ?? new Map<string, Batches>();
    allBatches.set(provider, ofProvider);
    const known = ofProvider.get(apiName(task)) ?? new Batches(provider, limit, timers, queueOf(task), now);
    ofProvider.set(apiName(task), known);
    return known;
  };

  const pollerOf = (provider: VideoProvider, task: VideoTask): Poller => {
    forgetIdle();
    const ofProvider = pollers.get(provider) ?? new Map<string, Poller>();
    pollers.set(provider, ofProvider);
    const key = taskName(task);
    const known = ofProvider.get(key);
    if (known !== undefined) {
      idlePollers.delete(known);
      return known;
    }
    const pace = paceOf(provider.capabilities, task);
    const queue = queueOf(task);
    const createdAt = now() - ageAt(task, clock.now());
    const retryAfter = retryAfterOf(provider, task);
    const batches = batchesOf(provider, task, pace.maxBatch);
    const polled = { provider, key, task, createdAt, pace, queue, retryAfter, batches };
    const poller = new Poller(polled, context);
    ofProvider.set(key, poller);
    return poller;
  };

  return { now, pollerOf };
}
