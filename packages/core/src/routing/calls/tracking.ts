import type { Clock } from '../../contract/clock.ts';
import { VideoError } from '../../contract/error.ts';
import { apiName, type ApiRef, modelName } from '../../contract/names.ts';
import type { CallOptions, CancelResult, VideoProvider } from '../../contract/provider.ts';
import type { Submission } from '../../contract/submission.ts';
import { requireTask } from '../../contract/task-from-id.ts';
import { isFinal, type VideoTask } from '../../contract/task.ts';
import { durationRecorder, type DurationStore } from '../../planning/durations.ts';
import type { Ledger } from '../budget.ts';
import type { Limiters } from './concurrency.ts';
import { queryManyOf } from './query-many.ts';

/** What a router does with tasks that exist: each look at one keeps budget, slots and durations right. */
export interface Tracking {
  readonly query: (task: VideoTask, options?: CallOptions) => Promise<VideoTask>;
  readonly queryMany: NonNullable<VideoProvider['queryMany']>;
  readonly cancel: (task: VideoTask, options?: CallOptions) => Promise<CancelResult>;
  readonly reconcile: (submission: Submission, options?: CallOptions) => Promise<VideoTask | undefined>;
  /** A task as last seen. `billed`: what its service said besides the cost. */
  readonly onTaskUpdate: (task: VideoTask, billed?: CancelResult['billed']) => void;
  /** Counts how long a task took that was seen to succeed. */
  readonly recordDuration: (before: VideoTask, after: VideoTask, clock?: Clock) => void;
}

interface TrackingSettings {
  readonly ledger: Ledger;
  readonly limiters: Limiters;
  readonly durations: DurationStore | undefined;
  readonly clock: Clock;
  readonly ownerOf: (api: ApiRef) => VideoProvider;
  /** An api of the router, for advice. */
  readonly anyApi: ApiRef | undefined;
}

export function createTracking(settings: TrackingSettings): Tracking {
  const { ownerOf, anyApi, ledger, limiters, durations, clock: routerClock } = settings;
  const record = durations && durationRecorder(durations);
  const recordDuration: Tracking['recordDuration'] = (before, after, clock = routerClock) =>
    record?.(before, after, clock.now());
  const onTaskUpdate: Tracking['onTaskUpdate'] = (task, billed) => {
    if (!isFinal(task)) return;
    ledger.onTaskEnd(task, billed);
    limiters.get(modelName(task))?.onTaskEnd(task);
  };

  return {
    onTaskUpdate,
    recordDuration,
    async query(task, options) {
      requireTask(task, anyApi);
      const answer = await ownerOf(task).query(task, options);
      recordDuration(task, answer);
      onTaskUpdate(answer);
      return answer;
    },
    queryMany: queryManyOf({ ownerOf, anyApi }, (before, after) => {
      recordDuration(before, after);
      onTaskUpdate(after);
    }),
    async cancel(task, options) {
      requireTask(task, anyApi);
      const owner = ownerOf(task);
      if (owner.cancel === undefined) {
        const message = `${apiName(task)} cannot cancel a task: it continues and will be billed.`;
        throw new VideoError('unsupported', message, { provider: task.provider, task });
      }
      const result = await owner.cancel(task, options);
      onTaskUpdate(result.task, result.task.status === 'canceled' ? result.billed : undefined);
      return result;
    },
    async reconcile(submission, options) {
      const owner = ownerOf(submission);
      if (owner.reconcile === undefined) {
        const message =
          `${apiName(submission)} cannot look up a submission. It may be billed: check the account's balance and ` +
          `its tasks at ${submission.submittedAt} before you send it again.`;
        throw new VideoError('unsupported', message, { provider: submission.provider, submission });
      }
      const task = await owner.reconcile(submission, options);
      if (task === undefined) return undefined;
      ledger.onReconciled(submission, task);
      limiters.get(modelName(submission))?.onReconciled(submission, task);
      onTaskUpdate(task);
      return task;
    },
  };
}
