import type { VideoErrorCode } from '../contract/error-code.ts';
import { VideoError } from '../contract/error.ts';
import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { firstPause, nextPause, type Pace } from './pace.ts';
import type { QueuedRequest, RequestQueue } from './request-queue.ts';
import type { Subscriber } from './subscriber.ts';
import type { Timer, TimerQueue } from './timer-queue.ts';

export interface PollerContext {
  readonly timers: TimerQueue;
  now(): number;
  random(): number;
  /** The last subscriber has left. */
  onIdle(poller: Poller): void;
}

/** Gateways answer "no such task" for up to two minutes after a submit [client]. */
const notFoundGraceMs = 120_000;

/** Only these errors end a wait: polling again cannot change them. Everything else is transient. */
const permanent: ReadonlySet<VideoErrorCode> = new Set(['authentication', 'invalid-request', 'unsupported']);

function isTransient({ code }: VideoError, task: VideoTask, now: number): boolean {
  if (code === 'not-found')
    return task.createdAt !== undefined && now - Date.parse(task.createdAt) < notFoundGraceMs;
  return !permanent.has(code);
}

/** Not there yet is no overload: the usual pace goes on. */
const backsOff = ({ code }: VideoError) => code !== 'not-found';

function timeoutError(task: VideoTask, timeoutMs: number, lastError: VideoError | undefined): VideoError {
  const last = lastError === undefined ? '' : ` The last poll failed: ${lastError.message}`;
  const seconds = timeoutMs / 1000;
  const message =
    task.unconfirmed === true
      ? `No answer of ${task.provider} confirmed task ${task.id} in ${seconds} s, so it is unknown whether it exists. ` +
        `Check its id and api, or call wait again with error.task.${last}`
      : `Task ${task.id} at ${task.provider} was still ${task.status} after ${seconds} s. It continues and will ` +
        `be billed; call wait again with error.task, do not send the request again.${last}`;
  return new VideoError('timeout', message, { provider: task.provider, task, cause: lastError });
}

/** Polls one task for all who wait for it: what one is told, all are. */
export class Poller implements Timer, QueuedRequest {
  dueAt: number | undefined;
  task: VideoTask;
  lastPolledAt: number | undefined;
  readonly provider: VideoProvider;
  /** What the scheduler finds it by. */
  readonly key: string;
  readonly pace: Pace;
  readonly #context: PollerContext;
  readonly #queue: RequestQueue;
  #subscribers: readonly Subscriber[] = [];
  #state: 'waiting' | 'queued' | 'polling' = 'waiting';
  #polling: AbortController | undefined;
  #lastError: VideoError | undefined;
  #consecutiveFailures = 0;

  constructor(
    provider: VideoProvider,
    key: string,
    task: VideoTask,
    pace: Pace,
    queue: RequestQueue,
    context: PollerContext,
  ) {
    this.provider = provider;
    this.key = key;
    this.task = task;
    this.pace = pace;
    this.#queue = queue;
    this.#context = context;
  }

  add(subscriber: Subscriber): void {
    const now = this.#context.now();
    this.#subscribers = [...this.#subscribers, subscriber];
    subscriber.nextPollAt =
      this.lastPolledAt === undefined
        ? now + firstPause(this.task, this.pace, subscriber.options.intervalMs, now, this.#context.random())
        : this.lastPolledAt + this.#pauseOf(subscriber, now);
    this.#schedule();
  }

  remove(subscriber: Subscriber): void {
    if (!this.#subscribers.includes(subscriber)) return;
    this.#subscribers = this.#subscribers.filter((other) => other !== subscriber);
    if (this.#subscribers.length === 0) this.#stop();
  }

  /** Ends every wait with this. */
  failAll(reason: unknown): void {
    for (const subscriber of this.#subscribers) subscriber.fail(reason);
  }

  run(now: number): void {
    const isDue = (subscriber: Subscriber) => subscriber.isDue(now, this.#availableAt(subscriber));
    if (this.#state === 'waiting' && this.#subscribers.some(isDue)) {
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
    try {
      const answer = await this.provider.query(this.task, { signal });
      if (!signal.aborted) this.#settle(() => this.#handleAnswer(answer));
    } catch (error) {
      if (!signal.aborted) this.#settle(() => this.#handlePollError(error));
    }
  }

  #handleAnswer(task: VideoTask): void {
    this.task = task;
    this.#lastError = undefined;
    this.#consecutiveFailures = 0;
    for (const subscriber of this.#subscribers) {
      if (!this.#subscribers.includes(subscriber)) continue;
      try {
        subscriber.listener.onUpdate?.(task);
      } catch (error) {
        subscriber.fail(error);
      }
    }
    if (isFinal(task)) for (const subscriber of this.#subscribers) subscriber.end(task);
  }

  #handlePollError(error: unknown): void {
    const now = this.#context.now();
    if (!(error instanceof VideoError)) return this.failAll(error);
    if (!isTransient(error, this.task, now)) return this.failAll(error.with({ task: this.task }));
    this.#lastError = error;
    if (backsOff(error)) this.#consecutiveFailures += 1;
    const { retryAfterMs } = error;
    if (retryAfterMs !== undefined && retryAfterMs > 0) this.#queue.block(now + retryAfterMs, error);
  }

  #settle(handle: () => void): void {
    this.#polling = undefined;
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
    return nextPause(this.task, options.intervalMs, this.#consecutiveFailures, now, this.#context.random());
  }

  /** When the service may be polled for this subscriber. */
  #availableAt({ options }: Subscriber): number {
    const minIntervalMs = options.minIntervalMs ?? this.pace.minIntervalMs;
    return Math.max(
      this.#queue.blockedUntil,
      (this.lastPolledAt ?? Number.NEGATIVE_INFINITY) + minIntervalMs,
    );
  }

  #schedule(): void {
    const { timers } = this.#context;
    if (this.#subscribers.length === 0 || this.#state === 'polling') return timers.remove(this);
    const isQueued = this.#state === 'queued';
    const times = this.#subscribers.map((subscriber) => {
      const end = subscriber.endsAt(isQueued);
      return isQueued ? end : Math.min(end, Math.max(subscriber.nextPollAt, this.#availableAt(subscriber)));
    });
    timers.set(this, Math.min(...times));
  }

  #expire(isOver: (subscriber: Subscriber) => boolean): void {
    const { blockedUntil, blockedBy } = this.#queue;
    for (const subscriber of this.#subscribers.filter(isOver)) {
      const blocked = blockedUntil > subscriber.deadline ? blockedBy : undefined;
      subscriber.fail(timeoutError(this.task, subscriber.timeoutMs, this.#lastError ?? blocked));
    }
  }

  #stop(): void {
    this.#state = 'waiting';
    this.#context.timers.remove(this);
    this.#queue.remove(this);
    this.#context.onIdle(this);
    this.#polling?.abort();
    this.#polling = undefined;
  }
}
