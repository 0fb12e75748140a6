import { callAfter, type Clock } from '../contract/clock.ts';
import type { VideoErrorCode } from '../contract/error-code.ts';
import { VideoError } from '../contract/error.ts';
import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { unlessAborted } from '../contract/abort.ts';
import { firstPause, nextPause, type Pace } from './pace.ts';
import type { QueuedRequest, RequestQueue } from './request-queue.ts';
import type { Subscriber } from './subscriber.ts';
import type { Timer, TimerQueue } from './timer-queue.ts';

export interface PollerContext {
  readonly timers: TimerQueue;
  readonly clock: Pick<Clock, 'after'>;
  now(): number;
  random(): number;
  /** The last subscriber has left. */
  onIdle(poller: Poller): void;
}

/** How long a service asked one provider object for patience. */
export interface RetryAfter {
  until: number;
  /** The error that said so. */
  reason: VideoError | undefined;
}

/** What a poller polls. */
interface Polled {
  readonly provider: VideoProvider;
  /** What the scheduler finds it by. */
  readonly key: string;
  readonly task: VideoTask;
  /** On the scheduler's clock. */
  readonly createdAt: number;
  readonly pace: Pace;
  readonly queue: RequestQueue;
  readonly retryAfter: RetryAfter;
}

/** Twice what the kit gives a query: who does not heed its own limit must not keep a place. */
const longestPollMs = 60_000;
/** A longer `Retry-After` is a date of another clock, or a mistake; asking too early costs nothing. */
const longestRetryAfterMs = 120_000;

/** Gateways answer "no such task" for up to two minutes after a submit [client]. */
const notFoundGraceMs = 120_000;

/** Only these errors end a wait: polling again cannot change them. Everything else is transient. */
const permanent: ReadonlySet<VideoErrorCode> = new Set(['authentication', 'invalid-request', 'unsupported']);

/**
 * Whether an error of a query says nothing about the task, so that whoever waits asks again. `ageMs`: of the task; `NaN` where
 * it is unknown.
 */
export function isTransientError({ code }: Pick<VideoError, 'code'>, ageMs: number): boolean {
  return code === 'not-found' ? ageMs < notFoundGraceMs : !permanent.has(code);
}

/** Not there yet is no overload: the usual pace goes on. */
const backsOff = ({ code }: VideoError) => code !== 'not-found';

/** What is known of a task when the time of a wait is over. */
interface Outlook {
  readonly task: VideoTask;
  readonly lastError: VideoError | undefined;
  /** Polls that told nothing, all of them or those since the last that did. */
  readonly failedPolls: number;
  readonly wasAnswered: boolean;
}

function outlookText({ task, lastError, failedPolls, wasAnswered }: Outlook, seconds: string): string {
  if (lastError?.reportedStatus === 'succeeded')
    return `finished without a link, by what its service says, and none came within ${seconds}. It`;
  if (wasAnswered || failedPolls === 0) return `was still ${task.status} after ${seconds}. It continues and`;
  return (
    `was ${task.status}, and none of ${failedPolls} polls in ${seconds} told its status; check baseUrl and what stands ` +
    `between. It may continue and`
  );
}

function timeoutError(timeoutMs: number, outlook: Outlook): VideoError {
  const { task, lastError } = outlook;
  const last = lastError === undefined ? '' : ` The last poll failed: ${lastError.message}`;
  const seconds = `${timeoutMs / 1000} s`;
  const message =
    task.unconfirmed === true
      ? `No answer of ${task.provider} confirmed task ${task.id} in ${seconds}, so it is unknown whether it exists. ` +
        `Check its id and api, or call wait again with error.task.${last}`
      : `Task ${task.id} at ${task.provider} ${outlookText(outlook, seconds)} will be billed; ` +
        `call wait again with error.task, do not send the request again.${last}`;
  return new VideoError('timeout', message, { provider: task.provider, task, cause: lastError });
}

/** Polls one task for all who wait for it: what one is told, all are. */
export class Poller implements Timer, QueuedRequest {
  dueAt: number | undefined;
  task: VideoTask;
  lastPolledAt: number | undefined;
  readonly provider: VideoProvider;
  readonly key: string;
  readonly pace: Pace;
  readonly #createdAt: number;
  readonly #queue: RequestQueue;
  readonly #retryAfter: RetryAfter;
  readonly #context: PollerContext;
  readonly #subscribers = new Set<Subscriber>();
  #state: 'waiting' | 'queued' | 'polling' = 'waiting';
  #polling: AbortController | undefined;
  /** When a poll that is under way is given up, by everybody or by some. */
  #limit: { readonly at: number; readonly cancel: () => void } | undefined;
  #lastError: VideoError | undefined;
  /** Without those that say "not there yet". */
  #consecutiveFailures = 0;
  #failedPolls = 0;
  #wasAnswered = false;

  constructor({ provider, key, task, createdAt, pace, queue, retryAfter }: Polled, context: PollerContext) {
    this.provider = provider;
    this.key = key;
    this.task = task;
    this.pace = pace;
    this.#createdAt = createdAt;
    this.#queue = queue;
    this.#retryAfter = retryAfter;
    this.#context = context;
  }

  get availableAt(): number {
    return this.#retryAfter.until;
  }

  add(subscriber: Subscriber): void {
    const now = this.#context.now();
    this.#subscribers.add(subscriber);
    subscriber.nextPollAt =
      this.lastPolledAt === undefined
        ? now +
          firstPause(now - this.#createdAt, this.pace, subscriber.options.intervalMs, this.#context.random())
        : this.lastPolledAt + this.#pauseOf(subscriber, now);
    // Not all of them again: ten thousand may come at once.
    if (this.#state === 'polling') return this.#limitPoll(subscriber.givesUpAt(this.lastPolledAt ?? now));
    const wakeAt = this.#wakeAt(subscriber);
    if (this.dueAt === undefined || wakeAt < this.dueAt) this.#context.timers.set(this, wakeAt);
  }

  remove(subscriber: Subscriber): void {
    if (this.#subscribers.delete(subscriber) && this.#subscribers.size === 0) this.#stop();
  }

  /** Ends every wait with this. */
  failAll(reason: unknown): void {
    for (const subscriber of Array.from(this.#subscribers)) subscriber.fail(reason);
  }

  run(now: number): void {
    if (this.#state === 'waiting' && this.#isDue(now)) {
      this.#state = 'queued';
      this.#schedule();
      this.#queue.add(this, now);
      return;
    }
    this.#expire((subscriber) => now >= subscriber.endsAt(this.#state === 'queued'));
    this.#schedule();
  }

  async poll(now: number): Promise<void> {
    this.#state = 'polling';
    this.#schedule();
    this.lastPolledAt = now;
    const polling = new AbortController();
    this.#polling = polling;
    const { signal } = polling;
    this.#limitPoll(this.#nextGiveUp(now));
    try {
      // Whoever answers may not heed the signal; the place must be free all the same.
      const answer = await unlessAborted(this.#query(signal), signal);
      if (!signal.aborted) this.#settle(() => this.#handleAnswer(answer));
    } catch (error) {
      if (!signal.aborted) this.#settle(() => this.#handlePollError(error));
    }
  }

  async #query(signal: AbortSignal): Promise<VideoTask> {
    return this.provider.query(this.task, { signal });
  }

  /** The poll that is under way is looked at then, unless it is earlier anyway. */
  #limitPoll(at: number): void {
    if (this.#limit !== undefined && this.#limit.at <= at) return;
    this.#limit?.cancel();
    const milliseconds = Math.max(0, at - this.#context.now());
    const cancel = callAfter(this.#context.clock, milliseconds, () => {
      this.#limit = undefined;
      this.#giveUp(at);
    });
    this.#limit = { at, cancel };
  }

  #nextGiveUp(polledAt: number): number {
    let at = polledAt + longestPollMs;
    for (const subscriber of this.#subscribers) at = Math.min(at, subscriber.givesUpAt(polledAt));
    return at;
  }

  #endPoll(): void {
    this.#limit?.cancel();
    this.#limit = undefined;
    this.#polling = undefined;
  }

  #giveUp(now: number): void {
    const polledAt = this.lastPolledAt ?? now;
    this.#expire((subscriber) => now >= subscriber.givesUpAt(polledAt));
    if (this.#subscribers.size === 0) return;
    const endsAt = polledAt + longestPollMs;
    if (now < endsAt) return this.#limitPoll(this.#nextGiveUp(polledAt));
    const polling = this.#polling;
    const { provider } = this.task;
    const message = `${provider} did not answer a poll within ${longestPollMs / 1000} s. This says nothing about the task.`;
    this.#settle(() => this.#handlePollError(new VideoError('timeout', message, { provider })));
    polling?.abort();
  }

  #handleAnswer(task: VideoTask): void {
    this.task = task;
    this.#lastError = undefined;
    this.#consecutiveFailures = 0;
    this.#failedPolls = 0;
    this.#wasAnswered = true;
    for (const subscriber of Array.from(this.#subscribers)) {
      if (!this.#subscribers.has(subscriber)) continue;
      try {
        subscriber.listener.onUpdate?.(task);
      } catch (error) {
        subscriber.fail(error);
      }
    }
    if (isFinal(task)) for (const subscriber of Array.from(this.#subscribers)) subscriber.end(task);
  }

  #handlePollError(error: unknown): void {
    const now = this.#context.now();
    if (!(error instanceof VideoError)) return this.failAll(error);
    if (!isTransientError(error, now - this.#createdAt)) return this.failAll(error.with({ task: this.task }));
    this.#lastError = error;
    this.#failedPolls += 1;
    if (backsOff(error)) this.#consecutiveFailures += 1;
    const until = now + Math.min(error.retryAfterMs ?? 0, longestRetryAfterMs);
    if (until <= now || until <= this.#retryAfter.until) return;
    this.#retryAfter.until = until;
    this.#retryAfter.reason = error;
  }

  #settle(handle: () => void): void {
    this.#endPoll();
    this.#state = 'waiting';
    handle();
    const now = this.#context.now();
    this.#expire(({ deadline }) => now >= deadline);
    for (const subscriber of this.#subscribers) {
      subscriber.polled = true;
      subscriber.nextPollAt = (this.lastPolledAt ?? now) + this.#pauseOf(subscriber, now);
    }
    this.#schedule();
  }

  #pauseOf({ options }: Subscriber, now: number): number {
    const ageMs = now - this.#createdAt;
    return nextPause(ageMs, options.intervalMs, this.#consecutiveFailures, this.#context.random());
  }

  #isDue(now: number): boolean {
    for (const subscriber of this.#subscribers)
      if (subscriber.isDue(now, this.#availableTo(subscriber))) return true;
    return false;
  }

  /** When the service may be polled for this subscriber. */
  #availableTo({ options }: Subscriber): number {
    const minIntervalMs = options.minIntervalMs ?? this.pace.minIntervalMs;
    return Math.max(this.availableAt, (this.lastPolledAt ?? Number.NEGATIVE_INFINITY) + minIntervalMs);
  }

  #wakeAt(subscriber: Subscriber): number {
    const isQueued = this.#state === 'queued';
    const end = subscriber.endsAt(isQueued);
    return isQueued ? end : Math.min(end, Math.max(subscriber.nextPollAt, this.#availableTo(subscriber)));
  }

  #schedule(): void {
    const { timers } = this.#context;
    if (this.#subscribers.size === 0 || this.#state === 'polling') return timers.remove(this);
    let wakeAt = Number.POSITIVE_INFINITY;
    for (const subscriber of this.#subscribers) wakeAt = Math.min(wakeAt, this.#wakeAt(subscriber));
    timers.set(this, wakeAt);
  }

  #expire(isOver: (subscriber: Subscriber) => boolean): void {
    const { until, reason } = this.#retryAfter;
    for (const subscriber of [...this.#subscribers].filter(isOver)) {
      const blockedBy = until > subscriber.deadline ? reason : undefined;
      const outlook = {
        task: this.task,
        lastError: this.#lastError ?? blockedBy,
        failedPolls: this.#failedPolls,
        wasAnswered: this.#wasAnswered,
      };
      subscriber.fail(timeoutError(subscriber.timeoutMs, outlook));
    }
  }

  #stop(): void {
    const polling = this.#polling;
    this.#endPoll();
    this.#state = 'waiting';
    this.#context.timers.remove(this);
    this.#queue.remove(this);
    this.#context.onIdle(this);
    polling?.abort();
  }
}
