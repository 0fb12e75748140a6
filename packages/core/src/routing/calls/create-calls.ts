import type { Candidate } from '../../contract/plan.ts';
import type { GenerateOptions, VideoProvider } from '../../contract/provider.ts';
import type { Clock } from '../../contract/clock.ts';
import type { ApiRef } from '../../contract/names.ts';
import type { VideoRequest } from '../../contract/request.ts';
import type { VideoTask } from '../../contract/task.ts';
import type { QueueInput, QueueSource } from '../../polling/queue.ts';
import { startUpdates, type UpdatesOptions } from '../../polling/updates.ts';
import { waitForTask, type WaitOptions } from '../../polling/wait.ts';
import type { Breaker } from '../breaker.ts';
import type { Ledger } from '../budget.ts';
import type { Planner } from '../planner.ts';
import type { RouterSettings } from '../settings.ts';
import type { Tables } from '../tables.ts';
import { type CompareOptions, type ComparisonResult, startComparison } from './compare.ts';
import { createLimiters } from './concurrency.ts';
import { checkFallback, type Fallback, submitWithFallback } from './fallback.ts';
import { type Admission, createSubmit, type Submit } from './submit-candidate.ts';
import { createTracking } from './tracking.ts';

/** The half of a router that plans, and what it was given. */
interface CallsContext {
  readonly router: VideoProvider;
  readonly settings: RouterSettings;
  readonly clock: Clock;
  readonly tables: Tables;
  readonly planner: Planner;
  readonly breaker: Breaker;
  readonly ledger: Ledger;
  /** An api of the router, for advice. */
  readonly anyApi: ApiRef | undefined;
}

/** How one paid request is sent. */
interface Sending extends Omit<Admission, 'onQueued'> {
  readonly fallback: Fallback;
}

/** What a router does with requests and tasks; see `Router`. Loaded at the first call. */
export function createCalls({
  router,
  settings,
  clock,
  tables,
  planner,
  breaker,
  ledger,
  anyApi,
}: CallsContext) {
  const { budget, onEvent, durations, maxTasks = {} } = settings;
  const { ownerOf } = tables;
  const { limiters, renew } = createLimiters(tables.last().models, maxTasks, clock, (task, signal) =>
    waitForTask(router, task, { signal, clock, timeoutMs: Number.POSITIVE_INFINITY }),
  );
  const tracking = createTracking({ ownerOf, anyApi, ledger, limiters, durations, clock });
  const { onTaskUpdate, recordDuration } = tracking;
  const submit = createSubmit({
    budget,
    ledger,
    limiters,
    breaker,
    tables,
    onTaskUpdate,
    clock,
    onEvent,
  });
  /** The clock of a call; none where nobody set one, so that providers use their own default. */
  const clockOf = (options: { readonly clock?: Clock | undefined } | undefined) => {
    const chosen = options?.clock ?? settings.clock;
    return chosen === undefined ? {} : { clock: chosen };
  };
  const wait = async (task: VideoTask, options?: WaitOptions) => {
    const last = await waitForTask(router, task, { ...options, ...clockOf(options) });
    recordDuration(task, last, options?.clock);
    return last;
  };

  return {
    ...tracking,
    renew,
    wait,
    checkFallback,
    async generate(
      candidates: readonly [Candidate, ...(readonly Candidate[])],
      request: VideoRequest,
      { fallback, ...admission }: Sending,
      options: GenerateOptions,
    ): Promise<VideoTask> {
      const submitTo = (candidate: Candidate) =>
        submit(candidate, request, admission, { ...options, ...clockOf(options) });
      if (fallback !== false) {
        checkFallback(fallback, options);
        return submitWithFallback(candidates, fallback, options.signal, submitTo);
      }
      const result = await submitTo(candidates[0]);
      if (result.outcome === 'accepted') return result.task;
      throw result.error;
    },
    startComparison(
      request: VideoRequest,
      options: CompareOptions,
      changes: QueueInput<ComparisonResult, readonly ComparisonResult[]>,
    ): QueueSource<readonly ComparisonResult[]> {
      const planned = tables.current();
      const submitTo: Submit = (candidate, asked, admission, call) =>
        submit(candidate, asked, { ...admission, planned }, call);
      const context = {
        models: planned.models,
        clock: options.clock ?? clock,
        plan: planner.plan,
        submit: submitTo,
        wait,
      };
      return startComparison(context, request, options, changes);
    },
    startUpdates: (task: VideoTask, options: UpdatesOptions, changes: QueueInput<VideoTask, void>) =>
      startUpdates(router, task, { ...options, ...clockOf(options) }, changes, (next) =>
        recordDuration(task, next, options.clock),
      ),
  };
}
