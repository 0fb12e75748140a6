import { onAbort } from '../contract/abort.ts';
import type { VideoErrorCode } from '../contract/error-code.ts';
import { VideoError } from '../contract/error.ts';
import { property } from '../contract/property.ts';
import type { QueryOutcome, VideoProvider } from '../contract/provider.ts';
import type { VideoTask } from '../contract/task.ts';
import { longestEarlyMs, longestPollMs } from './pace.ts';
import { type PollOptions, type PollReport, takeReport } from './poll-report.ts';
import type { QueuedRequest, RequestQueue } from './request-queue.ts';
import type { Timer, TimerQueue } from './timer-queue.ts';

/** The service was not asked about the task after all. */
export const notAsked = Symbol('not asked');

/** What a poll told of one task; an error that is about it alone. What a whole batch failed by is thrown. */
export type Answer = VideoTask | VideoError | typeof notAsked;

export type Ask = (signal: AbortSignal) => Promise<Answer>;

/** One task among those that may be polled together. */
export interface BatchMember extends Timer, QueuedRequest {
  readonly task: VideoTask;
  readonly batches: Batches | undefined;
  /** Whether it is due, or so nearly that a poll of others may take it along. */
  mayJoin(now: number): boolean;
  /** Until the poll that is under way is over. */
  keepReport(report: PollReport): void;
  /** Polls with this request; never rejects. */
  pollBy(now: number, ask: Ask): Promise<void>;
}

const isMember = (one: Timer | QueuedRequest): one is BatchMember => 'batches' in one;

/** With these codes a request about several tasks is refused as such: by an old version, a relay, a key for single queries only. */
const refusals: ReadonlySet<VideoErrorCode> = new Set([
  'authentication',
  'invalid-request',
  'not-found',
  'unsupported',
]);
/** For how long all are polled alone after such a refusal, and after trouble, which one task among them may cause [guess]. */
const refusedMs = 600_000;
const troubledMs = 60_000;
/** With ten thousand tasks of a thousand keys, looking at all took as much processor time as everything else. */
const mostLooks = 1_000;

/** The tasks of one api that one provider object asks about together: none of them later than it would be alone. */
export class Batches {
  readonly #provider: VideoProvider;
  readonly #limit: number;
  readonly #timers: TimerQueue;
  readonly #queue: RequestQueue;
  readonly #now: () => number;
  #suspendedUntil = Number.NEGATIVE_INFINITY;

  constructor(
    provider: VideoProvider,
    limit: number,
    timers: TimerQueue,
    queue: RequestQueue,
    now: () => number,
  ) {
    this.#provider = provider;
    this.#limit = limit;
    this.#timers = timers;
    this.#queue = queue;
    this.#now = now;
  }

  /** Who goes along with one that is polled now: first those that wait for a place, then those that are due soonest. */
  companionsOf(first: BatchMember, now: number): readonly BatchMember[] {
    if (now < this.#suspendedUntil) return [];
    const found = new Set<BatchMember>();
    for (const others of [this.#queue.waiting(), this.#timers.dueBy(now + longestEarlyMs)]) {
      let looks = 0;
      for (const one of others) {
        looks += 1;
        if (looks > mostLooks) break;
        if (found.size >= this.#limit - 1) return [...found];
        if (one !== first && isMember(one) && one.batches === this && one.mayJoin(now)) found.add(one);
      }
    }
    return [...found];
  }

  /** One request for all; it is aborted when the last has left. */
  async poll(members: readonly BatchMember[], now: number): Promise<void> {
    const controller = new AbortController();
    let left = members.length;
    const leave = {
      abort: () => {
        left -= 1;
        if (left > 0) return;
        if (this.#now() - now >= longestPollMs) this.#suspend(troubledMs);
        controller.abort();
      },
    };
    // A turn later: by then all of them are in their polls, whatever the provider calls.
    const answers = Promise.resolve(members.map(({ task }) => task)).then((tasks) =>
      this.#ask(tasks, {
        signal: controller.signal,
        [takeReport]: (task, report) => {
          const member = members[tasks.indexOf(task)];
          if (member === undefined) report(undefined);
          else member.keepReport(report);
        },
      }),
    );
    const ask = async (index: number, signal: AbortSignal): Promise<Answer> => {
      onAbort(signal, leave);
      const answer = (await answers)[index] ?? notAsked;
      // It says nothing about the task.
      if (answer instanceof VideoError && answer.code === 'rate-limited') throw answer;
      return answer;
    };
    await Promise.all(members.map((member, index) => member.pollBy(now, (signal) => ask(index, signal))));
  }

  async #ask(tasks: readonly VideoTask[], options: PollOptions): Promise<readonly Answer[]> {
    options.signal?.throwIfAborted();
    const outcomes = await this.#outcomesOf(tasks, options);
    const [failure] = outcomes;
    if (!(failure instanceof VideoError) || outcomes.some((outcome) => outcome !== failure))
      return tasks.map((task, index) => answerOf(task, outcomes[index]));
    if (refusals.has(failure.code)) {
      this.#suspend(refusedMs);
      return tasks.map(() => notAsked);
    }
    if (failure.code !== 'rate-limited') this.#suspend(troubledMs);
    throw failure;
  }

  async #outcomesOf(tasks: readonly VideoTask[], options: PollOptions): Promise<readonly QueryOutcome[]> {
    try {
      const outcomes = await this.#provider.queryMany?.(tasks, options);
      return Array.isArray(outcomes) ? outcomes : [];
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      const message = `queryMany of ${this.#provider.id} failed: ${String(error)}`;
      // An error in its code says no more than that it cannot be used.
      const failure =
        error instanceof VideoError ? error : new VideoError('unsupported', message, { cause: error });
      return tasks.map(() => failure);
    }
  }

  #suspend(milliseconds: number): void {
    this.#suspendedUntil = Math.max(this.#suspendedUntil, this.#now() + milliseconds);
  }
}

/** What stands in a task's place must be about it: whoever writes a `queryMany` may mix up their order. */
function answerOf(task: VideoTask, outcome: QueryOutcome | undefined): VideoTask | VideoError {
  const isAbout = (name: 'provider' | 'api' | 'id') => property(outcome, name) === task[name];
  if (outcome instanceof VideoError) return outcome;
  if (outcome !== undefined && isAbout('provider') && isAbout('api') && isAbout('id')) return outcome;
  const { provider, id } = task;
  const message = `Asked about several tasks, ${provider} answered with another task or none in place of ${id}. The task is unchanged; ask again.`;
  return new VideoError('provider-unavailable', message, { provider });
}
