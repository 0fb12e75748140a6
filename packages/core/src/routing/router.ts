import { systemClock } from '../contract/clock.ts';
import { unlessAborted } from '../contract/abort.ts';
import { onFirstUse } from '../contract/first-use.ts';
import { takeMedia } from '../contract/media-fields.ts';
import { checkGenerateOptions } from '../contract/read-request.ts';
import type { Candidate, Plan } from '../contract/plan.ts';
import type {
  CallOptions,
  CancelResult,
  PreparedRequest,
  QueryOutcome,
  VideoProvider,
} from '../contract/provider.ts';
import type { VideoRequest } from '../contract/request.ts';
import type { Submission } from '../contract/submission.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { type ValidationResult, validationOf } from '../contract/validation.ts';
import { checkRequest } from '../matching/check-request.ts';
import type { EventListener } from '../observing/events.ts';
import { withEvents } from '../observing/with-events.ts';
import { adjustedRequest } from '../planning/plan.ts';
import { requireRoutingOptions, type RoutingOptions } from '../planning/routing-options.ts';
import { AsyncQueue } from '../polling/async-queue.ts';
import type { QueueInput, QueueSource } from '../polling/queue.ts';
import { composite, compositeOf, type HasComposite } from '../polling/composite.ts';
import type { UpdatesOptions } from '../polling/updates.ts';
import type { WaitOptions } from '../polling/wait.ts';
import { createBreaker } from './breaker.ts';
import { type Budget, createLedger } from './budget.ts';
import type { CompareOptions, ComparisonResult } from './calls/compare.ts';
import type { createCalls } from './calls/create-calls.ts';
import { requireMaxTasks } from './max-tasks.ts';
import { createPlanner } from './planner.ts';
import type { RouterGenerateOptions, RouterSettings } from './settings.ts';
import { createTables } from './tables.ts';

/** Picks the model that can do what a request needs. A provider itself, so it stands wherever one stands. */
export interface Router extends VideoProvider {
  /** In the order in which they were given; their models are listed in it. */
  readonly providers: readonly VideoProvider[];
  /** Pays for every call that brings no budget of its own; missing where nothing is limited. */
  readonly budget?: Budget | undefined;
  /** Who is told of events; jobs tell theirs, too. */
  readonly onEvent?: EventListener | undefined;
  /** The models that can, best first, and those that cannot, with reasons. Throws `VideoError('invalid-request')` on bad input. */
  plan(request: VideoRequest, routing?: RoutingOptions): Plan;
  /** The best candidate, or `VideoError('unsupported')` that carries the plan. */
  select(request: VideoRequest, routing?: RoutingOptions): Candidate;
  /** The dry run of the best candidate. */
  prepare(request: VideoRequest, routing?: RoutingOptions): PreparedRequest;
  /** Whether `prepare` takes the request, or the reasons why not, of every model. Touches no network; no request makes it throw. */
  validateRequest(request: VideoRequest, routing?: RoutingOptions): ValidationResult;
  /**
   * Sends one paid request to the best candidate; which one it was stands in the task. With `fallback` the next one
   * is tried after a proven refusal; `task.attempts` or `error.attempts` lists all. May queue first, where a model
   * takes only so many tasks at a time.
   */
  generate(request: VideoRequest, options?: RouterGenerateOptions): Promise<VideoTask>;
  /**
   * Makes one request with several models, each a paid task: yields what changes of any of them, and returns one
   * result for each, in the plan's order, then those that cannot. One candidate's failure is its result and ends
   * nobody else's. Nothing is sent before the first `next()`. An abort ends the waits, not the tasks, and the results
   * say how far each was; one that comes while what sends is still being loaded is thrown, and nothing was sent.
   * `candidateSignal` ends one candidate alone. Leaving the loop ends the waits too; requests that are on their way
   * then still make tasks, so journal with `onSubmission`. Throws `VideoError('invalid-request')` without `models` or `all: true`.
   */
  compare(
    request: VideoRequest,
    options: CompareOptions,
  ): AsyncGenerator<ComparisonResult, readonly ComparisonResult[], undefined>;
  /** Each task by its own provider; `unsupported` is the outcome of those whose service answers for one task at a time. */
  queryMany(tasks: readonly VideoTask[], options?: CallOptions): Promise<readonly QueryOutcome[]>;
  /** Throws `VideoError('unsupported')` where the service of the task cannot cancel one. */
  cancel(task: VideoTask, options?: CallOptions): Promise<CancelResult>;
  /** Throws `VideoError('unsupported')` where the service of the submission cannot look one up. */
  reconcile(submission: Submission, options?: CallOptions): Promise<VideoTask | undefined>;
  /** Waits for a task of any of the providers; see `waitForTask`. */
  wait(task: VideoTask, options?: WaitOptions): Promise<VideoTask>;
  /** The changes of a task of any of the providers; see `updates`. */
  updates(task: VideoTask, options?: UpdatesOptions): AsyncGenerator<VideoTask, void, undefined>;
}

/** Throws `VideoError('invalid-request')` when two providers serve the same api of one service, and on bad settings. */
export function createRouter(given: readonly VideoProvider[], { ...settings }: RouterSettings = {}): Router {
  const { prefer, rates, budget, onEvent, durations, mediaStore, maxTasks, clock = systemClock } = settings;
  if (rates !== undefined) requireRoutingOptions({ rates });
  const providers =
    onEvent === undefined ? given : given.map((provider) => withEvents(provider, onEvent, { clock }));
  const tables = createTables(providers, (models) => loaded?.renew(models));
  const { ownerOf } = tables;
  const { models } = tables.last();
  if (maxTasks !== undefined) requireMaxTasks(models, maxTasks);
  const breaker = createBreaker(settings.breaker ?? {}, clock);
  const ledger = createLedger(budget);
  const planner = createPlanner({ tables, breaker, clock, prefer, rates, durations, onEvent, mediaStore });

  let loaded: Calls | undefined;
  const calls = onFirstUse(async () => {
    const { createCalls } = await import('./calls/create-calls.ts');
    const context = { router, settings, clock, tables, planner, breaker, ledger, anyApi: models[0] };
    loaded = createCalls(context);
    return loaded;
  });
  /** Opened when it is first read; whoever leaves while the calls are loaded leaves at once. */
  const read = <T extends object, R>(
    signal: AbortSignal | undefined,
    none: R,
    open: (calls: Calls, queue: QueueInput<T, R>) => QueueSource<R> | undefined,
  ) =>
    new AsyncQueue<T, R>((queue) => {
      let source: QueueSource<R> | undefined;
      let hasLeft = false;
      const start = async () => {
        try {
          const there = await calls(signal);
          if (!hasLeft) source = open(there, queue);
        } catch (error) {
          queue.fail(error);
        }
      };
      void start();
      return {
        leave() {
          hasLeft = true;
          return source === undefined ? none : source.leave();
        },
      };
    }, none);

  const router: Router & HasComposite = {
    id: 'router',
    providers,
    budget,
    onEvent,
    get capabilities() {
      return tables.current();
    },
    plan: planner.plan,
    select: (request, options) => planner.requireCandidates(request, options)[0],
    prepare(asked, options) {
      const { request } = takeMedia(asked, mediaStore);
      const [best] = planner.requireCandidates(request, options);
      return ownerOf(best).prepare(adjustedRequest(request, best));
    },
    validateRequest: (request, options) => validationOf(() => router.prepare(request, options)),
    async generate(asked, options = {}) {
      const { prefer, only, never, maxCost, rates, allowUnknownPrice, needs, adapt, ...rest } = options;
      const { fallback = false, budget, ...call } = rest;
      checkGenerateOptions(call);
      const routing = { prefer, only, never, maxCost, rates, allowUnknownPrice, needs, adapt };
      const { request, files } = takeMedia(asked, mediaStore);
      // What nobody takes costs no reading; a stream is read when all that sends it is there.
      if (files.length > 0 && checkRequest(tables.current(), request).fits) {
        (await calls(call.signal)).checkFallback(fallback, call);
        const reading = Promise.all(files.map((file) => file.content()));
        await unlessAborted(reading, call.signal);
      }
      const planned = tables.current();
      const candidates = planner.requireCandidates(request, routing);
      const there = await calls(call.signal);
      return there.generate(candidates, request, { fallback, budget, allowUnknownPrice, planned }, call);
    },
    compare(asked, { ...options }) {
      const { request } = takeMedia(asked, mediaStore);
      return read<ComparisonResult, readonly ComparisonResult[]>(options.signal, [], (there, changes) =>
        there.startComparison(request, options, changes),
      );
    },
    query: async (task, options) => (await calls(options?.signal)).query(task, options),
    queryMany: async (tasks, options) => (await calls(options?.signal)).queryMany(tasks, options),
    cancel: async (task, options) => (await calls(options?.signal)).cancel(task, options),
    reconcile: async (submission, options) => (await calls(options?.signal)).reconcile(submission, options),
    linkHeaders: async (video, task) => (await ownerOf(task).linkHeaders?.(video, task)) ?? {},
    wait: async (task, { ...options } = {}) => (await calls(options.signal)).wait(task, options),
    updates: (task, { ...options } = {}) =>
      read<VideoTask, void>(options.signal, undefined, (there, changes) =>
        there.startUpdates(task, options, changes),
      ),
    [composite]: () => ({
      provider: router,
      ownerOf,
      onTaskUpdate(task) {
        if (loaded !== undefined) loaded.onTaskUpdate(task);
        else if (isFinal(task)) ledger.onTaskEnd(task);
        compositeOf(ownerOf(task))?.onTaskUpdate(task);
      },
    }),
  };
  return router;
}

type Calls = ReturnType<typeof createCalls>;
