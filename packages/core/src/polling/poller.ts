import { callAfter, type Clock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import type { VideoProvider } from '../contract/provider.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { unlessAborted } from '../contract/abort.ts';
import { type Answer, type Ask, type Batches, type BatchMember, notAsked } from './batches.ts';
import { firstPause, leastPause, longestPollMs, nextPause, type Pace } from './pace.ts';
import { type PollOptions, type PollReport, reportPoll, takeReport } from './poll-report.ts';
import { isTransientError, PollRecord, type RetryAfter } from './poll-record.ts';
import type { RequestQueue } from './request-queue.ts';
import { askAlone, type Subscriber } from './subscriber.ts';
import { timeoutError } from './timeout-error.ts';
import type { TimerQueue } from './timer-queue.ts';

export interface PollerContext {
  readonly timers: TimerQueue;
  readonly clock: Pick<Clock, 'after'>;
  now(): number;
  random(): number;
  /** The last subscriber has left. */
  onIdle(poller: Poller): void;
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
  /** With whom it may be polled together; `undefined`: with nobody. */
  readonly batches: Batches | undefined;
}

/** Polls one task for all who wait for it: what one is told, all are. */
export class Poller implements BatchMember {
  dueAt: number | undefined;
  task: VideoTask;
  lastPolledAt: number | undefined;
  readonly provider: VideoProvider;
  readonly key: string;
  readonly pace: Pace;
  readonly batches: Batches | undefined;
  readonly #createdAt: number;
  readonly #queue: RequestQueue;
  readonly #record: PollRecord;
  readonly #context: PollerContext;
  readonly #subscribers = new Set<Subscriber>();
  #reports: PollReport[] | undefined;
  #state: 'waiting' | 'queued' | 'polling' = 'waiting';
  #polling: AbortController | undefined;
  /** When a poll that is under way is given up, by everybody or by some. */
  #limit: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(
    { provider, key, task, createdAt, pace, queue, retryAfter, batches }: Polled,
    context: PollerContext,
  ) {
    this.provider = provider;
    this.key = key;
    this.task = task;
    this.pace = pace;
    this.batches = batches;
    this.#createdAt = createdAt;
    this.#queue = queue;
    this.#record = new PollRecord(retryAfter);
    this.#context = context;
  }

  get availableAt(): number {
    return this.#record.availableAt;
  }

  add(subscriber: Subscriber): void {
    const now = this.#context.now();
    this.#subscribers.add(subscriber);
    if (subscriber.options[askAlone] === true) this.#record.isAlone = true;
    if (this.lastPolledAt === undefined) {
      const pause = (chance: number) =>
        firstPause(now - this.#createdAt, this.pace, subscriber.options.intervalMs, chance);
      subscriber.nextPollIn(now, pause(0), pause(this.#context.random()));
    } else this.#planNext(subscriber, this.lastPolledAt, now);
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
    const others = this.#record.isAlone ? [] : (this.batches?.companionsOf(this, now) ?? []);
    if (others.length > 0) return this.batches?.poll([this, ...others], now);
    return this.pollBy(now, (signal) => this.#query(signal));
  }

  mayJoin(now: number): boolean {
    if (this.#record.isAlone || this.#state === 'polling') return false;
    return this.#state === 'queued' || this.#isDue(now, true);
  }

  async pollBy(now: number, ask: Ask): Promise<void> {
    const { lastPolledAt } = this;
    this.#state = 'polling';
    this.#queue.remove(this);
    this.#schedule();
    this.lastPolledAt = now;
    const polling = new AbortController();
    this.#polling = polling;
    const { signal } = polling;
    this.#limitPoll(this.#nextGiveUp(now));
    try {
      // A provider may ignore the signal; the place must be free all the same.
      const answer = await unlessAborted(ask(signal), signal);
      if (!signal.aborted) this.#handle(answer, lastPolledAt);
    } catch (error) {
      if (!signal.aborted) this.#settle(() => this.#handlePollError(error));
    }
  }

  async #query(signal: AbortSignal): Promise<VideoTask> {
    const options: PollOptions = { signal, [takeReport]: (_, report) => this.keepReport(report) };
    return this.provider.query(this.task, options);
  }

  keepReport(report: PollReport): void {
    if (this.#state !== 'polling') return report(undefined);
    this.#reports ??= [];
    this.#reports.push(report);
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
    const reports = this.#reports ?? [];
    this.#reports = undefined;
    for (const report of reports) report(undefined);
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

  #handle(answer: Answer, polledBefore: number | undefined): void {
    if (answer === notAsked) return this.#unsettle(polledBefore);
    if (!(answer instanceof VideoError)) return this.#settle(() => this.#handleAnswer(answer));
    if (answer.code !== 'unsupported')
      return this.#settle(() => this.#record.noteDoubt(answer, this.#context.now()));
    this.#record.noteUnsupported();
    this.#unsettle(polledBefore);
  }

  #handleAnswer(task: VideoTask): void {
    this.#record.noteAnswer();
    this.task = task;
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
    if (!(error instanceof VideoError)) return this.failAll(error);
    const now = this.#context.now();
    if (isTransientError(error, now - this.#createdAt)) this.#record.noteError(error, now);
    else this.failAll(error.with({ task: this.task }));
  }

  #settle(handle: () => void): void {
    const reports = this.#reports ?? [];
    this.#reports = undefined;
    // A subscriber that takes reports plans the next poll itself.
    const planner =
      reports.length === 0 ? undefined : [...this.#subscribers].find(({ options }) => options[takeReport]);
    this.#endPoll();
    this.#state = 'waiting';
    handle();
    const now = this.#context.now();
    this.#expire(({ deadline }) => now >= deadline);
    for (const subscriber of this.#subscribers) {
      subscriber.polled = true;
      this.#planNext(subscriber, this.lastPolledAt ?? now, now);
    }
    this.#schedule();
    const nextInMs = this.dueAt === undefined ? undefined : Math.max(0, Math.round(this.dueAt - now));
    for (const report of reports)
      if (planner === undefined) report(nextInMs);
      else reportPoll(planner.options, this.task, report);
  }

  /** The poll has told nothing and asked nothing about this task: it is as due as it was. */
  #unsettle(polledBefore: number | undefined): void {
    this.#endPoll();
    this.#state = 'waiting';
    this.lastPolledAt = polledBefore;
    this.#schedule();
  }

  #planNext(subscriber: Subscriber, polledAt: number, now: number): void {
    const ageMs = now - this.#createdAt;
    const { intervalMs } = subscriber.options;
    const { consecutiveFailures } = this.#record;
    subscriber.nextPollIn(
      polledAt,
      leastPause(ageMs, intervalMs, consecutiveFailures),
      nextPause(ageMs, intervalMs, consecutiveFailures, this.#context.random()),
    );
  }

  /** `isEarly`: whether a poll of others may take it along. */
  #isDue(now: number, isEarly = false): boolean {
    for (const subscriber of this.#subscribers)
      if (subscriber.isDue(now, this.#availableTo(subscriber), isEarly)) return true;
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
    for (const subscriber of [...this.#subscribers].filter(isOver)) {
      const outlook = this.#record.outlook(this.task, subscriber.deadline);
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
