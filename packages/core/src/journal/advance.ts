import { linkSignals } from '../contract/abort.ts';
import { type Clock, systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import { redact } from '../contract/redact.ts';
import { requestFromJson } from '../contract/request-json.ts';
import type { SucceededTask, Video, VideoTask } from '../contract/task.ts';
import { modelOf } from '../contract/names.ts';
import { emit, troubleOf } from '../observing/events.ts';
import { ageAt, firstPause, nextPause, paceOf } from '../polling/pace.ts';
import { type PollOptions, type PollReport, takeReport } from '../polling/poll-report.ts';
import { askAlone } from '../polling/subscriber.ts';
import type { Budget } from '../routing/budget.ts';
import type { Router } from '../routing/router.ts';
import { type Journal, recordError } from './entry.ts';
import {
  type DownloadingJob,
  inState,
  isEnded,
  type PollingJob,
  type StoredFile,
  type SubmittingJob,
  type UnknownJob,
  type VideoJob,
  withFailure,
  withFile,
  withTask,
} from './job.ts';
import { reservedBudget } from './spending-limit.ts';
import { lookUpKey, submitOnce } from './submit-once.ts';

/** One video that is to be brought home. */
export interface VideoToStore {
  /** The job, in the phase `downloading`. */
  readonly job: VideoJob;
  /** The finished task, with its links. */
  readonly task: SucceededTask;
  /** The one of the task's videos that is to be stored. */
  readonly video: Video;
  /** Of the video in the task. */
  readonly index: number;
  /** For a new link where this one has died, and the headers that a link needs. */
  readonly provider: Router;
  /** Ends the download; `undefined`: nothing does. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Brings a video home, whole or not at all; the same video twice is stored once. What it throws is a download that failed: it
 * is tried again, later each time, unless it is a `VideoError` that is not `retryable`. See `videoFolder` of `@vid/core/download`.
 */
export type StoreVideo = (video: VideoToStore) => Promise<StoredFile>;

/** Who sends, who remembers, and how long a job is kept going. Times are in milliseconds. */
export interface AdvanceSettings {
  /** Sends, polls and cancels. */
  readonly router: Router;
  /** Remembers what was sent, so that no job is paid twice. */
  readonly journal: Journal;
  /** Default: a job ends with the service's links. */
  readonly storeVideo?: StoreVideo | undefined;
  /**
   * Pays for a job, in place of the router's budget. Default: the router's budget, and no more than what was set aside for the job
   * within its owner's limit, where there is one.
   */
  readonly budgetOf?: ((job: VideoJob) => Budget | undefined) | undefined;
  /** See `WaitOptions`. */
  readonly intervalMs?: number | undefined;
  /** Least time between two polls, in milliseconds, instead of the service's own: 0 for a simulator. */
  readonly minIntervalMs?: number | undefined;
  /** How often a request that was refused for the moment, with proof, is sent at most. Default 12: some hours. */
  readonly submits?: number | undefined;
  /**
   * How often a download is tried whose trouble may pass. Default 10: half an hour. One that was refused for good is tried once more, with
   * the links that the service has by then; after that the job is `stalled`.
   */
  readonly downloads?: number | undefined;
  /** For how long a task is polled whose polls fail for good, or which never ends, in milliseconds. Default: a day. */
  readonly longestMs?: number | undefined;
  /** Default: the real clock. */
  readonly clock?: Clock | undefined;
}

/** A job after one step, and when the next is due. */
export interface AdvancedJob {
  /** To be put in place of the one before. */
  readonly job: VideoJob;
  /** When the next step is due, in milliseconds; missing when there is none. */
  readonly wakeAfterMs?: number;
}

/**
 * Takes a job one step further: submits it, looks it up, polls once, or downloads what is missing. Keeps nothing: put the job it
 * returns, and call it again after `wakeAfterMs`. A process that dies in between loses no more than the step: the journal
 * holds what was sent. Throws what is no `VideoError`, but for `storeVideo`'s errors, and an abort; the job is then as it was.
 */
export type Advance = (
  job: VideoJob,
  options?: { readonly signal?: AbortSignal | undefined },
) => Promise<AdvancedJob>;

/** A process that has the job's lease knows that whoever had it before is gone, or slow: a look-up harms neither. */
const sendingMs = 10_000;
/** Of a submission whose outcome is unknown: a service may know of it only a little later. */
const lookUpsAfterMs = [2_000, 5_000, 15_000, 60_000, 300_000, 1_800_000];
const lookUpsMs = lookUpsAfterMs.reduce((sum, milliseconds) => sum + milliseconds, 0);
/** In a row, before a task that is old is given up. */
const leastFailures = 5;
const firstRetryMs = 2_000;
const longestRetryMs = 30 * 60_000;
const retryAfter = (failures: number, asked = 0) =>
  Math.min(longestRetryMs, Math.max(asked, firstRetryMs * 2 ** Math.min(failures, 16)));

/** The step that takes any job further, for a worker or a queue of your own. */
export function createAdvance(settings: AdvanceSettings): Advance {
  const { router, journal, storeVideo, budgetOf, intervalMs, clock = systemClock } = settings;
  const { submits = 12, downloads = 10, longestMs = 86_400_000 } = settings;
  const random = () => clock.random?.() ?? Math.random();
  const isStored = storeVideo !== undefined;

  /** With the time until the first step of the state it is in. */
  const advanced = (job: VideoJob): AdvancedJob => {
    if (isEnded(job)) return { job };
    if (job.phase === 'unknown') return { job, wakeAfterMs: lookUpsAfterMs[0] ?? 0 };
    if (job.phase !== 'polling') return { job, wakeAfterMs: 0 };
    const pace = paceOf(router.capabilities, job.task);
    return { job, wakeAfterMs: firstPause(ageAt(job.task, clock.now()), pace, intervalMs, random()) };
  };

  async function submit(job: SubmittingJob, stop: AbortSignal | undefined): Promise<AdvancedJob> {
    const { request, options } = job.input;
    const budget = budgetOf?.(job) ?? reservedBudget(job, router.budget);
    // What has left is paid for, and its answer worth waiting for: only a place in a queue is given up.
    const waiting = linkSignals(stop === undefined ? [] : [stop]);
    try {
      const task = await submitOnce(router, requestFromJson(request), {
        ...options,
        key: job.id,
        journal,
        sendingMs,
        clock,
        ...(budget !== undefined && { budget }),
        signal: waiting.signal,
        onSubmission: () => waiting.unlink(),
      });
      return advanced(withTask(job, task, isStored));
    } catch (error) {
      if (!(error instanceof VideoError)) throw error;
      return afterSubmitError(job, error);
    } finally {
      waiting.unlink();
    }
  }

  async function afterSubmitError(job: SubmittingJob, error: VideoError): Promise<AdvancedJob> {
    if (error.code === 'in-progress') return { job, wakeAfterMs: sendingMs };
    const lastError = recordError(error);
    if (error.code === 'submission-unknown') {
      const { submission, candidates } = error;
      return advanced({ ...inState(job, { phase: 'unknown', submission, candidates }), lastError });
    }
    const last = (await journal.get(job.id))?.attempts.at(-1);
    if (last?.phase === 'stopped') return { job: inState(job, { phase: 'canceled' }) };
    if (!error.retryable || job.failures + 1 >= submits)
      return { job: inState(job, { phase: 'refused', lastError }) };
    const inMs = retryAfter(job.failures, error.retryAfterMs);
    const sent = last?.submission;
    emit(router.onEvent, {
      type: 'retrying',
      at: clock.now(),
      ...modelOf(sent ?? job.model),
      reference: sent?.reference ?? job.id,
      ...troubleOf(error),
      attempt: job.failures + 1,
      inMs,
    });
    return { job: withFailure(job, lastError, false), wakeAfterMs: inMs };
  }

  async function lookUp(job: UnknownJob, signal: AbortSignal | undefined): Promise<AdvancedJob> {
    try {
      const task = await lookUpKey(router, { key: job.id, journal, sendingMs, clock, signal });
      if (task !== undefined) return advanced(withTask(job, task, isStored));
      const last = (await journal.get(job.id))?.attempts.at(-1);
      // A journal that has lost the key proves nothing.
      if (last === undefined) throw forgotten(job);
      // Whoever was still sending has learned that there is no task.
      const lastError = (last.phase === 'refused' ? last.error : undefined) ?? refusedLate;
      return { job: inState(job, { phase: 'refused', lastError }) };
    } catch (error) {
      if (!(error instanceof VideoError)) throw error;
      if (error.code === 'in-progress') return { job, wakeAfterMs: sendingMs };
      const next = lookUpsAfterMs[job.failures + 1];
      const { candidates = job.candidates } = error;
      // Webhooks bring look-ups forward, and they must not use them up.
      const ageMs = clock.now() - Date.parse(job.submission?.submittedAt ?? job.createdAt);
      const isOver = next === undefined && (ageMs < 0 || ageMs >= lookUpsMs);
      const failed = withFailure({ ...job, candidates }, recordError(error), isOver);
      return { job: failed, ...(!isOver && { wakeAfterMs: next ?? longestRetryMs }) };
    }
  }

  /**
   * By the schedule of all waits, so that its limits hold for jobs too, and one request asks about many where it can; after a poll
   * that failed, about this one alone.
   */
  async function query(
    { task, failures }: PollingJob,
    minIntervalMs: number,
    options: PollOptions,
  ): Promise<VideoTask> {
    let seen: VideoTask | undefined;
    const onUpdate = (news: VideoTask) => {
      seen = news;
    };
    try {
      const asked = { ...options, [askAlone]: failures > 0 };
      const once = { timeoutMs: 0, intervalMs: 0, minIntervalMs, onUpdate, ...asked, clock };
      return await router.wait(task, once);
    } catch (error) {
      if (!(error instanceof VideoError) || error.code !== 'timeout') throw error;
      // Without news and without an error it was too early to ask.
      if (seen !== undefined) return seen;
      if (error.cause instanceof VideoError) throw error.cause;
      return task;
    }
  }

  async function poll(job: PollingJob, signal: AbortSignal | undefined): Promise<AdvancedJob> {
    const reports: PollReport[] = [];
    let next: AdvancedJob | undefined;
    try {
      next = await pollOnce(job, { signal, [takeReport]: (_, report) => reports.push(report) });
      return next;
    } finally {
      for (const report of reports) report(next?.job.phase === 'polling' ? next.wakeAfterMs : undefined);
    }
  }

  async function pollOnce(job: PollingJob, options: PollOptions): Promise<AdvancedJob> {
    const ageMs = ageAt(job.task, clock.now());
    const { minIntervalMs: least } = paceOf(router.capabilities, job.task);
    const minIntervalMs = settings.minIntervalMs ?? least;
    try {
      const task = await query(job, minIntervalMs, options);
      const next = withTask(job, task, isStored);
      if (next.phase !== 'polling') return advanced(next);
      if (ageMs > longestMs) return { job: { ...next, stalled: true } };
      return { job: next, wakeAfterMs: Math.max(minIntervalMs, nextPause(ageMs, intervalMs, 0, random())) };
    } catch (error) {
      if (!(error instanceof VideoError)) throw error;
      const isOver = ageMs > longestMs && job.failures + 1 >= leastFailures;
      const failed = withFailure(job, recordError(error), isOver);
      if (isEnded(failed)) return { job: failed };
      const pause = nextPause(ageMs, intervalMs, failed.failures, random());
      const asked = Math.min(error.retryAfterMs ?? 0, 120_000);
      return { job: failed, wakeAfterMs: Math.max(minIntervalMs, pause, asked) };
    }
  }

  /** After an error that the same try would meet again it tries once with the links that the service has now; then the job stalls. */
  async function download(job: DownloadingJob, signal: AbortSignal | undefined): Promise<AdvancedJob> {
    if (storeVideo === undefined) return advanced(withTask(job, job.task, false));
    let next: VideoJob = job;
    let hasNewLinks = false;
    const provider: Router = {
      ...router,
      async query(task, options) {
        const now = await router.query(task, options);
        hasNewLinks = true;
        return now;
      },
    };
    const storeAll = async () => {
      for (const index of job.task.videos.keys()) {
        if (next.phase !== 'downloading') return;
        const { task, files } = next;
        const video = task.videos[index];
        if (video === undefined || files[index] !== undefined) continue;
        const file = await storeVideo({ job: next, task, video, index, provider, signal });
        next = withFile(next, index, file);
      }
    };
    const renewed = async (): Promise<boolean> => {
      const task = await provider.query(job.task, { signal });
      if (next.phase !== 'downloading' || task.status !== 'succeeded') return false;
      if (task.videos.length !== job.task.videos.length) return false;
      next = { ...next, task };
      return true;
    };
    try {
      await storeAll().catch(async (error: unknown) => {
        const isFinal = error instanceof VideoError && !error.retryable && signal?.aborted !== true;
        if (!isFinal || hasNewLinks || !(await renewed())) throw error;
        await storeAll();
      });
      return { job: next };
    } catch (error) {
      if (signal?.aborted === true) throw error;
      const known = error instanceof VideoError ? error : notStored(error);
      const isOver = !known.retryable || next.failures + 1 >= downloads;
      const failed = withFailure(next, recordError(known), isOver);
      return isEnded(failed)
        ? { job: failed }
        : { job: failed, wakeAfterMs: retryAfter(next.failures, known.retryAfterMs) };
    }
  }

  return async (job, { signal } = {}) => {
    if (isEnded(job)) return { job };
    switch (job.phase) {
      case 'submitting':
        return submit(job, signal);
      case 'unknown':
        return lookUp(job, signal);
      case 'polling':
        return poll(job, signal);
      case 'downloading':
        return download(job, signal);
      case 'succeeded':
      case 'failed':
      case 'canceled':
      case 'refused':
        return { job };
    }
  };
}

/** A bucket's client throws errors of its own. */
const notStored = (error: unknown) =>
  new VideoError('network', `The video was not stored: ${redact(String(error))}`, { cause: error });

const forgotten = ({ submission }: UnknownJob) =>
  new VideoError(
    'submission-unknown',
    'The journal knows nothing of this key any more: a task may exist and may be billed.',
    { submission },
  );

const refusedLate = recordError(
  new VideoError('provider-unavailable', 'The service refused the request; no task exists.'),
);
